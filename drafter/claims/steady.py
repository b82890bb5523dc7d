"""与上年持平: against last year's amount beside it, and against the change that the same sentence tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.claims.budgets import FARTHEST
from drafter.claims.claim_forms import CLASSES
from drafter.claims.judgement import Judgement
from drafter.claims.prose import MaskedPassage
from drafter.claims.roles import CHANGES, Role, RoleFigure
from drafter.core.patterns import lazy_re

__all__ = ["judge_steady"]

_NO = f"[^。；，（）{CLASSES['量'][1:-1]}]"
_EVEN = lazy_re(
    rf"(?:与|和|同|跟|较|比){_NO}{{0,6}}?(?:上年|去年|上一年|20\d\d年){_NO}{{0,10}}?(?P<last>{CLASSES['钱']})?{_NO}{{0,4}}?，?"
    r"(?P<nearly>基本|大体|总体)?(?:保持)?(?P<word>持平|一致|相同|无变化|没有变化|无增减)"
)
_COMPARES = lazy_re(r"[比与和同跟较](?!如|例)")
"""A comparison of its own: 比预算无增减，比去年增加▮ is even with the budget and changed since last year."""
_HALF = 20
"""基本持平 is no further apart than one in so many."""


def judge_steady(told: Sequence[RoleFigure], passage: MaskedPassage) -> Iterator[Judgement]:
    """The words that say that nothing changed, where a figure says something of it."""
    for match in _EVEN.finditer(passage.masked):
        before = [one for one in told if one.place < match.start() and one.is_amount]
        if match["last"] is not None:
            last = next(one for one in told if one.place == match.start("last"))
            this = next((one for one in reversed(before) if one.figure.kind == last.figure.kind and one.item == last.item), None)
            if this is not None:
                yield _of_years(passage, match, this, last)
            continue
        change = next((one for one in told if one.place >= match.end()), None)
        if change is not None and not match["nearly"] and _is_same_thing(passage, match, change):
            yield _of_change(passage, match, change, before)


def _is_same_thing(passage: MaskedPassage, match: re.Match[str], change: RoleFigure) -> bool:
    """Whether the change is stated of the very thing that is said to be even: right behind, with no name and no 其中."""
    between = passage.masked[match.end() : change.place]
    apart = "其中" in between or any(mark in between for mark in "。；：（") or _COMPARES.search(between) is not None
    return change.role in CHANGES and not change.name and not apart and change.figure.quantity.value != 0


def _of_years(passage: MaskedPassage, match: re.Match[str], this: RoleFigure, last: RoleFigure) -> Judgement:
    one, other = this.figure, last.figure
    near = match["nearly"] is not None and abs(one.value - other.value) * _HALF <= abs(other.value)
    fits = near or one.range.meets(other.range)
    right = "" if fits else "增加" if one.value > other.value else "减少"
    derivation = f"本年 {one.text}，上年 {other.text}"
    return _judgement(passage, match, (this, last), derivation, right)


def _of_change(passage: MaskedPassage, match: re.Match[str], change: RoleFigure, before: Sequence[RoleFigure]) -> Judgement:
    right = "增加" if change.role == Role.RISE else "减少"
    return _judgement(passage, match, (*before[-1:], change), f"后面写着{change.word} {change.figure.text}", right)


def _judgement(
    passage: MaskedPassage, match: re.Match[str], figures: Sequence[RoleFigure], derivation: str, right: str
) -> Judgement:
    """Fails if `right`, what it should say, is given."""
    end = max(match.end(), *(one.place + 1 for one in figures))
    near = [one.start for one in figures if end - one.start <= FARTHEST]
    quote = passage.quote(min([match.start(), *near]), end)
    place = passage.location(match.start("word"), match.end("word"))
    named = tuple(one.figure for one in figures)
    if not right:
        return Judgement("direction", "holds", quote, place, derivation, figures=named)
    message = f"{derivation}，与“{match['word']}”不符"
    return Judgement(
        "direction",
        "fails",
        quote,
        place,
        derivation=derivation,
        stated=match["word"],
        expected=right,
        slip="direction",
        message=message,
        figures=named,
    )
