"""Equations between the columns of one row: those that the settings name (小计 = 基本支出 + 项目支出) and those of the header's layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.tables.cells import key_of, label_of
from drafter.tables.hypotheses import Hypothesis, Reading
from drafter.tables.judgement import Kind, Sum, TableJudgement, empty_total, half_unit, judge_sum
from drafter.tables.model import ReadTable
from drafter.tables.places import cell_ref
from drafter.tables.region import Column, Region, Row, Strip, ValueCell
from drafter.tables.relations import ColumnEquation, ColumnReading, choices
from drafter.tables.shared_causes import EMPTY
from drafter.tables.table_words import TableWords, matches

__all__ = ["column_hypotheses", "find_column"]

BY_LAYOUT = "各栏合计"
"""Name of the relation that only the layout suggests."""


@dataclass(frozen=True, slots=True)
class _Operands:
    """Columns that are added and columns that are taken away."""

    plus: tuple[Column, ...]
    minus: tuple[Column, ...] = ()
    declared: bool = True
    needed: int = 2
    """Rows that must hold for each that does not, where only the layout speaks for it."""


def column_hypotheses(
    table: ReadTable, region: Region, strip: Strip, equations: Sequence[ColumnEquation], words: TableWords
) -> Iterator[Hypothesis]:
    """One hypothesis for each column that may be a result: by the equations that name it, else by the header's groups."""
    for total in strip.columns:
        if total.role not in {"amount", "other"}:
            continue
        if stated := _by_formula(strip, total):
            yield _hypothesis(table, region, strip, total, [stated, *_by_layout(strip, total, words)], None)
            continue
        named = [e for e in equations if _is_for(e, table, region) and _bears(total, e.total)]
        tried = [found for equation in named if (found := _by_name(strip, region, total, equation, words))]
        for equation, operands in tried:
            yield _hypothesis(table, region, strip, total, operands, equation)
        operands = [] if tried else [*_by_layout(strip, total, words), *_as_difference(strip, total, words)]
        if operands:
            yield _hypothesis(table, region, strip, total, operands, None)


def _is_for(equation: ColumnEquation, table: ReadTable, region: Region) -> bool:
    return not equation.tables or bool({region.kind, table.kind} & set(equation.tables))


def _by_name(
    strip: Strip, region: Region, total: Column, equation: ColumnEquation, words: TableWords
) -> tuple[ColumnEquation, list[_Operands]] | None:
    """The readings of an equation that the half has the columns for; in a table that is not known columns beside may be parts."""
    found = [operands for reading in equation.readings if (operands := _operands(strip, total, reading, equation.least))]
    if not found:
        return None
    others = _not_in(strip, total, found) if not region.kind and not equation.either else []
    if others:
        first = found[0]
        found = [_Operands(o.plus, o.minus, declared=False) for o in found]
        found.append(_Operands((*first.plus, *others), first.minus, declared=False))
    return equation, [*found, *(o for o in _by_layout(strip, total, words) if not equation.either and not equation.minus)]


def _operands(strip: Strip, total: Column, reading: ColumnReading, least: int) -> _Operands | None:
    """The columns of one reading, or `None` where the table lacks too many."""
    plus = [find_column(strip, names, total) for names in reading.parts]
    minus = [find_column(strip, names, total) for names in reading.minus]
    added = tuple(column for column in plus if column is not None and column is not total)
    taken = tuple(column for column in minus if column is not None and column is not total)
    if plus[0] is None or len(added) < least or len(taken) < len(reading.minus):
        return None
    return _Operands(added, taken) if len({column.index for column in (*added, *taken)}) == len(added) + len(taken) else None


def _not_in(strip: Strip, total: Column, found: Sequence[_Operands]) -> list[Column]:
    """Columns of amounts beside the total that no reading has."""
    used = {column.index for operands in found for column in (*operands.plus, *operands.minus)} | {total.index}
    near = [column for column in strip.columns if column.path[:-1] == total.path[:-1] and _may_add(column, total)]
    return [column for column in near if column.index not in used]


def _may_add(column: Column, total: Column) -> bool:
    """Whether a column is of the total's kind: amounts in the same unit, and no 其中."""
    return column.role == "amount" and column.unit == total.unit and not any(label_of(label).of_which for label in column.path)


def _by_formula(strip: Strip, total: Column) -> _Operands | None:
    """3=1+2: the columns of those numbers."""
    formula = total.formula
    columns = {column.number: column for column in strip.columns if column.number and column is not total}
    if formula is None or not formula.added or not all(name in columns for name in formula.operands):
        return None
    return _Operands(tuple(columns[name] for name in formula.added), tuple(columns[name] for name in formula.taken))


def _by_layout(strip: Strip, total: Column, words: TableWords) -> list[_Operands]:
    """小计 beside the other columns under one header, 合计 beside the groups of the table: each group by its own total."""
    if total.role != "amount" or (not words.is_total(total.label) and not matches(total.label, words.column_totals)):
        return []
    depth = len(total.path) - 1 if total.generic or words.is_total(total.label) else 0
    above = total.path[:depth]
    inside = [column for column in strip.columns if column.path[:depth] == above and column is not total]
    grown = _groups(inside, total, depth)
    right = [column for column in grown if column.index > total.index]
    adjacent = _adjacent(right, total)
    listed = bool(above) and matches(total.label, words.subtotals) and len(right) == len(grown) > 1
    sets = dict.fromkeys(tuple(columns) for columns in (right, adjacent, grown) if len(columns) > 1)
    return [_Operands(columns, declared=listed) for columns in sets]


def _as_difference(strip: Strip, total: Column, words: TableWords) -> list[_Operands]:
    """增减额 as the one of the two amounts left of it less the other."""
    if not matches(total.label, words.differences):
        return []
    left = [column for column in strip.columns if column.index < total.index and _may_add(column, total)][-2:]
    return [_Operands((a,), (b,), declared=False, needed=1) for a, b in (left[::-1], left)] if len(left) > 1 else []


def _groups(inside: Sequence[Column], total: Column, depth: int) -> list[Column]:
    """One column for each label below a header: the column itself, the total of its group, or all of the group's."""
    groups: dict[str, list[Column]] = {}
    for column in inside:
        label = column.path[depth] if len(column.path) > depth else str(column.index)
        groups.setdefault(label, []).append(column)
    found: list[Column] = []
    for columns in groups.values():
        usable = [column for column in columns if _may_add(column, total)]
        whole = [column for column in usable if len(columns) > 1 and column.generic]
        found += whole[:1] or usable
    return sorted(found, key=lambda column: column.index)


def _adjacent(columns: Sequence[Column], total: Column) -> list[Column]:
    """The columns that follow the total without another total between them."""
    found: list[Column] = []
    for column in columns:
        if column.label == total.label and column.path[:-1] == total.path[:-1]:
            break
        found.append(column)
    return found


def find_column(strip: Strip, names: str, near: Column | None = None) -> Column | None:
    """The one column of that name; among several the one under most of the same other headers as `near`."""
    found = [column for column in strip.columns if _bears(column, names)]
    if len(found) > 1 and near is None:
        # 合计 of the table before the 小计 of one of its columns
        found = [column for column in found if len(column.path) == min(len(other.path) for other in found)]
    elif len(found) > 1 and near is not None:
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
    """How many headers two columns have in common, upper ones or the 决算数 below each of them."""
    return len({*column.path} & {*near.path})


def _hypothesis(
    table: ReadTable,
    region: Region,
    strip: Strip,
    total: Column,
    found: Sequence[_Operands],
    equation: ColumnEquation | None,
) -> Hypothesis:
    adder = _RowAdder(table, region, total, equation)
    if equation is not None and equation.either:
        merged = tuple(best for row in strip.rows if (best := adder.best(row, found)) is not None)
        return Hypothesis((Reading(equation.name, merged, declared=True),) if merged else ())
    readings: list[Reading] = []
    for operands in found:
        instances = tuple(judged for row in strip.rows if (judged := adder.judge(row, operands)) is not None)
        name = "+".join(str(column.index) for column in operands.plus)
        readings.append(Reading(name, instances, declared=operands.declared, needed=operands.needed))
    return Hypothesis(tuple(reading for reading in readings if reading.instances))


class _RowAdder:
    """Holds one result column against its operands, row by row."""

    def __init__(self, table: ReadTable, region: Region, total: Column, equation: ColumnEquation | None) -> None:
        self._table, self._region, self._total, self._equation = table, region, total, equation

    def judge(self, row: Row, operands: _Operands) -> TableJudgement | None:
        """The row's result, or `None` where it cannot be tested."""
        stated = row.entries.get(self._total.index)
        if stated is None or stated.words or row.role != "amount":
            return None
        expected = self._sum(row, operands)
        if expected is None:
            return None
        cell = cell_ref(self._table, self._region, row, self._total, stated)
        if stated.quantity is not None:
            name = self._equation.name if self._equation else BY_LAYOUT
            return judge_sum("row-sum", name, cell, stated, expected, half_unit(self._region.decimals))
        if not expected.value or self._equation is None:
            return None
        kind: Kind = "empty-cell" if self._equation.required == "是" else "empty-total"
        return empty_total(cell, [("", expected)], kind=kind)

    def best(self, row: Row, found: Sequence[_Operands]) -> TableJudgement | None:
        """The row's result by whichever reading holds, else by the first; an empty one only where all readings agree."""
        judged = [told for operands in found if (told := self.judge(row, operands)) is not None]
        empty = [told for told in judged if told.kind in EMPTY]
        if empty and len({told.expected for told in empty}) > 1:
            return None
        rank = {("holds", "error"): 0, ("holds", "note"): 1}
        return min(judged, key=lambda told: rank.get((told.verdict, told.severity), 2), default=None)

    def _sum(self, row: Row, operands: _Operands) -> Sum | None:
        """The sum of a row's cells; `None` where nothing is written, or nothing to take away."""
        plus, minus = _entries(row, operands.plus), _entries(row, operands.minus)
        if not plus or len(minus) < len(operands.minus):
            return None
        cells = [cell_ref(self._table, self._region, row, column, entry) for column, entry in (*plus, *minus)]
        return Sum.of([entry for _, entry in plus], [entry for _, entry in minus], cells)


def _entries(row: Row, columns: Sequence[Column]) -> list[tuple[Column, ValueCell]]:
    found = ((column, row.entries.get(column.index)) for column in columns)
    return [(column, entry) for column, entry in found if entry is not None and entry.quantity is not None]
