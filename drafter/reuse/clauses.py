"""The sentences and clauses of a passage, as parts of its codes."""

from __future__ import annotations

import re

from drafter.core.patterns import lazy_re
from drafter.reuse.sides import Side

__all__ = ["clauses", "sentences"]

_SENTENCE = lazy_re(r"[^。；！？!?;\n]+")
_CLAUSE = lazy_re(r"[^。；！？!?;，,：:\n]+")
Span = tuple[int, int]


def sentences(side: Side, passage: int) -> list[Span]:
    """The half-open spans of codes of each sentence of a passage; what has no codes is left out."""
    key = ("sentences", passage)
    if key not in side.memo:
        side.memo[key] = _parts(side, passage, _SENTENCE)
    found: list[Span] = side.memo[key]
    return found


def clauses(side: Side, passage: int) -> list[Span]:
    """The half-open spans of codes of what stands between the commas of a passage."""
    return _parts(side, passage, _CLAUSE)


def _parts(side: Side, passage: int, pattern: re.Pattern[str]) -> list[Span]:
    edges = [edge for match in pattern.finditer(side.passages[passage].text) for edge in match.span()]
    places = side.places(passage).searchsorted(edges).tolist()
    return [(start, stop) for start, stop in zip(places[::2], places[1::2], strict=True) if start < stop]
