"""Growth per year: 从2020年的▮上升到2024年的▮，年均增长▮ is the rate of each year, not of all of them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from drafter.claims.equation_parts import HUNDRED, judged_by, undecided_claim
from drafter.claims.judgement import Judgement, settle, show
from drafter.claims.labels import place_of
from drafter.claims.recogniser import Claim
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range

__all__ = ["is_yearly", "judge_yearly"]

_YEARLY = lazy_re(r"年(?:度|平)?均|平均每年|每年平均|复合(?:年|增长)|年(?:化|递)[^，。；]{0,2}[增下]")
_YEAR = lazy_re(r"(?<!\d)(20[0-4]\d)(?=年)")
FARTHEST = 20
"""Characters before a change in which it is said that it is per year."""
DIGITS = 28
"""Of a root, far more than a report writes."""


def is_yearly(claim: Claim) -> bool:
    """Whether the words before its change or its rate say that it is per year."""
    text = claim.passage.masked
    for role in claim.figures.keys() & {"delta", "rate"}:
        place = place_of(claim.passage, claim.figures[role])
        start = max(text.rfind(mark, 0, place) for mark in "，。；") + 1
        if _YEARLY.search(text, max(start, place - FARTHEST), place):
            return True
    return False


def judge_yearly(claim: Claim) -> Judgement:
    """``(this ÷ last) ^ (1 ÷ years) − 1 = rate`` where both years stand with their amounts, or the plain mean; else undecided."""
    years = _years(claim)
    last, this = claim.figures.get("last"), claim.figures.get("this")
    if years is None or last is None or this is None or last.range.low <= 0 or this.range.low <= 0:
        return undecided_claim(claim, "年均的增减，没有写明是几年")
    rate = claim.figures["rate"]
    falls = this.value < last.value
    ends = [(t / b) for t in (this.range.low, this.range.high) for b in (last.range.low, last.range.high)]
    found = []
    for told, yearly in ((f"{this.text} ÷ {last.text} 的 {years} 次方根 − 1", _compound), ("平均每年", _plain)):
        rates = [yearly(end, years) * (-1 if falls else 1) for end in ends]
        exact = yearly(this.value / last.value, years) * (-1 if falls else 1) * HUNDRED
        computed = Range(min(rates), max(rates)).times(HUNDRED)
        found.append(judged_by(claim, rate, computed, f"{told} = {show(exact, rate)}", exact=exact))
    return settle(found) or undecided_claim(claim, "年均的增减，没有写明是几年")


def _compound(quotient: Fraction, years: int) -> Fraction:
    with localcontext() as context:
        context.prec = DIGITS
        whole = Decimal(quotient.numerator) / Decimal(quotient.denominator)
        return Fraction(whole ** (Decimal(1) / Decimal(years))) - 1


def _plain(quotient: Fraction, years: int) -> Fraction:
    return (quotient - 1) / years


def _years(claim: Claim) -> int | None:
    """How many years lie between the two amounts, by the years written before them."""
    if not {"last", "this"} <= claim.figures.keys():
        return None
    text = claim.passage.masked
    first, second = (place_of(claim.passage, claim.figures[role]) for role in ("last", "this"))
    earlier = _YEAR.findall(text, max(claim.start - FARTHEST, 0), first)
    later = _YEAR.findall(text, first, second)
    if not earlier or not later:
        return None
    between = int(later[-1]) - int(earlier[-1])
    return between if between > 0 else None
