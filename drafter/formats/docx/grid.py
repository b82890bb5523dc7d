"""A table of a Word document as cells with their spans, each once.

Word repeats a vertically merged cell in every row and counts columns by spans; a row may begin further right. A table inside a
cell becomes lines of that cell's text, its own cells separated by tabs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from drafter.core.document import Cell, Look, Table
from drafter.formats.docx.ooxml import children, qn, whole
from drafter.formats.docx.paragraph_text import OFF, WRAPPERS, Story, Text
from drafter.formats.docx.read_styles import StyleTable
from drafter.formats.safe_xml import Element

__all__ = ["TableReader", "ends_deleted"]

_P, _TR, _TC, _PPR, _VAL = qn("w:p"), qn("w:tr"), qn("w:tc"), qn("w:pPr"), qn("w:val")
_ROW_PROPERTIES, _CELL_PROPERTIES, _DELETED_ROW = qn("w:trPr"), qn("w:tcPr"), qn("w:del")
_GRID_BEFORE, _GRID_SPAN, _V_MERGE, _H_MERGE = qn("w:gridBefore"), qn("w:gridSpan"), qn("w:vMerge"), qn("w:hMerge")
_HEADER_ROW = qn("w:tblHeader")
_DELETED_MARKS = (f"{qn('w:rPr')}/{qn('w:del')}", f"{qn('w:rPr')}/{qn('w:moveFrom')}")
_LOOKS = frozenset(get_args(Look))
_MOST_COLUMNS = 1000


@dataclass(slots=True, eq=False)
class _GrowingCell:
    """A cell whose spans are not known yet."""

    text: Text
    row: int
    column: int
    columns: int
    rows: int = 1
    look: str = ""

    def finished(self) -> Cell:
        """The cell as a record; empty paragraphs at its end are left out."""
        look = cast("Any", self.look or "文字")
        return Cell(str(self.text).rstrip("\n"), self.row, self.column, self.rows, self.columns, look)


def ends_deleted(properties: Element | None) -> bool:
    """Whether a paragraph's end mark is deleted or moved away by a tracked change, so that the next one goes on with it."""
    return properties is not None and any(properties.find(path) is not None for path in _DELETED_MARKS)


class TableReader:
    """Reads tables, their paragraphs into the given story."""

    def __init__(self, story: Story, styles: StyleTable) -> None:
        self._story = story
        self._styles = styles

    def read(self, node: Element, block: int, above: Table | None = None) -> Table | None:
        """The table, which will stand as this block of the document; `None` if it has no cells.

        With `above`, it is the part of that table whose header stands in the middle.
        """
        first = above.rows if above else 0
        cells, header_rows, rows = self._cells(node, first)
        if not cells:
            return above
        for cell in cells:
            cell.text.place = (block, cell.row, cell.column)
        columns = max(cell.column + cell.columns for cell in cells)
        found = tuple(cell.finished() for cell in cells)
        if above:
            below = first if header_rows else 0
            return replace(
                above, cells=(*above.cells, *found), rows=rows, columns=max(above.columns, columns), header_below=below
            )
        return Table(found, rows, columns, header_rows, _widths(node, columns))

    def _cells(self, node: Element, first: int = 0) -> tuple[list[_GrowingCell], int, int]:
        """The cells, the number of header rows and of all rows."""
        cells: list[_GrowingCell] = []
        merged: dict[int, _GrowingCell] = {}
        header_rows, number = 0, first
        for row in _inside(node, _TR):
            properties = row.find(_ROW_PROPERTIES)
            if properties is not None and properties.find(_DELETED_ROW) is not None:
                continue
            header_rows += number == first + header_rows and _is_on(properties, _HEADER_ROW)
            merged = self._row(row, number, _count(properties, _GRID_BEFORE, 0), merged, cells)
            number += 1
        return cells, header_rows, number

    def _row(
        self, row: Element, number: int, column: int, merged: dict[int, _GrowingCell], cells: list[_GrowingCell]
    ) -> dict[int, _GrowingCell]:
        """Adds a row's cells; the answer is the vertically merged cells that the next row may go on with."""
        going_on: dict[int, _GrowingCell] = {}
        last: _GrowingCell | None = None
        for node in _inside(row, _TC):
            properties = node.find(_CELL_PROPERTIES)
            columns = max(1, _count(properties, _GRID_SPAN, 1))
            vertical = _merge(properties, _V_MERGE)
            if last is not None and _merge(properties, _H_MERGE) == "continue":
                last.columns += columns
            elif vertical == "continue" and column in merged:
                last = going_on[column] = merged[column]
                last.rows += 1
            else:
                last = self._cell(node, number, column, columns)
                cells.append(last)
                going_on |= {column: last} if vertical else {}
            column += columns
        return going_on

    def _cell(self, node: Element, row: int, column: int, columns: int) -> _GrowingCell:
        cell = _GrowingCell(Text(), row, column, columns)
        self._story.begin(cell.text)
        self._fill(node, cell)
        return cell

    def _fill(self, node: Element, cell: _GrowingCell) -> None:
        """Adds the paragraphs of a cell, separated by line breaks."""
        parted = True
        for child in self._story.content(node):
            cell.text.add("" if parted else "\n")
            parted = False
            if child.tag == _P:
                parted = self._paragraph(child, cell)
            else:
                self._nested_table(child, cell)

    def _paragraph(self, node: Element, cell: _GrowingCell) -> bool:
        """Adds a paragraph; the answer is whether the next one goes on with it."""
        properties = node.find(_PPR)
        self._story.begin(cell.text)
        self._story.read(node)
        cell.text.page_before = cell.text.page_after = False
        role = self._styles.look_of(properties).role
        cell.look = cell.look or (role if role in _LOOKS else "")
        for box in self._story.take_boxes():
            cell.text.add("\n")
            self._fill(box, cell)
        return ends_deleted(properties)

    def _nested_table(self, node: Element, cell: _GrowingCell) -> None:
        for number, row in enumerate(_inside(node, _TR)):
            cell.text.add("\n" if number else "")
            for column, inner in enumerate(_inside(row, _TC)):
                cell.text.add("\t" if column else "")
                self._fill(inner, cell)


def _inside(node: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _inside(child, tag)


def _is_on(properties: Element | None, tag: str) -> bool:
    node = None if properties is None else properties.find(tag)
    return node is not None and node.get(_VAL) not in OFF


def _merge(properties: Element | None, tag: str) -> str:
    node = None if properties is None else properties.find(tag)
    return "" if node is None else node.get(_VAL) or "continue"


def _count(properties: Element | None, tag: str, otherwise: int) -> int:
    node = None if properties is None else properties.find(tag)
    return otherwise if node is None else min(whole(node, "w:val", otherwise), _MOST_COLUMNS)


def _widths(node: Element, columns: int) -> tuple[int, ...]:
    widths = [whole(column, "w:w") for grid in children(node, "w:tblGrid") for column in children(grid, "w:gridCol")]
    return tuple(widths) if len(widths) == columns else ()
