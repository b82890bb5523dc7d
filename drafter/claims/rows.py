"""The rows of the document's tables by what they are called: the amounts that the prose leaves to a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafter.claims.labels import LabelledFigure, bare
from drafter.claims.prose import MONEY, Figure
from drafter.core.document import Location

__all__ = ["NamedRow", "TableRows"]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of a table, its amounts under their column headers."""

    name: str
    kind: str
    """Of the table, as configs/tables.yaml calls it."""
    where: str
    """The table and the row, as a derivation tells them."""
    cells: tuple[tuple[str, Figure], ...]

    def column(self, *words: str) -> Iterator[Figure]:
        """The amounts of the columns whose header has one of the words."""
        return (figure for header, figure in self.cells if any(word in header for word in words))


class TableRows:
    """Rows by name, put together when the first is asked for."""

    def __init__(self, entries: Iterable[LabelledFigure]) -> None:
        self._entries = entries
        self._rows: dict[str, list[NamedRow]] | None = None

    def named(self, name: str) -> list[NamedRow]:
        """The rows of exactly that name, names taken without what tells nothing apart."""
        if self._rows is None:
            self._rows = _rows(self._entries)
        return self._rows.get(bare(name), []) if name else []


def _rows(entries: Iterable[LabelledFigure]) -> dict[str, list[NamedRow]]:
    cells: dict[tuple[int, int | None, str], dict[Location, LabelledFigure]] = defaultdict(dict)
    for entry in entries:
        place = entry.figure.location
        if entry.figure.kind == MONEY and entry.row:
            cells[place.block, place.row, entry.row[-1]][place] = entry
    found: dict[str, list[NamedRow]] = defaultdict(list)
    for (_, _, name), told in cells.items():
        first = next(iter(told.values()))
        where = first.where.rpartition("，")[0] if first.column else first.where
        row = NamedRow(name, first.table_kind, where, tuple(("".join(entry.column), entry.figure) for entry in told.values()))
        found[bare(name)].append(row)
    return found
