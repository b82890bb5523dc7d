"""The tables of a document as they are meant: title, unit, regions, and every figure with its row and column labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.core.document import Document, Location, Table
from drafter.system.boundary import STRICT, Failures
from drafter.tables.caption import caption_of, first_rows
from drafter.tables.cells import NumberReader
from drafter.tables.continued import LaidOutTable, one_after_another, runs_of
from drafter.tables.layout import GridRow, lay_out
from drafter.tables.model import ReadTable, TableFigure
from drafter.tables.region import FormField, Region, Row, Strip, ValueCell
from drafter.tables.regions import find_regions
from drafter.tables.strips import pairs_in
from drafter.tables.table_words import TableWords

__all__ = ["read_tables"]

CODE_LENGTHS = (3, 5)


def read_tables(document: Document, words: TableWords, failures: Failures = STRICT) -> tuple[ReadTable, ...]:
    """Every table of the document; one that could not be read is left out and noted in `failures`."""
    reader = NumberReader(words.units)
    tables = [(block, table) for block, table in enumerate(document.blocks) if isinstance(table, Table)]
    sheets: list[LaidOutTable] = []
    for index, (block, table) in enumerate(tables):
        with failures.guard(f"第 {index + 1} 张表", Location(block, 0, 0)):
            sheets.append(_sheet(document, block, table, index, reader, words))
    read: list[ReadTable] = []
    for run in runs_of(document, sheets, words):
        with failures.guard(f"第 {run[0].index + 1} 张表", Location(run[0].block, 0, 0)):
            read += _read(run, words)
    return tuple(read)


def _sheet(document: Document, block: int, table: Table, index: int, reader: NumberReader, words: TableWords) -> LaidOutTable:
    lines = lay_out(table, block, reader, words)
    head = first_rows(lines, table.columns, words)
    return LaidOutTable(table, block, index, caption_of(document, block, lines[:head], words), lines, head)


def _read(run: Sequence[LaidOutTable], words: TableWords) -> list[ReadTable]:
    """The tables of one run of pages; the first has the regions of all, each its own figures."""
    first, caption = run[0], run[0].caption
    split = find_regions(one_after_another(run), first.table.columns, caption, words)
    pairs = tuple(pair for line in split.others for pair in pairs_in(line, caption.unit, words))
    known = words.known(caption.title, caption.number[-2:])
    if known is None and not caption.title:
        known = words.known_by_content(*_labels(split.regions))
    unit = caption.unit or next((region.unit for region in split.regions if region.unit), "")
    index = {sheet.block: sheet.index for sheet in run}
    figures: dict[int, list[TableFigure]] = {sheet.block: [] for sheet in run}
    for figure in _figures(index, split.regions, pairs, words):
        figures[figure.location.block].append(figure)
    return [
        ReadTable(
            sheet.table,
            sheet.block,
            sheet.index,
            caption.title,
            number=caption.number,
            kind=known.name if known else "",
            unit=unit,
            header_rows=_header_rows(split.regions, first.lines) if sheet is first else 0,
            figures=tuple(figures[sheet.block]),
            body=tuple(row for region in split.regions for row in region.rows) if sheet is first else (),
            regions=split.regions if sheet is first else (),
            pairs=pairs if sheet is first else (),
            continues=sheet is not first,
        )
        for sheet in run
    ]


def _labels(regions: Sequence[Region]) -> tuple[list[str], list[str]]:
    """What the rows and the columns are called."""
    strips = [strip for region in regions for strip in region.strips]
    rows = [row.name for strip in strips for row in strip.rows]
    return rows, [label for strip in strips for column in strip.columns for label in column.path]


def _header_rows(regions: Sequence[Region], lines: Sequence[GridRow]) -> int:
    """Rows above the first row of data; zero for a form without columns."""
    first = next((region.rows[0] for region in regions if region.rows), None)
    return 0 if first is None else sum(line.row < first for line in lines)


def _figures(
    index: Mapping[int, int], regions: Sequence[Region], pairs: Sequence[FormField], words: TableWords
) -> Iterator[TableFigure]:
    """The figures of all pages; `index` has the number of each table by its block."""
    for region in regions:
        for strip in region.read_strips:
            yield from _strip_figures(index, strip, words)
        for pair in region.pairs:
            yield from _figure(pair.block, index, pair.entry, (pair.label,), (), "")
    for pair in pairs:
        yield from _figure(pair.block, index, pair.entry, (pair.label,), (), "")


def _strip_figures(index: Mapping[int, int], strip: Strip, words: TableWords) -> Iterator[TableFigure]:
    columns = {column.index: column for column in strip.columns}
    names = {row.code: row.name for row in strip.rows if row.code}
    for row in strip.rows:
        path = _row_path(row, names)
        for place, entry in row.entries.items():
            column = columns[place]
            block = column.row.block if column.row is not None else row.block
            yield from _figure(block, index, entry, path, _column_path(row, column.path, words), row.code)


def _column_path(row: Row, path: tuple[str, ...], words: TableWords) -> tuple[str, ...]:
    """The column's labels; in a row without a name 决算数 stands before the item that it is of, wherever the header has it."""
    below = not row.name and len(path) > 1 and words.is_measure(path[-1]) and not words.is_measure(path[0])
    return (path[-1], *path[:-1]) if below else path


def _row_path(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    """The row's labels; above a code's name stand those of the codes it begins with."""
    above = [names[row.code[:length]] for length in CODE_LENGTHS if length < len(row.code) and row.code[:length] in names]
    return (*above, *row.path)


def _figure(
    block: int, index: Mapping[int, int], entry: ValueCell, row: tuple[str, ...], column: tuple[str, ...], code: str
) -> Iterator[TableFigure]:
    if entry.quantity is not None:
        place = Location(block, entry.start, entry.end, entry.cell.row, entry.cell.column)
        yield TableFigure(entry.quantity, row, column, code, place, index[block])
