"""The equations behind the shapes of claims: completion, balance, addition, parts of counts, targets; changes have a module of their own.

Each takes a claim whose figures are known by role and gives a `Judgement`, or `None` where a figure that it needs is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from drafter.claims.equation_parts import (
    AT_MOST,
    HUNDRED,
    between,
    earlier_alike,
    exact_range,
    judged_by,
    ratio_judgement,
    undecided_claim,
)
from drafter.claims.growth_equations import growth, growth_change, growth_from, growth_to, reduction
from drafter.claims.judgement import Judgement, doubted, settle, show, show_telling
from drafter.claims.prose import COUNT, MONEY, PERCENT, Figure
from drafter.claims.recogniser import Claim
from drafter.claims.yearly import is_yearly, judge_yearly
from drafter.core.numerals import split_magnitude
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range

__all__ = ["EQUATIONS", "judge_equation"]


def _completion(claim: Claim) -> Judgement | None:
    figures = claim.figures
    if not {"base", "part", "rate"} <= figures.keys():
        return None
    bases = [figures["base"], *(between(claim, "base", "part") if "name" in claim.words else ())]
    return settle(ratio_judgement(claim, figures["part"], base, figures["rate"]) for base in bases)


def _completion_gap(claim: Claim) -> Judgement | None:
    """``part ÷ (part ∓ delta) = rate``: 完成年初预算▮，决算数大于预算数▮, with the amount or another one before the rate."""
    part, rate, delta = (claim.figures[name] for name in ("part", "rate", "delta"))
    if part.kind != delta.kind:
        return None
    rises = claim.words["up"] in _OVER
    others = [figure for figure in between(claim, "part", "rate") if figure.value > delta.value]
    return settle(_of_gap(claim, one, delta, rate, rises=rises) for one in (part, *others))


_OVER = frozenset({"大于", "高于", "多于", "超过", "超出"})


def _of_gap(claim: Claim, part: Figure, delta: Figure, rate: Figure, *, rises: bool) -> Judgement | None:
    base = part.range - delta.range if rises else part.range + delta.range
    middle = part.value - delta.value if rises else part.value + delta.value
    if base.low <= 0:
        return None
    ends = [
        p / (p - d if rises else p + d) for p in (part.range.low, part.range.high) for d in (delta.range.low, delta.range.high)
    ]
    exact = part.value / middle * HUNDRED
    derivation = f"{part.text} ÷ （{part.text} {'−' if rises else '+'} {delta.text}）= {show(exact, rate)}"
    return judged_by(claim, rate, Range(min(ends), max(ends)).times(HUNDRED), derivation, exact=exact)


def _uncomputable(claim: Claim) -> Judgement:
    base, part = claim.figures["base"], claim.figures["part"]
    place = base.location
    figures = tuple(claim.figures.values())
    if base.quantity.value == 0:
        return Judgement(claim.shape, "holds", claim.quote, place, "年初预算为零，无法计算百分比", figures=figures)
    expected = show(part.range.middle / base.range.middle * 100, part).removesuffix(part.quantity.unit) + "%"
    derivation = f"{part.text} ÷ {base.text} = {expected}"
    message = "基数不为零，可以计算百分比"
    return Judgement(
        claim.shape,
        "fails",
        claim.quote,
        place,
        derivation=derivation,
        stated="无法计算",
        expected=expected,
        message=message,
        figures=figures,
    )


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
        return judged_by(claim, rest, computed, f"{told} = {show(computed.middle, rest)}")
    bases = [figures["base"], *between(claim, "base", "part")]
    given_back = [figure for figure in between(claim, "part", "rest") if figure != figures["base"]]
    found = [_rest(claim, base, part, rest, ()) for base in bases]
    found += [_rest(claim, base, part, rest, tuple(given_back)) for base in bases if given_back]
    judged = settle(found)
    if judged is not None and judged.verdict == "fails" and _goes_on(claim):
        return undecided_claim(claim, "结余可能分几处说")
    return judged


_MORE = lazy_re(
    rf"[，、；和及]?[^，。；、]{{0,8}}(?:结转|结余|剩余|收回|上缴|上交|交回|退回|调减|注销)[^，。；]{{0,8}}[{chr(MONEY)}-{chr(PERCENT - 1)}]"
)


def _goes_on(claim: Claim) -> bool:
    """Whether the rest is stated in more than one figure: 结转15万元，上缴5万元."""
    return _MORE.match(claim.passage.masked, claim.end) is not None


def _rest(claim: Claim, base: Figure, part: Figure, rest: Figure, given_back: tuple[Figure, ...]) -> Judgement:
    computed = (exact_range(base) if base.hedge in AT_MOST else base.range) - part.range
    for figure in given_back:
        computed = computed - figure.range
    terms = " − ".join(figure.text for figure in (base, part, *given_back))
    return judged_by(claim, rest, computed, f"{terms} = {show(computed.middle, rest)}")


def _subset_rate(claim: Claim) -> Judgement | None:
    """The whole is the count before, or another one of the same things in the sentence before the part; of several one no less than it."""
    part, whole, rate = (claim.figures[name] for name in ("part", "whole", "rate"))
    if whole.quantity.unit != part.quantity.unit:
        return None
    nearer = [figure for figure in between(claim, "whole", "part") if figure.quantity.unit == part.quantity.unit]
    others = [*nearer, *earlier_alike(claim, whole, part)]
    wholes = [base for base in (whole, *others) if part.range.low <= base.range.high or not others]
    return settle(ratio_judgement(claim, part, base, rate) for base in wholes)


def _deduction(claim: Claim) -> Judgement | None:
    """满分10分，扣2分，得8分: ``base − part = rest``, all three scores."""
    base, part, rest = (claim.figures[name] for name in ("base", "part", "rest"))
    if {figure.quantity.unit for figure in (base, part, rest)} != {"分"}:
        return None
    return _rest(claim, base, part, rest, ())


def _indicator(claim: Claim) -> Judgement | None:
    """``part ÷ goal = rate``, and ``goal ÷ part`` where the goal is an upper limit (财预〔2020〕10号).

    Of several counts stated before, any may be the one that was planned.
    """
    goal, part, rate = (claim.figures[name] for name in ("goal", "part", "rate"))
    if goal.kind != part.kind:
        return None
    goals = [goal, *(earlier_alike(claim, goal, part) if goal.kind == COUNT else ())]
    return settle(_of_target(claim, other, part, rate) for other in goals)


def _of_target(claim: Claim, goal: Figure, part: Figure, rate: Figure) -> Judgement | None:
    """A rate fails only where both are stated in the same unit; a target that is passed is often stated as 100 %, which is a note."""
    told = part.range if part.hedge in _ABOUT else exact_range(part)
    first, second = (exact_range(goal), told) if goal.hedge in AT_MOST else (told, exact_range(goal))
    quotient = first.over(second)
    if quotient is None:
        return None
    high, low = (goal, part) if goal.hedge in AT_MOST else (part, goal)
    exact = high.value / low.value * 100
    derivation = f"{high.text} ÷ {low.text} = {show(exact, rate)}"
    judged = judged_by(claim, rate, quotient.times(HUNDRED), derivation, exact=exact)
    if judged.verdict == "fails" and rate.quantity.value == 100 and exact > 100:
        judged = replace(judged, severity="note", slip="capped")
    same = split_magnitude(goal.quantity.unit)[1] == split_magnitude(part.quantity.unit)[1]
    return judged if same or judged.verdict == "holds" else undecided_claim(claim, "两个数的单位不同")


def _gap(claim: Claim) -> Judgement | None:
    """The distance between target and outcome."""
    goal, part, gap = (claim.figures[name] for name in ("goal", "part", "gap"))
    if goal.kind != part.kind or (goal.kind == PERCENT) != (gap.kind == PERCENT):
        return None
    high, low = (goal, part) if goal.value >= part.value else (part, goal)
    computed = exact_range(high) - exact_range(low)
    return judged_by(claim, gap, computed, f"{high.text} − {low.text} = {show(high.value - low.value, gap)}")


def _multiple(claim: Claim) -> Judgement | None:
    """``this ÷ last = times``: 是2022年▮的3倍; with 增长 also one less, for both are written."""
    this, last, times = (claim.figures[name] for name in ("this", "last", "times"))
    quotient = this.range.over(last.range) if last.value else None
    if quotient is None or this.kind != last.kind or times.quantity.unit != "倍":
        return None
    exact = this.value / last.value
    found = [judged_by(claim, times, quotient, f"{this.text} ÷ {last.text} = {show(exact, times)}")]
    if "by" in claim.words:
        grown, once = f"（{this.text} − {last.text}）÷ {last.text} = {show(exact - 1, times)}", Range(Fraction(1), Fraction(1))
        found.insert(0, judged_by(claim, times, quotient - once, grown))
    return settle(found)


def _average(claim: Claim) -> Judgement | None:
    """``total ÷ count = each``: 培训100人，支出5万元，人均500元; who is counted is not surely who is meant, so it is doubtful."""
    count, whole, each = (claim.figures[name] for name in ("count", "total", "each"))
    if claim.words["per"] not in _COUNTED.get(count.quantity.unit, count.quantity.unit) or not count.value or count.hedge:
        return None
    quotient = whole.range.over(exact_range(count))
    if quotient is None:
        return None
    judged = judged_by(claim, each, quotient, f"{whole.text} ÷ {count.text} = {show_telling(whole.value / count.value, each)}")
    if judged.verdict == "fails" and earlier_alike(claim, count, count):
        return undecided_claim(claim, "前面有几个人数、户数，说不准按哪一个平均")
    return replace(judged, severity=doubted(judged.severity)) if judged.verdict == "fails" else judged


_COUNTED = {"名": "人", "人次": "人次"}
"""Units that are counted by another word."""


def _addition(claim: Claim) -> Judgement | None:
    """``first + second = total``: 收入完成▮。加上转移性收入▮，收入合计▮; the first is any amount of the paragraph before the second."""
    first, second, total = (claim.figures[name] for name in ("first", "second", "total"))
    others = [figure for figure in claim.passage.figures if figure.kind == first.kind and figure.order < first.order]
    return settle(_added(claim, figure, second, total) for figure in (first, *others[-MOST_ADDENDS:]))


def _added(claim: Claim, first: Figure, second: Figure, total: Figure) -> Judgement:
    computed = first.range + second.range
    return judged_by(claim, total, computed, f"{first.text} + {second.text} = {show(computed.middle, total)}")


MOST_ADDENDS = 8
"""Amounts before that are tried as the first of a sum."""
_ABOUT = frozenset({"约", "左右", "近", "余", "多"})

EQUATIONS: dict[str, Callable[[Claim], Judgement | None]] = {
    "completion": _completion,
    "completion-gap": _completion_gap,
    "uncomputable": _uncomputable,
    "growth": growth,
    "growth-from": growth_from,
    "growth-to": growth_to,
    "growth-change": growth_change,
    "addition": _addition,
    "balance": _balance,
    "subset-rate": _subset_rate,
    "deduction": _deduction,
    "reduction-rate": reduction,
    "indicator": _indicator,
    "gap": _gap,
    "difference": _gap,
    "multiple": _multiple,
    "average": _average,
}
"""By shape; shares need their whole found first (`drafter.claims.shares`)."""
_OF_CHANGE = frozenset({"growth", "growth-from", "growth-to", "growth-change", "reduction-rate"})


def judge_equation(claim: Claim) -> Judgement | None:
    """The verdict on a claim that has all its figures; a change per year is none of the whole time."""
    if claim.shape in _OF_CHANGE and is_yearly(claim):
        return judge_yearly(claim)
    equation = EQUATIONS.get(claim.shape)
    return equation(claim) if equation else None
