"""How each figure of a draft is found again in Word: by a bookmark around it, or by its row and column in a table.

A bookmark also covers the character before and after its figure, because Word deletes a bookmark whose whole text is typed
over. A figure that fills its cell has no neighbours; it is found by the table's title, the row's label and the column's header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from drafter.core.document import Cell, Document, Heading, Location, Paragraph, Table
from drafter.core.provenance import Anchor, Draft
from drafter.core.text import fold_width

__all__ = ["CellKey", "StoredAnchor", "bookmark_span", "label_text", "plain", "stored_anchors", "table_bookmark", "title_place"]

CONTEXT = 110
"""Characters kept on each side of a figure; the store cuts them further where it has to."""
LABEL = 24
"""Characters kept of a label."""


@dataclass(frozen=True, slots=True)
class CellKey:
    """Where in which table a figure's cell is."""

    bookmark: str
    """Name of the bookmark on the table's title."""
    label: str
    """Text of the label cell in the row; empty where the row has none."""
    row: int
    header: tuple[str, ...]
    """Texts of the header cells above, from the top."""
    column: int
    below: int
    """Rows between the lowest header cell and the figure; 0 without a header."""


@dataclass(frozen=True, slots=True)
class StoredAnchor:
    """What the document keeps about one figure."""

    name: str
    text: str
    kind: str
    path: str
    line: int
    formula: str
    before: str = ""
    after: str = ""
    """The sentence around the figure."""
    cell: CellKey | None = None


def plain(text: str) -> str:
    """The text in half width and without any space: what two spellings of the same words have in common."""
    return re.sub(r"\s+", "", fold_width(text))


def label_text(text: str) -> str:
    """What is kept of a label or a header."""
    return plain(text)[:LABEL]


def stored_anchors(draft: Draft) -> Iterator[StoredAnchor]:
    """What is to be kept for every anchor of a draft."""
    for anchor in draft.anchors:
        origin = anchor.origin
        stored = StoredAnchor(anchor.name, anchor.text, origin.kind, origin.path, origin.line, origin.formula)
        if fills_cell(draft.document, anchor):
            yield replace(stored, cell=cell_key(draft.document, anchor.location))
        else:
            before, after = _sentence(draft.document, anchor.location)
            yield replace(stored, before=before, after=after)


def fills_cell(document: Document, anchor: Anchor) -> bool:
    """Whether the figure is all that its cell says."""
    text = document.container_text(anchor.location)
    return anchor.location.row is not None and text.strip() == document.text_at(anchor.location).strip()


def bookmark_span(document: Document, location: Location) -> tuple[int, int]:
    """The span of a figure with the character before and after it; none is taken across the edge of a paragraph."""
    text = document.container_text(location)
    start, end = location.start, location.end
    return start - (start > 0 and text[start - 1] != "\n"), end + (end < len(text) and text[end] != "\n")


def _sentence(document: Document, location: Location) -> tuple[str, str]:
    text = document.container_text(location)
    before = text[max(0, location.start - CONTEXT) : location.start].rpartition("\n")[2]
    after = text[location.end : location.end + CONTEXT].partition("\n")[0]
    return before, after


def table_bookmark(document: Document, block: int) -> str:
    """``_T01`` for the document's first table, and so on."""
    return f"_T{sum(isinstance(other, Table) for other in document.blocks[: block + 1]):02d}"


def title_place(document: Document, block: int) -> Location:
    """The title paragraph of a table; its first cell where no paragraph stands before it.

    The title is the nearest 表题 or heading over the 单位 line, or whatever paragraph comes before the table.
    """
    for index in range(block - 1, max(block - 4, -1), -1):
        candidate = document.blocks[index]
        if not isinstance(candidate, Heading | Paragraph):
            break
        if candidate.text and not (isinstance(candidate, Paragraph) and candidate.kind == "单位"):
            return Location(index, 0, len(candidate.text))
    table = document.blocks[block]
    first = table.cells[0] if isinstance(table, Table) and table.cells else Cell("", 0, 0)
    return Location(block, 0, len(first.text), first.row, first.column)


def cell_key(document: Document, location: Location) -> CellKey:
    """The key of the cell at a location."""
    table = document.blocks[location.block]
    if not isinstance(table, Table) or location.row is None or location.column is None:
        raise TypeError("a cell key needs a cell")
    grid = table.grid()
    headers = _headers_above(table, grid, location.row, location.column)
    return CellKey(
        table_bookmark(document, location.block),
        _label(grid[location.row][: location.column]),
        location.row,
        tuple(label_text(cell.text) for cell in reversed(headers)),
        location.column,
        location.row - headers[0].row if headers else 0,
    )


def _label(left: list[Cell | None]) -> str:
    cells = [cell for cell in reversed(left) if cell is not None and cell.text.strip()]
    labels = [cell for cell in cells if cell.look in {"标签", "表头"}]
    words = [cell for cell in cells if not re.search(r"\d", fold_width(cell.text))]
    return next((label_text(cell.text) for cell in (*labels, *words)), "")


def _headers_above(table: Table, grid: list[list[Cell | None]], row: int, column: int) -> list[Cell]:
    """The nearest run of header cells over a place, the lowest first."""
    found: list[Cell] = []
    for above in range(row - 1, -1, -1):
        cell = grid[above][column]
        is_header = cell is not None and (cell.look == "表头" or cell.row < table.header_rows)
        if cell is not None and is_header and cell.text.strip():
            found += [cell] if cell not in found else []
        elif found:
            break
    return found
