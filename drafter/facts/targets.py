"""An indicator's outcome held against its target: bounds, ranges, deadlines, in the units in which they are written.

| target | outcome | met |
|---|---|---|
| ≥48场, 48场以上 | 42场 | no, 6 short |
| ≤2%, 24小时内 | 1.5%, 20小时 | yes |
| 15%–20% | 22% | no, 2 above |
| ≥18.6公里 | 16900米 | no: units of one kind are converted |
| 2024年10月底前 | 2024年12月15日 | no, 45 days late |
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity, parse_quantity, split_comparison
from drafter.core.text import fold_width

__all__ = ["Deadline", "Measured", "measure_amounts", "measure_dates"]

_SCALES: dict[str, tuple[str, Fraction]] = {
    "公里": ("米", Fraction(1000)), "千米": ("米", Fraction(1000)), "厘米": ("米", Fraction(1, 100)), "公顷": ("亩", Fraction(15)),
    "平方公里": ("平方米", Fraction(1_000_000)), "平方千米": ("平方米", Fraction(1_000_000)), "㎡": ("平方米", Fraction(1)),
    "吨": ("千克", Fraction(1000)), "公斤": ("千克", Fraction(1)), "小时": ("分钟", Fraction(60)), "个工作日": ("工作日", Fraction(1)),
    "元": ("元", Fraction(1)),
}  # fmt: skip
_LARGE = {"万": Fraction(10_000), "亿": Fraction(100_000_000)}
_RANGE = lazy_re(r"(\d+(?:\.\d+)?)\s*([^\d\s]*?)\s*(?:-|–|—|~|～|至|到)\s*(\d+(?:\.\d+)?)\s*([^\d\s]*)")
_DATE = lazy_re(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(?:份)?(?:(\d{1,2})[日号]|(底|末|上旬|中旬|下旬|初))?")
_DUE_END = lazy_re(r"(?:以前|之前|前|以内|内|底|末)(?:完成|完工|竣工|验收|交付|办结|发放到位)?$")
_TENTHS = {"初": 5, "上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class Measured:
    """Target and outcome as numbers of one unit."""

    sign: str
    """≥ ≤ > < = , or ～ for a range."""
    target: Quantity
    outcome: Quantity
    value: Fraction
    """The outcome in the target's unit."""
    bound: str = ""
    """Comparison that the outcome was written with: ``>`` of 大于95%."""
    upper: Quantity | None = None
    """The upper end of a range, whose lower end is `target`."""

    @property
    def at_most(self) -> bool:
        """Whether less is better, or the outcome lies above a range."""
        return self.sign in {"≤", "<"} or (self.upper is not None and self.value > Fraction(self.upper.value))

    @property
    def limit(self) -> Quantity:
        """The end of the target that the outcome is held against."""
        return self.upper if self.upper is not None and self.at_most else self.target

    @property
    def met(self) -> bool:
        """Whether the outcome reaches the target."""
        target = Fraction(self.target.value)
        if self.upper is not None:
            return target <= self.value <= Fraction(self.upper.value)
        above, below = (self.bound == sign and self.value == target for sign in "><")
        reached = {"≥": self.value >= target, ">": self.value > target or above}
        kept = {"≤": self.value <= target, "<": self.value < target or below}
        return {**reached, **kept}.get(self.sign, self.value == target)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day until which something was due, and the day on which it was done."""

    due: date
    done: date

    @property
    def late(self) -> int:
        """Days too late; none or fewer in time."""
        return (self.done - self.due).days


def measure_amounts(target: str, outcome: str, bare: str) -> Measured | None:
    """Target and outcome as numbers; `None` where one of them is none, or they are of different kinds.

    Also for an outcome that is a bound on the wrong side (小于96% for a target of ≥95%): it tells nothing.
    """
    sign, rest = split_comparison(target)
    bound, told = split_comparison(outcome)
    reached = parse_quantity(told)
    between = None if sign else _range(rest)
    wanted, upper = between or (parse_quantity(rest), None)
    if wanted is None or reached is None:
        return None
    value = _converted(reached, wanted.unit)
    if value is None:
        return None
    measured = Measured("～" if upper else sign or bare, wanted, reached, value, bound, upper)
    return None if bound and bound in ("≥>" if measured.at_most else "≤<") else measured


def _range(text: str) -> tuple[Quantity, Quantity] | None:
    """The two ends of 15%–20% or 3至5次."""
    match = _RANGE.fullmatch(fold_width(text).strip())
    if not match or (match[2] and match[2] != match[4]):
        return None
    low, high = (Quantity(Decimal(digits), match[4], digits) for digits in (match[1], match[3]))
    return (low, high) if low.value < high.value else None


def _converted(quantity: Quantity, unit: str) -> Fraction | None:
    """The number in another unit of the same kind; a missing unit is taken to be the same."""
    value = Fraction(quantity.value)
    if not quantity.unit or not unit or quantity.unit == unit:
        return value
    (own, factor), (other, divisor) = _base(quantity.unit), _base(unit)
    return value * factor / divisor if own == other else None


def _base(unit: str) -> tuple[str, Fraction]:
    """A unit as its base unit and how many of those it is: 万平方米 is 10000 平方米."""
    if unit[:1] in _LARGE and len(unit) > 1:
        base, factor = _base(unit[1:])
        return base, factor * _LARGE[unit[0]]
    return _SCALES.get(unit, (unit, Fraction(1)))


def measure_dates(target: str, outcome: str, year: int) -> Deadline | None:
    """Deadline and day of completion; `None` where either tells no day or month. A day without a year is of the report's year."""
    wanted = fold_width(target).replace(" ", "")
    if not _DUE_END.search(wanted):
        return None
    due, done = _last_day(wanted, year), _last_day(fold_width(outcome).replace(" ", ""), year)
    return Deadline(due, done) if due and done else None


def _last_day(text: str, year: int) -> date | None:
    """The last day that a date, month or part of a month can mean."""
    match = next((m for m in _DATE.finditer(text) if m[2] or (m[1] and "年底" in text)), None)
    if match is None:
        return date(year, 12, 31) if text.startswith("年底") else None
    years, month = int(match[1] or year), int(match[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(years, month)[1]
    day = int(match[3]) if match[3] else _TENTHS.get(match[4] or "", last)
    return date(years, month, day) if 1 <= day <= last else None
