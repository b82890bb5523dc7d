"""A `Table` as Word's XML: grid, spans, repeated header rows, one named paragraph style for each look of a cell.

Built element by element; python-docx's ``table.cell(r, c)`` takes 38 s for two hundred rows.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from drafter.core.document import Cell, Table
from drafter.formats.docx.ooxml import bookmark, qn, sub
from drafter.formats.docx.styles import TableStyle
from drafter.formats.docx.word_styles import TABLE
from drafter.formats.safe_xml import Element

__all__ = ["GOES_ON", "add_table", "column_widths"]

UNBREAKABLE = 150
"""A row whose longest cell has fewer characters stays on one page; a long report cell must be allowed to break."""

SPACER = "分隔"
GOES_ON = "_TableGoesOn"
"""Begins the name of the bookmark between two parts of a table."""
GOES_ON_FROM = 90_000
"""Bookmarks of figures have lower numbers."""

FillCell = Callable[[Element, Cell], None]
"""Adds a cell's paragraphs to its ``w:tc``."""


def add_table(body: Element, table: Table, *, width: int, look: TableStyle, ids: dict[str, str], fill: FillCell) -> None:
    """Adds the ``w:tbl``, `width` twips wide."""
    widths = column_widths(table, width)
    node = _begun(body, width, ids[TABLE], widths)
    for number, row in enumerate(table.grid()):
        if number and number == table.header_below and not _crossed(table):
            _goes_on(body, ids[SPACER])
            node = _begun(body, width, ids[TABLE], widths)
        _row(node, table, number, row, widths=widths, look=look, fill=fill)


def _begun(body: Element, width: int, style: str, widths: list[int]) -> Element:
    node = sub(body, "w:tbl")
    _properties(node, width, style)
    grid = sub(node, "w:tblGrid")
    for column_width in widths:
        sub(grid, "w:gridCol", w=column_width)
    return node


def _crossed(table: Table) -> bool:
    """Whether a merged cell reaches over the header in the middle, so that the table cannot be split there."""
    return any(cell.row < table.header_below < cell.row + cell.rows for cell in table.cells)


def _goes_on(body: Element, style: str) -> None:
    """The line without height between the two parts of a table.

    Word repeats only the first rows of a table, so a header in the middle begins one of its own; the bookmark says to our reader
    that both are one table.
    """
    node = sub(body, "w:p")
    sub(sub(node, "w:pPr"), "w:pStyle", val=style)
    number = sum(1 for _ in body.iter(qn("w:bookmarkStart")))
    node.extend(bookmark(GOES_ON_FROM + number, f"{GOES_ON}{number + 1}"))


def column_widths(table: Table, width: int) -> list[int]:
    """Whole twips for each column in the table's proportions; they add up to `width`."""
    relative = list(table.widths) if len(table.widths) == table.columns and sum(table.widths) > 0 else [1] * table.columns
    edges = [int(Fraction(width * sum(relative[:column]), sum(relative))) for column in range(table.columns + 1)]
    return [right - left for left, right in pairwise(edges)]


def _properties(node: Element, width: int, style: str) -> None:
    properties = sub(node, "w:tblPr")
    sub(properties, "w:tblStyle", val=style)
    sub(properties, "w:tblW", w=width, type="dxa")
    sub(properties, "w:jc", val="center")
    sub(properties, "w:tblLayout", type="fixed")
    sub(properties, "w:tblLook", val="0000")


def _row(
    parent: Element, table: Table, number: int, cells: list[Cell | None], widths: list[int], look: TableStyle, fill: FillCell
) -> None:
    row = sub(parent, "w:tr")
    properties = sub(row, "w:trPr")
    if max((len(cell.text) for cell in cells if cell), default=0) < UNBREAKABLE:
        sub(properties, "w:cantSplit")
    sub(properties, "w:trHeight", val=look.row_height, hRule="atLeast")
    if number < table.header_rows or (number and number == table.header_below and not _crossed(table)):
        sub(properties, "w:tblHeader")
    column = 0
    while column < table.columns:
        cell = cells[column]
        columns = min(cell.columns, table.columns - column) if cell else 1
        _cell(row, cell, number, sum(widths[column : column + columns]), columns, fill)
        column += columns


def _cell(row: Element, cell: Cell | None, number: int, width: int, columns: int, fill: FillCell) -> None:
    node = sub(row, "w:tc")
    properties = sub(node, "w:tcPr")
    sub(properties, "w:tcW", w=width, type="dxa")
    if columns > 1:
        sub(properties, "w:gridSpan", val=columns)
    continued = cell is not None and cell.row != number
    if cell is not None and cell.rows > 1:
        sub(properties, "w:vMerge", val="continue" if continued else "restart")
    sub(properties, "w:vAlign", val="center")
    if cell is None or continued:
        sub(node, "w:p")
    else:
        fill(node, cell)
