"""Laws: any table is survived, the order of columns changes no finding, time grows with the table."""

from __future__ import annotations

import time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Cell, Document, Paragraph, Table
from drafter.rules.base import CheckContext
from drafter.rules.judged import table_claims
from drafter.rules.registry import TB
from drafter.tables.judge import judge_tables
from drafter.tables.read import read_tables
from tests.support.documents import document_of, table_relations, table_words
from tests.support.laws import examples

KNOWN_WORDS, RELATIONS = table_words(), table_relations()

WORDS = [
    "合计", "总计", "小计", "项目", "科目编码", "科目名称", "金额", "决算数", "基本支出", "项目支出", "本年支出合计", "到位金额", "到位率", "支出金额",
    "支出率", "结余结转金额", "分值", "得分", "总分", "一、甲", "（一）乙", "1、丙", "其中：丁", "资金总额（=1+2）", "栏次", "行次", "201", "20103", "2010301",
    "301", "30101", "人员经费合计", "单位：万元", "支出决算表", "公开03表", "", " ", "　", "-", "0", "0.00", "5", "12.30", "100%", "1,234.56", "9" * 38, "7.8\n5",
]  # fmt: skip
texts = st.sampled_from(WORDS) | st.text(max_size=6)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Cells anywhere: overlapping, outside the grid, with any span."""
    rows, columns = draw(st.integers(0, 7)), draw(st.integers(0, 7))
    place = st.integers(0, 8)
    cells = draw(st.lists(st.builds(Cell, texts, place, place, st.integers(0, 4), st.integers(0, 4)), max_size=40))
    return Table(tuple(cells), rows, columns)


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """A whole grid of cells that read like a report's."""
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    return Table(tuple(Cell(draw(texts), r, c) for r in range(rows) for c in range(columns)), rows, columns)


def check(document: Document) -> CheckContext:
    return CheckContext(
        document, tables := read_tables(document, KNOWN_WORDS), checks=judge_tables(tables, KNOWN_WORDS, RELATIONS)
    )


@examples(300)
@given(st.lists(tables() | grids(), max_size=3), st.lists(texts, max_size=3))
def test_any_table_is_survived(found: list[Table], above: list[str]) -> None:
    context = check(Document((*map(Paragraph, above), *found)))
    for rule in TB:
        for finding in rule.check(context):
            assert len(finding.quote) <= 120
            assert finding.message
    for claim in table_claims(context):
        assert len(claim.quote) <= 120
    for table in context.tables:
        places = [(cell.row, cell.column) for cell in table.table.cells]
        if len(places) == len(set(places)):
            assert all(context.document.text_at(figure.location) for figure in table.figures)


HEADERS = ["本年支出合计", "基本支出", "项目支出", "经营支出"]
amounts = st.decimals(min_value=0, max_value=999, places=2)


@given(st.lists(st.lists(amounts, min_size=4, max_size=4), min_size=2, max_size=5), st.permutations(range(4)))
def test_the_order_of_columns_changes_no_finding(rows: list[list[Decimal]], order: list[int]) -> None:
    def text(places: list[int]) -> str:
        lines = ["支出决算表", "单位：万元", "| 科目编码 | 科目名称 | " + " | ".join(HEADERS[p] for p in places) + " |"]
        for number, row in enumerate(rows):
            code = f"201{number + 1:02d}" if number else "201"
            lines.append(f"| {code} | 科目{number} | " + " | ".join(str(row[p]) for p in places) + " |")
        return "\n".join(lines)

    def told(places: list[int]) -> set[tuple[str, str, str, str, str]]:
        found = check(document_of(text(places))).checks
        return {
            (j.kind, j.verdict, j.cell.row, j.cell.column, j.expected) for j in found if j.verdict == "fails" and not j.others
        }

    def count(places: list[int]) -> int:
        return sum(j.verdict == "fails" for j in check(document_of(text(places))).checks)

    straight = list(range(4))
    assert (count(straight) > 0) == (count(order) > 0)
    if not any(j.others for p in (straight, order) for j in check(document_of(text(p))).checks):
        assert told(straight) == told(order)


@given(st.lists(amounts, min_size=2, max_size=8))
def test_a_total_that_is_the_sum_is_never_told(parts: list[Decimal]) -> None:
    lines = [
        "单位：万元",
        "| 资金来源 | 到位金额 |",
        *(f"| 来源{n} | {part} |" for n, part in enumerate(parts)),
        f"| 合计 | {sum(parts)} |",
    ]
    context = check(document_of("\n".join(lines)))
    assert not [finding for rule in TB for finding in rule.check(context)]


@given(st.lists(amounts, min_size=2, max_size=8), st.integers(2, 900))
def test_a_total_that_is_off_by_more_than_rounding_is_told_once(parts: list[Decimal], off: int) -> None:
    wrong = sum(parts) + off
    lines = [
        "单位：万元",
        "| 资金来源 | 到位金额 |",
        *(f"| 来源{n} | {part} |" for n, part in enumerate(parts)),
        f"| 合计 | {wrong} |",
    ]
    context = check(document_of("\n".join(lines)))
    found = [finding for rule in TB for finding in rule.check(context)]
    assert [finding.severity for finding in found] == ["error"]
    assert found[0].stated == str(wrong)


def big_table(rows: int) -> Document:
    """A table of codes with ten columns."""
    lines = [
        "支出决算表",
        "单位：万元",
        "| 科目编码 | 科目名称 | 本年支出合计 | " + " | ".join(["基本支出", "项目支出", *(f"栏{n}" for n in range(5))]) + " |",
    ]
    totals = ["1.00", *(str(each * rows) for each in (1, 2, 1, 2, 3, 4, 5))]
    lines.append("| 合计 | 合计 | " + " | ".join(totals) + " |")
    lines += [f"| {2010000 + n} | 科目{n} | 3.00 | 1.00 | 2.00 | 1 | 2 | 3 | 4 | 5 |" for n in range(rows)]
    return document_of("\n".join(lines))


def test_a_table_of_twenty_thousand_cells_takes_seconds() -> None:
    document = big_table(2_000)
    begin = time.process_time()
    context = check(document)
    assert sum(len(list(rule.check(context))) for rule in TB)
    list(table_claims(context))
    assert time.process_time() - begin < 12
