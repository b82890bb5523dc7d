"""Winnowing: what two passages are sure to have in common, and what a fingerprint never does."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from drafter.reuse.fingerprints import GRAM, WINDOW, fingerprints, hashes_of, narrowed, passages_of
from drafter.reuse.grams import gram_hashes
from drafter.reuse.normalise import encode

WORDS = st.text(st.sampled_from("甲乙丙丁天地人和"), max_size=40)
"""Few different characters, so that grams recur."""


def of(*texts: str) -> dict[int, set[int]]:
    """The fingerprints of each passage."""
    words = fingerprints(encode(texts))
    found: dict[int, set[int]] = {number: set() for number in range(len(texts))}
    for word, passage in zip(hashes_of(words).tolist(), passages_of(words).tolist(), strict=True):
        found[passage].add(word)
    return found


@given(WORDS, WORDS, WORDS, WORDS, st.text(st.sampled_from("甲乙丙丁天地人和"), min_size=GRAM + WINDOW - 1, max_size=30))
def test_passages_with_eight_codes_in_common_have_a_fingerprint_in_common(a: str, b: str, c: str, d: str, common: str) -> None:
    found = of(a + common + b, c + common + d)
    assert found[0] & found[1]


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_passage_has_the_same_fingerprints_whatever_stands_beside_it(texts: list[str]) -> None:
    assert list(of(*texts).values()) == [of(text)[0] for text in texts]


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_words_are_sorted_each_once_and_grams_of_their_passage(texts: list[str]) -> None:
    row = encode(texts)
    words = fingerprints(row)
    assert (words[1:] > words[:-1]).all()
    hashes, whole = gram_hashes(row, GRAM)
    assert set(hashes_of(words).tolist()) <= set(narrowed(hashes[whole]).tolist())


@given(st.text(st.sampled_from("甲乙丙丁天地人和"), min_size=GRAM, max_size=GRAM + WINDOW))
def test_a_short_passage_keeps_what_it_has(text: str) -> None:
    assert of(text)[0]
    assert not of(text[: GRAM - 1])[0]


def test_four_in_ten_grams_are_kept() -> None:
    chance = np.random.default_rng(1)
    text = "".join(map(chr, chance.integers(0x4E00, 0x9000, 20_000)))
    assert 0.38 < len(fingerprints(encode([text]))) / 20_000 < 0.42  # 2 / (window + 1)
