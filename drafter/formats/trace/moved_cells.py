"""Finds the cell of a figure again after rows and columns were inserted, moved or renamed around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from drafter.core.document import Cell, Document, Heading, Location, Paragraph, Table
from drafter.formats.trace.anchors import CellKey, label_text

__all__ = ["CellFinder"]

_LIKE_ENOUGH = 75
"""Of 100: how alike a renamed row label must be."""
_PARAGRAPHS_BETWEEN = 3


@dataclass(slots=True)
class _Lookup:
    """A table with its cells by their text."""

    block: int
    grid: list[list[Cell | None]]
    by_text: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))


class CellFinder:
    """Looks up cells by their keys in one document."""

    def __init__(self, document: Document, bookmarks: Mapping[str, Location], keys: Iterable[CellKey]) -> None:
        self._document = document
        self._bookmarks = bookmarks
        self._tables = [index for index, block in enumerate(document.blocks) if isinstance(block, Table)]
        self._lookups: dict[int, _Lookup] = {}
        self._rows: dict[tuple[str, str], set[int]] = defaultdict(set)
        """The stored rows of each label; several where a label stands more than once in a table."""
        for key in keys:
            self._rows[key.bookmark, key.label].add(key.row)

    def find(self, key: CellKey) -> Location | None:
        """Where the cell is now, or `None`."""
        for block in self._candidates(key):
            lookup = self._lookup(block)
            for row in self._rows_of(lookup, key):
                column = _column(lookup, key, row)
                cell = lookup.grid[row][column] if column < len(lookup.grid[row]) else None
                if cell is not None and not (key.label and label_text(cell.text) == key.label):
                    return Location(block, 0, len(cell.text), cell.row, cell.column)
        return None

    def _candidates(self, key: CellKey) -> Iterator[int]:
        """The table of the bookmark; without the bookmark the one that has its number, then all with the same headers."""
        titled = self._bookmarks.get(key.bookmark)
        if titled is not None:
            yield from self._table_after(titled.block)
            return
        number = int(re.sub(r"[^0-9]", "", key.bookmark)[-9:] or "0") - 1
        for index in sorted(self._tables, key=lambda index: (abs(self._tables.index(index) - number), index)):
            by_text = self._lookup(index).by_text
            if (key.label or key.header) and all(text in by_text for text in (key.label, *key.header) if text):
                yield index

    def _table_after(self, title: int) -> Iterator[int]:
        for index in range(title, min(title + _PARAGRAPHS_BETWEEN + 2, len(self._document.blocks))):
            block = self._document.blocks[index]
            if isinstance(block, Table):
                yield index
                return
            if not isinstance(block, Heading | Paragraph):
                continue

    def _lookup(self, block: int) -> _Lookup:
        if block not in self._lookups:
            table = self._document.blocks[block]
            cells = table.cells if isinstance(table, Table) else ()
            lookup = _Lookup(block, table.grid() if isinstance(table, Table) else [])
            for cell in cells:
                lookup.by_text[label_text(cell.text)].append(cell)
            self._lookups[block] = lookup
        return self._lookups[block]

    def _rows_of(self, lookup: _Lookup, key: CellKey) -> list[int]:
        """Rows that the figure may be in, the likeliest first."""
        if not key.label:
            return _rows_without_label(lookup, key)
        labels = lookup.by_text.get(key.label) or _alike(lookup, key.label)
        rows = {cell.row + key.within for cell in labels if key.within < cell.rows}
        rows = rows or {row for cell in labels for row in range(cell.row, min(cell.row + cell.rows, len(lookup.grid)))}
        stored = self._rows[key.bookmark, key.label]
        shifts = sorted((row - key.row for row in rows), key=lambda shift: (abs(shift), shift))
        together = [shift for shift in shifts if all(row + shift in rows for row in stored)]
        return [key.row + shift for shift in (together or shifts)]


def _rows_without_label(lookup: _Lookup, key: CellKey) -> list[int]:
    lowest = lookup.by_text.get(key.header[-1], []) if key.header else []
    rows = [cell.row + key.below for cell in sorted(lowest, key=lambda cell: abs(cell.row + key.below - key.row))]
    return [row for row in (rows or [key.row]) if row < len(lookup.grid)]


def _alike(lookup: _Lookup, label: str) -> list[Cell]:
    """The cells whose text is most like a label that is no longer there."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(label, sorted(filter(None, lookup.by_text)), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return lookup.by_text[best[0]] if best else []


def _column(lookup: _Lookup, key: CellKey, row: int) -> int:
    """The column under the stored headers; the stored column where they are gone."""
    if not key.header:
        return key.column
    above = [cell for cell in lookup.by_text.get(key.header[-1], ()) if cell.row < row]
    nearest = min((abs(row - key.below - cell.row) for cell in above), default=0)
    columns = [
        column
        for cell in above
        if abs(row - key.below - cell.row) == nearest
        for column in range(cell.column, cell.column + cell.columns)
        if all(_covers(lookup, text, column, cell.row) for text in key.header[:-1])
    ]
    return min(columns, key=lambda column: (abs(column - key.column), column), default=key.column)


def _covers(lookup: _Lookup, text: str, column: int, row: int) -> bool:
    return any(cell.row <= row and cell.column <= column < cell.column + cell.columns for cell in lookup.by_text.get(text, ()))
