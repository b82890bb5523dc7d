"""A comparison as text and as JSON."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Document, Heading, Location
from drafter.core.text import display_width
from drafter.formats.read import ReadDocument
from drafter.report.reuse_html import render_reuse_html
from drafter.report.reuse_json import SCHEMA, render_reuse_json, reuse_schema
from drafter.report.reuse_places import Places
from drafter.report.reuse_shares import shown_shares
from drafter.report.reuse_text import render_reuse_text
from drafter.reuse.records import KINDS, Passage, PriorDocument, Profile, ReuseMatch, ReuseReport, SectionShare, StaleFact
from drafter.reuse.terms import KIND_WORDS, STALE_WORDS, figures_words
from drafter.verbs.compare import ReuseJob, compare
from drafter.verbs.earlier import ComparedReport
from tests.support.drafting import ROOT
from tests.support.laws import examples
from tests.support.reuse_samples import compared, report

BUS = "流动图书车跑遍了全县十一个乡镇，每个月给村里的孩子换一次书，家长反映孩子愿意在家看书了。"
VISITS = "{}年全馆接待读者{}万人次，办证{}张，外借图书9.15万册，分馆之间通借通还。"


@pytest.fixture(scope="module")
def example() -> ComparedReport:
    folder = ROOT / "examples/reused-report"
    return compare(folder / "2024.md", ReuseJob((folder / "2023.md",))).comparison


def match_of(now: str, then: str, figures: tuple[tuple[str, str], ...] = (), *, unchanged: bool | None = None) -> ReuseReport:
    """A report of one passage."""
    one, two = (Passage(text, Location(0, 0, len(text)), "三、绩效") for text in (now, then))
    found = ReuseMatch("edited", one, two, 0, 0.9, 0.9, 0.8, 0.1, ((0, len(now)),), ((0, len(then)),), unchanged, True, figures)
    stale = StaleFact("name", now[:3], one, 0, min(3, len(now)), then, two)
    share = SectionShare(now, "成效", 10, 2, {"edited": 4}, 1)
    prior = PriorDocument(then, Profile(then, 2023), other_unit=True)
    return ReuseReport(now, Profile(now, 2024), (prior,), (found,), (stale,), (share,), (then,))


def text(found: ReuseReport) -> list[str]:
    return render_reuse_text(found, Places()).splitlines()


def test_every_kind_has_a_word_of_its_own() -> None:
    assert list(KIND_WORDS) != []
    assert set(KIND_WORDS) == set(KINDS)
    assert len(set(KIND_WORDS.values())) == len(KINDS)
    assert len(set(STALE_WORDS.values())) == len(STALE_WORDS)


def test_passages_stand_by_section_in_reading_order(example: ComparedReport) -> None:
    lines = render_reuse_text(example.report, Places(example.source, example.sources)).splitlines()
    sections = [line for line in lines if line[:2] in {"一、", "二、", "三、", "四、", "五、"} and "  " not in line]
    assert sections == ["一、项目概况", "二、资金使用情况", "三、绩效完成情况", "四、存在的问题", "五、改进措施"]
    assert "  只改年份，数字没有变（第13行）" in lines
    assert "    出自  2023年的报告（2023.md） › 三、绩效完成情况 › 第13行" in lines


def test_the_table_of_sections_lines_up(example: ComparedReport) -> None:
    lines = text(example.report)
    (head,) = [number for number, line in enumerate(lines) if line.startswith("章节")]
    widths = {display_width(line) for line in lines[head : head + 2 + len(example.report.sections)]}
    assert len(widths) == 1


def test_sections_without_anything_are_one_line_and_the_sum_is_of_all() -> None:
    shares = [
        SectionShare(name, "成效", 10, 2, {"edited": taken} if taken else {}, 0)
        for name, taken in (("甲", 4), ("乙", 0), ("丙", 0))
    ]
    shown = [(share.section, share.characters, sum(share.reused.values())) for share in shown_shares(shares)]
    assert shown == [("甲", 10, 4), ("其余 2 节", 20, 0), ("合计", 30, 4)]


def test_a_clean_comparison_is_quiet() -> None:
    found = compared(report(BUS), report("屋面分三段揭开旧卷材重做防水，施工期间阅览室挪到一楼大厅开放。", year=2023))
    assert text(found) == ["2024.docx：没有发现沿用以前报告的内容", "比较了  2023年的报告（2023.docx）"]


def test_long_passages_are_shortened() -> None:
    lines = text(match_of("很长的一段话，" * 40, "很长的一段话，" * 40))
    quote = "".join(line.strip() for line in lines if "……" in line)
    assert 0 < len(quote) < 120


@pytest.mark.parametrize(
    ("figures", "unchanged", "words"),
    [
        ((), True, "都没有变"),
        ((("38场", "38场"), ("1,022.30万元", "1022.3万元")), True, "38场、1,022.30万元，都没有变"),
        ((("44场", "38场"), ("5个", "5个")), False, "改了 38场→44场；没有变 5个"),
        (tuple((f"{n}个", f"{n}个") for n in range(1, 8)), True, "1个、2个、3个、4个、5个 等7个，都没有变"),
        ((), None, ""),
    ],
)
def test_which_figures_stayed(figures: tuple[tuple[str, str], ...], unchanged: bool | None, words: str) -> None:
    assert figures_words(match_of("甲", "乙", figures, unchanged=unchanged).matches[0]) == words


def test_json_meets_its_schema(example: ComparedReport) -> None:
    written = render_reuse_json(example.report, Places(example.source, example.sources))
    data = json.loads(written)
    jsonschema.Draft202012Validator(reuse_schema()).validate(data)
    assert written == render_reuse_json(example.report, Places(example.source, example.sources))
    assert (data["schema"], data["unit"], data["year"]) == (SCHEMA, "清溪县图书馆", 2024)
    assert [fact["kind"] for fact in data["stale"]] == ["document-number", "year", "figure", "problem"]


def test_json_spans_are_of_the_texts_beside_them() -> None:
    found = compared(report(VISITS.format(2024, "20.07", 3411)), report(VISITS.format(2023, "18.42", 3260), year=2023))
    (passage,) = json.loads(render_reuse_json(found, Places()))["passages"]
    pieces = [
        [side["text"][span["start"] : span["end"]] for span in side["spans"]] for side in (passage["current"], passage["prior"])
    ]
    assert pieces[0] == pieces[1] != []
    assert [figure["same"] for figure in passage["figures"]] == [False, False, True]


def test_lines_and_pages_are_those_of_the_files() -> None:
    found = match_of(BUS, BUS)
    read = ReadDocument(Document((Heading("甲", 1),)), lines=(7,), pages=(3,), kind="text")
    (passage,) = json.loads(render_reuse_json(found, Places(read, (None,))))["passages"]
    assert (passage["current"]["location"]["line"], passage["current"]["location"]["page"]) == (7, 3)
    assert passage["prior"]["location"]["line"] is None


@examples(60)
@given(
    st.text(min_size=1, max_size=30),
    st.text(min_size=1, max_size=30),
    st.lists(st.tuples(*[st.text(max_size=4)] * 2), max_size=3),
)
def test_any_text_is_survived(now: str, then: str, figures: list[tuple[str, str]]) -> None:
    found = match_of(now, then, tuple(figures))
    shown = render_reuse_text(found, Places())
    assert not [sign for sign in shown if sign != "\n" and (ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0)]
    jsonschema.Draft202012Validator(reuse_schema()).validate(json.loads(render_reuse_json(found, Places())))
    assert render_reuse_html(found, Places()).endswith("</html>\n")
