"""Every relation of the nine public tables is alive: it holds in a right set of them, and one wrong cell of it is told."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.core.document import Document
from tests.support.cases import read
from tests.support.documents import document_of
from tests.support.layouts import RELATIONS, WORDS, judged, told

CASE: dict[str, Any] = read("nine_tables.yaml")
PUBLIC = {table.name for table in WORDS.tables if table.numbers}
NOT_HERE = {
    "年初财政拨款结转和结余", "三公经费各项", "三公经费各项（表名另有叫法）", "公务用车各项", "基本支出与基本支出明细表的合计", "支出合计逐科目", "基本支出逐科目",
    "项目支出逐科目", "支出合计等于各类财政拨款之和（逐科目）", "年度资金总额",
}  # fmt: skip
"""Relations of other layouts, or of units without other funds; their cases are in tests/cases/rules."""


def right() -> Document:
    return document_of(CASE["表"])


def test_right_tables_are_right_and_every_relation_of_theirs_is_judged() -> None:
    found = judged(right())
    assert [one.message for one in told(found)] == []
    relations = RELATIONS
    cross = [one.name for one in relations.cross if {one.left.table, *(side.table for side in one.right)} <= PUBLIC]
    named = {*cross, *(one.name for one in relations.rows), *(one.name for one in relations.items)}
    assert named - NOT_HERE - {one.name for one in found if one.verdict == "holds"} == set()


def changed(change: dict[str, str]) -> str:
    """The text of the tables with one cell changed: of the row that begins so, in the table of that title."""
    lines, title = CASE["表"].splitlines(), ""
    for place, line in enumerate(lines):
        title = line if line and not line.startswith(("|", "公开", "单位")) else title
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if title == change["表"] and cells[0] == change["行"]:
            cells[int(change["格"])] = change["为"]
            lines[place] = f"| {' | '.join(cells)} |"
            return "\n".join(lines)
    raise AssertionError(change)


@pytest.mark.parametrize("change", [pytest.param(change, id=change["名称"]) for change in CASE["改"]])
def test_one_wrong_cell_of_the_nine_tables_is_told(change: dict[str, str]) -> None:
    wrong = [one for one in told(judged(document_of(changed(change)))) if one.verdict == "fails"]
    values = {ref.value for one in wrong for ref in (one.cell, *one.parts, *one.others)}
    assert change["为"] in values, wrong
