"""Rule empty-table-unexplained: a public table without figures, of which nothing is said; manual page: pages/TB14.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.core.document import Location
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.outline import contents_blocks
from drafter.rules.page import computed
from drafter.rules.texts import prose, squeeze
from drafter.tables.model import ReadTable

__all__ = ["RULE"]

NARRATIVE = 3
"""Sentences with amounts that a report has; a workbook of tables alone explains elsewhere."""
NEAR = 3
"""Blocks below a table among which its note stands."""
_AMOUNT = lazy_re(r"\d\s*(?:万元|元)")
_NONE = lazy_re(r"空表|无数据|没有|未(?:发生|安排|使用|涉及)|不涉及|无[^。，；]{0,12}(?:收入|支出|收支|数据|安排|拨款)|为零|为0")
_COUNTED = lazy_re(r"栏次|栏号|行次|\d{1,2}")
_FIGURE = lazy_re(r"[1-9]")


def check(context: CheckContext) -> Iterator[Finding]:
    """Empty tables of funds that neither a sentence of the report nor a note at the table speaks of."""
    inside = contents_blocks(context)
    sentences = [passage for passage in prose(context) if passage.block not in inside and "。" in passage.text]
    amounts = sum(_AMOUNT.search(passage.text.rpartition("。")[0]) is not None for passage in sentences)
    if context.settings.tables is None or amounts < NARRATIVE:
        return
    topics = {table.name: table.topic for table in context.settings.tables.tables if table.topic}
    kinds = Counter(table.kind for table in context.tables if not table.continues)
    for table in context.tables:
        topic = topics.get(table.kind, "")
        if topic and kinds[table.kind] == 1 and not table.continues and _is_empty(table):
            told = any(topic in passage.text for passage in sentences)
            if not told and not _has_note(context, table):
                yield _finding(context, table, topic)


def _is_empty(table: ReadTable) -> bool:
    """Whether no cell below the header holds a digit but zero; lines that count the columns are no data."""
    first = max((row for region in table.regions for row in region.header), default=0)
    rows: dict[int, list[str]] = {}
    for cell in table.table.cells:
        if cell.row > first and cell.text.strip():
            rows.setdefault(cell.row, []).append(squeeze(cell.text))
    data = [texts for texts in rows.values() if not all(_COUNTED.fullmatch(text) for text in texts)]
    return not any(_FIGURE.search(text) for texts in data for text in texts)


def _has_note(context: CheckContext, table: ReadTable) -> bool:
    """Whether the table or what stands right below it says that there is nothing."""
    cells = any(_NONE.search(cell.text) for cell in table.table.cells)
    below = [passage.text for passage in prose(context) if table.block < passage.block <= table.block + NEAR]
    return cells or any(_NONE.search(text) for text in below)


def _finding(context: CheckContext, table: ReadTable, topic: str) -> Finding:
    message = f"《{table.title or table.kind}》没有数，全文也没有说明；没有{topic}收支的，列出空表并说明“没有”"
    place = Location(table.block, 0, 0, 0, 0)
    return RULE.finding(
        context, place, message, quote=table.title or table.kind, stated="（空表，没有说明）", expected=f"说明没有{topic}收支"
    )


RULE = computed("TB14", check)
