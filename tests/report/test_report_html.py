from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Cell, Document, Heading, Location, Paragraph, Table
from drafter.core.findings import Coverage, Finding, Place, Report
from drafter.formats.docx.read import read_docx
from drafter.report.html import render_html
from tests.support.laws import examples
from tests.support.report_samples import SEED, clean, covered, document, empty_cell, finding, growth, half, report

VOID = {"meta", "br", "link", "img", "input"}
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><a href='javascript:x'>&amp;<!--"


class Page(HTMLParser):
    """The tags of a page, with what is wrong with their nesting; the words of its main part."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words = ""
        self.marks: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if "a" not in self.open and "main" in self.open and "aside" not in self.open and "script" not in self.open:
            self.words += data
        if self.open[-1:] == ["mark"]:
            self.marks[-1] += data

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def page(*checked: tuple[Document, Report]) -> Page:
    """The page, well nested, with unique ids that every link within it finds."""
    parsed = Page(render_html(checked))
    assert not parsed.wrong
    assert not parsed.open
    ids = parsed.ids()
    assert len(ids) == len(set(ids))
    assert all(str(attrs["href"]).removeprefix("#") in ids for attrs in parsed.all("a"))
    return parsed


def test_findings_are_marked_at_their_words() -> None:
    assert page((document(), report())).marks == ["212.50%", "321.41", "（此处填写说明）"]


def test_the_whole_text_of_the_document_is_there() -> None:
    words = page((document(), report())).words
    assert all(text in words for _, text in document().texts())


def test_overlapping_findings_are_all_marked() -> None:
    findings = (
        finding(document(), "增长212.50%"),
        finding(document(), "212.50%。", "note"),
        finding(document(), "增长", "warning"),
    )
    parsed = page((document(), Report("a.docx", findings, Coverage())))
    assert parsed.marks == ["增长", "212.50%", "。"]
    assert [attrs["class"] for attrs in parsed.all("mark")] == [
        "error has-warning has-error",
        "error has-error has-note",
        "note has-note",
    ]


def test_each_finding_has_a_card_that_leads_to_its_words_and_back() -> None:
    parsed = page((document(), report()))
    cards = [str(attrs["id"]) for attrs in parsed.all("section")]
    assert cards == ["d1n1", "d1n2", "d1n3", "d1n4"]
    assert all(f"{card}m" in parsed.ids() for card in cards)


def test_an_empty_cell_and_a_whole_table_get_their_number() -> None:
    whole = Finding(
        "TB09", "no-data", "整张表无数据", "warning", "", "整张表没有数据。", Place(Location(5, 0, 0), table="公开06表")
    )
    parsed = page((document(), Report("a.docx", (empty_cell(), whole), Coverage())))
    assert len(parsed.all("caption")) == 1
    assert [attrs["id"] for attrs in parsed.all("a") if attrs.get("class", "").startswith("ref")] == ["d1n1m", "d1n2m"]  # type: ignore[union-attr]


def test_merged_cells_stand_once_with_their_spans() -> None:
    parsed = page((document(), report()))
    assert [attrs.get("colspan") for attrs in parsed.all("th")] == [None, "2"]
    assert len(parsed.all("td")) == 6


def test_a_ragged_table_gets_filler_cells() -> None:
    ragged = Document((Table((Cell("甲", 0, 0), Cell("乙", 1, 1)), 2, 2),))
    assert len(page((ragged, clean())).all("td")) == 4


def test_a_finding_that_has_no_words_in_the_document_is_not_lost() -> None:
    lost = (Finding("TX01", "x", "题", "error", "不在的话", "说明", Place(Location(99, 0, 3))), growth())
    parsed = page((document(), Report("a.docx", lost, Coverage())))
    assert "以下意见在正文中没有对应的文字" in parsed.words
    assert "不在的话" in parsed.words
    on_a_break = Finding("TX01", "x", "题", "error", "", "说明", Place(Location(3, 0, 0)))
    assert len(page((document(), Report("a.docx", (on_a_break,), Coverage()))).all("section")) == 1


def test_several_documents_stand_on_one_page() -> None:
    parsed = page((document(), report()), (document(), clean()))
    assert len(parsed.all("article")) == 2
    assert "未发现问题。" in parsed.words


def test_words_of_a_document_never_become_markup() -> None:
    cells = (Cell(HOSTILE, 0, 0), Cell("1", 0, 1))
    hostile = Document((Heading(HOSTILE, 1), Paragraph(HOSTILE), Table(cells, 1, 2)), HOSTILE)
    place = Place(Location(1, 9, 30), HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    found = Finding("NU07", "x", HOSTILE, "error", HOSTILE, HOSTILE, place, HOSTILE, HOSTILE, HOSTILE, (place,))
    parsed = page((hostile, Report(HOSTILE, (found,), Coverage())))
    assert len(parsed.all("script")) == 1
    assert not parsed.all("img")
    assert not [attrs for _, attrs in parsed.tags for name in attrs if name.startswith("on")]
    assert HOSTILE in parsed.words


def test_the_page_asks_nothing_of_the_network() -> None:
    text = render_html([(document(), report())])
    assert not re.search(r"https?:|//[a-z]|@import|url\(", text)
    parsed = Page(text)
    assert not [attrs for tag, attrs in parsed.tags if "src" in attrs or tag in {"link", "iframe", "object", "form"}]
    policy = next(attrs["content"] for attrs in parsed.all("meta") if "content" in attrs and "http-equiv" in attrs)
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert not [attrs for _, attrs in parsed.tags if "style" in attrs]


def test_the_filter_is_real_buttons_and_hidden_without_the_script() -> None:
    parsed = page((document(), report()))
    assert [(attrs["type"], attrs["aria-pressed"]) for attrs in parsed.all("button")] == [("button", "true")] * 3
    assert "hidden" in next(attrs for _, attrs in parsed.tags if attrs.get("id") == "filter")


def test_headings_go_down_one_by_one() -> None:
    levels = [int(tag[1]) for tag, _ in page((document(), report())).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels == [1, 2, 3, 4, 4]


def test_the_page_is_the_same_every_time() -> None:
    shuffled = Report("决算.docx", report().findings[::-1], report().coverage)
    assert render_html([(document(), shuffled)]) == render_html([(document(), report())])


@examples(60)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=4), st.lists(st.tuples(*[st.integers(0, 14)] * 3), max_size=5))
def test_any_text_and_any_span_are_survived(texts: list[str], spans: list[tuple[int, int, int]]) -> None:
    made = Document(tuple(Paragraph(text) for text in texts))
    findings = tuple(
        Finding("NU01", "x", "题", "note", "", "", Place(Location(block, start, end))) for block, start, end in spans
    )
    parsed = page((made, Report("a", findings, Coverage())))
    assert len(parsed.all("section")) == len(findings)


@pytest.mark.skipif(not SEED.exists(), reason="needs the seeds")
def test_a_browser_shows_a_real_report_and_runs_the_filter(tmp_path: Path, page_shown: Callable[[Path], str]) -> None:
    read = read_docx(SEED).document
    found = (finding(read, "523.39%"), finding(read, "4.76%", "note"))
    path = tmp_path / "意见.html"
    path.write_text(render_html([(read, Report("决算.docx", found, covered(300, holds=78, fails=2)))]), "utf-8")
    shown = page_shown(path)
    assert "现有 2 条" in shown
    assert '<div id="filter" role="group" aria-label="按严重程度显示">' in shown


def test_what_failed_is_told() -> None:
    assert "没有查完：TB01：这条规则没有查成" in render_html([(document(), half())])
    assert "没有查完" not in render_html([(document(), report())])
