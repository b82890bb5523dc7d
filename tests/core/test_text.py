"""Folding stands beside the text: every span of the folded text is a span of the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.text import display_width, fold, fold_width, nearest

mixed = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("１２３％．，。ＡＢ　\u00a0㎡№“”〔〕ﬁ²①½万元")), max_size=40
)


@given(mixed, st.data())
def test_a_span_of_the_folded_text_cuts_the_same_words_of_the_original(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    low, high = folded.original(start, end)
    assert 0 <= low <= high <= len(text)
    assert folded.text[start:end] in fold(text[low:high]).text
    whole = {folded.offsets[start], *(range(low, high))}
    if start < end and _begins_character(folded.offsets, start) and _begins_character(folded.offsets, end):
        assert fold(text[low:high]).text == folded.text[start:end]
    assert low in whole


def _begins_character(offsets: tuple[int, ...], place: int) -> bool:
    """Whether a folded place is not inside what one character became (㎡ → m2)."""
    return place == 0 or offsets[place] != offsets[place - 1]


@given(mixed)
def test_folding_a_text_folds_its_characters(text: str) -> None:
    assert fold(text).text == fold_width(text)
    assert len(fold(text).offsets) == len(fold(text).text) + 1


FOLDED = [
    ("１２７．５０％　万元", "127.50% 万元"),
    ("ＡＰＰ", "APP"),
    ("－３", "-3"),
    ("，。；：！？（）【】", "，。；：！？（）【】"),
    ("〔２０２０〕10号", "〔2020〕10号"),
    ("10²", "10²"),
    ("①②", "①②"),
    ("½", "½"),
    ("甲\u00a0乙\t丙", "甲 乙 丙"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_width_is_folded_and_meaning_kept(text: str, folded: str) -> None:
    assert fold_width(text) == folded


def test_a_chinese_character_is_two_columns_wide() -> None:
    assert display_width("支出94％") == 8


def test_the_nearest_word_does_not_depend_on_the_order_of_the_list() -> None:
    known = ["年初预算", "年初预算数", "支出", "到位"]
    assert nearest("年初预", known) == nearest("年初预", known[::-1])
    assert nearest("名字", ["支出", "到位"]) == ""
    assert nearest("甲", []) == ""
