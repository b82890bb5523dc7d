"""What the equations of claims share: a stated figure held against a computed one, a ratio with its slips, other figures near by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from drafter.claims.judgement import Judgement, compare, show, show_telling, with_tail
from drafter.claims.prose import Figure
from drafter.claims.recogniser import Claim
from drafter.claims.slips import ratio_slip
from drafter.core.ranges import Range

__all__ = ["AT_MOST", "HUNDRED", "between", "earlier_alike", "exact_range", "judged_by", "ratio_judgement", "undecided_claim"]

HUNDRED = Fraction(100)
OPEN = Fraction(10**11)
"""Beyond this a computed number has no upper bound (超过, 以上)."""
AT_MOST = frozenset({"不超过", "以内", "以下", "低于", "不高于", "小于"})


def judged_by(
    claim: Claim, stated: Figure, computed: Range, derivation: str, slip: str = "", exact: Fraction | None = None
) -> Judgement:
    """The verdict on a stated figure by a computed one; the digits differ within the intervals: it holds with a note."""
    verdict, severity = compare(stated, computed)
    number = (show if verdict == "holds" else show_telling)(exact if exact is not None else computed.middle, stated)
    right = f"{number}以上" if computed.high > OPEN else number
    figures = tuple(claim.figures.values())
    if verdict == "holds":
        judged = Judgement(claim.shape, verdict, claim.quote, stated.location, derivation, figures=figures)
        hedged = stated.hedge or any(figure.hedge for figure in figures)
        same = hedged or Decimal(number.removesuffix(stated.quantity.unit)) == stated.quantity.value
        return judged if same else with_tail(judged, stated, right, "按写出的数字计算略有出入，在四舍五入的范围内")
    return Judgement(
        claim.shape,
        verdict,
        claim.quote,
        stated.location,
        derivation=derivation,
        stated=stated.text,
        expected=right,
        slip=slip,
        severity=severity,
        figures=figures,
        suspects=(stated,),
    )


def undecided_claim(claim: Claim, why: str) -> Judgement:
    """The claim without a verdict, with the reason."""
    place = claim.passage.location(claim.start, claim.end)
    return Judgement(claim.shape, "undecided", claim.quote, place, why, figures=tuple(claim.figures.values()))


def ratio_judgement(claim: Claim, part: Figure, whole: Figure, rate: Figure) -> Judgement:
    """``part ÷ whole = rate``."""
    if whole.quantity.value == 0 and not whole.hedge:
        return _zero_base(claim, part, rate)
    quotient = part.range.over(whole.range)
    if quotient is None:
        return undecided_claim(claim, "基数可能为零")
    computed = quotient.times(HUNDRED)
    exact = part.value / whole.value * 100
    derivation = f"{part.text} ÷ {whole.text} = {show(exact, rate)}"
    slip = "" if rate.range.meets(computed) else ratio_slip(part, whole, rate)
    judged = judged_by(claim, rate, computed, derivation, slip, exact)
    if judged.slip == "tail" and _is_remainder(exact, rate):
        judged = _of_remainder(judged, show(exact, rate), rate)
    return judged if whole in claim.figures.values() else replace(judged, looked_up=(whole,))


APART = 5
"""Percentage points by which a rate and what is left of a hundred are kept apart."""


def _is_remainder(exact: Fraction, rate: Figure) -> bool:
    """Whether a rate that only a coarse amount allows (1万元) is just what the true one leaves of a hundred: 47 % for 53 %."""
    half = (rate.range.high - rate.range.low) / 2
    return not rate.hedge and abs(exact - rate.value) > APART and abs(HUNDRED - exact - rate.value) <= half


def _of_remainder(judged: Judgement, right: str, rate: Figure) -> Judgement:
    message = f"写的是 {rate.text}，按写出的数字计算是 {right}，{rate.text} 正好是剩下的比例，存疑，请核对"
    return replace(
        judged, verdict="fails", expected=right, slip="remainder", severity="warning", message=message, suspects=(rate,)
    )


def _zero_base(claim: Claim, part: Figure, rate: Figure) -> Judgement:
    """0 of 0 written as 0 % is a convention; a rate on base 0 is no number."""
    harmless = part.quantity.value == 0 and rate.quantity.value == 0
    place = rate.location
    if harmless:
        return Judgement(claim.shape, "holds", claim.quote, place, "基数为零，按惯例写 0%", figures=tuple(claim.figures.values()))
    if part.quantity.value == 0:
        return undecided_claim(claim, "基数为零")
    return Judgement(
        claim.shape,
        "fails",
        claim.quote,
        place,
        derivation=f"{part.text} ÷ 0",
        stated=rate.text,
        expected="无法计算",
        slip="rate-on-zero",
        message="基数为零时无法计算百分比",
        figures=tuple(claim.figures.values()),
        suspects=(rate,),
    )


def between(claim: Claim, first: str, last: str) -> list[Figure]:
    """The other figures of the same kind that stand between two of a claim: the rate may be of one of them."""
    start, end = claim.figures[first], claim.figures[last]
    return [
        figure
        for figure in claim.passage.figures
        if start.location.start < figure.location.start < end.location.start and figure.kind == start.kind
    ]


def earlier_alike(claim: Claim, whole: Figure, part: Figure) -> list[Figure]:
    """The counts in the unit of the part that the sentence tells before the whole, at most four."""
    sentence = claim.passage.masked.rfind("。", 0, claim.start) + 1
    begin = claim.passage.location(sentence, sentence + 1).start
    figures = [figure for figure in claim.passage.figures if begin <= figure.location.start < whole.location.start]
    return [figure for figure in figures if figure.quantity.unit == part.quantity.unit][-4:]


def exact_range(figure: Figure) -> Range:
    """The figure itself: the 不低于 of a target, the 以内 of a budget is its own, not a hedge."""
    return replace(figure, hedge="").range
