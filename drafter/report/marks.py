"""Texts as HTML with findings marked at their very words; findings may overlap, so a text is cut at every edge of one.

Every character of a document is escaped here and nowhere else; nothing of a document becomes a tag, an attribute or a script.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.core.findings import Finding
from drafter.core.presentation import SEVERITIES, safe, severity_word

__all__ = ["Note", "escaped", "marked"]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number on the page and a prefix that keeps the ids of several documents apart."""

    finding: Finding
    number: int
    prefix: str

    @property
    def id(self) -> str:
        """Of the note in the margin; the mark in the text has the same with an ``m`` behind."""
        return f"{self.prefix}{self.number}"

    def link(self) -> str:
        """The number in the text, which leads to the note."""
        severity = self.finding.severity
        label = f"意见{self.number}：{severity_word(severity)}"
        return f'<a class="ref {severity}" id="{self.id}m" href="#{self.id}" aria-label="{label}">{self.number}</a>'


def escaped(text: str) -> str:
    """The text as it may stand between tags and in quoted attributes."""
    return html.escape(safe(text), quote=True)


def marked(text: str, notes: Sequence[Note]) -> str:
    """The text with marks; each note's number stands behind its words, in front of them where it has none."""
    spans = {note: _span(note, len(text)) for note in notes}
    edges = sorted({0, len(text), *(edge for span in spans.values() for edge in span)})
    pieces = [_numbers(spans, at=0)]
    for start, end in pairwise(edges):
        pieces.append(_piece(text[start:end], [note for note in notes if spans[note][0] <= start and end <= spans[note][1]]))
        pieces.append(_numbers(spans, at=end))
    return "".join(pieces)


def _span(note: Note, length: int) -> tuple[int, int]:
    location = note.finding.place.location
    start = min(max(location.start, 0), length)
    return start, min(max(location.end, start), length)


def _numbers(spans: dict[Note, tuple[int, int]], *, at: int) -> str:
    return "".join(note.link() for note, (_, end) in spans.items() if end == at)


def _piece(text: str, notes: Sequence[Note]) -> str:
    if not notes or not text:
        return escaped(text)
    severity = min((note.finding.severity for note in notes), key=SEVERITIES.index)
    return f'<mark class="{" ".join(dict.fromkeys((severity, *_all(notes))))}">{escaped(text)}</mark>'


def _all(notes: Sequence[Note]) -> Iterator[str]:
    """Classes ``has-error`` …, by which the filter knows when to let a mark go."""
    return (f"has-{note.finding.severity}" for note in notes)
