"""Tables turned round: items stand as columns, and years or 预算数, 决算数 as rows.

What holds between columns of the usual table (执行率 = 执行数 ÷ 预算数, 增减额 = 本年 − 上年, 8=4÷1) holds between rows of such a one,
and between rows that are numbered (行次) and say their formula. So the half is turned, with each row as a column, and read as usual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.tables.cells import Label
from drafter.tables.region import Column, Role, Row, Strip, ValueCell
from drafter.tables.strips import column_of
from drafter.tables.table_words import TableWords, matches

__all__ = ["has_items_as_columns", "turn"]


def has_items_as_columns(strips: Sequence[Strip], words: TableWords) -> bool:
    """Whether every row of a table with figures is a year or a measure and no column is."""
    if len(strips) != 1 or strips[0].coded or len(strips[0].columns) < 2:
        return False
    rows = [row for row in strips[0].rows if not row.is_blank]
    columns = strips[0].columns
    measured = bool(rows) and all(words.is_measure(row.name) and not row.is_total for row in rows)
    return measured and not any(column.role != "amount" or any(map(words.is_measure, column.path)) for column in columns)


def turn(strip: Strip, words: TableWords) -> Strip:
    """The half with its rows as columns; each cell keeps its place in the grid."""
    rows = [row for row in strip.rows if row.name]
    unit = next((column.unit for column in strip.columns if column.unit), "")
    columns = tuple(_column(row, unit, words) for row in rows)
    return Strip(columns, tuple(_row(column, rows, words) for column in strip.columns))


def _column(row: Row, unit: str, words: TableWords) -> Column:
    made = column_of(row.number, row.path, unit, words)
    role = "rate" if row.role == "rate" else made.role
    return replace(made, role=role, unit="%" if role == "rate" else made.unit, number=row.line, formula=row.formula, row=row)


def _row(column: Column, rows: Sequence[Row], words: TableWords) -> Row:
    path = column.path[: len(column.path) - column.generics] or column.path[:1]
    name = path[-1] if path else ""
    entries = {row.number: _moved(row.entries[column.index], row.number) for row in rows if column.index in row.entries}
    total = words.is_total(column.label) and len(path) == 1
    block = rows[0].block if rows else -1
    role: Role = "rate" if column.role == "rate" or matches(name, words.rates) else "amount"
    return Row(
        column.index, block, Label(name), path, code="", written=name, entries=entries, cells=(), is_total=total, role=role
    )


def _moved(entry: ValueCell, column: int) -> ValueCell:
    return replace(entry, column=column)
