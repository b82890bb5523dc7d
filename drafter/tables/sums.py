"""Total rows against the rows they sum up.

Which rows those are is seldom said. A label may tell it ((=1+2+3)); codes and numbering tell levels; 其中 lists mix levels.
So each total has several readings: one that holds is enough, and only a total whose rows are plainly its parts can fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.core.text import fold_width
from drafter.tables.judgement import Sum, TableJudgement, empty_total, half_unit, judge_sum
from drafter.tables.model import ReadTable
from drafter.tables.outline import children_of, leaves, top_level
from drafter.tables.places import cell_ref
from drafter.tables.region import Column, Entry, Region, Row, Strip
from drafter.tables.words import TableWords, matches

__all__ = ["Reading", "readings", "total_checks"]

REACH = 60
"""Rows around a total among which those of its formula stand."""
_FORMULA = re.compile(r"[=＝]\s*(\d{1,2}(?:\s*[+＋]\s*\d{1,2})+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows that a total may be the sum of."""

    rows: tuple[Row, ...]
    sure: bool = False
    """Whether a total that differs from it is wrong."""


def total_checks(
    table: ReadTable, region: Region, strip: Strip, words: TableWords, *, without: frozenset[int] = frozenset()
) -> Iterator[TableJudgement]:
    """The totals of one half; rows in `without` are judged by a relation of their own."""
    for place, row in enumerate(strip.rows):
        if row.is_total and row.number not in without:
            found = readings(strip, place, words)
            yield from _filled(table, region, strip, row, found)
            yield from _empty(table, region, strip, row, found)


def readings(strip: Strip, place: int, words: TableWords) -> list[Reading]:
    """What the total in a row may sum up, the best founded first."""
    named = _by_formula(strip.rows, place)
    if named:
        return [Reading(named, sure=True)]
    if strip.coded:
        return [Reading(tuple(top_level([r for r in strip.rows if r.code])), sure=_is_grand(strip, place))]
    domain, before = _domain(strip.rows, place, words)
    plain = [r for r in domain if not r.is_total]
    alone = before is None and not any(r.is_total or r.label.of_which for r in domain)
    outlined = _outlined(plain)
    found = [
        Reading(tuple(rows), sure=sure and alone) for rows, sure in ((outlined, _is_numbered(plain)), (plain, _is_flat(plain)))
    ]
    found += [Reading(tuple(rows)) for rows in (_beside(plain, outlined), leaves(plain), _without_of_which(plain))]
    found.append(Reading(tuple(r for r in domain if r.is_total)))
    if before is not None:
        found.append(Reading((before, *plain)))
    return [reading for reading in found if reading.rows]


def _by_formula(rows: Sequence[Row], place: int) -> tuple[Row, ...]:
    """资金总额（=1+2+3）: the nearest rows numbered so, below it or else above."""
    match = _FORMULA.search(fold_width(rows[place].written))
    if not match:
        return ()
    wanted = re.findall(r"\d+", match[1])
    for near in (rows[place + 1 : place + 1 + REACH], rows[max(0, place - REACH) : place]):
        found = {row.label.number: row for row in reversed(near) if row.label.style == "1."}
        if all(number in found for number in wanted):
            return tuple(found[number] for number in wanted)
    return ()


def _is_grand(strip: Strip, place: int) -> bool:
    """Whether it is the only total of a half with codes."""
    return sum(row.is_total for row in strip.rows) == 1 and not strip.rows[place].code


def _domain(rows: Sequence[Row], place: int, words: TableWords) -> tuple[list[Row], Row | None]:
    """The rows around a total that it may sum up, and the total before it, if any."""
    if not any(row.name for row in rows[:place]):
        end = next((i for i in range(place + 1, len(rows)) if rows[i].is_total and not _is_sub(rows[i], words)), len(rows))
        return list(rows[place + 1 : end]), None
    sub = _is_sub(rows[place], words)
    last = next((i for i in range(place - 1, -1, -1) if rows[i].is_total and (sub or not _is_sub(rows[i], words))), None)
    if last is None:
        return list(rows[:place]), None
    return list(rows[last + 1 : place]), None if sub else rows[last]


def _is_sub(row: Row, words: TableWords) -> bool:
    return matches(row.path[-1] if row.path else "", words.subtotals)


def _is_flat(rows: Sequence[Row]) -> bool:
    """Whether all rows stand at one level: same numbering, no 其中, no row further in than the others."""
    plain = [row for row in rows if row.name]
    return (
        len({row.label.style for row in plain}) <= 1
        and not any(row.label.of_which for row in plain)
        and len({row.label.indent for row in plain}) <= 1
        and len({row.path[0] for row in plain if len(row.path) > 1}) <= len({row.path for row in plain})
    )


def _outlined(rows: Sequence[Row]) -> list[Row]:
    """The rows at the highest level of numbering; none where no row is numbered."""
    return [row for row in children_of(rows, -1) if row.label.style]


def _is_numbered(rows: Sequence[Row]) -> bool:
    """Whether every row is numbered, so that the levels are plain."""
    return all(row.label.style for row in rows if row.name)


def _beside(rows: Sequence[Row], outlined: Sequence[Row]) -> list[Row]:
    """The highest level with the rows without a number, which may stand beside it."""
    return children_of(rows, -1) if outlined and not _is_numbered(rows) else []


def _without_of_which(rows: Sequence[Row]) -> list[Row]:
    kept = [row for row in rows if not row.label.of_which]
    return kept if len(kept) < len(rows) else []


def _filled(table: ReadTable, region: Region, strip: Strip, row: Row, found: Sequence[Reading]) -> Iterator[TableJudgement]:
    for column in strip.columns:
        stated = row.entries.get(column.index)
        if stated is None or stated.quantity is None or column.role in {"rate", "score", "weight"}:
            continue
        judged = [_judge(table, region, row, column, stated, reading) for reading in found if _has(reading, column)]
        best = _best(judged)
        if best is not None and not (best.verdict == "fails" and column.role == "other"):
            yield best


def _has(reading: Reading, column: Column) -> bool:
    return any((entry := row.entries.get(column.index)) and entry.quantity is not None for row in reading.rows)


def _judge(
    table: ReadTable, region: Region, row: Row, column: Column, stated: Entry, reading: Reading
) -> tuple[Reading, TableJudgement]:
    rows = [r for r in reading.rows if column.index in r.entries and r.entries[column.index].quantity is not None]
    cells = [cell_ref(table, region, r, column, r.entries[column.index]) for r in rows]
    expected = Sum.of([r.entries[column.index] for r in rows], cells=cells)
    cell = cell_ref(table, region, row, column, stated)
    return reading, judge_sum("sum", "合计", cell, stated, expected, half_unit(region.decimals))


def _best(judged: Sequence[tuple[Reading, TableJudgement]]) -> TableJudgement | None:
    """The reading that holds exactly, else one within the tail difference, else the sure one that fails."""
    held = [judgement for _, judgement in judged if judgement.verdict == "holds"]
    exactly = [judgement for judgement in held if judgement.severity != "note"]
    sure = [judgement for reading, judgement in judged if reading.sure]
    if exactly:
        return exactly[0]
    return next(iter(sure), None) if sure or not held else held[0]


def _empty(table: ReadTable, region: Region, strip: Strip, row: Row, found: Sequence[Reading]) -> Iterator[TableJudgement]:
    """A total row with cells left empty though its parts are filled."""
    missing: list[tuple[Column, Entry, Sum]] = []
    for column in strip.columns:
        entry = row.entries.get(column.index)
        if entry is None or not entry.is_blank or column.role in {"rate", "other"}:
            continue
        sums = [_sum(table, region, reading, column) for reading in found if _has(reading, column)]
        if sums and sums[0].value and (found[0].sure or len({s.value for s in sums}) == 1):
            missing.append((column, entry, sums[0]))
    if missing:
        column, entry, _ = missing[0]
        cell = cell_ref(table, region, row, column, entry)
        places = [cell_ref(table, region, row, col, blank).location for col, blank, _ in missing]
        told = [("·".join(col.path) if len(missing) > 1 else "", total) for col, _, total in missing]
        yield empty_total(cell, told, fills=places)


def _sum(table: ReadTable, region: Region, reading: Reading, column: Column) -> Sum:
    rows = [r for r in reading.rows if column.index in r.entries]
    filled = [r for r in rows if r.entries[column.index].quantity is not None]
    cells = [cell_ref(table, region, r, column, r.entries[column.index]) for r in filled]
    return Sum.of([r.entries[column.index] for r in filled], cells=cells)
