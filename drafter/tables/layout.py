"""A table as lines of spots: each cell where it stands, what kind of thing it holds, and where merged cells go on.

Rows that extraction left short, so that one cell took all the columns that were over, are spread by their content first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drafter.core.document import Cell, Table
from drafter.formats.table_spans import column_spans
from drafter.tables.cells import Number, NumberReader, code_of, is_year, squeeze
from drafter.tables.table_words import TableWords

__all__ = ["GridRow", "Spot", "lay_out"]

Kind = Literal["blank", "number", "text"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell as one row sees it."""

    cell: Cell
    column: int
    columns: int
    kind: Kind
    """``blank`` also for a dash."""
    number: Number | None = None
    goes_on: bool = False
    """Whether the cell began in a row above."""

    @property
    def text(self) -> str:
        """The cell's text."""
        return self.cell.text

    def covers(self, column: int) -> bool:
        """Whether it stands over a column."""
        return self.column <= column < self.column + self.columns


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid."""

    row: int
    spots: tuple[Spot, ...]
    block: int = -1
    """Block of the document that the row stands in."""

    @property
    def own(self) -> list[Spot]:
        """The cells that begin here and hold something."""
        return [spot for spot in self.spots if spot.kind != "blank" and not spot.goes_on]

    @property
    def numbers(self) -> list[Spot]:
        """The cells that begin here and hold a number."""
        return [spot for spot in self.own if spot.kind == "number"]

    @property
    def words(self) -> list[Spot]:
        """The cells that begin here and hold words."""
        return [spot for spot in self.own if spot.kind == "text"]

    def at(self, column: int) -> Spot | None:
        """The cell over a column."""
        return next((spot for spot in self.spots if spot.covers(column)), None)

    def is_wide(self, columns: int) -> bool:
        """Whether one cell of words takes the whole row."""
        return len(self.spots) == 1 and self.spots[0].columns >= columns and bool(self.words)

    def is_lonely(self) -> bool:
        """Whether the first cell holds words and all others nothing."""
        return len(self.own) == 1 == len(self.words) and self.own[0] is self.spots[0]

    def has_data(self) -> bool:
        """Whether there is a number or a classification code."""
        return bool(self.numbers) or any(code_of(spot.text) for spot in self.own)


def lay_out(table: Table, block: int, reader: NumberReader, words: TableWords) -> tuple[GridRow, ...]:
    """The lines of a table, top down."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if 0 <= cell.row < table.rows:
            rows[cell.row].append(cell)
    for row in rows:
        row.sort(key=lambda cell: cell.column)
    spreads = _spreads(rows, table)
    nothing = frozenset(words.nothing)
    grown: list[list[Spot]] = [[] for _ in range(table.rows)]
    for number, row in enumerate(rows):
        for cell, (column, columns) in zip(row, spreads[number], strict=True):
            kind, value = _kind(cell.text, reader, nothing)
            for offset in range(max(1, min(cell.rows, table.rows - number))):
                grown[number + offset].append(Spot(cell, column, columns, kind, value, offset > 0))
    return tuple(GridRow(number, tuple(sorted(spots, key=lambda spot: spot.column)), block) for number, spots in enumerate(grown))


def _kind(text: str, reader: NumberReader, nothing: frozenset[str]) -> tuple[Kind, Number | None]:
    if not text or squeeze(text) in nothing or not text.strip():
        return "blank", None
    if is_year(text, bare=False):
        return "text", None
    number = reader.read(text)
    return ("number", number) if number else ("text", None)


def _spreads(rows: list[list[Cell]], table: Table) -> list[list[tuple[int, int]]]:
    """Column and columns of each cell: as they stand, but by content for rows that were cut short."""
    given = [[(cell.column, max(1, cell.columns)) for cell in row] for row in rows]
    short = [_is_short(row, table.columns) for row in rows]
    if any(cell.rows > 1 for cell in table.cells):
        return given
    if any(short):
        for number, spans in enumerate(column_spans([[cell.text for cell in row] for row in rows])):
            if short[number] and sum(spans) == table.columns and len(spans) == len(given[number]):
                given[number] = [(sum(spans[:index]), span) for index, span in enumerate(spans)]
    _widen_labels(given, rows, table.columns)
    return given


def _widen_labels(given: list[list[tuple[int, int]]], rows: list[list[Cell]], columns: int) -> None:
    """In rows that lack one cell before their figures, as code and name were one, the first cell takes two columns."""
    if not _second_names(rows, columns):
        return
    for number, row in enumerate(rows):
        whole = [column for column, _ in given[number]] == list(range(columns - 1)) and all(
            span == 1 for _, span in given[number]
        )
        if whole and len(row) > 1 and _is_figure(row[1].text) and not _is_figure(row[0].text) and squeeze(row[0].text):
            given[number] = [(0, 2), *((column + 1, 1) for column in range(1, len(row)))]


def _second_names(rows: list[list[Cell]], columns: int) -> bool:
    """Whether the second column of most whole rows holds words."""
    seconds = [row[1].text for row in rows if len(row) == columns > 2 and squeeze(row[1].text)]
    return sum(map(_is_figure, seconds)) * 2 < len(seconds)


def _is_figure(text: str) -> bool:
    plain = squeeze(text)
    return plain[:1].isdigit() and plain.replace(".", "").replace(",", "").replace("%", "").isdigit()


def _is_short(row: list[Cell], columns: int) -> bool:
    """Whether only the first or only the last of several cells takes more than one column, as if it took what was over."""
    if not 2 <= len(row) < columns:
        return False
    stretched = [index for index, cell in enumerate(row) if cell.columns > 1]
    return len(stretched) == 1 and stretched[0] in (0, len(row) - 1)
