"""What holds for a comparison of any reports."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import hypothesis
from hypothesis import strategies as st

from drafter.core.document import Block, Cell, Document, Heading, Location, Paragraph, Table
from drafter.reuse.compare import compare
from drafter.reuse.normalise import encode, words_of
from drafter.reuse.passages import Given, given
from drafter.reuse.records import KINDS, Passage, Profile, ReuseReport
from tests.support.reuse_samples import tools

PIECES = [
    "全年受理业务", "3,120件", "，", "。", "；", "比上年增长12.5%", "2023年", "2024年度", "清溪县图书馆", "《预算法》（财预〔2024〕5号）", "少儿阅览区改造",
    "采购流程偏长，", "结算金额94.50万元", "１２３．４万元", "满意度100%", "不低于90%", "第三批", "二是", "\n", "\u3000", " ", "项目资金只用于本项目，专款专用。",
    "“一网通办”", "\U00020000", "é", "ABC", "到馆读者", "分馆书架老化严重，", "通过分片包干，", "编制", "由采编部牵头整改。", "0", "2 0 2 3 年", "\x00", "\ufffc",
]  # fmt: skip
SECTIONS = ["存在的问题", "改进措施", "绩效完成情况", "单位职能", "其他", "名词解释"]

texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(max_size=40))
lines = texts.map(lambda text: text.replace("\n", " "))


def _table(rows: list[tuple[str, str]]) -> Table:
    cells = [Cell(text, row, column) for row, pair in enumerate(rows) for column, text in enumerate(pair)]
    return Table(tuple(cells), len(rows), 2)


blocks = st.one_of(
    lines.map(Paragraph),
    st.builds(Heading, st.sampled_from(SECTIONS), st.integers(1, 3)),
    st.lists(st.tuples(st.sampled_from(SECTIONS), texts), min_size=1, max_size=3).map(_table),
)


@st.composite
def reports(draw: st.DrawFn, name: str = "今年") -> Given:
    """A report of any blocks."""
    found: list[Block] = draw(st.lists(blocks, max_size=8))
    return given(Document(tuple(found), draw(lines)), name, tools().settings)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Given, list[Given]]:
    """A report and earlier ones, which share passages with it."""
    current = draw(reports())
    priors = draw(st.lists(reports("去年"), max_size=3))
    carried = [tuple(draw(st.permutations(current.passages))[:3]) if current.passages else () for _ in priors]
    return current, [replace(prior, passages=prior.passages + more) for prior, more in zip(priors, carried, strict=True)]


def _checked(report: ReuseReport, priors: list[Given]) -> None:
    for match in report.matches:
        assert match.kind in KINDS
        assert match.prior in priors[match.document].passages
        assert all(0 <= value <= 1 for value in (match.score, match.containment, match.ratio, match.convention))
        assert len(match.spans) == len(match.prior_spans)
        assert list(match.spans) == sorted(match.spans)
        for spans, text in ((match.spans, match.current.text), (match.prior_spans, match.prior.text)):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(sorted(spans)))
    for fact in report.stale:
        assert 0 <= fact.start < fact.end <= len(fact.passage.text)
    for section in report.sections:
        assert 0 <= section.share <= 1
        assert section.convention + sum(section.reused.values()) + section.allowed <= section.characters


def _report(*found: str) -> Given:
    return Given("几段", tuple(Passage(text, Location(block, 0, len(text))) for block, text in enumerate(found)), Profile())


@hypothesis.given(pairs())
@hypothesis.example((_report("全年受理业务" * 5), [_report("0" * 30 + "~", "2023年" + "全年受理业务" * 5)]))
@hypothesis.example((_report("全年受理业务" * 5), [_report("各年的数见下表：—", "2023年" + "全年受理业务" * 5)]))
def test_any_reports_are_compared(both: tuple[Given, list[Given]]) -> None:
    current, priors = both
    _checked(compare(current, priors, tools()), priors)


def _words(text: str) -> str:
    """The words of a text as they are compared: figures and years as marks, enumeration and punctuation left out."""
    return "".join(words_of(row) for line in text.split("\n") for row in [encode([line]).of(0)])


@hypothesis.given(pairs())
def test_verbatim_spans_hold_the_same_words(both: tuple[Given, list[Given]]) -> None:
    current, priors = both
    for match in compare(current, priors, tools()).matches:
        if match.kind == "verbatim":
            now = [_words(match.current.text[start:end]) for start, end in match.spans]
            then = [_words(match.prior.text[start:end]) for start, end in match.prior_spans]
            assert now == then


@hypothesis.given(reports())
def test_a_report_is_its_own_verbatim_copy(report: Given) -> None:
    found = compare(report, [report], tools())
    assert {match.kind for match in found.matches} <= {"verbatim"}
    assert all(_words(match.current.text) == _words(match.prior.text) for match in found.matches)
    assert all(match.score == 1 for match in found.matches)
    assert found.priors[0].identical == bool(report.passages)


@hypothesis.given(pairs())
def test_the_order_of_priors_does_not_matter(both: tuple[Given, list[Given]]) -> None:
    current, priors = both
    ways = [compare(current, order, tools()) for order in permutations(priors)]
    assert len({tuple(sorted({match.current.location for match in report.matches}, key=str)) for report in ways}) == 1


@hypothesis.given(reports(), st.sampled_from(["清溪县图书馆", "", "图"]))
@hypothesis.example(_report(":::00.:::00)::"), "")
def test_nothing_to_compare_with_is_no_reuse(report: Given, unit: str) -> None:
    empty = Given("空", (), Profile(unit))
    assert compare(report, [empty], tools()).matches == compare(report, [], tools()).matches == ()
    assert compare(empty, [report], tools()).matches == ()
