"""A quantity keeps the digits as they were written and stands for the interval of numbers that round to them.

No float touches a figure: a written figure is a `Decimal`, an exact intermediate result a `Fraction`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from drafter.core.numerals import unit_and_hedge
from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width

__all__ = [
    "Comparison",
    "Interval",
    "Quantity",
    "parse_quantity",
    "plain_number",
    "quantize",
    "round_half_up",
    "split_comparison",
]

_EXACT = Context(prec=1000)
"""The ordinary 28 digits would round long figures without a sound."""
Comparison = str
"""One of ``≥ ≤ > < =``; empty where none is written."""

_NUMBER = lazy_re(
    r"""
    (?P<sign>[-+−]?)
    (?P<digits>
        [0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?   # 1,234.56
      | [0-9]+(?:\.[0-9]+)?                     # 1234.56
    )
    """,
    re.VERBOSE,
)
_PLAIN = lazy_re(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_WRITTEN = lazy_re(
    rf"""
    (?P<before>约|近|超过|超|不低于|不少于|不超过|达到|达|逾)?\s*
    {_NUMBER.pattern}\s*
    (?P<unit>[^\d\s]{{0,9}}?)
    (?P<after>以上|以内|左右)?
    """,
    re.VERBOSE,
)
_COMPARISON_SIGN = lazy_re(r"\s*(≥|≧|>=|≤|≦|<=|>|<|=|大于等于|不低于|不少于|小于等于|不超过|不高于|大于|小于|等于|达到)\s*")
_COMPARISON_AFTER = {"以上": "≥", "以内": "≤", "之内": "≤", "以下": "≤", "内": "≤"}
_SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "大于等于", "不低于", "不少于", "达到"), "≥"),
    **dict.fromkeys(("≤", "≦", "<=", "小于等于", "不超过", "不高于"), "≤"),
    **dict.fromkeys((">", "大于"), ">"),
    **dict.fromkeys(("<", "小于"), "<"),
    **dict.fromkeys(("=", "等于"), "="),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a written figure can stand for: half-open, closed at the end nearer to zero.

    74.36 is [74.355, 74.365) and -74.36 is (-74.365, -74.355], because halves round away from zero.
    """

    low: Decimal
    high: Decimal
    closed_low: bool = True
    closed_high: bool = False

    def __contains__(self, number: Decimal | Fraction | int) -> bool:
        exact = Fraction(number)
        low, high = Fraction(self.low), Fraction(self.high)
        above = exact > low or (self.closed_low and exact == low)
        return above and (exact < high or (self.closed_high and exact == high))

    def __str__(self) -> str:
        return f"{'[' if self.closed_low else '('}{self.low}, {self.high}{']' if self.closed_high else ')'}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as a person wrote it or would write it."""

    value: Decimal
    unit: str = ""
    """``万元``, ``%``, ``件`` …; empty for a bare number. A percentage is held as written: 74.36 with unit ``%``."""
    digits: str = ""
    """The digits as written, folded to half width: ``1,234.50``. Empty in a made-up quantity: those of `value`."""
    written: str = ""
    """The whole as written, hedge and unit with it (``230余次``); empty where it is just digits and unit."""

    @property
    def plain(self) -> str:
        """The digits without thousands separators: what a report prints."""
        return (self.digits or str(self.value)).replace(",", "")

    @property
    def text(self) -> str:
        """The quantity as a report prints it, unit included."""
        return self.written or f"{self.plain}{self.unit}"

    def interval(self) -> Interval:
        """The numbers that round, half up, to these digits.

        >>> str(Quantity(Decimal("74.36"), "%").interval())
        '[74.355, 74.365)'
        """
        exponent = self.value.as_tuple().exponent
        half = Decimal(5).scaleb(int(exponent) - 1)
        negative = self.value < 0
        both = self.value == 0
        low, high = _EXACT.subtract(self.value, half), _EXACT.add(self.value, half)
        return Interval(low, high, not negative and not both, negative)


def round_half_up(exact: Fraction, places: int) -> Decimal:
    """The number rounded once, halves away from zero; no intermediate rounding.

    >>> round_half_up(Fraction(9444, 12700) * 100, 2)
    Decimal('74.36')
    """
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-places, _EXACT)


def quantize(exact: Fraction, unit: str, *, places: int = 2, tidy: bool = True) -> Quantity:
    """A computed number as it is printed; `tidy` drops the zeros after the point where nothing was rounded away.

    >>> quantize(Fraction(100), "%").text, quantize(Fraction(743, 10), "%").text
    ('100%', '74.3%')
    """
    value = round_half_up(exact, places)
    if tidy and Fraction(value) == exact:
        value = value.quantize(Decimal(1), context=_EXACT) if value == value.to_integral_value() else value.normalize(_EXACT)
    return Quantity(_EXACT.plus(value), unit)


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that a text is, hedge and unit included, or `None` where it is not exactly one quantity.

    >>> parse_quantity("１,234.50万元").plain, parse_quantity("5万余元").unit, parse_quantity("十来个")
    ('1234.50', '万元', None)
    """
    folded = fold_width(text).strip()
    match = _WRITTEN.fullmatch(folded)
    if not match:
        return None
    sign = "-" if match["sign"] in {"-", "−"} else ""
    digits = sign + match["digits"]
    unit, within = unit_and_hedge(match["unit"])
    hedged = any((match["before"], within, match["after"]))
    value = Decimal(digits.replace(",", ""))
    return Quantity(value, unit, digits, re.sub(r"\s+", "", folded).replace(",", "") if hedged else "")


def plain_number(text: str) -> Decimal:
    """The number that plain digits are; `ValueError` for words and for what `Decimal` takes besides: NaN, 1e999999.

    >>> plain_number(" -12.50")
    Decimal('-12.50')
    """
    if not _PLAIN.fullmatch(text.strip()):
        raise ValueError(f"应为数字（现值：'{text}'）")
    return Decimal(text.strip())


def split_comparison(text: str) -> tuple[Comparison, str]:
    """The comparison at the head or tail of a target, and the rest; an empty sign where none is written.

    >>> split_comparison("≥95%"), split_comparison("95%以上"), split_comparison("300件")
    (('≥', '95%'), ('≥', '95%'), ('', '300件'))
    """
    folded = fold_width(text).strip()
    match = _COMPARISON_SIGN.match(folded)
    if match:
        return _SIGNS[match[1]], folded[match.end() :].strip()
    for word, sign in _COMPARISON_AFTER.items():
        if folded.endswith(word):
            return sign, folded[: -len(word)].strip()
    return "", folded
