"""The equations behind the shapes of claims: completion, growth, share, balance, subset and reduction rates.

Each takes a claim whose figures are known by role and gives a `Judgement`, or `None` where a figure that it needs is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from drafter.claims.judgement import Judgement, compare, settle, show, with_tail
from drafter.claims.prose import COUNT, MONEY, PERCENT, Figure
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Role
from drafter.claims.slips import growth_slip, ratio_slip
from drafter.core.numerals import split_magnitude
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range

__all__ = ["EQUATIONS", "RISE", "judge_equation", "ratio_judgement"]

RISE = frozenset(
    {"增加", "增长", "上升", "提高", "增幅", "增长率", "涨幅", "增加率", "新增", "上涨", "多", "增收", "增支", "调增"}
)
HUNDRED = Fraction(100)
_SIGNED = lazy_re(r"结余|结转|差额|盈余|净|利润|余额|收益")
"""Amounts that may be less than nothing."""
FARTHEST = 40
"""Characters before a change in which it is said what changed."""
OPEN = Fraction(10**11)
"""Beyond this a computed number has no upper bound (超过, 以上)."""


def _judgement(
    claim: Claim, stated: Figure, computed: Range, derivation: str, slip: str = "", exact: Fraction | None = None
) -> Judgement:
    verdict, severity = compare(stated, computed)
    number = show(exact if exact is not None else computed.middle, stated)
    right = f"{number}以上" if computed.high > OPEN else number
    figures = tuple(claim.figures.values())
    if verdict == "holds":
        judged = Judgement(claim.shape, verdict, claim.quote, stated.location, derivation, figures=figures)
        hedged = stated.hedge or any(figure.hedge for figure in figures)
        same = hedged or Decimal(number.removesuffix(stated.quantity.unit)) == stated.quantity.value
        return judged if same else with_tail(judged, stated, right, "按写出的数字计算略有出入，在四舍五入的范围内")
    return Judgement(
        claim.shape, verdict, claim.quote, stated.location, derivation, stated.text, right, slip, severity, "", figures, (stated,)
    )


def _undecided(claim: Claim, why: str) -> Judgement:
    place = claim.passage.location(claim.start, claim.end)
    return Judgement(claim.shape, "undecided", claim.quote, place, why, figures=tuple(claim.figures.values()))


def ratio_judgement(claim: Claim, part: Figure, whole: Figure, rate: Figure) -> Judgement:
    """``part ÷ whole = rate``."""
    if whole.quantity.value == 0 and not whole.hedge:
        return _zero_base(claim, part, rate)
    quotient = part.range.over(whole.range)
    if quotient is None:
        return _undecided(claim, "基数可能为零")
    computed = quotient.times(HUNDRED)
    exact = part.value / whole.value * 100
    derivation = f"{part.text} ÷ {whole.text} = {show(exact, rate)}"
    slip = "" if rate.range.meets(computed) else ratio_slip(part, whole, rate)
    judged = _judgement(claim, rate, computed, derivation, slip, exact)
    return judged if whole in claim.figures.values() else replace(judged, looked_up=(whole,))


def _zero_base(claim: Claim, part: Figure, rate: Figure) -> Judgement:
    """0 of 0 written as 0 % is a convention; a rate on base 0 is no number."""
    harmless = part.quantity.value == 0 and rate.quantity.value == 0
    place = rate.location
    if harmless:
        return Judgement(claim.shape, "holds", claim.quote, place, "基数为零，按惯例写 0%", figures=tuple(claim.figures.values()))
    if part.quantity.value == 0:
        return _undecided(claim, "基数为零")
    return Judgement(
        claim.shape,
        "fails",
        claim.quote,
        place,
        f"{part.text} ÷ 0",
        rate.text,
        "无法计算",
        "rate-on-zero",
        "error",
        "基数为零时无法计算百分比",
        tuple(claim.figures.values()),
        (rate,),
    )


def _completion(claim: Claim) -> Judgement | None:
    figures = claim.figures
    if not {"base", "part", "rate"} <= figures.keys():
        return None
    bases = [figures["base"], *(_between(claim, "base", "part") if "name" in claim.words else ())]
    return settle(ratio_judgement(claim, figures["part"], base, figures["rate"]) for base in bases)


def _between(claim: Claim, first: str, last: str) -> list[Figure]:
    """The other figures of the same kind that stand between two of a claim: the rate may be of one of them."""
    start, end = claim.figures[first], claim.figures[last]
    return [
        figure
        for figure in claim.passage.figures
        if start.location.start < figure.location.start < end.location.start and figure.kind == start.kind
    ]


def _uncomputable(claim: Claim) -> Judgement:
    base, part = claim.figures["base"], claim.figures["part"]
    place = base.location
    figures = tuple(claim.figures.values())
    if base.quantity.value == 0:
        return Judgement(claim.shape, "holds", claim.quote, place, "年初预算为零，无法计算百分比", figures=figures)
    expected = show(part.range.middle / base.range.middle * 100, part).removesuffix(part.quantity.unit) + "%"
    derivation = f"{part.text} ÷ {base.text} = {expected}"
    message = "基数不为零，可以计算百分比"
    return Judgement(claim.shape, "fails", claim.quote, place, derivation, "无法计算", expected, "", "error", message, figures)


def _rises(claim: Claim, name: str) -> bool:
    """Whether a word of the claim says that something rose: as its cue in the settings has it, else by the usual words."""
    role = claim.words.get(f"{name}-role")
    return claim.words[name] in RISE if role is None else role == Role.RISE


def _growth(claim: Claim) -> Judgement | None:
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
        return _undecided(claim, "增减额四舍五入后为零")
    return Judgement(
        claim.shape,
        "fails",
        claim.quote,
        rate.location,
        f"增减额为 {delta.text}",
        rate.text,
        "0%",
        "",
        "error",
        "增减额为零，增减率也应为零",
        figures,
        (rate,),
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
        "增减方向前后相反",
        words,
        "方向一致",
        "direction",
        "error",
        f"前面说“{claim.words['up']}”，后面说“{claim.words['by']}”，方向相反",
        tuple(claim.figures.values()),
    )


def _more_than_there_is(claim: Claim, this: Figure, delta: Figure) -> Judgement:
    """增加6万元 to 0万元: what was there before cannot have been less than nothing, unless it is a balance."""
    text = claim.passage.masked
    sentence = max(text.rfind("。", 0, claim.start) + 1, claim.start - FARTHEST)
    if delta.kind == PERCENT or _SIGNED.search(text, sentence, claim.end):
        return _undecided(claim, "推算的上年数为负数")
    derivation = f"{this.text} − {delta.text} 小于 0"
    message = f"增加额 {delta.text} 比本年的 {this.text} 还多"
    return Judgement(
        claim.shape, "fails", claim.quote, delta.location, derivation, delta.text, f"不超过{this.text}", "", "error", message,
        tuple(claim.figures.values()), (delta,),
    )  # fmt: skip


def _growth_rate(claim: Claim, this: Figure, delta: Figure, last: Range, rate: Figure) -> Judgement:
    up = _rises(claim, "up")
    sign = "−" if up else "+"
    if last.high < 0:
        return _more_than_there_is(claim, this, delta)
    if last.low <= 0:
        least = delta.range.low / last.high * HUNDRED if last.high else None
        if last.middle != 0 or (least is not None and rate.range.high >= least):
            return _undecided(claim, "推算的上年数可能为零")
        place = rate.location
        return Judgement(
            claim.shape,
            "fails",
            claim.quote,
            place,
            f"{this.text} {sign} {delta.text} = 0",
            rate.text,
            "无法计算",
            "rate-on-zero",
            "error",
            "上年数为零时不能计算增减百分比",
            tuple(claim.figures.values()),
            (rate,),
        )
    # the base is not independent of the growth: take both ends with the delta at the same place
    ends = [d / (t - d if up else t + d) for t in (this.range.low, this.range.high) for d in (delta.range.low, delta.range.high)]
    computed = Range(min(ends), max(ends)).times(HUNDRED)
    before = this.value - delta.value if up else this.value + delta.value
    exact = delta.value / (before or last.middle) * 100
    derivation = f"{delta.text} ÷ （{this.text} {sign} {delta.text}）= {show(exact, rate)}"
    return _judgement(claim, rate, computed, derivation, growth_slip(this, last, delta, rate), exact)


def _growth_from(claim: Claim) -> Judgement | None:
    """``(this − last) ÷ last = rate``; telling this ÷ last is the common slip."""
    figures = claim.figures
    this, last, rate = figures.get("this"), figures["last"], figures["rate"]
    if this is None or last.range.low <= 0:
        return None
    ends = [(t - b) / b for t in (this.range.low, this.range.high) for b in (last.range.low, last.range.high)]
    exact = (this.value - last.value) / last.value * HUNDRED
    if "by" in claim.words and not _rises(claim, "by"):
        ends, exact = [-end for end in ends], -exact
    computed = Range(min(ends), max(ends)).times(HUNDRED)
    derivation = f"（{this.text} − {last.text}）÷ {last.text} = {show(exact, rate)}"
    slip = "ratio-as-growth" if rate.range.meets((this.range.over(last.range) or computed).times(HUNDRED)) else ""
    return _judgement(claim, rate, computed, derivation, slip, exact)


def _balance(claim: Claim) -> Judgement | None:
    """``base − part = rest``; with ``last`` what was left from last year comes on top.

    Between budget and expenditure another base may stand (到位), before the rest something paid back; the rest may be stated in two.
    """
    figures = claim.figures
    part, rest = figures["part"], figures["rest"]
    if "last" in figures:
        last, base = figures["last"], figures["base"]
        computed = last.range + base.range - part.range
        told = f"{last.text} + {base.text} − {part.text}"
        return _judgement(claim, rest, computed, f"{told} = {show(computed.middle, rest)}")
    bases = [figures["base"], *_between(claim, "base", "part")]
    given_back = [figure for figure in _between(claim, "part", "rest") if figure != figures["base"]]
    found = [_rest(claim, base, part, rest, ()) for base in bases]
    found += [_rest(claim, base, part, rest, tuple(given_back)) for base in bases if given_back]
    judged = settle(found)
    if judged is not None and judged.verdict == "fails" and _goes_on(claim):
        return _undecided(claim, "结余可能分几处说")
    return judged


_MORE = lazy_re(
    rf"[，、；和及]?[^，。；、]{{0,8}}(?:结转|结余|剩余|收回|上缴|上交|交回|退回|调减|注销)[^，。；]{{0,8}}[{chr(MONEY)}-{chr(PERCENT - 1)}]"
)


def _goes_on(claim: Claim) -> bool:
    """Whether the rest is stated in more than one figure: 结转15万元，上缴5万元."""
    return _MORE.match(claim.passage.masked, claim.end) is not None


def _rest(claim: Claim, base: Figure, part: Figure, rest: Figure, given_back: tuple[Figure, ...]) -> Judgement:
    computed = (_exact(base) if base.hedge in _AT_MOST else base.range) - part.range
    for figure in given_back:
        computed = computed - figure.range
    terms = " − ".join(figure.text for figure in (base, part, *given_back))
    return _judgement(claim, rest, computed, f"{terms} = {show(computed.middle, rest)}")


def _subset_rate(claim: Claim) -> Judgement | None:
    """The whole is the count before, or another one of the same things in the sentence before the part."""
    part, whole, rate = (claim.figures[name] for name in ("part", "whole", "rate"))
    if whole.quantity.unit != part.quantity.unit:
        return None
    nearer = [figure for figure in _between(claim, "whole", "part") if figure.quantity.unit == part.quantity.unit]
    return settle(ratio_judgement(claim, part, base, rate) for base in [whole, *nearer, *_earlier_alike(claim, whole, part)])


def _earlier_alike(claim: Claim, whole: Figure, part: Figure) -> list[Figure]:
    """The counts in the unit of the part that the sentence tells before the whole, at most four."""
    sentence = claim.passage.masked.rfind("。", 0, claim.start) + 1
    begin = claim.passage.location(sentence, sentence + 1).start
    figures = [figure for figure in claim.passage.figures if begin <= figure.location.start < whole.location.start]
    return [figure for figure in figures if figure.quantity.unit == part.quantity.unit][-4:]


def _deduction(claim: Claim) -> Judgement | None:
    """满分10分，扣2分，得8分: ``base − part = rest``, all three scores."""
    base, part, rest = (claim.figures[name] for name in ("base", "part", "rest"))
    if {figure.quantity.unit for figure in (base, part, rest)} != {"分"}:
        return None
    return _rest(claim, base, part, rest, ())


def _reduction(claim: Claim) -> Judgement | None:
    last, this, rate = (claim.figures[name] for name in ("last", "this", "rate"))
    quotient = (last.range - this.range).over(last.range)
    if quotient is None or last.kind != this.kind or last.quantity.unit != this.quantity.unit:
        return None
    exact = (last.range.middle - this.range.middle) / last.range.middle * 100
    derivation = f"（{last.text} − {this.text}）÷ {last.text} = {show(exact, rate)}"
    return _judgement(claim, rate, quotient.times(HUNDRED), derivation)


def _growth_to(claim: Claim) -> Judgement | None:
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
    judged = _judgement(claim, delta, computed, f"{pair[0].text} − {pair[1].text} = {show(computed.middle, delta)}")
    rate = figures.get("rate")
    if judged.verdict != "holds" or rate is None:
        return judged
    return ratio_judgement(claim, delta, last, _opposite(rate) if rate.quantity.value < 0 else rate)


def _growth_change(claim: Claim) -> Judgement | None:
    figures = claim.figures
    both = {"up", "by"} <= claim.words.keys()
    if both and (_rises(claim, "up")) != (_rises(claim, "by")) and figures["delta"].quantity.value:
        return _directions(claim)
    return ratio_judgement(claim, figures["delta"], figures["last"], figures["rate"])


def _exact(figure: Figure) -> Range:
    """The figure itself: the 不低于 of a target, the 以内 of a budget is its own, not a hedge."""
    return replace(figure, hedge="").range


def _indicator(claim: Claim) -> Judgement | None:
    """``part ÷ goal = rate``, and ``goal ÷ part`` where the goal is an upper limit (财预〔2020〕10号).

    Of several counts stated before, any may be the one that was planned.
    """
    goal, part, rate = (claim.figures[name] for name in ("goal", "part", "rate"))
    if goal.kind != part.kind:
        return None
    goals = [goal, *(_earlier_alike(claim, goal, part) if goal.kind == COUNT else ())]
    return settle(_of_target(claim, other, part, rate) for other in goals)


def _of_target(claim: Claim, goal: Figure, part: Figure, rate: Figure) -> Judgement | None:
    """A rate fails only where both are stated in the same unit; a target that is passed is often stated as 100 %, which is a note."""
    told = part.range if part.hedge in _ABOUT else _exact(part)
    first, second = (_exact(goal), told) if goal.hedge in _AT_MOST else (told, _exact(goal))
    quotient = first.over(second)
    if quotient is None:
        return None
    high, low = (goal, part) if goal.hedge in _AT_MOST else (part, goal)
    exact = high.value / low.value * 100
    derivation = f"{high.text} ÷ {low.text} = {show(exact, rate)}"
    judged = _judgement(claim, rate, quotient.times(HUNDRED), derivation, exact=exact)
    if judged.verdict == "fails" and rate.quantity.value == 100 and exact > 100:
        judged = replace(judged, severity="note", slip="capped")
    same = split_magnitude(goal.quantity.unit)[1] == split_magnitude(part.quantity.unit)[1]
    return judged if same or judged.verdict == "holds" else _undecided(claim, "两个数的单位不同")


def _gap(claim: Claim) -> Judgement | None:
    """The distance between target and outcome."""
    goal, part, gap = (claim.figures[name] for name in ("goal", "part", "gap"))
    if goal.kind != part.kind or (goal.kind == PERCENT) != (gap.kind == PERCENT):
        return None
    high, low = (goal, part) if goal.value >= part.value else (part, goal)
    computed = _exact(high) - _exact(low)
    return _judgement(claim, gap, computed, f"{high.text} − {low.text} = {show(high.value - low.value, gap)}")


_ABOUT = frozenset({"约", "左右", "近", "余", "多"})
_AT_MOST = frozenset({"不超过", "以内", "以下", "低于", "不高于", "小于"})

EQUATIONS: dict[str, Callable[[Claim], Judgement | None]] = {
    "completion": _completion,
    "uncomputable": _uncomputable,
    "growth": _growth,
    "growth-from": _growth_from,
    "growth-to": _growth_to,
    "growth-change": _growth_change,
    "balance": _balance,
    "subset-rate": _subset_rate,
    "deduction": _deduction,
    "reduction-rate": _reduction,
    "indicator": _indicator,
    "gap": _gap,
}
"""By shape; shares need their whole found first (`drafter.claims.shares`)."""


def judge_equation(claim: Claim) -> Judgement | None:
    """The verdict on a claim that has all its figures."""
    equation = EQUATIONS.get(claim.shape)
    return equation(claim) if equation else None
