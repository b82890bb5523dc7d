"""Derived figures: sums, differences and ratios of facts, each with its formula in words and its way back.

A missing operand makes the result that `Missing`, so that a template prints what has to be filled in. A ratio on base 0 is a
`Fact` that prints 无法计算, never 0 % and never an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from drafter.core.provenance import Origin
from drafter.core.quantity import Quantity, quantize
from drafter.facts.values import Fact, Missing

__all__ = ["Operand", "count", "derived", "difference", "first_missing", "growth", "ratio", "total"]

Operand = tuple[str, Fact | Missing]
"""The label that a formula shows, and the figure."""

LONGEST_FORMULA = 110


def first_missing(operands: Iterable[Operand]) -> Missing | None:
    """The operand to ask for: one that is marked 待补 before one that is just absent."""
    missing = [value for _, value in operands if isinstance(value, Missing)]
    return next((value for value in missing if value.asked), missing[0] if missing else None)


def derived(quantity: Quantity | None, exact: Fraction | None, path: tuple[str, ...], formula: str, line: int) -> Fact:
    """A computed figure that carries its formula in words and the line of the facts that it belongs to."""
    return Fact(quantity, exact, Origin("formula", " → ".join(path), line, formula[:LONGEST_FORMULA]))


def total(operands: list[Operand], path: tuple[str, ...]) -> Fact | Missing:
    """Σ of the operands; a single one is passed on as it is, with its own origin."""
    return _combined(operands, path, " + ", lambda values: sum(values, Fraction(0)))


def difference(first: Operand, second: Operand, path: tuple[str, ...]) -> Fact | Missing:
    """``first − second``."""
    return _combined([first, second], path, " − ", lambda values: values[0] - values[1])


def _combined(
    operands: list[Operand], path: tuple[str, ...], sign: str, combine: Callable[[list[Fraction]], Fraction]
) -> Fact | Missing:
    missing = first_missing(operands)
    if missing is not None or not operands:
        return missing if missing is not None else Missing(path)
    facts = [value for _, value in operands if isinstance(value, Fact)]
    if len(facts) == 1:
        return facts[0]
    if len(facts) < len(operands) or any(fact.quantity is None for fact in facts):
        return derived(None, None, path, _formula(operands, sign), facts[0].origin.line)
    exact = combine([fact.exact or Fraction(0) for fact in facts])
    places = max(-int(q.value.as_tuple().exponent) for fact in facts if (q := fact.quantity))
    unit = facts[0].quantity.unit if facts[0].quantity else ""
    quantity = quantize(exact, unit, places=max(places, 0), tidy=False)
    return derived(quantity, exact, path, _formula(operands, sign), facts[0].origin.line)


def _formula(operands: list[Operand], sign: str) -> str:
    return sign.join(f"{label} {value.number}" for label, value in operands if isinstance(value, Fact))


def ratio(part: Operand, whole: Operand, path: tuple[str, ...]) -> Fact | Missing:
    """``part ÷ whole`` in percent, two decimals."""
    return _percent([part, whole], path, " ÷ ", lambda values: values[0] / values[1], lambda values: values[1])


def growth(this: Operand, last: Operand, path: tuple[str, ...]) -> Fact | Missing:
    """``(this − last) ÷ last`` in percent: growth over last year, never this ÷ last."""
    return _percent([this, last], path, " 比 ", lambda values: (values[0] - values[1]) / values[1], lambda values: values[1])


def _percent(
    operands: list[Operand],
    path: tuple[str, ...],
    sign: str,
    compute: Callable[[list[Fraction]], Fraction],
    base: Callable[[list[Fraction]], Fraction],
) -> Fact | Missing:
    missing = first_missing(operands)
    if missing is not None:
        return missing
    facts = [value for _, value in operands if isinstance(value, Fact)]
    formula = _formula(operands, sign)
    values = [fact.exact for fact in facts if fact.exact is not None]
    line = facts[0].origin.line
    if len(values) < len(facts) or base(values) == 0:
        return derived(None, None, path, f"{formula}（基数为零）", line)
    exact = compute(values) * 100
    return derived(quantize(exact, "%"), exact, path, formula, line)


def count(number: int, unit: str, path: tuple[str, ...], formula: str, line: int = 0) -> Fact:
    """A number of things that the facts list, as a figure of its own."""
    return derived(Quantity(Decimal(number), unit), Fraction(number), path, formula, line)
