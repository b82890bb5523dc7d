"""Shares: 占…的▮, with the part stated before it, or only named (人员经费占总支出的▮)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.budgets import FARTHEST
from drafter.claims.claim_forms import CLASSES
from drafter.claims.judgement import Judgement
from drafter.claims.labels import bare, same_name
from drafter.claims.prose import PERCENT, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.roles import CHANGES, Role, RoleFigure
from drafter.core.patterns import lazy_re

__all__ = ["Portion", "is_of_one_whole", "of_another_whole", "of_unwritten_whole", "portions"]

_NO = f"[^。；，（）{CLASSES['量'][1:-1]}]"
_SHARE = lazy_re(
    rf"(?P<part>{_NO}{{0,24}}?)(?:占比?|所占比[例重])(?P<whole>{_NO}{{0,28}}?)(?:的?比[重例率]|的)?(?:约|近|仅|只|超过?|达到?|[为是至])*，?$"
)
_OF_AMOUNT = lazy_re(
    rf"占(?P<whole>{_NO}{{0,28}}?)(?P<base>{CLASSES['量']})(?:{_NO}{{0,2}})的?(?:比[重例率])?(?:约|近|仅|只|超过?|达到?|[为是至])*$"
)
"""占本年收入合计▮的▮: the whole stands in the words."""
_RUN = lazy_re(rf"[和与及、]{CLASSES['率']}")
"""Another rate beside this one: the two go with two amounts before them."""
_PARTS_OF = lazy_re(rf"(?P<whole>{_NO}{{4,60}}?)(?:当?中|里)，")
_NO_PART = lazy_re(r"^(?:其中|约|共|分别|合计|总体|各|均|、|和|及|，)*$")
_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Portion:
    """A share with its part, or with the name of its part."""

    claim: Claim
    rate: RoleFigure
    name: str
    """Of a part whose amount is not stated beside it."""


def portions(told: Sequence[RoleFigure], passage: MaskedPassage) -> Iterator[Portion]:
    """The shares of a passage."""
    for number, rate in enumerate(told):
        if rate.role != Role.RATE or rate.figure.quantity.unit != "%":
            continue
        if _RUN.match(passage.masked, rate.place + 1):
            continue  # 分别占▮和▮: of which two amounts only the order tells
        inline = _of_amount(told, number, passage)
        if inline is not None:
            yield inline
            continue
        stray = passage.masked.endswith("占，", 0, rate.start)  # a comma too many: 占，▮
        begin = max(rate.start - 2 * stray, rate.place - _WINDOW)
        match = _SHARE.search(passage.masked, begin, rate.place)
        if match is None:
            continue
        part = _part(told, number)
        name = "" if _NO_PART.fullmatch(match["part"]) else bare(match["part"])
        mine = part is not None and _is_named(part, name)
        if name and not mine and (part is None or part.place < rate.start - 1 or not _touches(part, match)):
            claim = Claim("share", passage, match.start(), rate.place + 1, {"rate": rate.figure}, {"whole": match["whole"]})
            yield Portion(claim, rate, name)
        elif part is not None:
            start = part.start if rate.place - part.start <= FARTHEST else part.place
            figures = {"part": part.figure, "rate": rate.figure}
            words = {"whole": match["whole"], "among": _among(passage, rate.place)}
            yield Portion(Claim("share", passage, start, rate.place + 1, figures, words), rate, "")


def _is_named(part: RoleFigure, name: str) -> bool:
    """Whether the amount before is of what the share names again: 税收收入完成▮，增长▮，税收占比▮."""
    own = part.name or part.subject
    return len(name) >= SHORTEST and (same_name(own, name) or own.startswith(name))


SHORTEST = 2
"""Characters of a name that tells one thing from others."""


def _of_amount(told: Sequence[RoleFigure], number: int, passage: MaskedPassage) -> Portion | None:
    """The share of an amount that stands between 占 and the rate."""
    rate = told[number]
    match = _OF_AMOUNT.search(passage.masked, max(0, rate.place - _WINDOW), rate.place)
    if match is None or not number:
        return None
    whole, part = told[number - 1], _part([*told[: number - 1], rate], number - 1)
    if part is None or whole.place != match.start("base") or part.figure.kind != whole.figure.kind:
        return None
    start = part.start if rate.place - part.start <= FARTHEST else part.place
    figures = {"part": part.figure, "base": whole.figure, "rate": rate.figure}
    words = {"whole": match["whole"], "among": ""}
    return Portion(Claim("share", passage, start, rate.place + 1, figures, words), rate, "")


def _among(passage: MaskedPassage, place: int) -> str:
    """Of what the sentence says that it tells the parts: 支出决算 of 支出决算中，甲▮，占▮; empty where it does not say."""
    match = _PARTS_OF.match(passage.masked, passage.masked.rfind("。", 0, place) + 1, place)
    return bare(match["whole"]) if match else ""


def _touches(part: RoleFigure, match: re.Match[str]) -> bool:
    """Whether the words of the share begin right behind the part: 基本支出▮占总支出的▮."""
    return part.place + 1 >= match.start("part")


def _part(told: Sequence[RoleFigure], number: int) -> RoleFigure | None:
    """The amount before a share; a change of it and its rate may stand between."""
    rate = told[number]
    for one in reversed(told[:number]):
        if one.sentence != rate.sentence:
            return None
        if one.depth > rate.depth or one.role in CHANGES or one.role == Role.LAST or one.figure.kind == PERCENT:
            continue
        inside = one.depth < rate.depth and one is told[number - 1]
        return one if one.item == rate.item or inside or one is told[number - 1] else None
    return None


def is_of_one_whole(one: Portion, other: Portion) -> bool:
    """Whether the first may be a share of the other's whole: 占党员总数的▮ is none of what 占▮ is of."""
    return one.claim.words["whole"] in {"", other.claim.words["whole"]}


def of_another_whole(one: Portion, other: Portion) -> bool:
    """Whether two shares of one whole agree on an amount that it must be: then it is stated elsewhere, or in another table."""
    if one is other or not {"part"} <= one.claim.figures.keys() & other.claim.figures.keys():
        return False
    wholes = [portion.claim.figures["part"].range.over(portion.claim.figures["rate"].range) for portion in (one, other)]
    same = one.claim.words["whole"] == other.claim.words["whole"] != ""
    return same and wholes[0] is not None and wholes[1] is not None and wholes[0].meets(wholes[1])


def of_unwritten_whole(one: Portion, judged: Judgement | None, found: Sequence[Portion]) -> bool:
    """Whether a share that names no whole agrees with others of its sentence on one that the sentence does not tell: it is not written."""
    beside = [other for other in found if other.rate.sentence == one.rate.sentence and "part" in other.claim.figures]
    wholes = [other.claim.figures["part"].range.over(other.claim.figures["rate"].range) for other in beside]
    own = next((whole for other, whole in zip(beside, wholes, strict=True) if other is one), None)
    if own is None or one.claim.words["whole"] or sum(whole is not None and whole.meets(own) for whole in wholes) < SHARES:
        return False
    text = one.claim.passage.masked
    near = judged.looked_up[0].location if judged and judged.looked_up and judged.verdict == "fails" else None
    places = [place for place in one.claim.passage.places if one.claim.passage.figure_at(place).location == near]
    return not any("。" not in text[place : one.rate.place] for place in places)


SHARES = 3
"""Shares that hardly agree on a whole by accident."""
