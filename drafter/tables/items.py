"""Items that stand twice: several names in one cell, names that strayed into rows of their own, one code under two names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from drafter.core.document import Cell, Location
from drafter.tables.cells import code_of, key_of, squeeze
from drafter.tables.judgement import TableJudgement
from drafter.tables.model import ReadTable
from drafter.tables.places import LONGEST_QUOTE, CellRef, cell_ref, where
from drafter.tables.region import Region, Row
from drafter.tables.table_words import TableWords

__all__ = ["name_checks", "repeat_checks"]


def repeat_checks(table: ReadTable, region: Region, words: TableWords) -> Iterator[TableJudgement]:
    """Rows of a table with codes whose name cell holds several items, or after which items stand without a row."""
    if not any(strip.coded for strip in region.strips):
        return
    rows = [row for strip in region.strips for row in strip.rows if row.code]
    names = {key_of(row.name) for row in rows}
    numbers = sorted({row.number for row in rows})
    below: dict[int, list[Cell]] = {}
    for stray in region.strays:
        if place := bisect_left(numbers, stray.row):
            below.setdefault(numbers[place - 1], []).append(stray)
    for row in rows:
        cell = next((c for c in row.cells if "\n" in c.text and not code_of(c.text)), None)
        lines = [key_of(line) for line in cell.text.split("\n") if squeeze(line)] if cell else []
        strays = below.get(row.number, [])
        stray_keys = [key_of(stray.text) for stray in strays]
        repeated = [key for key in dict.fromkeys((*lines, *stray_keys)) if _is_repeated(key, lines, stray_keys, row, names)]
        if repeated and cell is not None and not words.is_header(cell.text):
            yield _judgement(table, region, row, cell, strays, repeated)


def _is_repeated(key: str, lines: Sequence[str], strays: Sequence[str], row: Row, names: set[str]) -> bool:
    count = [*lines, *strays].count(key)
    return bool(key) and (count > 1 or (len(lines) > 1 and key in names and key != key_of(row.name)))


def _judgement(
    table: ReadTable, region: Region, row: Row, cell: Cell, strays: Sequence[Cell], repeated: Sequence[str]
) -> TableJudgement:
    code = next((c.text for c in row.cells if squeeze(c.text) == row.code), row.code)
    quote = "\n".join([f"{code}\t{cell.text}", *(stray.text for stray in strays)])[:LONGEST_QUOTE]
    title = table.title or region.title
    place = Location(row.block, 0, len(cell.text), cell.row, cell.column)
    ref = CellRef(place, title, row.code, "", quote, "")
    message = f"{where(ref)}的名称里有几个项目，{'、'.join(f'“{name}”' for name in repeated)}重复出现，应一行一项"
    return TableJudgement("repeated-item", "重复的项目", "fails", "warning", cell=ref, stated=row.code, message=message)


def name_checks(tables: Sequence[ReadTable]) -> Iterator[TableJudgement]:
    """A classification code that bears different names in two tables of the document."""
    first: dict[str, tuple[Row, CellRef]] = {}
    told: set[str] = set()
    for table in tables:
        for region in table.regions:
            for strip in region.strips:
                for row in strip.rows if strip.coded else ():
                    if not row.code or "\n" in row.written or not row.name or row.name == row.code:
                        continue
                    ref = cell_ref(table, region, row, None, None)
                    known = first.setdefault(row.code, (row, ref))
                    if key_of(known[0].name) != key_of(row.name) and row.code not in told:
                        told.add(row.code)
                        yield _two_names(row, ref, *known)


def _two_names(row: Row, ref: CellRef, known: Row, other: CellRef) -> TableJudgement:
    message = f"编码 {row.code} 在《{ref.table}》里叫“{row.name}”，在《{other.table}》里叫“{known.name}”，应一致"
    return TableJudgement(
        "code-name",
        "科目名称不一致",
        "fails",
        "warning",
        cell=ref,
        stated=row.name,
        expected=known.name,
        message=message,
        others=(other,),
    )
