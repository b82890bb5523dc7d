"""Chinese numerals for numbering."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.numerals import LARGEST, to_chinese

WRITTEN = {
    0: "零",
    1: "一",
    9: "九",
    10: "十",
    11: "十一",
    20: "二十",
    99: "九十九",
    100: "一百",
    101: "一百零一",
    110: "一百一十",
    111: "一百一十一",
    1000: "一千",
    1001: "一千零一",
    1010: "一千零一十",
    1100: "一千一百",
    9999: "九千九百九十九",
}


@pytest.mark.parametrize(("number", "words"), WRITTEN.items())
def test_a_number_is_written_as_people_say_it(number: int, words: str) -> None:
    assert to_chinese(number) == words


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="is not between"):
        to_chinese(number)


@given(st.integers(min_value=0, max_value=LARGEST))
def test_every_number_agrees_with_an_independent_program(number: int) -> None:
    cn2an = pytest.importorskip("cn2an")
    assert cn2an.cn2an(to_chinese(number), "normal") == number
    said = cn2an.an2cn(str(number))
    assert to_chinese(number) == (said.removeprefix("一") if said.startswith("一十") else said)
