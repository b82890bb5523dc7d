"""Relations that hold row by row between two tables: by the code of a 科目, or by the name of a 类.

03 支出决算表 has every code of 05 with at least the amount that 05 has; where both have the same total, with the same one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

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
FEW = 2
"""Codes of two tables that may differ, those above them left out, which differ with them."""


def item_checks(lookup: Lookup, relations: Sequence[ItemRelation]) -> Iterator[TableJudgement]:
    """The relations that hold row by row, where each side is one column of one table."""
    for relation in relations:
        left, right = lookup.columns(relation.left), lookup.columns(relation.right)
        if len(left) != 1 or len(right) != 1:
            continue
        more = [found[0] for side in relation.more if len(found := lookup.columns(side)) == 1 and _total(found[0])]
        units = {column.unit or USUAL_UNIT for _, _, column in (left[0], right[0], *more)}
        if len(units) == 1 and (more or not relation.more):
            yield from _items(relation, left[0], [right[0], *more])


ColumnAt = tuple[TableRegion, Strip, Column]
Coded = tuple[str, TableJudgement]
"""A judgement with the classification code of its row."""


def _items(relation: ItemRelation, left: ColumnAt, rights: Sequence[ColumnAt]) -> Iterator[TableJudgement]:
    agree = _totals_agree(left, rights)
    if (relation.if_totals_agree == "是" and not agree) or (relation.sign == "≥" and agree):
        return
    yield from _calibrated(list(_compared(relation, left, rights)))


def _calibrated(judged: Sequence[Coded]) -> Iterator[TableJudgement]:
    """The judgements; where more than a few of the codes differ, the columns are not those that were meant."""
    failed = [(code, one) for code, one in judged if one.verdict == "fails"]
    causes = [code for code, one in failed if not any(_is_above(code, one, other) for other in failed)]
    strange = len(causes) > FEW and len(failed) * 3 > len(judged)
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


def _compared(relation: ItemRelation, left: ColumnAt, rights: Sequence[ColumnAt]) -> Iterator[Coded]:
    mine, theirs = _keyed(left, relation.by), [_keyed(right, relation.by, loose=True) for right in rights]
    place, _, column = left
    for key, row in mine.items():
        stated = row.entries.get(column.index)
        found = [
            (right, rows[key], entry)
            for right, rows in zip(rights, theirs, strict=True)
            if key in rows and (entry := rows[key].entries.get(right[2].index)) is not None
        ]
        if not found or stated is None or stated.words or any(entry.words for *_, entry in found):
            continue
        blank = all(entry.quantity is None for *_, entry in found)
        if stated.quantity is None and (blank or relation.sign == "≥"):
            continue
        cell = cell_ref(place.table, place.region, row, column, stated)
        decimals = place.region.decimals
        yield row.code, _item(relation, cell, stated, _together(found), decimals, leaf=len(row.code) == LEAF)


def _together(found: Sequence[tuple[ColumnAt, Row, ValueCell]]) -> Sum:
    """The amounts of one code in the tables of the right side, each with its table."""
    value = sum((exact(entry) for *_, entry in found), Fraction(0))
    refs = tuple(cell_ref(right[0].table, right[0].region, row, right[2], entry) for right, row, entry in found)
    decimals = [right[0].region.decimals for right, *_ in found]
    told = [
        f"《{ref.table}》{ref.row} {show(exact(entry), n)}" for ref, (*_, entry), n in zip(refs, found, decimals, strict=True)
    ]
    words = " + ".join(told) + (f" = {show(value, max(decimals))}" if len(told) > 1 else "")
    return Sum(value, len(found), words, refs)


def _item(
    relation: ItemRelation, cell: CellRef, stated: ValueCell, expected: Sum, decimals: int, *, leaf: bool
) -> TableJudgement:
    if relation.sign == "≥":
        return no_less(relation.name, cell, exact(stated), cell.value, expected, decimals)
    least = 1 if leaf else SUMMED
    return judge_sum("cross-table", relation.name, cell, stated, expected, half_unit(decimals), least=least)


def _totals_agree(left: ColumnAt, rights: Sequence[ColumnAt]) -> bool:
    """Whether all columns have a total and the right ones come to the left one: then nothing is lacking on either side."""
    whole, parts = _total(left), [_total(right) for right in rights]
    return whole is not None and None not in parts and whole == sum((part for part in parts if part is not None), Fraction(0))


def _total(side: ColumnAt) -> Fraction | None:
    """The amount in the one total row of a column."""
    _, strip, column = side
    rows = [row for row in strip.rows if row.is_total and not row.code]
    return value_of(rows[0].entries.get(column.index)) if len(rows) == 1 else None


def _keyed(side: ColumnAt, by: str, *, loose: bool = False) -> dict[str, Row]:
    """The rows that can be distinguished, by code or by the name of their class."""
    rows = side[1].rows
    if by == "编码":
        keys = [row.code for row in rows]
    else:
        keys = [key_of(row.name) if (loose and not row.is_total) or len(row.code) == CLASS else "" for row in rows]
    counts = Counter(keys)
    return {key: row for key, row in zip(keys, rows, strict=True) if key and counts[key] == 1}
