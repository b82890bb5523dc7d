"""Budget and outturn: 完成年初预算的 p %, 执行率, and 决算数大于（小于、等于）预算数, by the roles of the figures around them.

The base of a rate is a budget of the same item, of the kind that the words name (年初, 调整后, 全年); what only the whole has is no base
for a part. Where the item names no budget, a table's row or another place of the report may: then it can hold, and it fails only
where the row is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.claim_forms import CLASSES
from drafter.claims.prose import MONEY, PERCENT, Figure, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Cues, Role, RoleFigure
from drafter.core.patterns import lazy_re

__all__ = ["FARTHEST", "NO_FIGURE", "BudgetAndOutturn", "Completion", "completions", "pairs"]

NO_FIGURE = f"[^。；，（）{CLASSES['量'][1:-1]}]"
_BUDGET = rf"(?P<budget>{NO_FIGURE}{{0,16}}?(?:(?<!公共)(?<!基金)(?<!经营)预算|年度?计划|目标任务){NO_FIGURE}{{0,6}}?)"
_TOTAL = rf"占{NO_FIGURE}{{0,16}}?预算(?:总额|总数|合计|总计|总收入|总支出)"
"""占收入预算总额的▮ is a share of the whole budget."""
_OF_BUDGET = lazy_re(
    rf"(?!{_TOTAL})(?:完成|达到?|为|是|占|执行)(?:了|到)?{_BUDGET}(?:（?{NO_FIGURE}{{0,6}}{CLASSES['钱']}{NO_FIGURE}{{0,4}}）?)?的?(?:比[例率重][为是]?)?(?:约|近|超过?)?$"
)
"""完成年初预算的▮, 为年初预算数▮的▮, 完成年初预算（▮）的▮."""
_RATE_NAME = lazy_re(
    r"(?P<name>(?:预算|资金|经费|项目|全年|支出|总体|平均)*(?:执行|支出|实现|使用|完成)(?:率|进度))(?:仅|只|约|达到?|[为是])*$"
)
_IN_IT = lazy_re(rf"其中[：，]?(?:[^。]{{0,200}}[，；])?{NO_FIGURE}{{2,20}}$")
"""A part of which only the rate is stated: 其中：基本支出完成预算的▮."""
_WINDOW = 60


@dataclass(frozen=True, slots=True)
class BudgetAndOutturn:
    """A budget and what was spent of it."""

    budgets: tuple[RoleFigure, ...]
    outturn: RoleFigure


@dataclass(frozen=True, slots=True)
class Completion:
    """A rate of a budget with what it may be computed from."""

    claim: Claim
    """With its part and its rate, and the name of the budget among its words."""
    rate: RoleFigure
    part: RoleFigure
    bases: tuple[Figure, ...]
    """Every budget that may be meant; empty where its item names none."""


def completions(told: Sequence[RoleFigure], cues: Cues, passage: MaskedPassage) -> Iterator[Completion]:
    """The rates of a budget in a passage, each with every base that it may have."""
    for number, rate in enumerate(told):
        if rate.role != Role.RATE or rate.figure.quantity.unit != "%":
            continue
        window = max(0, rate.place - _WINDOW)
        match = _OF_BUDGET.search(passage.masked, window, rate.place) or _RATE_NAME.search(passage.masked, window, rate.place)
        part = _part(told, number, match) if match else None
        if match is None or part is None or _IN_IT.search(passage.masked, part.place, match.start()):
            continue
        words = match.groupdict()
        bases = _bases(told, number, part, cues.scope(words["budget"]) if "budget" in words else None, match.start())
        claim = _claim(passage, part, bases, rate, words)
        yield Completion(claim, rate, part, tuple(base.figure for base in bases))


def _part(told: Sequence[RoleFigure], number: int, match: re.Match[str]) -> RoleFigure | None:
    """What was spent: the nearest amount before the rate in its item that is no budget, outside brackets if there is one."""
    rate = told[number]
    before = [
        one
        for one in told[:number]
        if one.item == rate.item
        and one.role in {Role.OUTTURN, Role.PLAIN}
        and one.figure.kind == MONEY
        and one.place < match.start()
    ]
    named = [one for one in before if one.role == Role.OUTTURN and one.sentence == rate.sentence]
    near = [one for one in before if rate.sentence - one.sentence <= 1]
    found = named or near
    if not found or _is_of_counts(told, number, found[-1]) or ("name" in match.groupdict() and found[-1].role != Role.OUTTURN):
        return None
    return found[-1]


def _is_of_counts(told: Sequence[RoleFigure], number: int, part: RoleFigure) -> bool:
    """Whether a rate's own sentence tells of something counted and the money stands in another: 该指标8分，计划完成率▮."""
    sentence = told[number].sentence
    counted = any(one.sentence == sentence and one.figure.kind not in {MONEY, PERCENT} for one in told[:number])
    return counted and part.sentence != sentence


def _bases(told: Sequence[RoleFigure], number: int, part: RoleFigure, scope: str | None, words: int) -> list[RoleFigure]:
    """The budgets that the rate may be of; `scope` is which budget the words name, `None` where they name none (执行率)."""
    rate = told[number]
    inside = [one for one in told[:number] if words <= one.place and one.figure.kind == MONEY]
    if inside:
        return inside[-1:]
    budgets = [
        one
        for one in told[:number]
        if one.item == rate.item
        and one.role in {Role.BUDGET, Role.PLACED}
        and one.figure.kind == MONEY
        and one.depth <= part.depth
    ]
    if scope is None:
        return [one for one in reversed(budgets) if one.sentence == part.sentence]
    budgets = [one for one in budgets if one.role == Role.BUDGET]
    if not scope:
        return budgets[::-1]
    exact = [one for one in budgets if one.scope == scope]
    adjusted = [one for one in budgets if scope in _CURRENT and one.scope in _CURRENT]
    return (exact or adjusted or [one for one in budgets if not one.scope])[::-1]


_CURRENT = frozenset({"全年", "调整"})
"""After an adjustment the two are the same budget."""


def _claim(
    passage: MaskedPassage, part: RoleFigure, bases: Sequence[RoleFigure], rate: RoleFigure, words: dict[str, str]
) -> Claim:
    start = min(one.start for one in (part, *bases[:1]))
    start = start if rate.place - start <= FARTHEST else part.start
    named = {"whole": words["budget"]} if words.get("budget") else {"name": words.get("name") or ""}
    figures = {"part": part.figure, "rate": rate.figure}
    return Claim("completion", passage, start, rate.place + 1, figures, named | {"subject": part.subject})


FARTHEST = 118
"""A quote is no longer."""


def pairs(told: Sequence[RoleFigure]) -> Iterator[BudgetAndOutturn]:
    """Each outturn with the budgets of its item that stand before it."""
    for number, one in enumerate(told):
        if one.role != Role.OUTTURN or one.figure.kind != MONEY:
            continue
        budgets = [other for other in told[:number] if other.item == one.item and other.role == Role.BUDGET]
        money = tuple(other for other in budgets if other.figure.kind == MONEY and other.depth <= one.depth)
        if money:
            yield BudgetAndOutturn(money, one)
