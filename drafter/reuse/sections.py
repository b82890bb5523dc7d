"""How much of each section was carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drafter.reuse.records import Kind, Passage, ReuseMatch, SectionShare, Sort
from drafter.reuse.sides import Side
from drafter.reuse.verify import inside

__all__ = ["section_shares"]


@dataclass(slots=True)
class _Count:
    sort: Sort
    characters: int = 0
    convention: int = 0
    allowed: int = 0
    reused: dict[Kind, int] = field(default_factory=dict)


def section_shares(current: Side, matches: Sequence[ReuseMatch], reported: Sequence[ReuseMatch]) -> list[SectionShare]:
    """The sections in reading order; a place that two earlier passages explain counts once, for the closest."""
    by_passage: dict[Passage, list[ReuseMatch]] = {}
    for match in matches:
        by_passage.setdefault(match.current, []).append(match)
    told = set(map(id, reported))
    counts: dict[tuple[str, Sort], _Count] = {}
    for number, passage in enumerate(current.passages):
        count = counts.setdefault((passage.section, passage.sort), _Count(passage.sort))
        free = ~current.conventions(number)
        count.characters += len(free)
        count.convention += int((~free).sum())
        for match in by_passage.get(passage, ()):
            here = inside(current, number, match) & free
            free &= ~here
            _add(count, match, int(here.sum()), told=id(match) in told)
    return [SectionShare(name, c.sort, c.characters, c.convention, c.reused, c.allowed) for (name, _), c in counts.items()]


def _add(count: _Count, match: ReuseMatch, characters: int, *, told: bool) -> None:
    if told:
        count.reused[match.kind] = count.reused.get(match.kind, 0) + characters
    else:
        count.allowed += characters
