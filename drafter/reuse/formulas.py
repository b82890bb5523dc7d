"""Standard sentences whose figures did not move: the wording is convention, the values in its slots are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.reuse.figures import amount_of, amounts
from drafter.reuse.kinds import likeness
from drafter.reuse.records import ReuseMatch
from drafter.reuse.settings import ReuseTools
from drafter.reuse.verify import Scores, Sides, match_of

__all__ = ["unchanged_formulas"]


def unchanged_formulas(sides: Sides, matches: Sequence[ReuseMatch], tools: ReuseTools) -> Iterator[ReuseMatch]:
    """Passages of the same codes, no match yet, whose telling figures are all last year's."""
    sources: dict[bytes, list[int]] = {}
    for source in range(len(sides.prior.row)):
        sources.setdefault(sides.prior.row.of(source).tobytes(), []).append(source)
    known = {match.current.location for match in matches}
    for passage, given in enumerate(sides.current.passages):
        found = sources.get(sides.current.row.of(passage).tobytes(), [])
        if found and given.location not in known:
            yield from _unchanged(sides, passage, found, tools)


def _unchanged(sides: Sides, passage: int, sources: Sequence[int], tools: ReuseTools) -> Iterator[ReuseMatch]:
    """The match with the first of the sources that has the same figures, if there is any."""
    now = _values(amounts(sides.current, passage, tools.settings))
    same = (source for source in sources if _values(amounts(sides.prior, source, tools.settings)) == now)
    source = next(same, None) if now else None
    if source is not None:
        like = likeness(sides.current, passage, sides.prior, source)
        yield match_of(sides, passage, source, Scores(1.0, 1.0), like, tools)


def _values(found: dict[int, str]) -> dict[int, object]:
    return {place: amount_of(text) for place, text in found.items()}
