"""A report as blocks in order: headings, paragraphs, tables, section breaks.

Word is only a way in and out; nothing here knows it. A merged cell stands once, with its spans. A `Location` is a block,
where needed a cell of it, and a half-open span of that block's or cell's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Block", "Cell", "Document", "Heading", "Location", "Note", "PageBreak", "Paragraph", "SectionStart", "Table"]

Look = Literal["标签", "数值", "文字", "表头"]
"""How a cell is set: label (centred), number (centred), prose (left), header (centred, black)."""

ParagraphKind = Literal["正文", "署名", "落款", "表注", "单位", "附件", "附件说明", "表题", "封面"]
"""Body, signing unit, date under it, note under a table, unit line above it, annex mark, list of annexes, table title, line of a cover page."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the report's title, 1 to 4 are 一、 （一） 1. （1）."""

    text: str
    level: int
    breaks: tuple[int, ...] = ()
    """Where a title that is too long for one line may go on in the next."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose; `text` holds no line break."""

    text: str
    kind: ParagraphKind = "正文"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its spans; merged cells stand once. Paragraphs inside are separated by a line break."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    look: Look = "文字"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; cells in reading order."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header_rows: int = 0
    """Rows that are repeated on each page."""
    widths: tuple[int, ...] = ()
    """Relative column widths; empty for equal ones."""
    header_below: int = 0
    """The row in the middle that is repeated on the pages after it, as the heads of the indicators in a form; 0 for none."""

    def grid(self) -> list[list[Cell | None]]:
        """Rows × columns; a merged cell at each of its places, `None` where a ragged table has nothing."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rows, self.rows)):
                for column in range(cell.column, min(cell.column + cell.columns, self.columns)):
                    grid[row][column] = cell
        return grid


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class SectionStart:
    """What follows begins a new section on a new page, upright or landscape."""

    landscape: bool = False


Block = Heading | Paragraph | Table | PageBreak | SectionStart


@dataclass(frozen=True, slots=True)
class Location:
    """A half-open span of a block's text, or of a cell's."""

    block: int
    start: int
    end: int
    row: int | None = None
    column: int | None = None
    """Row and column of the cell's upper left corner in the grid, for a table."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its blocks stand behind the body's, so that no sentence and no table of the body is separated by it."""

    name: str
    """``脚注1``, counted through the whole document."""
    start: int
    end: int
    """The half-open range of its blocks."""
    reference: Location
    """Where its mark stands in the body; an empty span."""


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a report in reading order, then those of its notes."""

    blocks: tuple[Block, ...]
    title: str = ""
    source: str = field(default="", compare=False)
    notes: tuple[Note, ...] = ()

    def text_at(self, location: Location) -> str:
        """The words at a location."""
        return self.container_text(location)[location.start : location.end]

    def container_text(self, location: Location) -> str:
        """The whole text of the paragraph, heading or cell that a location lies in."""
        block = self.blocks[location.block]
        if isinstance(block, Table):
            return next(c.text for c in block.cells if (c.row, c.column) == (location.row, location.column))
        return block.text if isinstance(block, Heading | Paragraph) else ""

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Every paragraph, heading and cell text with its location, in reading order."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Table):
                for cell in block.cells:
                    yield Location(index, 0, len(cell.text), cell.row, cell.column), cell.text
            elif isinstance(block, Heading | Paragraph):
                yield Location(index, 0, len(block.text)), block.text

    def note_at(self, block: int) -> Note | None:
        """The note that a block belongs to; `None` for the body."""
        return next((note for note in self.notes if note.start <= block < note.end), None)

    def section_of(self, block: int) -> str:
        """The nearest heading at or above a block; for a note that of its mark, and the note's name: ``一、项目概况·脚注1``."""
        note = self.note_at(block)
        if note is not None:
            return "·".join(filter(None, (self.section_of(note.reference.block), note.name)))
        for index in range(min(block, len(self.blocks) - 1), -1, -1):
            candidate = self.blocks[index]
            if isinstance(candidate, Heading) and candidate.level:
                return candidate.text
        return self.title
