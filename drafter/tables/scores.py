"""Score tables: parents against the indicators below them, totals against 100, no score above its weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.core.findings import Verdict
from drafter.tables.judgement import Sum, TableJudgement, exact, judge_sum
from drafter.tables.model import ReadTable
from drafter.tables.parts import Parts, parts_of
from drafter.tables.places import CellRef, cell_ref, where
from drafter.tables.region import Column, Region, Row, Strip, ValueCell
from drafter.tables.row_levels import children_of
from drafter.tables.table_words import TableWords

__all__ = ["score_checks"]

NEAR_FULL = Fraction(1, 10)
"""A total of weights that is off by at most this share is meant to be the full mark."""


def score_checks(table: ReadTable, region: Region, strip: Strip, full: Fraction, words: TableWords) -> Iterator[TableJudgement]:
    """The weights and scores of one half."""
    columns = [column for column in strip.columns if column.role in {"weight", "score"}]
    for column in columns:
        yield from _parents(table, region, strip, column)
    yield from _totals(table, region, strip, columns, words)
    yield from _above_weight(table, region, strip)
    for column in columns:
        if column.role == "weight":
            yield from _full_mark(table, region, strip, column, full)


def _parents(table: ReadTable, region: Region, strip: Strip, column: Column) -> Iterator[TableJudgement]:
    """一、投入 20 = （一） 12 + （二） 8."""
    for place, row in enumerate(strip.rows):
        if row.is_total or not row.label.style:
            continue
        children = _written(region, children_of(strip.rows, place), column)
        stated = row.entries.get(column.index)
        if children and stated is not None and stated.quantity is not None:
            yield _judge(table, region, row, column, stated, children)


def _totals(
    table: ReadTable, region: Region, strip: Strip, columns: Sequence[Column], words: TableWords
) -> Iterator[TableJudgement]:
    """The total of each column, under the reading that comes nearest; that of a weight and of its score take the same parts."""
    for place, row in enumerate(strip.rows):
        found = parts_of(strip, place, words) if row.is_total else ()
        judged: list[_Readings] = []
        for column in columns:
            stated = row.entries.get(column.index)
            if stated is not None and stated.quantity is not None:
                alone, joined = (
                    _nearest(_judge(table, region, row, column, stated, parts) for parts in sets if parts)
                    for sets in _part_sets(table, region, found, column)
                )
                judged.append(_Readings(alone, joined))
        yield from _of_one_reading(judged)


@dataclass(frozen=True, slots=True)
class _Readings:
    """A total by its own rows alone, and joined by what another part of the form is weighted with (预算执行率)."""

    alone: TableJudgement | None
    joined: TableJudgement | None

    @property
    def best(self) -> TableJudgement | None:
        """The one that comes nearer."""
        return _nearest(one for one in (self.alone, self.joined) if one is not None)

    @property
    def holds_by(self) -> str:
        """Which of the two holds, where only one does."""
        held = [name for name, one in (("alone", self.alone), ("joined", self.joined)) if one and one.verdict == "holds"]
        return held[0] if len(held) == 1 and self.alone and self.joined else ""


def _nearest(judged: Iterable[TableJudgement]) -> TableJudgement | None:
    return min(judged, key=lambda judgement: abs(judgement.difference or Fraction(0)), default=None)


def _of_one_reading(judged: Sequence[_Readings]) -> Iterator[TableJudgement]:
    """The best of each; where one column holds only with 预算执行率 and another only without, the latter is doubtful."""
    apart = {readings.holds_by for readings in judged} == {"alone", "joined"}
    for readings in judged:
        if apart and readings.holds_by == "alone" and readings.joined is not None:
            message = f"{readings.joined.message}；另一栏的合计包括预算执行率，两栏应当一样"
            yield replace(readings.joined, severity="warning", message=message)
        elif readings.best is not None:
            yield readings.best


Part = tuple[Region, Row, Column, ValueCell]


def _part_sets(
    table: ReadTable, region: Region, found: Sequence[Parts], column: Column
) -> tuple[list[list[Part]], list[list[Part]]]:
    """The readings as they stand, and with what another part of the form is weighted with (预算执行率)."""
    others = [part for other in table.regions if other is not region for part in _weighted(other, column)]
    plain = [_written(region, reading.rows, column) for reading in found]
    return plain, [[*parts, *others] for parts in plain] if len(others) == 1 else []


def _weighted(region: Region, like: Column) -> Iterator[Part]:
    for strip in region.strips:
        for column in strip.columns:
            if column.role == like.role:
                yield from _written(region, strip.rows, column)


def _written(region: Region, rows: Sequence[Row], column: Column) -> list[Part]:
    found = ((row, row.entries.get(column.index)) for row in rows)
    return [(region, row, column, entry) for row, entry in found if entry is not None and entry.quantity is not None]


def _judge(
    table: ReadTable, region: Region, row: Row, column: Column, stated: ValueCell, parts: Sequence[Part]
) -> TableJudgement:
    cells = [cell_ref(table, home, part, head, entry) for home, part, head, entry in parts]
    entries = [entry for *_, entry in parts]
    cell = cell_ref(table, region, row, column, stated)
    judged = judge_sum("score", "分值合计", cell, stated, Sum.of(entries, cells=cells), _coarser(stated, entries))
    return replace(judged, severity="error") if judged.verdict == "holds" else judged


def _coarser(stated: ValueCell, parts: Sequence[ValueCell]) -> Fraction:
    """Half a unit of a total that is written with fewer places than its parts; points are exact otherwise."""
    places = [max(0, -int(entry.quantity.value.as_tuple().exponent)) for entry in (stated, *parts) if entry.quantity]
    half = Fraction(501, 1000 * 10 ** places[0])  # a tie may have gone either way
    return half / (len(parts) + 1) if places[0] < max(places) else Fraction(0)


def _above_weight(table: ReadTable, region: Region, strip: Strip) -> Iterator[TableJudgement]:
    weights = [column for column in strip.columns if column.role == "weight"]
    scores = [column for column in strip.columns if column.role == "score"]
    if len(weights) != 1 or len(scores) != 1:
        return
    for row in strip.rows:
        weight, score = row.entries.get(weights[0].index), row.entries.get(scores[0].index)
        if weight is None or score is None or weight.quantity is None or score.quantity is None:
            continue
        fits = exact(score) <= exact(weight)
        cell = cell_ref(table, region, row, scores[0], score)
        words = f"{score.quantity.plain} {'≤' if fits else '＞'} {weight.quantity.plain}"
        message = "" if fits else f"{where(cell)}得 {score.quantity.plain} 分，超过分值 {weight.quantity.plain}"
        expected = f"不超过 {weight.quantity.plain}"
        parts: tuple[CellRef, ...] = (cell_ref(table, region, row, weights[0], weight),)
        verdict: Verdict = "holds" if fits else "fails"
        yield TableJudgement(
            "score",
            "得分不超过分值",
            verdict,
            "error",
            cell=cell,
            stated=score.quantity.plain,
            expected=expected,
            derivation=words,
            message=message,
            parts=parts,
            difference=None,
        )


def _full_mark(table: ReadTable, region: Region, strip: Strip, column: Column, full: Fraction) -> Iterator[TableJudgement]:
    """The total of the weights is the full mark."""
    total = next((row for row in reversed(strip.rows) if row.is_total), None)
    stated = total.entries.get(column.index) if total else None
    if total is None or stated is None or stated.quantity is None or abs(exact(stated) - full) > full * NEAR_FULL:
        return
    cell = cell_ref(table, region, total, column, stated)
    judged = judge_sum("score", "满分", cell, stated, Sum(full, 1, f"满分 {full}"), Fraction(0))
    yield judged
