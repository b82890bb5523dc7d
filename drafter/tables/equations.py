"""Equations from the settings inside a table: between rows of one half (收入总计), between columns of one row (小计 = 基本 + 项目)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.tables.cells import key_of
from drafter.tables.judgement import Sum, TableJudgement, empty_total, half_unit, judge_sum
from drafter.tables.model import ReadTable
from drafter.tables.places import CellRef, cell_ref
from drafter.tables.region import Column, Entry, Region, Row, Strip
from drafter.tables.relations import ColumnEquation, ColumnReading, RowEquation, choices
from drafter.tables.words import matches

__all__ = ["column_checks", "find_column", "named_rows", "row_checks", "rows_with_equation"]


def row_checks(table: ReadTable, region: Region, strip: Strip, equations: Sequence[RowEquation]) -> Iterator[TableJudgement]:
    """The row equations that this half has the rows for."""
    for equation in equations:
        rows = _equation_rows(table, region, strip, equation)
        if rows is None:
            continue
        total, parts = rows
        for column in strip.columns:
            stated = total.entries.get(column.index)
            filled = [(row, entry) for row in parts if (entry := row.entries.get(column.index)) and entry.quantity is not None]
            if stated is None or not filled or column.role != "amount":
                continue
            expected = Sum.of(
                [entry for _, entry in filled], cells=[cell_ref(table, region, row, column, entry) for row, entry in filled]
            )
            cell = cell_ref(table, region, total, column, stated)
            if stated.quantity is not None:
                yield judge_sum("balance", equation.name, cell, stated, expected, half_unit(region.decimals))
            elif expected.value and stated.is_blank:
                yield empty_total(cell, [("", expected)])


def rows_with_equation(table: ReadTable, region: Region, strip: Strip, equations: Sequence[RowEquation]) -> frozenset[int]:
    """The rows whose total an equation judges."""
    found = (_equation_rows(table, region, strip, equation) for equation in equations)
    return frozenset(rows[0].number for rows in found if rows is not None)


def _equation_rows(table: ReadTable, region: Region, strip: Strip, equation: RowEquation) -> tuple[Row, list[Row]] | None:
    """The total's row and the rows of its parts, of which the first must be there."""
    if not {region.kind, table.kind} & set(equation.tables):
        return None
    totals = named_rows(strip, equation.total)
    if len(totals) != 1:
        return None
    after = totals[0].number if equation.below == "是" else -1
    found = [[row for row in named_rows(strip, part) if row.number > after] for part in equation.parts]
    if not found[0]:
        return None
    return totals[0], [rows[0] for rows in found if rows]


def named_rows(strip: Strip, names: str) -> list[Row]:
    """The rows that bear one of the names."""
    wanted = choices(names)
    return [row for row in strip.rows if matches(row.name, wanted)]


def column_checks(
    table: ReadTable, region: Region, strip: Strip, equations: Sequence[ColumnEquation]
) -> Iterator[TableJudgement]:
    """The column equations that this half has the columns for, row by row."""
    for equation in equations:
        if equation.tables and not {region.kind, table.kind} & set(equation.tables):
            continue
        for total in strip.columns:
            if not _bears(total, equation.total) or total.role not in {"amount", "other"}:
                continue
            found = [columns for reading in equation.readings if (columns := _operands(strip, total, reading, equation.least))]
            others = _not_in(strip, total, found) if found and not region.kind and not equation.either else []
            if others:
                found.append(([*found[0][0], *others], found[0][1]))
            if found:
                yield from _rows(table, region, strip, total, found, equation, sure=not others)


Operands = tuple[list[Column], list[Column]]
"""Columns that are added, and columns that are taken away."""


def _operands(strip: Strip, total: Column, reading: ColumnReading, least: int) -> Operands | None:
    """The columns of one reading, or `None` where the table lacks too many."""
    plus = [find_column(strip, names, total) for names in reading.parts]
    minus = [find_column(strip, names, total) for names in reading.minus]
    added = [column for column in plus if column is not None and column is not total]
    taken = [column for column in minus if column is not None and column is not total]
    if plus[0] is None or len(added) < least or len(taken) < len(reading.minus):
        return None
    return (added, taken) if len(set(map(id, (*added, *taken)))) == len(added) + len(taken) else None


def _not_in(strip: Strip, total: Column, found: Sequence[Operands]) -> list[Column]:
    """Columns of amounts beside the total that no reading has: in a table that is not known they may be parts too."""
    used = {id(column) for added, taken in found for column in (*added, *taken)} | {id(total)}
    near = [column for column in strip.columns if column.path[:-1] == total.path[:-1] and column.role == "amount"]
    return [column for column in near if id(column) not in used]


def find_column(strip: Strip, names: str, near: Column | None = None) -> Column | None:
    """The one column of that name; among several the one under most of the same upper headers as `near`."""
    found = [column for column in strip.columns if _bears(column, names)]
    if len(found) > 1 and near is not None:
        shared = [_shared(column, near) for column in found]
        found = [column for column, count in zip(found, shared, strict=True) if count == max(shared)]
    return found[0] if len(found) == 1 else None


def _bears(column: Column, names: str) -> bool:
    """Whether a column has one of the names; ``甲/乙`` is 乙 below 甲."""
    return any(_bears_one(column, name) for name in choices(names))


def _bears_one(column: Column, name: str) -> bool:
    *above, last = name.split("/")
    known = {key_of(label) for label in column.path}
    return any(matches(own, (last,)) for own in column.names) and all(key_of(label) in known for label in above)


def _shared(column: Column, near: Column) -> int:
    """How many upper headers two columns have in common, from the top."""
    count = 0
    for mine, other in zip(column.path[:-1], near.path[:-1], strict=False):
        if mine != other:
            break
        count += 1
    return count


def _rows(
    table: ReadTable,
    region: Region,
    strip: Strip,
    total: Column,
    found: Sequence[Operands],
    equation: ColumnEquation,
    *,
    sure: bool,
) -> Iterator[TableJudgement]:
    for row in strip.rows:
        stated = row.entries.get(total.index)
        sums = [expected for operands in found if (expected := _sum(table, region, row, operands)) is not None]
        if stated is None or stated.words or not sums:
            continue
        cell = cell_ref(table, region, row, total, stated)
        if stated.quantity is None:
            yield from _blank(cell, sums, equation)
            continue
        judged = [judge_sum("row-sum", equation.name, cell, stated, expected, half_unit(region.decimals)) for expected in sums]
        rank = {("holds", "error"): 0, ("holds", "note"): 1}
        best = min(judged, key=lambda judgement: rank.get((judgement.verdict, judgement.severity), 2))
        yield best if sure or best.verdict == "holds" else replace(best, verdict="undecided")


def _blank(cell: CellRef, sums: Sequence[Sum], equation: ColumnEquation) -> Iterator[TableJudgement]:
    """A result left empty that the row determines, by every reading alike and not as nought."""
    if sums[0].value and len({expected.value for expected in sums}) == 1:
        yield empty_total(cell, [("", sums[0])], kind="empty-cell" if equation.required == "是" else "empty-total")


def _sum(table: ReadTable, region: Region, row: Row, operands: Operands) -> Sum | None:
    """The sum of a row's cells; `None` where nothing is written, or nothing to take away."""
    plus, minus = (_entries(row, columns) for columns in operands)
    if not plus or len(minus) < len(operands[1]):
        return None
    cells = [cell_ref(table, region, row, column, entry) for column, entry in (*plus, *minus)]
    return Sum.of([entry for _, entry in plus], [entry for _, entry in minus], cells)


def _entries(row: Row, columns: Sequence[Column]) -> list[tuple[Column, Entry]]:
    found = ((column, row.entries.get(column.index)) for column in columns)
    return [(column, entry) for column, entry in found if entry is not None and entry.quantity is not None]
