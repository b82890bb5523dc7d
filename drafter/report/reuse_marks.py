"""A passage as pieces with what was carried over marked, and its figures shown as unchanged or changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from drafter.core.patterns import lazy_re
from drafter.report.marked_text import MarkedPiece

__all__ = ["Span", "figure_spans", "marked_spans"]

Span = tuple[int, int, str]
"""Half-open span of a text, and the class of its mark."""


def marked_spans(text: str, spans: Iterable[Span]) -> list[MarkedPiece]:
    """The text with marks; where spans overlap, a piece bears the classes of all of them."""
    inside = [(max(0, start), min(end, len(text)), name) for start, end, name in spans]
    edges = sorted({0, len(text), *(edge for start, end, _ in inside if start < end for edge in (start, end))})
    return [_piece(text, start, end, inside) for start, end in pairwise(edges)]


def _piece(text: str, start: int, end: int, spans: Sequence[Span]) -> MarkedPiece:
    classes = dict.fromkeys(name for first, last, name in spans if first <= start and end <= last)
    return MarkedPiece(text[start:end], " ".join(classes))


def figure_spans(text: str, figures: Iterable[tuple[str, bool]]) -> Iterator[Span]:
    """Where figures as written stand, given in their order; one that is not found after the one before it is looked for anew."""
    after = 0
    for words, same in figures:
        pattern = lazy_re(rf"(?<![\d.]){re.escape(words)}(?!\d)") if words else None
        found = (pattern.search(text, after) or pattern.search(text)) if pattern else None
        if found:
            after = found.end()
            yield (*found.span(), "same" if same else "moved")
