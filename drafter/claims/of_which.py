"""The whole that a part after 其中 is of: 支出▮，增长▮，其中民生支出▮，占财政支出的▮."""

from __future__ import annotations

from drafter.claims.labels import label_before, place_of
from drafter.claims.list_parts import is_change
from drafter.claims.prose import Figure, is_figure
from drafter.claims.recogniser import Claim
from drafter.core.patterns import lazy_re

__all__ = ["figures_before", "only_whole", "whole_of_which"]

_ANY_ACCOUNT = lazy_re(
    r"(?:本|全)?(?:[省市县区镇]|年度?)?(?:总|全部|财政|公共|一般|预算|地方|当年|本级|项目|部门|单位)*"
    r"(?P<kind>收入|支出|资金|投资|经费)(?:总额|总数|总量|合计|总计)?"
)
"""A name that tells nothing of its own, so that it is the account of the sentence: 财政支出, 总收入."""


_PART_OF = lazy_re(r"[，。；]?其中[：，]?[^，。；：]{2,24}")


def figures_before(claim: Claim) -> list[Figure]:
    """The figures of the part's sentence that stand before it."""
    place = place_of(claim.passage, claim.figures["part"])
    begin = claim.passage.masked.rfind("。", 0, place) + 1
    return [figure for figure in claim.passage.figures if begin <= place_of(claim.passage, figure) < place]


def only_whole(claim: Claim) -> list[Figure]:
    """The total right before 其中 and the part: 支出▮，其中：教育支出▮，占总支出的▮. One beside others is not surely meant."""
    text, part = claim.passage.masked, claim.figures["part"]
    before = figures_before(claim)
    alike = [figure for figure in before if figure.kind == part.kind and figure.quantity.unit == part.quantity.unit]
    if (
        len(alike) != 1
        or len(before) != 1
        or _PART_OF.fullmatch(text, place_of(claim.passage, alike[0]) + 1, place_of(claim.passage, part)) is None
    ):
        return []
    return alike


def whole_of_which(claim: Claim, name: str) -> list[Figure]:
    """The amount right before 其中 and the part, where a share names no whole or only the account; nothing where several may be meant."""
    text, part = claim.passage.masked, claim.figures["part"]
    place = place_of(claim.passage, part)
    begin = text.rfind("。", 0, place) + 1
    if text.startswith("其中", begin):
        begin = text.rfind("。", 0, max(begin - 1, 0)) + 1
    mark = text.rfind("其中", begin, place)
    if mark < 0 or any(map(is_figure, text[mark:place])):
        return []
    account = _ANY_ACCOUNT.fullmatch(name)
    stated = [figure for figure in claim.passage.figures if begin <= place_of(claim.passage, figure) < mark]
    alike = [figure for figure in stated if figure.kind == part.kind and not _is_change(claim, figure)]
    fits = not name or (account is not None and bool(alike) and account["kind"] in _label(claim, alike[-1]))
    return alike[-1:] if fits and (name or len(alike) == 1) else []


def _label(claim: Claim, figure: Figure) -> str:
    return label_before(claim.passage, place_of(claim.passage, figure))


def _is_change(claim: Claim, figure: Figure) -> bool:
    return is_change(_label(claim, figure))
