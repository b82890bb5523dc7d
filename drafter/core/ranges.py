"""Intervals of exact numbers, and arithmetic on them: what a written figure can stand for, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from drafter.core.quantity import Quantity

__all__ = ["Range", "range_of", "total"]

FAR = Fraction(10**15)
"""Stands for no upper bound (超过, 以上)."""


@dataclass(frozen=True, slots=True)
class Range:
    """A closed interval; `low` is never above `high`."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return Range(self.low - other.high, self.high - other.low)

    def times(self, factor: Fraction | int) -> Range:
        """The interval scaled by a factor that is not negative."""
        return Range(self.low * factor, self.high * factor)

    def __mul__(self, other: Range) -> Range:
        products = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(products), max(products))

    def over(self, other: Range) -> Range | None:
        """The quotient; `None` where the divisor can be zero."""
        if other.low <= 0 <= other.high:
            return None
        quotients = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(quotients), max(quotients))

    def meets(self, other: Range) -> bool:
        """Whether some number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Fraction) -> Range:
        """The interval grown by so much at both ends."""
        return Range(self.low - by, self.high + by)

    @property
    def middle(self) -> Fraction:
        """The number in the middle."""
        return (self.low + self.high) / 2


def range_of(quantity: Quantity, hedge: str = "") -> Range:
    """The numbers that a written quantity can stand for, in its own unit; a hedge widens it."""
    interval = quantity.interval()
    low, high = Fraction(interval.low), Fraction(interval.high)
    value = Fraction(quantity.value)
    if hedge in {"超过", "超", "以上", "不低于", "不少于", "达到", "逾"}:
        return Range(value, FAR) if hedge != "达到" else Range(low, FAR)
    if hedge in {"余", "多"}:
        return Range(value, value + _last_unit(quantity))
    if hedge == "近":
        return Range(value * Fraction(95, 100), value)
    if hedge in {"约", "左右"}:
        return Range(value * Fraction(95, 100), value * Fraction(105, 100))
    if hedge in {"不超过", "以内"}:
        return Range(Fraction(0), value)
    return Range(low, high)


def _last_unit(quantity: Quantity) -> Fraction:
    """One unit of the last digit that is not zero: 100 for 4300, 0.1 for 2.5."""
    digits = quantity.value.normalize().as_tuple()
    return Fraction(10) ** int(digits.exponent)


def total(parts: Iterable[Range]) -> Range:
    """The sum of intervals."""
    result = Range(Fraction(0), Fraction(0))
    for part in parts:
        result += part
    return result
