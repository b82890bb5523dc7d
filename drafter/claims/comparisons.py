"""决算数大于（小于、等于）预算数, 与预算数持平: the words against the budget and the outturn that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.budgets import FARTHEST, NO_FIGURE, Completion, pairs
from drafter.claims.judgement import Judgement
from drafter.claims.labels import bare, same_name
from drafter.claims.prose import Figure, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Cues, RoleFigure
from drafter.core.patterns import lazy_re

__all__ = ["Comparison", "comparisons", "judge_comparison"]

HUNDRED = 100
_EVEN = r"(?:基本|大体|总体|保持)?(?:持平|一致|相等|相同|相符|无差异|没有差异|无增减|无变化)"
_RELATION = lazy_re(
    rf"(?P<subject>(?:{NO_FIGURE}){{0,30}}?)(?:支出|收入)?(?:决算|执行|支出)(?:支出)?(?:数|额|金额)?"
    rf"(?P<relation>(?:大于|小于|等于|高于|低于|多于|少于|超过|超出)(?={NO_FIGURE}{{0,8}}预算)|(?:与|和|同|跟|较|比){NO_FIGURE}{{0,8}}预算{NO_FIGURE}{{0,6}}?(?:相比)?，?{_EVEN})"
    rf"(?P<behind>{NO_FIGURE}{{0,8}}预算)?(?!{NO_FIGURE}{{0,6}}的(?:项目|单位|部门|科目))"
)
_NEARLY = ("基本", "大体", "总体")
_MORE, _LESS = ("大于", "高于", "多于", "超过", "超出"), ("小于", "低于", "少于")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Words that say how outturn and budget compare, with the figures that they may speak of."""

    claim: Claim
    """Its figure is the outturn (`part`) or, where no budget is stated, the `rate` of the budget."""
    relation: str
    budgets: tuple[Figure, ...]
    start: int
    end: int


def comparisons(
    told: Sequence[RoleFigure], rates: Sequence[Completion], cues: Cues, passage: MaskedPassage
) -> Iterator[Comparison]:
    """The comparisons of a passage that there is something to hold against; `rates` are its rates of a budget."""
    for match in _RELATION.finditer(passage.masked):
        before = [one for one in told if one.place < match.start()]
        sentence = passage.masked.count("。", 0, match.start())
        one = _compared(before, sentence, bare(match["subject"]))
        if one is None:
            continue
        scope = cues.scope(match["relation"] + (match["behind"] or ""))
        mine = [pair for pair in pairs(before) if pair.outturn.item == one.item]
        if mine:
            last = mine[-1]
            exact = [budget for budget in last.budgets if scope and budget.scope == scope]
            yield _comparison(passage, match, "part", last.outturn, exact or last.budgets)
            continue
        spoken = [rate for rate in rates if rate.rate.item == one.item and rate.rate.place < match.start() and not rate.bases]
        if spoken and "whole" in spoken[-1].claim.words:
            yield _comparison(passage, match, "rate", spoken[-1].rate, ())


def _comparison(
    passage: MaskedPassage, match: re.Match[str], role: str, one: RoleFigure, budgets: Sequence[RoleFigure]
) -> Comparison:
    start = min([one.start, *(other.start for other in budgets)])
    start = start if match.end() - start <= FARTHEST else match.end() - FARTHEST
    claim = Claim("direction", passage, max(start, 0), match.end(), {role: one.figure}, {})
    return Comparison(claim, match["relation"], tuple(other.figure for other in budgets), match.start("relation"), match.end())


def _compared(before: Sequence[RoleFigure], sentence: int, subject: str) -> RoleFigure | None:
    """The last figure of what is compared: of the name, or of this sentence and the one before."""
    if subject:
        named = [one for one in before if same_name(subject, one.subject)]
        return named[-1] if named else None
    near = [one for one in before if sentence - one.sentence <= 1 and not one.depth]
    return near[-1] if near else None


def judge_comparison(found: Comparison) -> Judgement | None:
    """Fails where the words fit none of the budgets that may be meant."""
    if "rate" in found.claim.figures:
        return _of_rate(found, found.claim.figures["rate"])
    judged = [_of_amounts(found, found.claim.figures["part"], budget) for budget in found.budgets]
    return next((one for one in judged if one.verdict == "holds"), judged[0])


def _of_amounts(found: Comparison, part: Figure, base: Figure) -> Judgement:
    difference = part.range.middle - base.range.middle
    more, less = part.range.high > base.range.low, part.range.low < base.range.high
    if difference == 0 and _exact(base) and _exact(part):
        more = less = False
    said = found.relation
    fits = more if said in _MORE else less if said in _LESS else part.range.meets(base.range) or _nearly(said, part, base)
    right = "大于" if difference > 0 else "小于" if difference < 0 else "等于"
    message = f"决算数 {part.text} {right}预算数 {base.text}，与“{said}”不符"
    return _direction(found, (base, part), f"决算 {part.text}，预算 {base.text}", "" if fits else right, message)


def _nearly(said: str, part: Figure, base: Figure) -> bool:
    """Whether 基本持平 says enough: no further apart than one in twenty."""
    return any(word in said for word in _NEARLY) and abs(part.value - base.value) * 20 <= abs(base.value)


def _of_rate(found: Comparison, rate: Figure) -> Judgement | None:
    """More than 100 % of a budget is more than the budget; what may be 100 % tells nothing."""
    if rate.range.low <= HUNDRED <= rate.range.high:
        return None
    right = "大于" if rate.range.low > HUNDRED else "小于"
    fits = found.relation in (_MORE if right == "大于" else _LESS)
    message = f"完成预算的 {rate.text}，决算数就{right}预算数，与“{found.relation}”不符"
    return _direction(found, (rate,), f"完成预算的 {rate.text}", "" if fits else right, message)


def _exact(figure: Figure) -> bool:
    """Whether an amount is stated to the last place that reports have."""
    return (not figure.hedge and int(figure.quantity.value.as_tuple().exponent) <= -2) or figure.quantity.value == 0


def _direction(found: Comparison, figures: tuple[Figure, ...], derivation: str, right: str, message: str) -> Judgement:
    """Fails if `right`, what it should say, is given."""
    claim = found.claim
    place = claim.passage.location(found.start, found.end)
    if not right:
        return Judgement("direction", "holds", claim.quote, place, derivation, figures=figures)
    return Judgement(
        "direction",
        "fails",
        claim.quote,
        place,
        derivation=derivation,
        stated=found.relation,
        expected=right,
        slip="direction",
        message=message,
        figures=figures,
    )
