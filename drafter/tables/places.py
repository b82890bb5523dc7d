"""Cells as findings name them: table, row and column in words, and a verbatim quote of the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.core.document import Location
from drafter.tables.model import ReadTable
from drafter.tables.region import Column, FormField, Region, Row, ValueCell

__all__ = ["LONGEST_QUOTE", "CellRef", "cell_ref", "pair_ref", "row_quote", "where"]

LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell as findings name it."""

    location: Location
    table: str
    row: str
    column: str
    quote: str
    """Verbatim words of its row, at most 120 characters."""
    value: str
    """What the cell says, or empty."""


def where(cell: CellRef) -> str:
    """A cell in words: 《支出决算表》“合计”行“基本支出”栏."""
    parts = (
        f"《{cell.table}》" if cell.table else "",
        f"“{cell.row}”行" if cell.row else "",
        f"“{cell.column}”栏" if cell.column else "",
    )
    return "".join(parts) or "表中"


def row_quote(row: Row, entry: ValueCell | None = None) -> str:
    """The words of a row as they stand, cells separated by tabs; of a long row its label and the one cell."""
    texts = [cell.text for cell in row.cells]
    whole = "\t".join(texts)
    if len(whole) <= LONGEST_QUOTE:
        return whole
    near = [row.written, entry.cell.text] if entry is not None and entry.cell.text != row.written else [row.written]
    return "\t".join(near)[:LONGEST_QUOTE]


def cell_ref(table: ReadTable, region: Region, row: Row, column: Column | None, entry: ValueCell | None) -> CellRef:
    """A cell of a row, as the grid has it; of a half that was turned its column is the row."""
    if column is not None and column.row is not None:
        return cell_ref(table, region, column.row, Column(row.number, row.path, "amount", ""), entry)
    cell = entry.cell if entry is not None else row.cells[0]
    start, end = (entry.start, entry.end) if entry is not None and entry.quantity else (0, len(cell.text))
    label = f"{row.code} {row.name}".strip() if row.code else row.name
    title = table.title or region.title or table.kind
    value = entry.quantity.plain if entry is not None and entry.quantity else ""
    return CellRef(
        Location(row.block, start, end, cell.row, cell.column), title, label, "·".join(column.path) if column else "",
        row_quote(row, entry), value,
    )  # fmt: skip


def pair_ref(table: ReadTable, pair: FormField, cells: Sequence[str] = ()) -> CellRef:
    """The value beside a label; `cells` are the texts of its whole row."""
    entry = pair.entry
    quote = "\t".join(cells or [cell.text for cell in pair.cells])
    if len(quote) > LONGEST_QUOTE:
        quote = "\t".join(cell.text for cell in pair.cells)[:LONGEST_QUOTE]
    place = Location(pair.block, entry.start, entry.end or len(entry.cell.text), entry.cell.row, entry.cell.column)
    return CellRef(place, table.title, pair.label, "", quote, entry.quantity.plain if entry.quantity else "")
