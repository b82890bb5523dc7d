"""Relations that hold row by row between two tables: by the code of a 科目, or by the name of a 类.

03 支出决算表 has every code of 05 with at least the amount that 05 has; where both have the same total, with the same one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.tables.cells import key_of
from drafter.tables.cross import SUMMED, USUAL_UNIT, no_less
from drafter.tables.judgement import Sum, TableJudgement, exact, half_unit, judge_sum, show, value_of
from drafter.tables.lookup import Lookup, TableRegion
from drafter.tables.places import CellRef, cell_ref
from drafter.tables.region import Column, Row, Strip, ValueCell
from drafter.tables.relations import ItemRelation

__all__ = ["item_checks"]

CLASS, LEAF = 3, 7
"""Digits of the code of a 类 and of a 项."""
FEW = 4
"""Rows of two tables that may differ through one or two wrong figures and their totals."""


def item_checks(lookup: Lookup, relations: Sequence[ItemRelation]) -> Iterator[TableJudgement]:
    """The relations that hold row by row, where each side is one column of one table."""
    for relation in relations:
        left, right = lookup.columns(relation.left), lookup.columns(relation.right)
        if len(left) == 1 == len(right) and (left[0][2].unit or USUAL_UNIT) == (right[0][2].unit or USUAL_UNIT):
            yield from _items(relation, left[0], right[0])


ColumnAt = tuple[TableRegion, Strip, Column]
Coded = tuple[str, TableJudgement]
"""A judgement with the classification code of its row."""


def _items(relation: ItemRelation, left: ColumnAt, right: ColumnAt) -> Iterator[TableJudgement]:
    agree = _totals_agree(left, right)
    if (relation.if_totals_agree == "是" and not agree) or (relation.sign == "≥" and agree):
        return
    yield from _calibrated(list(_compared(relation, left, right)))


def _calibrated(judged: Sequence[Coded]) -> Iterator[TableJudgement]:
    """The judgements; where more than a few of the codes differ, the columns are not those that were meant."""
    failed = [(code, one) for code, one in judged if one.verdict == "fails"]
    strange = len(failed) > FEW and len(failed) * 3 > len(judged)
    for code, one in judged:
        if one.verdict != "fails":
            yield one
        elif strange:
            yield replace(one, verdict="undecided")
        elif not any(_is_above(code, one, other) for other in failed):
            above = tuple(other.cell for upper, other in failed if _is_above(upper, other, (code, one)))
            yield replace(one, others=(*one.others, *above))


def _is_above(code: str, judged: TableJudgement, other: Coded) -> bool:
    """Whether a 类 or 款 is off just as one of its 项 is."""
    return len(code) < len(other[0]) and other[0].startswith(code) and judged.difference == other[1].difference


def _compared(relation: ItemRelation, left: ColumnAt, right: ColumnAt) -> Iterator[Coded]:
    mine, theirs = _keyed(left, relation.by), _keyed(right, relation.by, loose=True)
    place, _, column = left
    for key, row in mine.items():
        other = theirs.get(key)
        stated = row.entries.get(column.index)
        entry = other.entries.get(right[2].index) if other is not None else None
        if other is None or entry is None or stated is None or stated.words or entry.words:
            continue
        if stated.quantity is None and (entry.quantity is None or relation.sign == "≥"):
            continue
        ref = cell_ref(right[0].table, right[0].region, other, right[2], entry)
        value = show(exact(entry), right[0].region.decimals)
        expected = Sum(exact(entry), 1, f"《{ref.table}》{ref.row} {value}", (ref,))
        cell = cell_ref(place.table, place.region, row, column, stated)
        yield row.code, _item(relation, cell, stated, expected, place.region.decimals, leaf=len(row.code) == LEAF)


def _item(
    relation: ItemRelation, cell: CellRef, stated: ValueCell, expected: Sum, decimals: int, *, leaf: bool
) -> TableJudgement:
    if relation.sign == "≥":
        return no_less(relation.name, cell, exact(stated), cell.value, expected, decimals)
    least = 1 if leaf else SUMMED
    return judge_sum("cross-table", relation.name, cell, stated, expected, half_unit(decimals), least=least)


def _totals_agree(left: ColumnAt, right: ColumnAt) -> bool:
    """Whether both columns have a total and it is the same: then one table has nothing that the other lacks."""
    totals = []
    for _, strip, column in (left, right):
        rows = [row for row in strip.rows if row.is_total and not row.code]
        entry = rows[0].entries.get(column.index) if len(rows) == 1 else None
        totals.append(value_of(entry))
    return totals[0] is not None and totals[0] == totals[1]


def _keyed(side: ColumnAt, by: str, *, loose: bool = False) -> dict[str, Row]:
    """The rows that can be distinguished, by code or by the name of their class."""
    rows = side[1].rows
    if by == "编码":
        keys = [row.code for row in rows]
    else:
        keys = [key_of(row.name) if (loose and not row.is_total) or len(row.code) == CLASS else "" for row in rows]
    counts = Counter(keys)
    return {key: row for key, row in zip(keys, rows, strict=True) if key and counts[key] == 1}
