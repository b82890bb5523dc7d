"""Rate columns against the columns they are computed from: 到位率, 支出率, 执行率, 占比.

Which columns are numerator and denominator is given by names in the settings. Cumulative quarters, single quarters and whole years
stand side by side, so a rate that fits any reading holds; one of part of a year whose plan the table lacks is undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from drafter.core.findings import Severity, Verdict
from drafter.core.quantity import round_half_up
from drafter.core.ranges import Range, range_of
from drafter.tables.hypotheses import Hypothesis, Reading
from drafter.tables.judgement import TableJudgement, exact, half_unit
from drafter.tables.model import ReadTable
from drafter.tables.places import CellRef, cell_ref, where
from drafter.tables.region import Column, Region, Row, Strip, ValueCell
from drafter.tables.relations import RateRule
from drafter.tables.table_words import TableWords, matches

__all__ = ["rate_hypotheses"]

TOTAL_ROW = "合计行"
LEFT_OF_TOP = "左边各栏"
"""Denominators that have no name of their own: the total of the column, and any amount left of the numerator."""
MOST_TOTALS = 3
FITTING = 3
"""So many rates must fit for each that does not."""
LARGEST_RATIO = Decimal("1.5")
"""A rate written as 0.95 below a header of per cents."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Numerator and denominator of one row, and whether the denominator is of the same period for sure."""

    top: ValueCell
    bottom: ValueCell
    cells: tuple[CellRef, CellRef]
    sure: bool


def rate_hypotheses(
    table: ReadTable, region: Region, strip: Strip, rules: Sequence[RateRule], words: TableWords
) -> Iterator[Hypothesis]:
    """The rates of one half, a hypothesis a column.

    Rates of parts of a year whose plan the table lacks may count from the whole year's; that has to be borne out by the others.
    """
    totals = tuple(row for row in strip.rows if row.is_total)[-MOST_TOTALS:]
    loose: list[TableJudgement] = []
    for column in strip.columns:
        rule = next((rule for rule in rules if matches(column.label, rule.columns)), None)
        if rule is None or column.formula is not None:
            continue
        sure: list[TableJudgement] = []
        finder = _Finder(table, region, strip, column, rule=rule, words=words, totals=totals)
        for row in strip.rows:
            stated = row.entries.get(column.index)
            if stated is not None and stated.quantity is not None and (found := finder.readings(row)):
                judged = _judge(cell_ref(table, region, row, column, stated), stated, found, region.decimals)
                (sure if any(reading.sure for reading in found) else loose).append(judged)
        if sure:
            yield Hypothesis((Reading("比率", tuple(sure), declared=True),))
    if loose:
        yield Hypothesis((Reading("分段的比率", tuple(loose), needed=FITTING),))


@dataclass(slots=True)
class _Finder:
    """Finds the operands of a rate column."""

    table: ReadTable
    region: Region
    strip: Strip
    column: Column
    rule: RateRule
    words: TableWords
    totals: tuple[Row, ...]
    """The last total rows of the half."""

    def readings(self, row: Row) -> list[_Reading]:
        """Every written pair of operands in a row."""
        found: list[_Reading] = []
        for top_column in self._near(self._tops()):
            top = row.entries.get(top_column.index)
            if top is None or top.quantity is None:
                continue
            for bottom_row, bottom_column in self._bottoms(row, top_column):
                bottom = bottom_row.entries.get(bottom_column.index)
                if bottom is not None and bottom.quantity is not None:
                    cells = (self._ref(row, top_column, top), self._ref(bottom_row, bottom_column, bottom))
                    found.append(_Reading(top, bottom, cells, self._is_sure(bottom_column)))
        return found

    def _ref(self, row: Row, column: Column, entry: ValueCell) -> CellRef:
        return cell_ref(self.table, self.region, row, column, entry)

    def _tops(self) -> list[Column]:
        return [column for column in self._amounts() if self._is_named(column, self.rule.numerators)]

    def _amounts(self) -> list[Column]:
        return [column for column in self.strip.columns if column.role == "amount"]

    def _bottoms(self, row: Row, top: Column) -> list[tuple[Row, Column]]:
        if TOTAL_ROW in self.rule.denominators:
            return [(total, top) for total in self.totals if total is not row]
        if LEFT_OF_TOP in self.rule.denominators:
            left = [column for column in self._amounts() if column.index < top.index]
            return [(row, column) for column in left if _is_not_zero(row.entries.get(column.index))]
        named = [c for c in self._amounts() if c is not top and self._is_named(c, self.rule.denominators)]
        here = [column for column in named if self._group(column) in {self._group(self.column), ""}]
        preferred = [column for column in here if self._is_named(column, self.rule.preferred)]
        return [(row, column) for column in preferred or here]

    @staticmethod
    def _is_named(column: Column, names: tuple[str, ...]) -> bool:
        return any(matches(name, names) for name in column.names)

    def _near(self, columns: list[Column]) -> list[Column]:
        """Those below the same upper header as the rate, where there are any."""
        mine = [column for column in columns if column.path[:-1] == self.column.path[:-1]]
        return mine or columns

    def _group(self, column: Column) -> str:
        """The part of the year that a column's upper headers name."""
        above = "/".join(column.path[:-1])
        return above if _is_period(above, self.words) else ""

    def _is_sure(self, bottom: Column) -> bool:
        group = self._group(self.column)
        return not _is_part(group, self.words) or self._group(bottom) == group


def _is_not_zero(entry: ValueCell | None) -> bool:
    return entry is not None and entry.quantity is not None and exact(entry) != 0


def _is_period(text: str, words: TableWords) -> bool:
    return bool(text) and (_is_part(text, words) or re.search(r"\d{4}年|全年|本年|年度|累计", text) is not None)


def _is_part(text: str, words: TableWords) -> bool:
    return re.search(words.part_of_year, text) is not None


def _judge(cell: CellRef, stated: ValueCell, found: Sequence[_Reading], decimals: int) -> TableJudgement:
    results = [(reading, *_compare(stated, reading, decimals)) for reading in found]
    for wanted in ("same", "near"):
        for reading, verdict, percent in results:
            if verdict == wanted:
                return _judgement(cell, stated, reading, percent, "holds", "note" if wanted == "near" else "error")
    reading, _, percent = next((result for result in results if result[0].sure), results[0])
    return _judgement(cell, stated, reading, percent, "fails", "error")


def _compare(stated: ValueCell, reading: _Reading, decimals: int) -> tuple[str, Fraction | None]:
    """``same`` digits, ``near`` if the intervals meet, else ``off``; and the rate in per cent."""
    top, bottom = exact(reading.top), exact(reading.bottom)
    if not bottom or stated.quantity is None:
        return "same" if top == bottom == 0 else "off", None
    percent = top / bottom * 100
    if percent * Fraction(stated.quantity.value) < 0:  # 减少 stated without a sign
        percent = -percent
    for factor in (Fraction(1), Fraction(100)) if _may_be_ratio(stated) else (Fraction(1),):
        if _rounded(percent / factor, stated) == stated.quantity.value:
            return "same", percent
    half = half_unit(decimals)
    whole = Range(bottom - half, bottom + half)
    quotient = Range(top - half, top + half).over(whole)
    near = quotient is not None and range_of(stated.quantity).meets(quotient.times(100))
    return "near" if near else "off", percent


def _may_be_ratio(stated: ValueCell) -> bool:
    quantity = stated.quantity
    return quantity is not None and "%" not in fold_percent(stated) and abs(quantity.value) <= LARGEST_RATIO


def fold_percent(stated: ValueCell) -> str:
    """The cell's text with an ASCII per cent sign."""
    return stated.cell.text.replace("％", "%")


def _rounded(percent: Fraction, stated: ValueCell) -> Decimal:
    exponent = int(stated.quantity.value.as_tuple().exponent) if stated.quantity else 0
    return round_half_up(percent, max(0, -exponent))


def _judgement(
    cell: CellRef, stated: ValueCell, reading: _Reading, percent: Fraction | None, verdict: Verdict, severity: Severity
) -> TableJudgement:
    quantity = stated.quantity
    written = quantity.text if quantity else ""
    places = max(2, -int(quantity.value.as_tuple().exponent)) if quantity else 2
    expected = "" if percent is None else f"{round_half_up(percent, places)}%"
    top, bottom = reading.top.quantity, reading.bottom.quantity
    words = f"{top.plain if top else ''} ÷ {bottom.plain if bottom else ''} = {expected or '无法计算'}"
    labels = f"{reading.cells[0].column or reading.cells[0].row} ÷ {reading.cells[1].column or reading.cells[1].row}"
    message = f"{where(cell)}写的是 {written}，{labels} 应为 {expected or '无法计算'}"
    return TableJudgement(
        "rate",
        "比率",
        verdict,
        severity,
        cell=cell,
        stated=written,
        expected=expected,
        derivation=words,
        message=message,
        parts=reading.cells,
        difference=None,
        terms=2,
    )
