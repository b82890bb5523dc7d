"""One cause, one finding: what a wrong figure makes wrong with it, and what the words themselves declare.

A total that its parts or a table contradict is corrected before what was derived from it is judged. A tail difference that the
sentence itself tells, with its amount, is no finding at that place; a blanket footnote silences nothing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from drafter.claims.judgement import Judgement, show
from drafter.claims.lists import Listing
from drafter.claims.prose import Figure, MaskedPassage
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.quantity import parse_quantity

__all__ = ["as_declared", "correction", "corrections"]

_ROUNDED = lazy_re(r"四舍五入|尾差|尾数|舍入")


def correction(judged: Judgement) -> dict[Location, Figure]:
    """The figure that a failing claim finds wrong, as it should be."""
    meant = parse_quantity(judged.expected) if judged.verdict == "fails" else None
    if meant is None or len(judged.suspects) != 1:
        return {}
    suspect = judged.suspects[0]
    return {suspect.location: replace(suspect, quantity=meant, hedge="")}


def corrections(listing: Listing, judged: Judgement) -> dict[Location, Figure]:
    """The total as its parts have it, and each part as the total and the other parts have it: one of them is wrong."""
    found = correction(judged)
    if not found:
        return {}
    gap = listing.head.range.middle - sum((part.range.middle for part in listing.parts), Fraction(0))
    for part in listing.parts:
        meant = parse_quantity(show(part.range.middle + gap, part))
        if meant is not None and meant.value > 0:
            found[part.location] = replace(part, quantity=meant, hedge="")
    return found


def as_declared(judged: Judgement, passage: MaskedPassage) -> Judgement:
    """The judgement without its tail difference, if this sentence or the next tells that very difference."""
    if judged.slip != "tail" and not (judged.verdict == "fails" and judged.severity == "note"):
        return judged
    stated, expected = parse_quantity(judged.stated), parse_quantity(judged.expected)
    if stated is None or expected is None:
        return judged
    start = passage.text.rfind("。", 0, judged.location.start) + 1
    end = passage.text.find("。", passage.text.find("。", judged.location.end) + 1)
    words = passage.text[start : end if end >= 0 else len(passage.text)]
    told = any(
        abs(figure.quantity.value) == abs(stated.value - expected.value)
        for figure in passage.figures
        if start <= figure.location.start < start + len(words)
    )
    if not (told and _ROUNDED.search(words)):
        return judged
    return replace(
        judged, verdict="holds", stated="", expected="", slip="", message="", derivation=f"{judged.derivation}，文中已说明尾差"
    )
