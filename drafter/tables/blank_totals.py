"""Totals that are left blank though their rows determine them: what they explain elsewhere, and what they stand for.

A total row of 25.00 | 20.00 | blank fails across as well as down; the blank is the one cause. And where the prose tells such a
total, its figure is held against what the rows come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from drafter.core.document import Location
from drafter.core.quantity import Quantity
from drafter.tables.judgement import Sum, TableJudgement, show
from drafter.tables.model import ReadTable, TableFigure
from drafter.tables.shared_causes import EMPTY

__all__ = ["with_blank_totals", "without_explained"]

PLACES = 6
"""Decimals that a blank total is worked out to."""


def without_explained(judged: Sequence[TableJudgement]) -> Iterator[TableJudgement]:
    """The judgements; a sum that fails by what a blank in its row or column should say is undecided."""
    blanks = {(_line(place), abs(total.value)) for place, total in _blanks(judged)}
    blanks |= {(_column(place), abs(total.value)) for place, total in _blanks(judged)}
    for one in judged:
        off = abs(one.difference) if one.difference is not None else None
        fails = one.verdict == "fails" and one.kind in {"sum", "row-sum", "balance"}
        place = one.cell.location
        explained = fails and ((_line(place), off) in blanks or (_column(place), off) in blanks)
        yield replace(one, verdict="undecided") if explained else one


def _blanks(judged: Iterable[TableJudgement]) -> Iterator[tuple[Location, Sum]]:
    return (fill for one in judged if one.verdict == "fails" and one.kind in EMPTY for fill in one.fills)


def _line(place: Location) -> tuple[int, str, int | None]:
    return place.block, "行", place.row


def _column(place: Location) -> tuple[int, str, int | None]:
    return place.block, "栏", place.column


def with_blank_totals(tables: Sequence[ReadTable], judged: Iterable[TableJudgement]) -> tuple[ReadTable, ...]:
    """The tables with the figures that their blank totals should say, for what the prose states of them."""
    values = {_cell(place): total.value for place, total in _blanks(judged)}
    return (
        tuple(replace(table, figures=(*table.figures, *_figures(table, values))) for table in tables) if values else tuple(tables)
    )


def _cell(place: Location) -> tuple[int, int | None, int | None]:
    return place.block, place.row, place.column


def _figures(table: ReadTable, values: dict[tuple[int, int | None, int | None], Fraction]) -> Iterator[TableFigure]:
    for region in table.regions:
        for strip in region.read_strips:
            columns = {column.index: column for column in strip.columns}
            for row in strip.rows:
                for place, entry in row.entries.items():
                    value = values.get((row.block, entry.cell.row, entry.cell.column)) if entry.is_blank else None
                    if value is not None:
                        digits = show(value, max(_places(value), region.decimals))
                        quantity = Quantity(Decimal(digits), columns[place].unit, digits)
                        where = Location(row.block, 0, 0, entry.cell.row, entry.cell.column)
                        yield TableFigure(quantity, row.path, columns[place].path, row.code, where, table.index)


def _places(value: Fraction) -> int:
    return next((places for places in range(PLACES) if (value * 10**places).denominator == 1), PLACES)
