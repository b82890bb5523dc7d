"""A comparison as a page: both sides, what is marked, and that no word of a document becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from drafter.core.document import Location
from drafter.report.reuse_html import render_reuse_html
from drafter.report.reuse_marks import figure_spans, marked_spans
from drafter.report.reuse_places import Places
from drafter.reuse.records import Passage, PriorDocument, Profile, ReuseMatch, ReuseReport, SectionShare, StaleFact
from drafter.verbs.compare import ReuseJob, compare
from tests.report.test_report_html import HOSTILE, Page
from tests.support.drafting import ROOT


@pytest.fixture(scope="module")
def example() -> str:
    folder = ROOT / "examples/reused-report"
    found = compare(folder / "2024.md", ReuseJob((folder / "2023.md",))).comparison
    return render_reuse_html(found.report, Places(found.source, found.sources))


def hostile() -> ReuseReport:
    passage = Passage(HOSTILE, Location(1, 0, len(HOSTILE), 0, 0), HOSTILE)
    found = ReuseMatch(
        "verbatim",
        passage,
        passage,
        0,
        1,
        1,
        1,
        0,
        ((0, 9),),
        ((3, 20),),
        True,
        True,
        ((HOSTILE[:8], HOSTILE[:8]), ("1", HOSTILE)),
    )
    profile = Profile(HOSTILE, 2024, (HOSTILE,))
    stale = StaleFact("name", HOSTILE, passage, 2, 30, HOSTILE, passage)
    share = SectionShare(HOSTILE, "成效", 10, 1, {"verbatim": 5})
    return ReuseReport(
        HOSTILE, profile, (PriorDocument(HOSTILE, profile, other_unit=True),), (found,), (stale,), (share,), (HOSTILE,)
    )


def parsed(text: str) -> Page:
    """The page, well nested, with unique ids that every link within it finds."""
    page = Page(text)
    assert not page.wrong
    assert not page.open
    ids = page.ids()
    assert len(ids) == len(set(ids))
    assert all(str(attrs["href"]).removeprefix("#") in ids for attrs in page.all("a"))
    assert all(attrs["aria-labelledby"] in ids for _, attrs in page.tags if "aria-labelledby" in attrs)
    return page


def test_each_passage_stands_beside_the_one_it_came_from(example: str) -> None:
    page = parsed(example)
    pairs = page.all("article")
    assert [pair["data-kind"] for pair in pairs].count("verbatim") == 3
    assert sum("data-unchanged" in pair for pair in pairs) == 1
    heads = re.findall(r"<h5>(.*?)</h5>", example)
    assert len(heads) == 2 * len(pairs)
    assert heads[0].startswith("2023年的报告（2023.md）")
    assert heads[1].startswith("本报告")


def test_figures_are_told_apart(example: str) -> None:
    marks = re.findall(r'<mark class="([^"]*)">(.*?)</mark>', example)
    assert ("moved", "62800人次") not in marks
    assert ("carried same", "55000人次") in marks
    assert ("moved", "8400册") in marks
    assert ("moved", "9600册") in marks
    assert '<li class="same">55000人次 <b>没有变</b></li>' in example
    assert "<li>8400册 <b>改为</b> 9600册</li>" in example


def test_every_section_has_a_bar_of_its_parts(example: str) -> None:
    page = parsed(example)
    bars = page.all("svg")
    assert len(bars) == 6  # five sections and the sum
    assert all(attrs["role"] == "img" and str(attrs["aria-label"]).startswith("沿用 ") for attrs in bars)
    for bar in re.findall(r"<svg.*?</svg>", example):
        assert sum(map(int, re.findall(r'width="(\d+)"', bar))) <= 1000


def test_the_filters_are_real_buttons_and_hidden_without_the_script(example: str) -> None:
    page = parsed(example)
    assert [attrs.get("data-kind", attrs.get("id")) for attrs in page.all("button")] == [
        "verbatim",
        "year-only",
        "partial",
        "figures-only",
        "unchanged",
    ]
    assert "hidden" in next(attrs for _, attrs in page.tags if attrs.get("id") == "filter")


def test_headings_go_down_one_by_one(example: str) -> None:
    levels = [int(tag[1]) for tag, _ in parsed(example).tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_words_of_a_document_never_become_markup() -> None:
    page = parsed(render_reuse_html(hostile(), Places()))
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert not [attrs for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert page.words.count(HOSTILE) >= 5


@pytest.mark.parametrize("made", ["example", "hostile"])
def test_the_page_asks_nothing_of_the_network(made: str, example: str) -> None:
    text = example if made == "example" else render_reuse_html(hostile(), Places())
    page = Page(text)
    assert not [attrs for tag, attrs in page.tags if "src" in attrs or tag in {"link", "iframe", "object", "form"}]
    assert not [attrs for _, attrs in page.tags if "style" in attrs]
    policy = next(attrs["content"] for attrs in page.all("meta") if "http-equiv" in attrs)
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert made == "hostile" or not re.search(r"https?:|//[a-z]|@import|url\(", text)


def test_a_clean_page_says_so() -> None:
    text = render_reuse_html(ReuseReport("今.docx", Profile(), (PriorDocument("去.docx"),)), Places())
    assert "没有发现沿用以前报告的内容。" in text
    assert not parsed(text).all("button")


def test_overlapping_spans_are_all_marked() -> None:
    pieces = marked_spans("甲乙丙丁", [(0, 3, "carried"), (1, 9, "same")])
    assert [(piece.text, piece.classes) for piece in pieces] == [("甲", "carried"), ("乙丙", "carried same"), ("丁", "same")]


def test_a_figure_is_found_whole_and_in_order() -> None:
    text = "办证15张、5张，退5张"
    assert list(figure_spans(text, [("5张", True), ("5张", False)])) == [(6, 8, "same"), (10, 12, "moved")]


def test_a_browser_runs_the_filter_under_the_policy(example: str, tmp_path: Path, page_shown: Callable[[Path], str]) -> None:
    path = tmp_path / "沿用.html"
    path.write_text(example, "utf-8")
    shown = page_shown(path)
    assert "现有 8 段" in shown
    assert '<div id="filter" role="group" aria-label="按沿用的办法显示">' in shown
