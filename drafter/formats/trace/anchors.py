"""How each figure of a draft is found again in Word: by a bookmark around it, or by its row and column in a table.

A bookmark also covers the character before and after its figure, because Word deletes a bookmark whose whole text is typed
over. A figure that fills its cell has no neighbours; it is found by the table's title, the row's label and the column's header.
One that shares a cell with little else (``≥300件``) has both, since a whole cell is soon typed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from drafter.core.document import Cell, Heading, Location, Paragraph, Table
from drafter.core.provenance import Anchor, Draft
from drafter.core.text import fold_width

__all__ = ["AnchorPlan", "CellKey", "StoredAnchor", "label_text", "plain"]

CONTEXT = 110
"""Characters kept on each side of a figure; the store cuts them further where it has to."""
_LITTLE_ELSE = 12
"""Characters beside a figure that do not make a sentence yet."""
LABEL = 24
"""Characters kept of a label."""
_NAMING = frozenset({"标签", "表头"})
_UP_TO_TITLE = 3
"""Paragraphs over a table among which its title is looked for."""


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
    """Rows from the lowest header cell down to the figure; 0 without a header."""
    within: int = 0
    """Rows from the top of the label's cell down to the figure; more than 0 under a label merged over several rows."""


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
    """The sentence around the figure; both empty where it fills its cell."""
    cell: CellKey | None = None
    """For a figure that fills its cell, or nearly."""

    @property
    def fills_cell(self) -> bool:
        """Whether the cell says nothing else, so that there is no bookmark around the figure."""
        return self.cell is not None and not self.before and not self.after


def plain(text: str) -> str:
    """The text in half width and without any space: what two spellings of the same words have in common."""
    return re.sub(r"\s+", "", fold_width(text))


def label_text(text: str) -> str:
    """What is kept of a label or a header."""
    return plain(text)[:LABEL]


class AnchorPlan:
    """Bookmarks and stored keys for all figures of a draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._blocks = draft.document.blocks
        self._grids = {index: block.grid() for index, block in enumerate(self._blocks) if isinstance(block, Table)}
        self._numbers = {block: number for number, block in enumerate(self._grids, 1)}
        self._crowd = Counter(_place(anchor.location) for anchor in draft.anchors)

    @cached_property
    def stored(self) -> tuple[StoredAnchor, ...]:
        """What is to be kept for every figure."""
        return tuple(self._stored(anchor) for anchor in self._draft.anchors)

    def bookmarks(self) -> Iterator[tuple[Location, str]]:
        """Where to put which bookmark; a table's title comes once."""
        titled: set[int] = set()
        for anchor, stored in zip(self._draft.anchors, self.stored, strict=True):
            block = anchor.location.block
            if not stored.fills_cell:
                yield self._with_neighbours(anchor.location), f"_{anchor.name}"
            if stored.cell and block not in titled:
                titled.add(block)
                yield self._title(block), stored.cell.bookmark

    def _text(self, location: Location) -> str:
        if location.row is not None and location.column is not None:
            cell = self._grids[location.block][location.row][location.column]
            return cell.text if cell else ""
        block = self._blocks[location.block]
        return block.text if isinstance(block, Heading | Paragraph) else ""

    def _stored(self, anchor: Anchor) -> StoredAnchor:
        origin, place, text = anchor.origin, anchor.location, self._text(anchor.location)
        before, after = text[: place.start], text[place.end :]
        if place.row is not None and not (before + after).strip():
            before = after = ""
        return StoredAnchor(
            *(anchor.name, anchor.text, origin.kind, origin.path, origin.line, origin.formula),
            before=before[-CONTEXT:].rpartition("\n")[2],
            after=after[:CONTEXT].partition("\n")[0],
            cell=self._key(place) if self._is_near_alone(place, before + after) else None,
        )

    def _is_near_alone(self, place: Location, others: str) -> bool:
        alone = self._crowd[_place(place)] == 1 and len(others) <= _LITTLE_ELSE and "\n" not in others
        return place.row is not None and alone

    def _with_neighbours(self, place: Location) -> Location:
        """None is taken across the edge of a paragraph."""
        text = self._text(place)
        start = place.start - (place.start > 0 and text[place.start - 1] != "\n")
        end = place.end + (place.end < len(text) and text[place.end] != "\n")
        return replace(place, start=start, end=end)

    def _table_name(self, block: int) -> str:
        """``_T01`` for the document's first table, and so on."""
        return f"_T{self._numbers[block]:02d}"

    def _title(self, block: int) -> Location:
        """The paragraph before a table, a 单位 line apart; the table's first cell where there is none."""
        for index in range(block - 1, max(block - _UP_TO_TITLE, 0) - 1, -1):
            candidate = self._blocks[index]
            if not isinstance(candidate, Heading | Paragraph):
                break
            if candidate.text and not (isinstance(candidate, Paragraph) and candidate.kind == "单位"):
                return Location(index, 0, len(candidate.text))
        first = next((cell for cell in self._grids[block][0] if cell), Cell("", 0, 0))
        return Location(block, 0, len(first.text.partition("\n")[0]), first.row, first.column)

    def _key(self, place: Location) -> CellKey:
        row, column = place.row or 0, place.column or 0
        grid = self._grids[place.block]
        table = self._blocks[place.block]
        headers = _headers_above(grid, row, column, table.header_rows if isinstance(table, Table) else 0)
        texts = tuple(label_text(cell.text) for cell in reversed(headers))
        below = row - headers[0].row if headers else 0
        label = _label(grid[row][:column])
        name, within = (label_text(label.text), row - label.row) if label else ("", 0)
        return CellKey(self._table_name(place.block), name, row, texts, column=column, below=below, within=within)


def _place(location: Location) -> tuple[int, int | None, int | None]:
    return location.block, location.row, location.column


def _label(left: list[Cell | None]) -> Cell | None:
    """The nearest label to the left, else the nearest words without digits."""
    cells = [cell for cell in reversed(left) if cell is not None and cell.text.strip()]
    labels = [cell for cell in cells if cell.look in _NAMING]
    words = [cell for cell in cells if not re.search(r"\d", fold_width(cell.text))]
    return next(iter((*labels, *words)), None)


def _headers_above(grid: list[list[Cell | None]], row: int, column: int, header_rows: int) -> list[Cell]:
    """The nearest run of header cells over a place, the lowest first; in a form labels serve as headers."""
    found: list[Cell] = []
    for above in range(row - 1, -1, -1):
        cell = grid[above][column]
        if cell is not None and cell.text.strip() and (cell.look in _NAMING or cell.row < header_rows):
            found += [cell] if cell not in found else []
        elif found:
            break
    return found
