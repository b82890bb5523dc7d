"""How a passage was carried over, case by case, and what the records say of it."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.core.document import Heading, Paragraph
from tests.support.cases import parametrised
from tests.support.reuse_samples import compared, report

_WORDS = {"是": True, "否": False, "无": None}


@parametrised("reuse.yaml")
def test_a_passage_is_told_how_it_was_carried_over(case: dict[str, Any]) -> None:
    units = case.get("单位", ["", ""])
    found = compared(report(case["今"], unit=units[0]), report(case["上"], year=2023, unit=units[1])).matches
    if case["类型"] == "无":
        assert found == ()
        return
    (match,) = found
    assert match.kind == case["类型"]
    assert "数字没变" not in case or match.figures_unchanged is _WORDS[case["数字没变"]]
    assert "年份改了" not in case or match.year_bumped is _WORDS[case["年份改了"]]


@parametrised("reuse.yaml")
def test_spans_lie_inside_both_texts(case: dict[str, Any]) -> None:
    for match in compared(report(case["今"]), report(case["上"], year=2023)).matches:
        assert len(match.spans) == len(match.prior_spans) > 0
        for (start, end), (begin, stop) in zip(match.spans, match.prior_spans, strict=True):
            assert 0 <= start < end <= len(match.current.text)
            assert 0 <= begin < stop <= len(match.prior.text)


MOVED = "流动图书车每周下乡两次，停靠点由各村自己报名。"


@pytest.mark.parametrize(("heading", "told"), [("一、主要职能", False), ("一、产出成果", True), ("二、存在的问题", True)])
def test_sections_that_may_stay_are_counted_and_not_told(heading: str, told: bool) -> None:
    blocks = (Heading(heading, 1), Paragraph(MOVED))
    found = compared(report(*blocks), report(*blocks, year=2023))
    assert bool(found.matches) is told
    (share,) = [section for section in found.sections if section.section == heading]
    assert bool(share.allowed) is not told
    assert (share.share > 0) is told


def test_a_passage_from_two_sources_names_both() -> None:
    first = "数据库续订按点击量重新议价，两家供应商都作了让步，省下的钱添了有声读物和大字本。"
    second = "采编部把积压多年的赠书清点造册，复本送给了驻地部队，孤本交给古籍室修补保存。"
    found = compared(report(first + second), report(first, second, year=2023)).matches
    assert [match.kind for match in found] == ["partial", "partial"]
    assert {match.prior.text for match in found} == {first, second}


def test_the_closest_of_several_reports_is_named() -> None:
    text = "采编部把积压多年的赠书清点造册，复本送给了驻地部队，孤本交给古籍室修补保存。"
    other = text.replace("驻地部队", "城郊小学").replace("修补", "装裱")
    (match,) = compared(report(text), report(other, year=2022), report(text, year=2023)).matches
    assert (match.document, match.kind) == (1, "verbatim")


def test_shares_count_each_place_once() -> None:
    text = "采编部把积压多年的赠书清点造册，复本送给了驻地部队，孤本交给古籍室修补保存。"
    found = compared(report(Heading("一、产出成果", 1), Paragraph(text)), report(text, text, year=2023))
    (share,) = [section for section in found.sections if section.characters]
    assert sum(share.reused.values()) == share.characters - share.convention
    assert share.share == 1.0
