"""A few pairs of the synthetic corpus: what was planted is found, what was not is left alone. The whole measure: bench_reuse.py."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("benchmarks", reason="the benchmarks are not here")

from benchmarks.reuse_corpus import KINDS, Pair, make_pair
from benchmarks.reuse_office import tools_of_office
from benchmarks.reuse_scores import Scores, outcomes

SEEDS = (3, 4, 5, 6, 8, 9, 10, 11)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [make_pair(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def scores(pairs: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> Scores:
    tools = tools_of_office(tmp_path_factory.mktemp("pack"))
    return Scores([outcome for pair in pairs for outcome in outcomes(pair, tools)])


def test_a_seed_makes_the_same_pair(pairs: list[Pair]) -> None:
    assert make_pair(SEEDS[0]) == pairs[0]
    assert make_pair(SEEDS[0]) != make_pair(SEEDS[0], hard=True)


def test_every_planted_paragraph_stands_where_the_truth_says(pairs: list[Pair]) -> None:
    for pair in pairs:
        texts = {(place.block, place.row, place.column): text for place, text in pair.current.texts()}
        prior = {text for _, text in pair.prior.texts()}
        assert all(texts[at] == planted.text for at, planted in pair.truth.items())
        assert all(not planted.source or planted.source in prior for planted in pair.truth.values())


def test_a_label_does_what_it_says(pairs: list[Pair]) -> None:
    for pair in pairs:
        for planted in pair.truth.values():
            now = _bare(planted.text, pair.current.title)
            then = _bare(planted.source, pair.prior.title)
            if planted.label in {"verbatim", "lasting"}:
                assert now == then
            elif planted.label in {"year", "figures", "order", "stale"}:
                assert sorted(_wordings(now)) == sorted(_wordings(then))
            elif planted.source:
                assert now != then


def _bare(text: str, title: str) -> str:
    """A text without the name of its own unit."""
    return text.replace(re.split(r"20\d\d年", title)[0], "")


def _wordings(text: str) -> str:
    return re.sub(r"[\d,]", "", text)


@pytest.mark.parametrize("label", KINDS)
def test_what_was_carried_over_is_found(scores: Scores, label: str) -> None:
    assert scores.recall(label) >= (0.85 if label == "edit35" else 0.97)


def test_kinds_are_right(scores: Scores) -> None:
    assert scores.kind_right(*KINDS) >= 0.9


def test_figures_that_stayed_are_told(scores: Scores) -> None:
    told, planted = scores.unchanged("verbatim", "year")
    assert told == planted > 30
    assert scores.recall("stale") == 1


def test_little_else_is_told(scores: Scores) -> None:
    assert scores.precision() >= 0.98
    assert scores.flagged("template", "local") <= 0.01
    assert scores.flagged("fresh", "statutes") <= 0.01
    assert scores.flagged("lasting") == 0
