"""A document as the rows of a page: its text on the left, the notes on it on the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from drafter.core.document import Block, Cell, Document, Heading, Paragraph, Table
from drafter.report.marked_text import MarginNote, MarkedPiece, marked

__all__ = ["PageRow", "ShownCell", "ShownTable", "document_rows"]

_DEEPEST_HEADING = 6
_FIRST_HEADING = 3
"""A document's title; h1 is the page, h2 the file."""
_LOOKS = {"表题": "title", "封面": "title", "署名": "right", "落款": "right", "单位": "right", "表注": "small"}
_ByCell = Mapping[tuple[int, int] | None, Sequence[MarginNote]]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a table, or a gap where a ragged table has none."""

    tag: Literal["td", "th"]
    pieces: Sequence[MarkedPiece] = ()
    rows: int = 1
    columns: int = 1
    look: str = ""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The cells row by row, and the notes on the whole table."""

    rows: Sequence[Sequence[ShownCell]]
    notes: Sequence[MarginNote]


@dataclass(frozen=True, slots=True)
class PageRow:
    """A block with its notes, the name of a footnote, or the notes on what is not there to be shown."""

    shape: Literal["lost", "note", "heading", "paragraph", "table"]
    notes: Sequence[MarginNote] = ()
    pieces: Sequence[MarkedPiece] = ()
    name: str = ""
    level: int = 0
    look: str = ""
    table: ShownTable | None = None


def document_rows(document: Document, notes: Sequence[MarginNote]) -> Iterator[PageRow]:
    """One row a block. Notes on what is not there to be shown come first."""
    by_block: dict[int, list[MarginNote]] = {}
    for note in notes:
        by_block.setdefault(_shown_block(document, note), []).append(note)
    if -1 in by_block:
        yield PageRow("lost", by_block[-1])
    names = {note.start: note.name for note in document.notes}
    for number, block in enumerate(document.blocks):
        if number in names:
            yield PageRow("note", name=names[number])
        yield from _block(block, by_block.get(number, []))


def _shown_block(document: Document, note: MarginNote) -> int:
    """The block that a note is on, -1 if the document has none to show there."""
    number = note.finding.place.location.block
    block = document.blocks[number] if 0 <= number < len(document.blocks) else None
    return number if isinstance(block, Heading | Paragraph | Table) else -1


def _block(block: Block, notes: Sequence[MarginNote]) -> Iterator[PageRow]:
    if isinstance(block, Heading):
        level = min(_FIRST_HEADING + block.level, _DEEPEST_HEADING)
        yield PageRow("heading", notes, marked(block.text, notes), level=level)
    elif isinstance(block, Paragraph):
        yield PageRow("paragraph", notes, marked(block.text, notes), look=_LOOKS.get(block.kind, "prose"))
    elif isinstance(block, Table):
        yield PageRow("table", notes, table=_table(block, notes))


def _table(table: Table, notes: Sequence[MarginNote]) -> ShownTable:
    grid = table.grid()
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    by_cell: dict[tuple[int, int] | None, list[MarginNote]] = {}
    for note in notes:
        by_cell.setdefault(_cell_of(note, cells, grid), []).append(note)
    rows = [list(_cells(number, row, table, by_cell)) for number, row in enumerate(grid)]
    return ShownTable(rows, by_cell.get(None, []))


def _cell_of(note: MarginNote, cells: dict[tuple[int, int], Cell], grid: list[list[Cell | None]]) -> tuple[int, int] | None:
    """The upper left corner of the cell that a note is on, `None` for the whole table."""
    location = note.finding.place.location
    if location.row is None or location.column is None:
        return None
    if (location.row, location.column) in cells:
        return location.row, location.column
    inside = location.row < len(grid) and location.column < len(grid[location.row])
    cell = grid[location.row][location.column] if inside else None
    return (cell.row, cell.column) if cell else None


def _cells(number: int, row: Sequence[Cell | None], table: Table, by_cell: _ByCell) -> Iterator[ShownCell]:
    for column, cell in enumerate(row):
        if cell is None:
            yield ShownCell("td", look="gap")
        elif (cell.row, cell.column) == (number, column):
            pieces = marked(cell.text, by_cell.get((number, column), []))
            yield ShownCell("th" if number < table.header_rows else "td", pieces, cell.rows, cell.columns, _cell_look(cell))


def _cell_look(cell: Cell) -> str:
    return "number" if cell.text.strip() and all(c in "0123456789.,-－—%％ 　" for c in cell.text) else ""
