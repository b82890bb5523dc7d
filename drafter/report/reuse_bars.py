"""The sections of a report as lines of a table with a bar each: what is convention, what was carried over and how, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.report.reuse_shares import percent, section_name, shown_shares
from drafter.reuse.records import KINDS, SectionShare
from drafter.reuse.terms import KIND_WORDS

__all__ = ["ShownShare", "shares_shown"]

WIDTH = 1000
"""Of a bar, in its own units."""


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A line of the table."""

    name: str
    target: str
    """The id that the name leads to; empty for none."""
    counts: Sequence[int | str]
    how: str
    percent: str
    bars: Sequence[tuple[str, int, int]]
    width: int = WIDTH


def shares_shown(sections: Sequence[SectionShare], targets: Mapping[str, str]) -> list[ShownShare]:
    """The lines; a section whose passages are shown on the page leads to them (`targets`: name → id)."""
    return [_line(section, targets.get(section.section, "")) for section in shown_shares(sections)]


def _line(section: SectionShare, target: str) -> ShownShare:
    share = percent(section.share)
    counts = (section.characters, section.convention, sum(section.reused.values()), share, section.allowed)
    how = "，".join(f"{KIND_WORDS[kind]} {section.reused[kind]}" for kind in KINDS if section.reused.get(kind))
    return ShownShare(section_name(section.section), target, counts, how, share, list(_rectangles(section)))


def _rectangles(section: SectionShare) -> Iterator[tuple[str, int, int]]:
    """What is shown of each part: its class, where it begins, how wide it is."""
    parts = [
        ("convention", section.convention),
        *((kind, section.reused.get(kind, 0)) for kind in KINDS),
        ("allowed", section.allowed),
    ]
    before = 0
    for name, characters in parts:
        start, end = (WIDTH * place // max(section.characters, 1) for place in (before, before + characters))
        before += characters
        if end > start:
            yield name, start, end - start
