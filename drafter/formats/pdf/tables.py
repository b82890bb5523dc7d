"""Ruled tables of PDF pages: boxes with their text, spans from the rulings, and a table that goes on over pages put together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from drafter.core.document import Cell, Table
from drafter.formats.docx.paragraphs import glue, goes_on
from drafter.formats.headings import is_numbered
from drafter.formats.pdf.lines import Glyph, TextLine, first_word_width, lines_of
from drafter.formats.pdf.rulings import Box

__all__ = ["Grid", "continued", "finished", "grid_of", "inside"]

_SAME = 3.0
"""Points by which rulings that are one may differ."""
_PROSE = 40
"""Characters from which a cell holds prose and no label."""
_ENDS = ("。", "；", "！", "？")
_PADDING = 12.0
"""Room that Word leaves left and right of a cell's text, both together."""


@dataclass(frozen=True, slots=True)
class _Cell:
    left: float
    right: float
    row: int
    rows: int
    text: str
    full: bool = False
    """Whether its last line is full, so that a row that a page end cuts may go on."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table or the part of it on one page; columns are recognised by their rulings, rows are counted."""

    cells: tuple[_Cell, ...]
    rows: int
    left: float
    right: float
    header_rows: int = field(default=0)


def inside(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a character lies in a box."""
    return box[0] <= (glyph.x0 + glyph.x1) / 2 <= box[2] and box[1] <= (glyph.top + glyph.bottom) / 2 <= box[3]


def grid_of(boxes: Sequence[Box], found: Iterable[Glyph]) -> Grid:
    """The table that boxes make, with the characters that lie in them."""
    rulings = _edges(y for box in boxes for y in (box[1], box[3]))
    columns = _edges(x for box in boxes for x in (box[0], box[2]))
    places = _places(boxes, rulings, columns)
    glyphs: list[list[Glyph]] = [[] for _ in boxes]
    for glyph in found:
        row = bisect_right(rulings, (glyph.top + glyph.bottom) / 2) - 1
        column = bisect_right(columns, (glyph.x0 + glyph.x1) / 2) - 1
        owner = places.get((row, column))
        if owner is not None:
            glyphs[owner].append(glyph)
    cells = [_cell(box, rulings, glyphs[index]) for index, box in enumerate(boxes)]
    cells.sort(key=lambda cell: (cell.row, cell.left))
    return Grid(tuple(cells), len(rulings) - 1, columns[0], columns[-1])


def _edges(values: Iterable[float]) -> list[float]:
    """Rulings, each once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    index = bisect_right(edges, value)
    around = [i for i in (index - 1, index) if 0 <= i < len(edges)]
    return min(around, key=lambda i: abs(edges[i] - value))


def _places(boxes: Sequence[Box], rulings: Sequence[float], columns: Sequence[float]) -> dict[tuple[int, int], int]:
    return {
        (row, column): index
        for index, (left, top, right, bottom) in enumerate(boxes)
        for row in range(_nearest(rulings, top), _nearest(rulings, bottom))
        for column in range(_nearest(columns, left), _nearest(columns, right))
    }


def _cell(box: Box, rulings: Sequence[float], found: list[Glyph]) -> _Cell:
    row = _nearest(rulings, box[1])
    rows = max(1, _nearest(rulings, box[3]) - row)
    lines, width = lines_of(found), box[2] - box[0] - _PADDING
    full = bool(lines) and lines[-1].x1 - lines[-1].x0 + lines[-1].size > width
    return _Cell(box[0], box[2], row, rows, _cell_text(lines, width), full)


def _cell_text(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell; where the first word of a line had no room on the line above, it goes on with that one."""
    text = ""
    for number, line in enumerate(lines):
        if number:
            above = lines[number - 1]
            is_full = above.x1 - above.x0 + first_word_width(line) > width
            text += glue(text, line.text) if is_full else "\n"
        text += line.text
    return text


def continued(before: Grid, after: Grid) -> Grid | None:
    """The two parts of a table together, if the second goes on with the first; its repeated header rows are left out."""
    if abs(before.left - after.left) > _SAME or abs(before.right - after.right) > _SAME:
        return None
    before = _without_empty_end(before)
    header = _repeated_rows(before, after)
    rest = [replace(cell, row=cell.row - header) for cell in after.cells if cell.row >= header]
    cells, joined = _with_split_row(before, rest)
    shift = before.rows - joined
    moved = [replace(cell, row=cell.row + shift) for cell in rest if cell.row >= joined]
    rows = before.rows + after.rows - header - joined
    return Grid((*cells, *moved), rows, before.left, before.right, max(before.header_rows, header))


def _without_empty_end(grid: Grid) -> Grid:
    """A part of a table without the empty rows that a page end leaves at its foot."""
    rows = max((cell.row + cell.rows for cell in grid.cells if cell.text), default=grid.rows)
    return replace(grid, cells=tuple(cell for cell in grid.cells if cell.row < rows), rows=rows)


def _row(grid: Grid | Sequence[_Cell], number: int) -> list[_Cell]:
    cells = grid.cells if isinstance(grid, Grid) else grid
    return [cell for cell in cells if cell.row == number]


def _repeated_rows(before: Grid, after: Grid) -> int:
    """How many of its first rows a table repeats on the next page."""
    count = 0
    while count < min(before.rows, after.rows, 8):
        first, again = _row(before, count), _row(after, count)
        if not first or not any(cell.text for cell in first) or [c.text for c in first] != [c.text for c in again]:
            break
        count += 1
    return count if count < after.rows else 0


def _with_split_row(before: Grid, rest: Sequence[_Cell]) -> tuple[list[_Cell], int]:
    """The cells before, where a page end cuts a row in two with what stands after it; and whether (0 or 1) there was such a row."""
    last, first = _row(before, before.rows - 1), _row(rest, 0)
    same = len(last) == len(first) and all(abs(a.left - b.left) < _SAME for a, b in zip(last, first, strict=True))
    going_on = [(above, cell) for above, cell in zip(last, first, strict=False) if cell.text]
    longest = max((above.text for above in last), key=len, default="")
    over = len(going_on) == len(first) > 1 and longest.endswith(_ENDS)
    if not same or not going_on or over or not all(_is_rest(*pair) for pair in going_on):
        return list(before.cells), 0
    whole = [replace(above, text=_joined(above, cell), full=cell.full) for above, cell in zip(last, first, strict=True)]
    return [*(cell for cell in before.cells if cell.row != before.rows - 1), *whole], 1


def _is_rest(above: _Cell, cell: _Cell) -> bool:
    """Whether a cell at the top of a page holds the rest of the one at the foot of the page before."""
    if is_numbered(cell.text) and not (len(above.text) > _PROSE and len(cell.text) > _PROSE):
        return False
    return above.full or (len(above.text) > _PROSE and len(cell.text) > _PROSE)


def _joined(above: _Cell, cell: _Cell) -> str:
    if not cell.text:
        return above.text
    wrapped = above.full or goes_on(above.text.rpartition("\n")[2], cell.text)
    return above.text + (glue(above.text, cell.text) if wrapped else "\n") + cell.text


def finished(grid: Grid) -> Table:
    """The ruled table with its columns numbered from the left, as a `Table` of the document."""
    columns = _edges(x for cell in grid.cells for x in (cell.left, cell.right))
    cells = []
    for cell in grid.cells:
        column = _nearest(columns, cell.left)
        span = max(1, _nearest(columns, cell.right) - column)
        cells.append(Cell(cell.text, cell.row, column, cell.rows, span))
    return Table(tuple(cells), grid.rows, max(1, len(columns) - 1), grid.header_rows)
