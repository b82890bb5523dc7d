"""Texts of the facts file: 【=名称】 is a named figure, everything else is printed as it was written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.errors import InputError
from drafter.core.provenance import Origin
from drafter.core.quantity import Quantity
from drafter.facts.narrative import references, render
from drafter.facts.values import Fact
from tests.support.drafting import facts_of, load_data

TEXT = Origin("text", "项目 → 1 → 立项背景", 3)
CASES = Fact(Quantity(Decimal(946), "件", "946"), Fraction(946), Origin("fact", "数据 → 办件量", 9))


def background(text: str, figures: dict[str, str], shared: dict[str, str] | None = None) -> Any:
    data = facts_of({"立项背景": text, "数据": figures})
    if shared:
        data["数据"] = shared
    return load_data(data).projects[0]["立项背景"][0]


@pytest.mark.parametrize("mark", ["【=办件量】", "【= 办件量 】", "【＝办件量】", "【 =办件量】"])
def test_a_named_figure_is_put_in_place_with_its_own_origin(mark: str) -> None:
    fragment = background(f"全年办理{mark}。", {"办件量": "946件"})
    assert fragment == "全年办理946件。"
    assert [segment.origin.kind for segment in fragment.segments] == ["text", "fact", "text"]


def test_a_figure_is_printed_as_it_was_written() -> None:
    assert background("走访【=次数】。", {"次数": "230余次"}) == "走访230余次。"
    assert background("面积【=面积】。", {"面积": "1,234.50平方米"}) == "面积1234.50平方米。"


def test_a_project_s_own_figure_comes_before_the_shared_one() -> None:
    assert background("共【=甲】【=乙】", {"甲": "1件"}, {"甲": "2件", "乙": "3件"}) == "共1件3件"


def test_a_figure_that_is_marked_as_pending_leaves_a_gap() -> None:
    fragment = background("全年办理【=办件数量】。", {"办件数量": "待补"})
    assert fragment == "全年办理【待补：办件数量】。"
    assert [segment.origin.kind for segment in fragment.segments] == ["text", "gap", "text"]


@pytest.mark.parametrize("gap", ["【待补：批复文号】", "【待补】", "【 待补 : 2024年的 文号 】"])
def test_a_gap_that_a_clerk_writes_is_one(gap: str) -> None:
    fragment = background(f"根据{gap}设立。", {})
    assert fragment == f"根据{gap}设立。"
    assert [(segment.text, segment.origin.kind) for segment in fragment.segments][1] == (gap, "gap")
    assert fragment.segments[1].origin.path == "项目 → 1 → 立项背景 → 1"


def test_a_pending_figure_of_the_project_hides_the_shared_one() -> None:
    assert background("办理【=办件数量】。", {"办件数量": "待补"}, {"办件数量": "5件"}) == "办理【待补：办件数量】。"


@pytest.mark.parametrize(
    "text", ["{{ 1 }}", "{% if x %}", "【办件量】", "【待补充材料】", "待补：甲", "50%以上", "a【b】c", "〔2020〕10号"]
)
def test_other_marks_are_plain_words(text: str) -> None:
    assert background(text, {}) == text


@pytest.mark.parametrize("text", ["办理【=办件量。", "【=", "【=办件量【=办件量】"])
def test_a_mark_that_is_not_closed_is_told(text: str) -> None:
    with pytest.raises(InputError, match="没有配对的“】”"):
        background(text, {"办件量": "5件"})


@given(st.lists(st.one_of(st.just("【=办件量】"), st.text(st.characters(codec="utf-8", exclude_characters="【】"))), max_size=8))
def test_every_other_word_stays_as_it_was(parts: list[str]) -> None:
    text = "".join(parts)
    fragment = render(text, TEXT, {"办件量": CASES})
    assert fragment.plain == text.replace("【=办件量】", "946件")
    assert len(references(text)) == parts.count("【=办件量】")
    assert sum(segment.origin == CASES.origin for segment in fragment.segments) == parts.count("【=办件量】")
