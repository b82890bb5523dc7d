"""The equations of changes: 增加▮，增长▮ of an amount, from last year's, to this year's; reduction rates."""

from __future__ import annotations

from dataclasses import replace

from drafter.claims.equation_parts import HUNDRED, judged_by, ratio_judgement, undecided_claim
from drafter.claims.judgement import Judgement, failing, show
from drafter.claims.prose import PERCENT, Figure
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Role
from drafter.claims.slips import growth_slip
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range

__all__ = ["growth", "growth_change", "growth_from", "growth_to", "reduction"]

RISE = frozenset(
    {"增加", "增长", "上升", "提高", "增幅", "增长率", "涨幅", "增加率", "新增", "上涨", "多", "增收", "增支", "调增"}
)
_SIGNED = lazy_re(r"结余|结转|差额|盈余|净|利润|余额|收益")
"""Amounts that may be less than nothing."""
FARTHEST = 40
"""Characters before a change in which it is said what changed."""


def _rises(claim: Claim, name: str) -> bool:
    """Whether a word of the claim says that something rose: as its cue in the settings has it, else by the usual words."""
    role = claim.words.get(f"{name}-role")
    return claim.words[name] in RISE if role is None else role == Role.RISE


def growth(claim: Claim) -> Judgement | None:
    """``delta ÷ (this ∓ delta) = rate``."""
    figures = claim.figures
    delta, rate, this = figures["delta"], figures["rate"], figures.get("this")
    if this is not None and this.hedge == "达到":  # what it grew to, stated with its change, is no least amount
        this = replace(this, hedge="")
    rises = _rises(claim, "by")
    if rate.quantity.value < 0 and rises:  # 减少20万元，增长率-20%
        rate, rises = _opposite(rate), False
    if (_rises(claim, "up")) != rises and delta.quantity.value != 0:
        return _directions(claim)
    if delta.quantity.value == 0 and rate.quantity.value == 0:
        return Judgement(
            claim.shape, "holds", claim.quote, rate.location, "增减额为零，增减率为零", figures=tuple(figures.values())
        )
    if delta.quantity.value == 0 and rate.kind == PERCENT:
        return _rate_without_change(claim, delta, rate)
    if this is None or this.kind != delta.kind:
        return None
    last = this.range - delta.range if _rises(claim, "up") else this.range + delta.range
    return _growth_rate(claim, this, delta, last, rate)


def _rate_without_change(claim: Claim, delta: Figure, rate: Figure) -> Judgement:
    """增加0万元，增长6%: nothing changed, so nothing grew. 0 in 万元 with decimals may hide less than half a unit."""
    tiny = int(delta.quantity.value.as_tuple().exponent) < 0 and abs(rate.quantity.value) < 1
    figures = tuple(claim.figures.values())
    if tiny:
        return undecided_claim(claim, "增减额四舍五入后为零")
    return failing(
        claim.shape,
        claim.quote,
        rate,
        derivation=f"增减额为 {delta.text}",
        expected="0%",
        message="增减额为零，增减率也应为零",
        figures=figures,
    )


def _opposite(figure: Figure) -> Figure:
    quantity = figure.quantity
    return replace(figure, quantity=replace(quantity, value=-quantity.value, digits=quantity.digits.lstrip("-−")))


def _directions(claim: Claim) -> Judgement:
    delta = claim.figures["delta"]
    words = f"{claim.words['up']}…{claim.words['by']}"
    return Judgement(
        claim.shape,
        "fails",
        claim.quote,
        delta.location,
        derivation="增减方向前后相反",
        stated=words,
        expected="方向一致",
        slip="direction",
        message=f"前面说“{claim.words['up']}”，后面说“{claim.words['by']}”，方向相反",
        figures=tuple(claim.figures.values()),
    )


def _more_than_there_is(claim: Claim, this: Figure, delta: Figure) -> Judgement:
    """增加6万元 to 0万元: what was there before cannot have been less than nothing, unless it is a balance."""
    text = claim.passage.masked
    sentence = max(text.rfind("。", 0, claim.start) + 1, claim.start - FARTHEST)
    if delta.kind == PERCENT or _SIGNED.search(text, sentence, claim.end):
        return undecided_claim(claim, "推算的上年数为负数")
    derivation = f"{this.text} − {delta.text} 小于 0"
    message = f"增加额 {delta.text} 比本年的 {this.text} 还多"
    return failing(
        claim.shape,
        claim.quote,
        delta,
        derivation=derivation,
        expected=f"不超过{this.text}",
        message=message,
        figures=tuple(claim.figures.values()),
    )


def _growth_rate(claim: Claim, this: Figure, delta: Figure, last: Range, rate: Figure) -> Judgement:
    up = _rises(claim, "up")
    sign = "−" if up else "+"
    if last.high < 0:
        return _more_than_there_is(claim, this, delta)
    if last.low <= 0:
        least = delta.range.low / last.high * HUNDRED if last.high else None
        if last.middle != 0 or (least is not None and rate.range.high >= least):
            return undecided_claim(claim, "推算的上年数可能为零")
        place = rate.location
        return Judgement(
            claim.shape,
            "fails",
            claim.quote,
            place,
            derivation=f"{this.text} {sign} {delta.text} = 0",
            stated=rate.text,
            expected="无法计算",
            slip="rate-on-zero",
            message="上年数为零时不能计算增减百分比",
            figures=tuple(claim.figures.values()),
            suspects=(rate,),
        )
    # the base is not independent of the growth: take both ends with the delta at the same place
    ends = [d / (t - d if up else t + d) for t in (this.range.low, this.range.high) for d in (delta.range.low, delta.range.high)]
    computed = Range(min(ends), max(ends)).times(HUNDRED)
    before = this.value - delta.value if up else this.value + delta.value
    exact = delta.value / (before or last.middle) * 100
    derivation = f"{delta.text} ÷ （{this.text} {sign} {delta.text}）= {show(exact, rate)}"
    return judged_by(claim, rate, computed, derivation, growth_slip(this, last, delta, rate), exact)


def growth_from(claim: Claim) -> Judgement | None:
    """``(this − last) ÷ last = rate``; telling this ÷ last is the common slip."""
    figures = claim.figures
    this, last, rate = figures.get("this"), figures["last"], figures["rate"]
    if this is None or last.range.low <= 0:
        return None
    if rate.quantity.unit == "个百分点":
        return _points(claim, this, last, rate) if last.kind == this.kind == PERCENT else None
    ends = [(t - b) / b for t in (this.range.low, this.range.high) for b in (last.range.low, last.range.high)]
    exact = (this.value - last.value) / last.value * HUNDRED
    if "by" in claim.words and not _rises(claim, "by"):
        ends, exact = [-end for end in ends], -exact
    computed = Range(min(ends), max(ends)).times(HUNDRED)
    derivation = f"（{this.text} − {last.text}）÷ {last.text} = {show(exact, rate)}"
    slip = "ratio-as-growth" if rate.range.meets((this.range.over(last.range) or computed).times(HUNDRED)) else ""
    return judged_by(claim, rate, computed, derivation, slip, exact)


def _points(claim: Claim, this: Figure, last: Figure, rate: Figure) -> Judgement:
    """由88%提高到92%，提高4个百分点: the difference of the two."""
    high, low = (this, last) if this.value >= last.value else (last, this)
    return judged_by(claim, rate, high.range - low.range, f"{high.text} − {low.text} = {show(high.value - low.value, rate)}")


def growth_to(claim: Claim) -> Judgement | None:
    """``this − last = delta`` and, where a rate is stated, ``delta ÷ last = rate``: the difference first."""
    figures = claim.figures
    this, last, delta = figures["this"], figures["last"], figures["delta"]
    if not this.kind == last.kind == delta.kind or last.quantity.value <= 0:
        return None
    if {"up", "by"} <= claim.words.keys() and _rises(claim, "up") != _rises(claim, "by") and delta.quantity.value:
        return _directions(claim)
    up = this.range.middle >= last.range.middle
    computed = this.range - last.range if up else last.range - this.range
    pair = (this, last) if up else (last, this)
    judged = judged_by(claim, delta, computed, f"{pair[0].text} − {pair[1].text} = {show(computed.middle, delta)}")
    if judged.verdict == "holds" and _is_contrary(claim, this, last):
        return _contrary(claim, this, last)
    rate = figures.get("rate")
    if judged.verdict != "holds" or rate is None:
        return judged
    return ratio_judgement(claim, delta, last, _opposite(rate) if rate.quantity.value < 0 else rate)


def _is_contrary(claim: Claim, this: Figure, last: Figure) -> bool:
    """Whether a word for the change says the opposite of the two amounts."""
    apart = not this.range.meets(last.range)
    return apart and "up" in claim.words and _rises(claim, "up") != (this.value > last.value)


def _contrary(claim: Claim, this: Figure, last: Figure) -> Judgement:
    word, delta = claim.words["up"], claim.figures["delta"]
    right, more = ("增加", "多") if this.value > last.value else ("减少", "少")
    message = f"{this.text} 比 {last.text} {more}，写的却是“{word}”"
    return Judgement(
        claim.shape,
        "fails",
        claim.quote,
        delta.location,
        derivation=f"{this.text} 比 {last.text} {more}",
        stated=word,
        expected=right,
        slip="direction",
        message=message,
        figures=tuple(claim.figures.values()),
    )


def growth_change(claim: Claim) -> Judgement | None:
    """``delta ÷ last = rate``, where this year's amount is not stated."""
    figures = claim.figures
    both = {"up", "by"} <= claim.words.keys()
    if both and (_rises(claim, "up")) != (_rises(claim, "by")) and figures["delta"].quantity.value:
        return _directions(claim)
    return ratio_judgement(claim, figures["delta"], figures["last"], figures["rate"])


def reduction(claim: Claim) -> Judgement | None:
    """``(last − this) ÷ last = rate``: 由▮整合为▮，缩减率▮."""
    last, this, rate = (claim.figures[name] for name in ("last", "this", "rate"))
    quotient = (last.range - this.range).over(last.range)
    if quotient is None or last.kind != this.kind or last.quantity.unit != this.quantity.unit:
        return None
    exact = (last.range.middle - this.range.middle) / last.range.middle * 100
    derivation = f"（{last.text} − {this.text}）÷ {last.text} = {show(exact, rate)}"
    return judged_by(claim, rate, quotient.times(HUNDRED), derivation)
