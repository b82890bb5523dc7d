"""A total whose parts stand in the paragraphs that follow it: 年初预算数…，决算数…，其中： 1、… 年初预算为…，决算为…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, Figure, Passage
from drafter.claims.recogniser import Pattern, recognise

__all__ = ["spread_listings"]

_ROLES = ("base", "part")
_HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_SHAPES = frozenset({"completion", "uncomputable"})
FARTHEST = 120
"""Paragraphs after which the parts of a total are no longer looked for."""


def spread_listings(found: list[Passage], patterns: tuple[Pattern, ...]) -> Iterator[Listing]:
    """The totals that the items of the following paragraphs make up."""
    for number, passage in enumerate(found):
        if passage.masked.endswith(("其中：", "其中")) and passage.figures:
            yield from _listings(passage, _following(found, number), patterns)


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
