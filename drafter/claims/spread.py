"""A total whose parts stand in the paragraphs that follow it: 年初预算数…，决算数…，其中： 1、… 年初预算为…，决算为…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.budgets import pairs
from drafter.claims.list_parts import is_change, picked
from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, PERCENT, Figure, MaskedPassage
from drafter.claims.roles import Cues, RoleFigure
from drafter.claims.sums import WholeSets
from drafter.core.patterns import lazy_re

__all__ = ["spread_listings"]

_HEADING = lazy_re(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")
_ITEM = lazy_re(rf"(?:其中：?)?(?P<label>[^，。；：（）{chr(MONEY)}-\uffff]{{2,24}})[{chr(MONEY)}-{chr(PERCENT - 1)}]")
FEW = 4
"""Paragraphs in which the parts of a named whole are looked for."""
FARTHEST = 120
"""Paragraphs after which the parts of a total are no longer looked for."""


def spread_listings(found: list[MaskedPassage], cues: Cues, whole_sets: WholeSets = ()) -> Iterator[Listing]:
    """The totals that the items of the following paragraphs make up."""
    for number, passage in enumerate(found):
        if "其中" not in passage.masked or not passage.figures:
            continue
        following = _following(found, number)
        goes_on = passage.masked.endswith(("其中：", "其中"))
        if goes_on:
            yield from _listings(passage, following, cues)
        yield from _named(passage, following[: FEW if goes_on else 1], whole_sets)


def _named(passage: MaskedPassage, following: list[MaskedPassage], whole_sets: WholeSets) -> Iterator[Listing]:
    """基本支出M，其中： then 人员经费A，主要包括…。 公用经费B…。: each part begins a sentence, and the names are of a set that is all."""
    text = passage.masked
    mark = text.find("其中")
    start = text.rfind("。", 0, mark) + 1
    heads = [place for place in range(start, mark) if MONEY <= ord(text[place]) < PERCENT]
    if len(heads) != 1 or is_change(text[start : heads[0]]):
        return
    items = [*_items(passage, mark), *(item for other in following for item in _items(other, 0))]
    for names in whole_sets:
        parts = picked([figure for _, figure in items], [label for label, _ in items], names)
        if parts:
            begin = max(start, heads[0] - 20)
            yield Listing(passage, begin, heads[0] + 1, passage.figure_at(heads[0]), parts, (), complete=True)
            return


def _items(passage: MaskedPassage, begin: int) -> Iterator[tuple[str, Figure]]:
    """The label and amount that each sentence begins with."""
    for start in (begin, *(match.end() for match in re.compile("。").finditer(passage.masked, begin))):
        first = _ITEM.match(passage.masked, start)
        if first:
            yield first["label"], passage.figure_at(first.end() - 1)


def _following(found: list[MaskedPassage], number: int) -> list[MaskedPassage]:
    """The paragraphs down to the next heading of the upper levels (一、 （一））."""
    following: list[MaskedPassage] = []
    for passage in found[number + 1 : number + 1 + FARTHEST]:
        if _HEADING.match(passage.masked) and len(passage.masked) < 40 and not passage.figures:
            break
        following.append(passage)
    return following


def _listings(passage: MaskedPassage, following: list[MaskedPassage], cues: Cues) -> Iterator[Listing]:
    """The totals of the outturns and of each kind of budget that the head and every item name (年初 with 年初 only)."""
    heads = list(pairs(cues.told(passage)))
    parts = [pair for other in following for pair in pairs(cues.told(other))]
    told = [p for p in following if "预算" in p.masked and any(figure.kind == MONEY for figure in p.figures)]
    if len(heads) != 1 or len(parts) < 2 or len(told) > len(parts):
        return
    for budget in heads[0].budgets:
        mine = [found for part in parts if (found := _alike(budget, part.budgets))]
        if len(mine) == len(parts):
            yield _listing(passage, budget, mine)
    yield _listing(passage, heads[0].outturn, [part.outturn for part in parts])


def _alike(budget: RoleFigure, budgets: tuple[RoleFigure, ...]) -> RoleFigure | None:
    """The budget of the same kind; where only one is stated and one side does not say which, that one."""
    same = [one for one in budgets if one.scope == budget.scope]
    open_ = [one for one in budgets if len(budgets) == 1 and not (one.scope and budget.scope)]
    return next(iter(same or open_), None)


def _listing(passage: MaskedPassage, head: RoleFigure, parts: list[RoleFigure]) -> Listing:
    figures = tuple(part.figure for part in parts)
    return Listing(passage, max(0, head.place - 20), head.place + 1, head.figure, figures, (), complete=True)
