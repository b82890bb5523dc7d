"""A total whose parts stand in the paragraphs that follow it: 年初预算数…，决算数…，其中： 1、… 年初预算为…，决算为…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.forms import Pattern
from drafter.claims.lists import Listing, WholeSets, is_change, picked
from drafter.claims.prose import MONEY, PERCENT, Figure, Passage
from drafter.claims.recogniser import recognise

__all__ = ["spread_listings"]

_ROLES = ("base", "part")
_HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_ITEM = re.compile(rf"(?:其中：?)?(?P<label>[^，。；：（）{chr(MONEY)}-\uffff]{{2,24}})[{chr(MONEY)}-{chr(PERCENT - 1)}]")
FEW = 4
"""Paragraphs in which the parts of a named whole are looked for."""
_SHAPES = frozenset({"completion", "uncomputable"})
FARTHEST = 120
"""Paragraphs after which the parts of a total are no longer looked for."""


def spread_listings(found: list[Passage], patterns: tuple[Pattern, ...], whole_sets: WholeSets = ()) -> Iterator[Listing]:
    """The totals that the items of the following paragraphs make up."""
    for number, passage in enumerate(found):
        if "其中" not in passage.masked or not passage.figures:
            continue
        following = _following(found, number)
        goes_on = passage.masked.endswith(("其中：", "其中"))
        if goes_on:
            yield from _listings(passage, following, patterns)
        yield from _named(passage, following[: FEW if goes_on else 1], whole_sets)


def _named(passage: Passage, following: list[Passage], whole_sets: WholeSets) -> Iterator[Listing]:
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


def _items(passage: Passage, begin: int) -> Iterator[tuple[str, Figure]]:
    """The label and amount that each sentence begins with."""
    for start in (begin, *(match.end() for match in re.compile("。").finditer(passage.masked, begin))):
        first = _ITEM.match(passage.masked, start)
        if first:
            yield first["label"], passage.figure_at(first.end() - 1)


def _following(found: list[Passage], number: int) -> list[Passage]:
    """The paragraphs down to the next heading of the upper levels (一、 （一））."""
    following: list[Passage] = []
    for passage in found[number + 1 : number + 1 + FARTHEST]:
        if _HEADING.match(passage.masked) and len(passage.masked) < 40 and not passage.figures:
            break
        following.append(passage)
    return following


def _listings(passage: Passage, following: list[Passage], patterns: tuple[Pattern, ...]) -> Iterator[Listing]:
    heads = _figures([passage], patterns)
    parts = _figures(following, patterns)
    told = [p for p in following if "预算" in p.masked and any(figure.kind == MONEY for figure in p.figures)]
    if len(heads) != 1 or len(parts) < 2 or len(told) > len(parts):
        return
    for role in _ROLES:
        head = heads[0][role]
        start = max(0, _masked_place(passage, head) - 20)
        end = _masked_place(passage, head) + 1
        yield Listing(passage, start, end, head, tuple(part[role] for part in parts), (), complete=True)


def _masked_place(passage: Passage, figure: Figure) -> int:
    return passage.offsets.index(figure.location.start)


def _figures(where: list[Passage], patterns: tuple[Pattern, ...]) -> list[dict[str, Figure]]:
    claims = [claim for passage in where for claim in recognise(passage, patterns) if claim.shape in _SHAPES]
    return [claim.figures for claim in claims if {"base", "part"} <= claim.figures.keys()]
