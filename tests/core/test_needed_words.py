"""What a pattern needs is in every text that it is found in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.needed_words import has_needed, needed_words

letters = st.text("预算支出到位率", min_size=1, max_size=4)
atoms = st.one_of(
    letters,
    st.sampled_from(("[^，。]", ".", r"\d", "[预算]", "(?P<up>增加|减少)", "(?!到)", "(?<=算)", r"\(")),
    st.builds("{}?".format, letters),
)
patterns = st.recursive(
    st.lists(atoms, min_size=1, max_size=3).map("".join),
    lambda inner: st.one_of(
        st.builds("(?:{}){}".format, inner, st.sampled_from(("", "?", "*", "+", "{0,2}", "{1,2}", "{,2}", "{2}", "+?", "??"))),
        st.builds("({}|{})".format, inner, inner),
        st.builds("{}|{}".format, inner, inner),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=5,
).filter(lambda text: text.count("?P<up>") < 2)


@given(st.data())
def test_every_text_that_a_pattern_is_found_in_has_what_it_needs(data: st.DataObject) -> None:
    pattern = data.draw(patterns)
    text = data.draw(st.from_regex(pattern))
    assert has_needed(text, needed_words(pattern)), (pattern, needed_words(pattern))


@given(patterns, st.text("预算支出到位率增加减少，。1(", max_size=20))
def test_a_text_without_what_a_pattern_needs_has_no_match(pattern: str, text: str) -> None:
    if not has_needed(text, needed_words(pattern)):
        assert re.search(pattern, text) is None


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("预算(?:支出|执行)率", (("预算",), ("支出", "执行"), ("率",))),
        ("预算(?:支出|执行)?率", (("预算",), ("率",))),
        ("预算数?|决算", (("预算", "决算"),)),
        ("预算|[决算]", ()),
        ("到位率{2}", (("到位率",),)),
        ("(?<!公共)预算(?!单位)", (("预算",),)),
        (r"预算\d+(?P<name>元|万元)(?P=name)", (("预算",), ("元", "万元"))),
        ("(?:预算[数额]下达|计划){1,2}", (("预算", "计划"),)),
        ("(?i)budget", ()),
        ("", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: tuple[tuple[str, ...], ...]) -> None:
    assert needed_words(pattern) == needs
