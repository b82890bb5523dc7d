"""Classification codes: each 类 is the sum of its 款, each 款 of its 项; 301 of 301xx; 人员经费合计 of 301 and 303."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.tables.cells import key_of
from drafter.tables.hypotheses import Hypothesis, Reading
from drafter.tables.judgement import Kind, Sum, TableJudgement, empty_total, half_unit, judge_sum
from drafter.tables.model import ReadTable
from drafter.tables.places import cell_ref, pair_ref
from drafter.tables.region import Column, Region, Row, ValueCell
from drafter.tables.relations import Relations
from drafter.tables.row_levels import ancestors

__all__ = ["code_hypotheses", "economic_totals"]


@dataclass(frozen=True, slots=True)
class _Coded:
    """A row with a code and the cell of one column."""

    row: Row
    column: Column
    entry: ValueCell


def code_hypotheses(table: ReadTable, region: Region) -> Iterator[Hypothesis]:
    """Every code of the region against those directly below it; a column in which that seldom holds is no column of parts."""
    for rows in _columns(region):
        codes = Counter(item.row.code for item in rows)
        below: dict[str, list[_Coded]] = defaultdict(list)
        for item in rows:
            if parent := ancestors(codes, item.row.code):
                below[parent].append(item)
        single = [(item, below[item.row.code]) for item in rows if codes[item.row.code] == 1 and item.row.code in below]
        judged = tuple(told for item, parts in single if (told := _judge(table, region, item, parts)) is not None)
        if judged:
            yield Hypothesis((Reading("直接下级", judged, declared=True),))


def _columns(region: Region) -> list[list[_Coded]]:
    """The coded rows of all halves for each column of values; halves count as one table where they have as many columns."""
    counts = {len(strip.columns) for strip in region.strips if strip.coded}
    if len(counts) != 1:
        return []
    columns: list[list[_Coded]] = []
    for place in range(counts.pop()):
        column = [_coded(row, strip.columns[place]) for strip in region.strips if strip.coded for row in strip.rows if row.code]
        columns.append([item for item in column if item is not None])
    return columns


def _coded(row: Row, column: Column) -> _Coded | None:
    entry = row.entries.get(column.index)
    return None if entry is None or column.role != "amount" else _Coded(row, column, entry)


def _judge(table: ReadTable, region: Region, item: _Coded, parts: Sequence[_Coded]) -> TableJudgement | None:
    written = [part for part in parts if part.entry.quantity is not None]
    if not written or item.entry.words:
        return None
    cells = [cell_ref(table, region, part.row, part.column, part.entry) for part in written]
    expected = Sum.of([part.entry for part in written], cells=cells)
    cell = cell_ref(table, region, item.row, item.column, item.entry)
    if item.entry.quantity is None:
        return empty_total(cell, [("", expected)]) if expected.value else None
    kind: Kind = "code-tree" if item.row.code.startswith("2") else "economic-tree"
    return judge_sum(kind, "科目逐级合计", cell, item.entry, expected, half_unit(region.decimals))


def economic_totals(table: ReadTable, region: Region, relations: Relations) -> Iterator[TableJudgement]:
    """人员经费合计 and 公用经费合计 against the classes they are made of."""
    rows = {item.row.code: item for column in _columns(region)[:1] for item in column}
    for pair in region.pairs:
        codes = next((codes for name, codes in relations.economic.items() if key_of(name) == key_of(pair.label)), ())
        parts = [rows[code] for code in codes if code in rows and rows[code].entry.quantity is not None]
        if not parts:
            continue
        cells = [cell_ref(table, region, part.row, part.column, part.entry) for part in parts]
        expected = Sum.of([part.entry for part in parts], cells=cells)
        ref = pair_ref(table, pair, pair.texts)
        if pair.entry.quantity is not None:
            yield judge_sum("economic-tree", pair.label, ref, pair.entry, expected, half_unit(region.decimals))
        elif expected.value:
            yield empty_total(ref, [("", expected)])
