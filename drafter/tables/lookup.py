"""Finds the cell or column that a relation between tables means, in the one table of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.core.document import Location
from drafter.tables.cells import key_of
from drafter.tables.columns import find_column
from drafter.tables.judgement import Sum
from drafter.tables.model import ReadTable
from drafter.tables.places import CellRef, cell_ref, pair_ref
from drafter.tables.region import Column, Region, Row, Strip, ValueCell
from drafter.tables.relations import choices
from drafter.tables.row_equations import named_rows
from drafter.tables.side import CellSelector

__all__ = ["Found", "Lookup", "TableRegion"]


@dataclass(frozen=True, slots=True)
class Found:
    """A cell that a side of a relation means."""

    ref: CellRef
    entry: ValueCell
    unit: str
    decimals: int
    filled: Sum | None = None
    """For an empty cell: what its rows add up to."""


@dataclass(frozen=True, slots=True)
class TableRegion:
    """A region of a table of the document."""

    table: ReadTable
    region: Region


class Lookup:
    """The regions of a document by kind, and what empty totals should say."""

    def __init__(self, tables: Sequence[ReadTable], filled: Mapping[Location, Sum]) -> None:
        self._filled = filled
        self.tables = tables
        self._places: dict[str, list[TableRegion]] = {}
        for table in tables:
            for region in table.regions:
                for kind in dict.fromkeys(kind for kind in (region.kind, table.kind) if kind):
                    self._places.setdefault(kind, []).append(TableRegion(table, region))

    def cell(self, side: CellSelector) -> Found | None:
        """The one cell that a side means, or `None`."""
        if side.pair:
            return self._pair(side)
        found = [cell for place in self._only(side.table) for cell in self._cells(place, side)]
        return found[0] if len(found) == 1 or (found and side.first == "是") else None

    def columns(self, side: CellSelector) -> list[tuple[TableRegion, Strip, Column]]:
        """The columns that a side names."""
        found: list[tuple[TableRegion, Strip, Column]] = []
        for place in self._only(side.table):
            for strip in place.region.strips:
                column = _column(strip, side)
                if column is not None and _is_beside(strip, side):
                    found.append((place, strip, column))
        return found

    def _only(self, kind: str) -> list[TableRegion]:
        """The regions of the one table of a kind; none where there are two such tables, as of two years."""
        places = self._places.get(kind, [])
        return places if len({place.table.index for place in places}) == 1 else []

    def _pair(self, side: CellSelector) -> Found | None:
        wanted = {key_of(name) for name in choices(side.pair)}
        tables = [table for table in self.tables if table.kind == side.table]
        pairs = [(table, pair) for table in tables for pair in table.pairs if key_of(pair.label) in wanted]
        if len(pairs) != 1:
            return None
        table, pair = pairs[0]
        return Found(pair_ref(table, pair), pair.entry, pair.entry.quantity.unit if pair.entry.quantity else "", 2)

    def _cells(self, place: TableRegion, selector: CellSelector) -> Iterator[Found]:
        for pair in place.region.pairs:
            if selector.row and key_of(pair.label) in {key_of(name) for name in choices(selector.row)}:
                yield Found(pair_ref(place.table, pair, pair.texts), pair.entry, place.region.unit, place.region.decimals)
        for strip in place.region.strips:
            side = _as_printed(place.region, strip, selector)
            column = _column(strip, side)
            if column is None or not _is_beside(strip, side):
                continue
            for row in _rows(strip, side, column):
                if (entry := row.entries.get(column.index)) is not None:
                    ref = cell_ref(place.table, place.region, row, column, entry)
                    filled = self._filled.get(ref.location) if entry.is_blank else None
                    yield Found(ref, entry, column.unit, place.region.decimals, filled)


def _as_printed(region: Region, strip: Strip, side: CellSelector) -> CellSelector:
    """The selector, for a table that has an item not below 决算数 but in a row: 决算数/公务接待费 is then that row's 决算数.

    Where items stand as columns and 决算数 as a row, it is the other way round.
    """
    paths = [name.rpartition("/") for name in choices(side.column)]
    if side.row or side.code or not all(above for above, _, _ in paths) or not paths or find_column(strip, side.column):
        return side
    above, items = ("|".join(dict.fromkeys(path[place] for path in paths)) for place in (0, 2))
    row, column = (above, items) if region.turned else (items, above)
    return side.model_copy(update={"row": row, "column": column})


def _column(strip: Strip, side: CellSelector) -> Column | None:
    if side.column:
        return find_column(strip, side.column)
    return strip.columns[0] if len(strip.columns) == 1 else None


def _is_beside(strip: Strip, side: CellSelector) -> bool:
    return not side.beside or bool(named_rows(strip, side.beside))


def _rows(strip: Strip, side: CellSelector, column: Column) -> Sequence[Row]:
    if side.code:
        return [row for row in strip.rows if row.code == side.code]
    if side.row:
        return _within(strip, named_rows(strip, side.row), side, column)
    filled = [row for row in strip.rows if not row.is_blank]
    return filled if len(filled) == 1 else []


def _within(strip: Strip, rows: Sequence[Row], side: CellSelector, column: Column) -> Sequence[Row]:
    """The rows above one row, below another; none where only the other row is filled in, and not those it is made of."""
    if side.above:
        stops = named_rows(strip, side.above)
        rows = [row for row in rows if len(stops) == 1 and row.number < stops[0].number]
    if side.below:
        starts = named_rows(strip, side.below)
        rows = [row for row in rows if len(starts) == 1 and row.number > starts[0].number]
        rows = [row for row in rows if _is_written(row, column) or not _is_untold(strip, starts[0], column)]
    return rows


def _is_untold(strip: Strip, whole: Row, column: Column) -> bool:
    """Whether a row says an amount of which the rows beneath, as far as the next total, tell nothing."""
    entry = whole.entries.get(column.index)
    if entry is None or entry.quantity is None or not entry.quantity.value:
        return False
    below = [row for row in strip.rows if row.number > whole.number]
    stop = next((place for place, row in enumerate(below) if row.is_total), len(below))
    return not any(_is_written(row, column) for row in below[:stop])


def _is_written(row: Row, column: Column) -> bool:
    entry = row.entries.get(column.index)
    return entry is not None and entry.quantity is not None
