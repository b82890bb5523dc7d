"""A part that is more than its whole: 共计▮（其中中央资金▮，…）, with a digit too many in the part or one lost in the total."""

from __future__ import annotations

from dataclasses import replace

from drafter.claims.judgement import Judgement
from drafter.claims.labels import place_of
from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, Figure
from drafter.claims.slips import slips_of
from drafter.core.patterns import lazy_re

__all__ = ["too_large"]


_OF_OTHERS = lazy_re(r"分别|总投|[合共总]计")
"""Words by which what is listed belongs to others, or is a total itself: 用于甲、乙的资金分别为▮、▮，总投资▮."""


def too_large(listing: Listing, undecided: Judgement) -> Judgement | None:
    """The failure of a list with one part above its total, if no other amount of the sentence can be the total.

    It is an error where the total only misses the part by a slip of the pen, else doubtful: nothing says which is wrong.
    """
    part = max(listing.parts, key=lambda figure: figure.range.low)
    head = listing.head
    if _OF_OTHERS.search(listing.passage.masked, place_of(listing.passage, listing.head), listing.end):
        return None
    if head.kind != MONEY or not head.value or head.hedge or part.range.low <= head.range.high or _is_of_another(listing, part):
        return None
    slipped = part.range.middle in set(slips_of(head)) or head.range.middle in set(slips_of(part))
    message = f"其中一项 {part.text} 比总数 {head.text} 还多{'' if slipped else '，存疑，请核对'}"
    return replace(
        undecided, verdict="fails", derivation=f"{part.text} 大于 {head.text}", stated=head.text, expected=f"不小于{part.text}",
        severity="error" if slipped else "warning", message=message, suspects=(head,),
    )  # fmt: skip


def _is_of_another(listing: Listing, part: Figure) -> bool:
    """Whether the sentence has an amount before the parts that is large enough to be their total."""
    text = listing.passage.masked
    first = place_of(listing.passage, listing.parts[0])
    begin = text.rfind("。", 0, place_of(listing.passage, listing.head)) + 1
    before = [figure for figure in listing.passage.figures if begin <= place_of(listing.passage, figure) < first]
    return any(figure.kind == MONEY and figure.range.high >= part.range.low for figure in before)
