"""The tables of a document as they are meant: title, unit, regions, and every figure with its row and column labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drafter.core.document import Document, Location, Table
from drafter.system.boundary import STRICT, Failures
from drafter.tables.caption import caption_of, first_rows
from drafter.tables.cells import NumberReader
from drafter.tables.layout import Line, lay_out
from drafter.tables.model import ReadTable, TableFigure
from drafter.tables.region import Entry, Pair, Region, Row, Strip
from drafter.tables.regions import find_regions
from drafter.tables.strips import pairs_in
from drafter.tables.words import TableWords, table_words

__all__ = ["read_tables"]

CODE_LENGTHS = (3, 5)


def read_tables(document: Document, settings: Mapping[str, Any], failures: Failures = STRICT) -> tuple[ReadTable, ...]:
    """Every table of the document; `settings` holds the content of configs/tables.yaml under ``tables``.

    A table that could not be read is left out and noted in `failures`.
    """
    words = table_words(settings)
    reader = NumberReader(words.units)
    tables = [(block, table) for block, table in enumerate(document.blocks) if isinstance(table, Table)]
    read: list[ReadTable] = []
    for index, (block, table) in enumerate(tables):
        with failures.guard(f"第 {index + 1} 张表", Location(block, 0, 0)):
            read.append(_read(document, block, table, index, reader, words))
    return tuple(read)


def _read(document: Document, block: int, table: Table, index: int, reader: NumberReader, words: TableWords) -> ReadTable:
    lines = lay_out(table, reader, words)
    head = first_rows(lines, table.columns, words)
    caption = caption_of(document, block, lines[:head], words)
    split = find_regions(lines[head:], table.columns, caption, words)
    pairs = tuple(pair for line in split.others for pair in pairs_in(line, caption.unit, words))
    known = words.known(caption.title, caption.number[-2:])
    if known is None and not caption.title:
        known = words.known_by_content(*_labels(split.regions))
    figures = tuple(_figures(block, index, split.regions, pairs))
    body = tuple(row for region in split.regions for row in region.rows)
    return ReadTable(
        table,
        block,
        index,
        caption.title,
        caption.number,
        known.name if known else "",
        caption.unit or next((region.unit for region in split.regions if region.unit), ""),
        _header_rows(split.regions, lines),
        figures,
        body,
        split.regions,
        pairs,
    )


def _labels(regions: Sequence[Region]) -> tuple[list[str], list[str]]:
    """What the rows and the columns are called."""
    strips = [strip for region in regions for strip in region.strips]
    rows = [row.name for strip in strips for row in strip.rows]
    return rows, [label for strip in strips for column in strip.columns for label in column.path]


def _header_rows(regions: Sequence[Region], lines: Sequence[Line]) -> int:
    """Rows above the first row of data; nought for a form without columns."""
    first = next((region.rows[0] for region in regions if region.rows), None)
    return 0 if first is None else sum(line.row < first for line in lines)


def _figures(block: int, index: int, regions: Sequence[Region], pairs: Sequence[Pair]) -> Iterator[TableFigure]:
    for region in regions:
        for strip in region.strips:
            yield from _strip_figures(block, index, strip)
        for pair in region.pairs:
            yield from _figure(block, index, pair.entry, (pair.label,), (), "")
    for pair in pairs:
        yield from _figure(block, index, pair.entry, (pair.label,), (), "")


def _strip_figures(block: int, index: int, strip: Strip) -> Iterator[TableFigure]:
    columns = {column.index: column for column in strip.columns}
    names = {row.code: row.name for row in strip.rows if row.code}
    for row in strip.rows:
        path = _row_path(row, names)
        for place, entry in row.entries.items():
            yield from _figure(block, index, entry, path, columns[place].path, row.code)


def _row_path(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    """The row's labels; above a code's name stand those of the codes it begins with."""
    above = [names[row.code[:length]] for length in CODE_LENGTHS if length < len(row.code) and row.code[:length] in names]
    return (*above, *row.path)


def _figure(
    block: int, index: int, entry: Entry, row: tuple[str, ...], column: tuple[str, ...], code: str
) -> Iterator[TableFigure]:
    if entry.quantity is not None:
        place = Location(block, entry.start, entry.end, entry.cell.row, entry.cell.column)
        yield TableFigure(entry.quantity, row, column, code, place, index)
