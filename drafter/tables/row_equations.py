"""Equations between the rows of one half that the settings name: 总计 = 本年收入合计 + 年初结转和结余."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.tables.model import ReadTable
from drafter.tables.region import Region, Row, Strip
from drafter.tables.relations import RowEquation, choices
from drafter.tables.table_words import matches

__all__ = ["EquationRows", "named_rows", "not_parts", "row_equations"]


@dataclass(frozen=True, slots=True)
class EquationRows:
    """An equation with the rows that it means."""

    name: str
    total: Row
    parts: tuple[Row, ...]
    sure: bool
    """Whether no other row between the parts and the total could be a part too."""


def row_equations(table: ReadTable, region: Region, strip: Strip, equations: Sequence[RowEquation]) -> Iterator[EquationRows]:
    """The row equations that this half has the rows for."""
    for equation in equations:
        if equation.tables and not {region.kind, table.kind} & set(equation.tables):
            continue
        totals = named_rows(strip, equation.total)
        if not totals or (len(totals) > 1 and equation.below == "是"):
            continue
        after = totals[0].number if equation.below == "是" else -1
        found = [[row for row in named_rows(strip, part) if row.number > after] for part in equation.parts]
        parts = tuple(rows[0] for rows in found if rows)
        total = _total_of(totals, parts) if found[0] else None
        if total is not None and not (equation.alone == "是" and _has_others(strip, total, parts)):
            yield EquationRows(equation.name, total, parts, _is_whole(strip, total, parts, after))


def _total_of(totals: Sequence[Row], parts: Sequence[Row]) -> Row | None:
    """The one total, or of several the first below the parts: where 收入 and 支出 stand one below the other each side has its 总计."""
    last = max(part.number for part in parts)
    return totals[0] if len(totals) == 1 else next((row for row in totals if row.number > last), None)


def _has_others(strip: Strip, total: Row, parts: Sequence[Row]) -> bool:
    """Whether rows beside the parts, and what is inside of them, have figures too."""
    used = {row.number for row in (total, *parts)}
    rest = [row for row in strip.rows if row.number not in used and not row.is_blank]
    return not all(row.label.of_which or row.label.style in _INNER or _follows_list(strip, row) for row in rest)


def _follows_list(strip: Strip, row: Row) -> bool:
    """Whether the row before begins with 其中, so that this one goes on with its list."""
    before = next((other for other in reversed(strip.rows) if other.number < row.number), None)
    return before is not None and before.label.of_which


_INNER = frozenset({"1.", "（1）", "①"})


def not_parts(total: Row, equations: Sequence[RowEquation]) -> tuple[str, ...]:
    """What is no part of a total in any table: what the settings add to it for another one.

    年初结转和结余 is no part of 本年收入合计, as both are parts of 收入总计.
    """
    beside = (
        other
        for equation in equations
        if any(matches(total.name, choices(part)) for part in equation.parts)
        for other in equation.parts
        if not matches(total.name, choices(other))
    )
    return tuple(name for other in beside for name in choices(other))


def _is_whole(strip: Strip, total: Row, parts: Sequence[Row], after: int) -> bool:
    """Whether no row with figures between the first part and the total, or below it, is left over but 其中."""
    used = {row.number for row in parts}
    first, last = min(used), total.number if after < 0 else max(used)
    between = [row for row in strip.rows if first < row.number < last and row.number not in used]
    return all(row.is_blank or row.label.of_which or row.label.style in _INNER for row in between)


def named_rows(strip: Strip, names: str) -> list[Row]:
    """The rows that bear one of the names."""
    wanted = choices(names)
    return [row for row in strip.rows if matches(row.name, wanted)]
