"""Columns whose header says how they are worked out: products and quotients of other columns, row by row; sums are column equations."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity, round_half_up
from drafter.core.ranges import Range, range_of
from drafter.tables.formulas import Formula
from drafter.tables.hypotheses import Hypothesis, Reading
from drafter.tables.judgement import TableJudgement, exact, half_unit
from drafter.tables.model import ReadTable
from drafter.tables.places import CellRef, cell_ref, where
from drafter.tables.region import Column, Region, Row, Strip, ValueCell

__all__ = ["formula_hypotheses"]

_LONE = lazy_re(r"（([\d.]+)）")
SHOWN = {"*": " × ", "/": " ÷ ", "+": " + ", "-": " − ", "(": "（", ")": "）"}


def formula_hypotheses(table: ReadTable, region: Region, strip: Strip) -> Iterator[Hypothesis]:
    """One hypothesis for each column with a formula that is no plain sum."""
    columns = {column.number: column for column in strip.columns if column.number}
    for column in strip.columns:
        formula = column.formula
        if formula is None or formula.added or not all(name in columns for name in formula.operands):
            continue
        found = (_judge(table, region, row, column, formula, columns) for row in strip.rows)
        instances = tuple(judged for judged in found if judged is not None)
        if instances:
            yield Hypothesis((Reading("栏次算式", instances, declared=True),))


def _judge(
    table: ReadTable, region: Region, row: Row, column: Column, formula: Formula, columns: dict[str, Column]
) -> TableJudgement | None:
    """One row's result against its formula; `None` where an operand is not written or is a divisor of zero."""
    stated = row.entries.get(column.index)
    entries = {name: entry for name in formula.operands if (entry := row.entries.get(columns[name].index)) is not None}
    written = {name: entry for name, entry in entries.items() if entry.quantity is not None}
    if stated is None or stated.quantity is None or set(written) != set(formula.operands):
        return None
    half = half_unit(region.decimals)
    value = formula.value({name: Range(exact(entry), exact(entry)) for name, entry in written.items()})
    near = formula.value({name: _range(entry, columns[name], half) for name, entry in written.items()})
    if value is None or near is None:
        return None
    parts = tuple(cell_ref(table, region, row, columns[name], entry) for name, entry in written.items())
    words = "".join(SHOWN.get(mark, _plain(written.get(mark))) for mark in formula.tokens)
    scale = _scale(stated, column, value.middle)
    cell = cell_ref(table, region, row, column, stated)
    mark = "%" if column.role == "rate" else ""
    return _judgement(
        cell, stated.quantity, value.middle * scale, near.times(scale), words=_LONE.sub(r"\1", words), mark=mark, parts=parts
    )


def _judgement(
    cell: CellRef, stated: Quantity, result: Fraction, near: Range, words: str, mark: str, parts: tuple[CellRef, ...]
) -> TableJudgement:
    places = max(0, -int(stated.value.as_tuple().exponent))
    same = round_half_up(result, places) == stated.value
    holds = same or range_of(stated).meets(near)
    expected = f"{round_half_up(result, max(places, 2))}{mark}"
    message = "" if same else f"{where(cell)}写的是 {stated.text}，按表头的算式应为 {expected}"
    return TableJudgement(
        "rate",
        "栏次算式",
        "holds" if holds else "fails",
        "error" if same or not holds else "note",
        cell=cell,
        stated=stated.text,
        expected=expected,
        derivation=f"{words} = {expected}",
        message=message,
        parts=parts,
        difference=None,
        terms=2,
    )


def _range(entry: ValueCell, column: Column, half: Fraction) -> Range:
    """What a figure can stand for: amounts of money are rounded, counts are not."""
    value = exact(entry)
    return Range(value, value).widened(half if column.unit.endswith("元") else Fraction(0))


def _plain(entry: ValueCell | None) -> str:
    return entry.quantity.plain if entry is not None and entry.quantity is not None else "?"


def _scale(stated: ValueCell, column: Column, value: Fraction) -> int:
    """100 where the result is written in per cent."""
    if stated.quantity is None or (column.role != "rate" and stated.quantity.unit != "%"):
        return 1
    written = Fraction(stated.quantity.value)
    return 1 if "%" not in stated.cell.text and abs(written - value) < abs(written - value * 100) else 100
