"""Total rows against the rows they sum up, each reading tried in every column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from drafter.tables.hypotheses import Hypothesis, Reading
from drafter.tables.judgement import Kind, Sum, TableJudgement, empty_total, half_unit, judge_sum
from drafter.tables.model import ReadTable
from drafter.tables.parts import Parts, parts_of
from drafter.tables.places import cell_ref
from drafter.tables.region import Column, Region, Row, Strip, ValueCell
from drafter.tables.relations import RowEquation
from drafter.tables.row_equations import EquationRows, not_parts
from drafter.tables.table_words import TableWords, matches

__all__ = ["total_hypotheses"]


def total_hypotheses(
    table: ReadTable,
    region: Region,
    strip: Strip,
    words: TableWords,
    equations: Sequence[EquationRows],
    known: Sequence[RowEquation] = (),
) -> Iterator[Hypothesis]:
    """The totals of one half, by the equations of the settings and by every reading of the layout.

    `equations` are those that the half has the rows for; of all that are `known` only the names count.
    """
    stated = {found.total.number: found for found in equations}
    for place, row in enumerate(strip.rows):
        if not row.is_total and row.number not in stated:
            continue
        adder = _Adder(table, region, strip, row)
        readings: list[Reading] = []
        if row.number in stated:
            found = stated[row.number]
            readings.append(adder.reading(Parts(found.name, found.parts, declared=found.sure), kind="balance", name=found.name))
        if row.is_total and not (row.number in stated and stated[row.number].sure):
            others = not_parts(row, known)
            readings += [adder.reading(_without(parts, others)) for parts in parts_of(strip, place, words)]
        yield Hypothesis(tuple(reading for reading in readings if reading.instances))


def _without(parts: Parts, names: tuple[str, ...]) -> Parts:
    """The parts less the rows of some names."""
    return replace(parts, rows=tuple(row for row in parts.rows if not matches(row.name, names))) if names else parts


class _Adder:
    """Tries sets of rows as the parts of one total row."""

    def __init__(self, table: ReadTable, region: Region, strip: Strip, row: Row) -> None:
        self._table, self._region, self._row = table, region, row
        self._columns = [column for column in strip.columns if column.role in {"amount", "other"}]
        self._rows = strip.rows

    def reading(self, parts: Parts, *, kind: Kind = "sum", name: str = "合计") -> Reading:
        """The total in every column, and those of its cells that are empty as one finding."""
        if self._row.role == "rate":
            return Reading(parts.name, ())
        found = [judged for column in self._columns if (judged := self._judge(column, parts, kind, name)) is not None]
        return Reading(parts.name, (*found, *self._empty(parts)), declared=parts.declared)

    def _judge(self, column: Column, parts: Parts, kind: Kind, name: str) -> TableJudgement | None:
        stated = self._row.entries.get(column.index)
        if stated is None or stated.quantity is None:
            return None
        expected = self._sum(column, parts)
        if expected is None:
            return None
        cell = cell_ref(self._table, self._region, self._row, column, stated)
        judged = judge_sum(kind, name, cell, stated, expected, half_unit(self._region.decimals))
        return None if judged.verdict == "fails" and column.role == "other" else judged

    def _empty(self, parts: Parts) -> Iterator[TableJudgement]:
        """The cells left empty though the parts are filled."""
        missing: list[tuple[Column, ValueCell, Sum]] = []
        for column in self._columns:
            entry = self._row.entries.get(column.index)
            if entry is not None and entry.is_blank and column.role == "amount":
                expected = self._sum(column, parts)
                if expected is not None and expected.value:
                    missing.append((column, entry, expected))
        if missing:
            column, entry, _ = missing[0]
            cell = cell_ref(self._table, self._region, self._row, column, entry)
            places = [cell_ref(self._table, self._region, self._row, col, blank).location for col, blank, _ in missing]
            told = [("·".join(col.path) if len(missing) > 1 else "", total) for col, _, total in missing]
            yield empty_total(cell, told, fills=places)

    def _sum(self, column: Column, parts: Parts) -> Sum | None:
        """The sum of the written cells that are in the total's unit; `None` where nothing is written, or a part only in its own parts."""
        amounts = [row for row in parts.rows if row.role == "amount"]
        filled = [row for row in amounts if _is_filled(row, column)]
        numbers = frozenset(row.number for row in amounts)
        if not filled or any(self._stands_below(row, column, numbers) for row in amounts if not _is_filled(row, column)):
            return None
        entries = [row.entries[column.index] for row in filled]
        cells = [cell_ref(self._table, self._region, row, column, row.entries[column.index]) for row in filled]
        return Sum.of(entries, cells=cells)

    def _stands_below(self, blank: Row, column: Column, parts: frozenset[int]) -> bool:
        """Whether rows between a blank part and the next part are filled: a group whose 目标值 only its indicators have."""
        first = bisect_right(self._rows, blank.number, key=lambda row: row.number)
        below = (self._rows[place] for place in range(first, len(self._rows)))
        own = takewhile(lambda row: not row.is_total and row.number not in parts, below)
        return any(_is_filled(row, column) for row in own)


def _is_filled(row: Row, column: Column) -> bool:
    entry = row.entries.get(column.index)
    return entry is not None and entry.quantity is not None
