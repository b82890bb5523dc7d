"""Which sections a table of shares shows: those with something carried over, the others as one line, and the sum."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.core.presentation import one_line
from drafter.reuse.records import KINDS, Kind, SectionShare

__all__ = ["percent", "section_name", "shown_shares"]


def shown_shares(sections: Sequence[SectionShare]) -> list[SectionShare]:
    """The lines of the table, in the report's order; the last is the sum of all."""
    telling = [section for section in sections if sum(section.reused.values()) or section.allowed]
    others = [section for section in sections if section not in telling and section.characters]
    rest = [_sum(others, f"其余 {len(others)} 节")] if others else []
    return [*telling, *rest, _sum(sections, "合计")]


def _sum(sections: Sequence[SectionShare], name: str) -> SectionShare:
    reused: dict[Kind, int] = {kind: sum(section.reused.get(kind, 0) for section in sections) for kind in KINDS}
    counts = (sum(section.characters for section in sections), sum(section.convention for section in sections))
    allowed = sum(section.allowed for section in sections)
    return SectionShare(name, "其他", *counts, {kind: count for kind, count in reused.items() if count}, allowed)


def section_name(section: str) -> str:
    """The heading on one line; ``（正文）`` for what stands under none."""
    return one_line(section) or "（正文）"


def percent(share: float) -> str:
    """A share between 0 and 1 as whole per cent.

    >>> percent(0.584)
    '58%'
    """
    return f"{share:.0%}"
