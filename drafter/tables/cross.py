"""Relations between tables: 01 本年支出合计 = 03 合计, 05 基本支出 = 06 人员经费 + 公用经费, and row by row by code or name.

A relation is judged only where each of its cells is found once. A total left empty stands for the sum of its rows, so that one
empty row is one finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from drafter.tables.cells import key_of
from drafter.tables.judgement import Sum, TableJudgement, exact, half_unit, judge_sum, judge_value, show, value_of
from drafter.tables.lookup import Found, Lookup, Place
from drafter.tables.places import CellRef, cell_ref, where
from drafter.tables.region import Column, Row, Strip
from drafter.tables.relations import CrossRelation, ItemRelation

__all__ = ["cross_checks", "item_checks"]

USUAL_UNIT = "万元"
"""What a table that names no unit is taken to be in; tables in different units are not held against each other."""
CLASS, LEAF = 3, 7
"""Digits of the code of a 类 and of a 项."""
SUMMED = 2
"""Rounded parts behind a total, at the least."""


def cross_checks(lookup: Lookup, relations: Sequence[CrossRelation]) -> Iterator[TableJudgement]:
    """The relations whose cells the document has; one for each side, so that each of its figures counts as judged."""
    for relation in relations:
        left = lookup.cell(relation.left)
        first = lookup.cell(relation.right[0])
        rest = [found for side in relation.right[1:] if (found := lookup.cell(side)) is not None]
        if left is None or first is None or not (_known(left) and any(map(_known, (first, *rest)))):
            continue
        if len({_unit(found) for found in (left, first, *rest)}) == 1:
            yield from _judge(relation, left, [first, *rest])


def _known(found: Found) -> bool:
    return found.entry.quantity is not None or found.filled is not None


def _value(found: Found) -> Fraction:
    return found.filled.value if found.filled is not None else exact(found.entry)


def _unit(found: Found) -> str:
    return found.unit or USUAL_UNIT


def _judge(relation: CrossRelation, left: Found, right: Sequence[Found]) -> Iterator[TableJudgement]:
    if relation.sign == "≥":
        yield _at_least(relation, left, right)
        return
    expected = _sum(right)
    half = half_unit(min(found.decimals for found in (left, *right)))
    cell = _shown(left)
    judged = judge_value("cross-table", relation.name, cell, _value(left), expected, half, written=cell.value, least=SUMMED)
    if judged.verdict == "fails" and (relation.otherwise == "存疑" or not cell.value):
        judged = replace(judged, verdict="undecided")
    yield _turned(judged, left, right) if relation.told_at == "右" and judged.difference else judged
    if judged.verdict == "holds" and judged.severity != "note":
        for found in right:
            ref = _shown(found)
            yield TableJudgement("cross-table", relation.name, "holds", "error", ref, ref.value, ref.value, judged.derivation)


def _turned(judged: TableJudgement, left: Found, right: Sequence[Found]) -> TableJudgement:
    """The same judgement told at the right side: what is added up there, and what the other table says."""
    words = " + ".join(_written(found) for found in right if _value(found))
    cell = right[0].ref
    labels = "、".join(f"“{found.ref.row}”" for found in right)
    tail = "，在尾差范围内" if judged.severity == "note" else ""
    message = (
        f"《{cell.table}》{labels}合计 {judged.expected}，"
        f"{where(left.ref)}是 {judged.stated}，相差 {show(abs(judged.difference or Fraction(0)), left.decimals)}{tail}"
    )
    return replace(
        judged, cell=cell, stated=judged.expected, expected=judged.stated, derivation=f"{words} = {judged.expected}",
        message=message, parts=(left.ref, *(found.ref for found in right)), others=(left.ref,),
    )  # fmt: skip


def _shown(found: Found) -> CellRef:
    """The cell, or for an empty total the one figure that stands for it."""
    parts = found.filled.cells if found.filled is not None else ()
    return parts[0] if len(parts) == 1 else found.ref


def _written(found: Found) -> str:
    return found.entry.quantity.plain if found.entry.quantity else ""


def _sum(right: Sequence[Found]) -> Sum:
    """The right side, each part with its table and row."""
    value = sum(map(_value, right), Fraction(0))
    parts = [found for found in right if _value(found)] or list(right[:1])
    words = " + ".join(
        f"《{found.ref.table}》{found.ref.row or found.ref.column} {show(_value(found), found.decimals)}" for found in parts
    )
    if len(parts) > 1:
        words += f" = {show(value, max(found.decimals for found in parts))}"
    return Sum(value, sum(bool(_value(found)) for found in right), words, tuple(found.ref for found in right))


def _at_least(relation: CrossRelation, left: Found, right: Sequence[Found]) -> TableJudgement:
    expected = _sum(right)
    fits = _value(left) + half_unit(left.decimals) * 2 > expected.value
    written = _written(left) or "空"
    words = f"{written} {'≥' if fits else '＜'} {expected.words}"
    message = "" if fits else f"{where(left.ref)}写的是 {written}，不应小于 {show(expected.value, left.decimals)}"
    return TableJudgement(
        "cross-table", relation.name, "holds" if fits else "fails", "error", left.ref, _written(left),
        f"不小于 {show(expected.value, left.decimals)}", words, message, expected.cells, None,
    )  # fmt: skip


def item_checks(lookup: Lookup, relations: Sequence[ItemRelation]) -> Iterator[TableJudgement]:
    """The relations that hold row by row, where each side is one column of one table."""
    for relation in relations:
        left, right = lookup.columns(relation.left), lookup.columns(relation.right)
        if len(left) == 1 == len(right) and (left[0][2].unit or USUAL_UNIT) == (right[0][2].unit or USUAL_UNIT):
            yield from _items(relation, left[0], right[0])


ColumnAt = tuple[Place, Strip, Column]


def _items(relation: ItemRelation, left: ColumnAt, right: ColumnAt) -> Iterator[TableJudgement]:
    if relation.if_totals_agree == "是" and not _totals_agree(left, right):
        return
    mine, theirs = _keyed(left, relation.by), _keyed(right, relation.by, loose=True)
    place, _, column = left
    for key, row in mine.items():
        other = theirs.get(key)
        stated = row.entries.get(column.index)
        entry = other.entries.get(right[2].index) if other is not None else None
        if other is None or entry is None or stated is None or stated.words or entry.words:
            continue
        if stated.quantity is None and entry.quantity is None:
            continue
        ref = cell_ref(right[0].table, right[0].region, other, right[2], entry)
        value = show(exact(entry), right[0].region.decimals)
        expected = Sum(exact(entry), 1, f"《{ref.table}》{ref.row} {value}", (ref,))
        cell = cell_ref(place.table, place.region, row, column, stated)
        least = 1 if len(row.code) == LEAF else SUMMED
        yield judge_sum("cross-table", relation.name, cell, stated, expected, half_unit(place.region.decimals), least=least)


def _totals_agree(left: ColumnAt, right: ColumnAt) -> bool:
    """Whether both columns have a total and it is the same: then one table has nothing that the other lacks."""
    totals = []
    for _, strip, column in (left, right):
        rows = [row for row in strip.rows if row.is_total and not row.code]
        entry = rows[0].entries.get(column.index) if len(rows) == 1 else None
        totals.append(value_of(entry))
    return totals[0] is not None and totals[0] == totals[1]


def _keyed(side: ColumnAt, by: str, *, loose: bool = False) -> dict[str, Row]:
    """The rows that can be told apart, by code or by the name of their class."""
    rows = side[1].rows
    if by == "编码":
        keys = [row.code for row in rows]
    else:
        keys = [key_of(row.name) if (loose and not row.is_total) or len(row.code) == CLASS else "" for row in rows]
    counts = Counter(keys)
    return {key: row for key, row in zip(keys, rows, strict=True) if key and counts[key] == 1}
