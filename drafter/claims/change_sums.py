"""The change of a whole is the sum of its parts' changes: 三项经费减少▮, 其中 the first 增加▮, the second 减少▮."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.claims.changes import Change
from drafter.claims.judgement import Judgement, compare, failing, show
from drafter.claims.lists import Listing
from drafter.claims.prose import Figure
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Role
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range, total

__all__ = ["AGAINST_BUDGET", "ChangeSum", "change_sums", "judge_change_sum", "signed_sum"]

AGAINST_BUDGET = lazy_re("预算")
"""What a change is stated against, where it is not last year."""

ChangeSum = tuple[Change, tuple[Change, ...]]
"""The change of a whole and those of its parts."""


def change_sums(lists: Sequence[Listing], found: Sequence[Change]) -> Iterator[ChangeSum]:
    """The lists whose parts make up their head and all tell their change, or are nothing and tell none."""
    by_place: dict[Location, Change] = {}
    for change in found:
        if change.sure and change.these and "delta" in change.claim.figures:
            by_place.setdefault(change.these[0].figure.location, change)
    for listing in lists:
        head = by_place.get(listing.head.location)
        parts = [by_place.get(part.location) for part in listing.parts]
        told = tuple(part for part in parts if part is not None)
        rest = [figure for figure, part in zip(listing.parts, parts, strict=True) if part is None]
        if head is None or len(told) < LEAST or any(not _is_even(figure, listing) for figure in rest):
            continue
        closes = listing.head.range.meets(total(figure.range for figure in listing.parts))
        if closes and len({_against(change) for change in (head, *told)}) == 1:
            yield head, told


LEAST = 2
"""Changes that are a sum."""
_EVEN = ("持平", "一致", "相同")


def _is_even(part: Figure, listing: Listing) -> bool:
    """Whether a part says that it did not change."""
    text = listing.passage.text[part.location.end : part.location.end + 24].partition("；")[0]
    return any(word in text for word in _EVEN)


def _against(change: Change) -> bool:
    """Whether it is stated against the budget, not against last year."""
    passage, delta = change.claim.passage, change.first
    behind = max((one.place for one in change.these if one.place < delta.place), default=0)
    return AGAINST_BUDGET.search(passage.masked, behind, delta.place) is not None


def judge_change_sum(head: Change, parts: Sequence[Change], figures: Mapping[Location, Figure]) -> Judgement:
    """The change of the whole by those of the parts; `figures` are put otherwise than written."""
    stated = _delta(head, figures)
    signed = [(part.claim.words["up-role"] == Role.RISE, _delta(part, figures)) for part in parts]
    computed, derivation = signed_sum(signed, stated, rises=head.claim.words["up-role"] == Role.RISE)
    verdict, severity = compare(stated, computed)
    right = show(computed.middle, stated)
    named = (stated, *(figure for _, figure in signed))
    claim: Claim = head.claim
    if verdict == "holds":
        return Judgement("sum", "holds", claim.quote, stated.location, derivation, figures=named)
    message = f"各项增减相加为 {right}，与总的增减 {stated.text} 不符"
    return failing(
        "sum", claim.quote, stated, derivation=derivation, expected=right, severity=severity, message=message, figures=named
    )


def signed_sum(signed: Sequence[tuple[bool, Figure]], stated: Figure, *, rises: bool) -> tuple[Range, str]:
    """How much the parts change together, counted as the whole's change is (`rises`), and the sum in words."""
    computed = total(figure.range if up else _negative(figure.range) for up, figure in signed)
    computed = computed if rises else _negative(computed)
    terms = "".join(f" {'+' if up else '−'} {figure.text}" for up, figure in signed).removeprefix(" + ").strip()
    right = show(computed.middle, stated)
    return computed, f"{terms} = {right if rises else '−' + right}"


def _delta(change: Change, figures: Mapping[Location, Figure]) -> Figure:
    delta = change.claim.figures["delta"]
    return figures.get(delta.location, delta)


def _negative(range_: Range) -> Range:
    return Range(-range_.high, -range_.low)
