"""The usual slips: what explains a rate that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from drafter.claims.prose import Figure
from drafter.core.quantity import round_half_up
from drafter.core.ranges import Range

__all__ = ["SLIPS", "growth_slip", "ratio_slip", "slips_of"]

SLIPS = {
    "ratio-as-growth": "把“本年是上年的百分之几”当成了“比上年增长百分之几”",
    "wrong-base": "分母用错了（用本年数作了基数）",
    "inverted": "分子、分母颠倒了",
    "transposed": "数字前后颠倒了",
    "digit-dropped": "漏写或多写了一位数字",
    "shifted": "小数点错位，或元、万元混用",
    "remainder": "写成了剩余部分的比例",
    "rate-on-zero": "基数为零",
    "direction": "方向词没有随数字一起改",
    "capped": "超额完成按 100% 写的，准许这样写的不用改",
    "slip": "笔误（改一位、前后颠倒、多一位或少一位、小数点移位、元与万元混用，就与那里一致）",
}
HUNDRED = Fraction(100)
_DIGITS = "0123456789"


def growth_slip(this: Figure, last: Range, delta: Figure, rate: Figure) -> str:
    """Which slip turned ``delta ÷ last`` into the stated rate."""
    candidates = {
        "ratio-as-growth": this.range.over(last),
        "wrong-base": delta.range.over(this.range),
        "inverted": last.over(delta.range),
    }
    return _explains(candidates, rate) or written_slip(rate, delta.range.over(last))


def ratio_slip(part: Figure, whole: Figure, rate: Figure) -> str:
    """Which slip turned ``part ÷ whole`` into the stated rate."""
    rest = whole.range - part.range
    candidates = {
        "inverted": whole.range.over(part.range),
        "remainder": rest.over(whole.range),
        "ratio-as-growth": (part.range - whole.range).over(whole.range),
    }
    return _explains(candidates, rate) or written_slip(rate, part.range.over(whole.range))


def _explains(candidates: dict[str, Range | None], rate: Figure) -> str:
    for name, quotient in candidates.items():
        if quotient is not None and rate.range.meets(quotient.times(HUNDRED)):
            return name
    return ""


def written_slip(stated: Figure, quotient: Range | None) -> str:
    """Slips of the pen: digits transposed, one dropped or doubled, the point moved."""
    if quotient is None:
        return ""
    right = quotient.times(HUNDRED)
    for factor in (10, 100, 1000, 10000):
        if stated.range.times(factor).meets(right) or stated.range.meets(right.times(factor)):
            return "shifted"
    exponent = -int(stated.quantity.value.as_tuple().exponent)
    shown = str(round_half_up(abs(right.middle), max(exponent, 0)))
    written = stated.quantity.plain
    if sorted(shown) == sorted(written) and shown != written:
        return "transposed"
    if len(shown) != len(written) and (_without_one(shown, written) or _without_one(written, shown)):
        return "digit-dropped"
    return ""


def _without_one(longer: str, shorter: str) -> bool:
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def slips_of(figure: Figure) -> Iterator[Fraction]:
    """The numbers that a figure may have been meant to be: one digit another, two transposed, one more or less, the point moved.

    In the unit of `Figure.range`.
    """
    middle = figure.range.middle
    value = Fraction(figure.quantity.value)
    if value <= 0 or figure.hedge:
        return
    scale = middle / value
    texts = (text for text in _slips(figure.quantity.plain) if text[:1].isdigit() and text[-1:].isdigit())
    found = [_number(text) if scale == 1 else _number(text) * scale for text in texts]
    found += [number for power in (10, 100, 10000) for number in (middle * power, middle / power)]
    yield from (number for number in dict.fromkeys(found) if number != middle)


def _number(text: str) -> Fraction:
    """Digits with or without a point, five times as fast as `Fraction` reads them."""
    whole, _, decimals = text.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def _slips(text: str) -> Iterator[str]:
    at = [i for i, c in enumerate(text) if c.isdigit()]
    for i in at:
        yield from (text[:i] + digit + text[i + 1 :] for digit in _DIGITS)
        yield text[:i] + text[i + 1 :]
    for i in range(len(text) + 1):
        yield from (text[:i] + digit + text[i:] for digit in _DIGITS)
    for i, j in pairwise(at):
        yield text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]
