"""Texts as pieces, with findings marked at their very words; findings may overlap, so a text is cut at every edge of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.core.findings import Finding
from drafter.core.presentation import SEVERITIES, one_line, place_words, severity_word, spot_words

__all__ = ["MarginNote", "MarkedPiece", "marked"]

_VALUES = (("现值", "stated"), ("应为", "expected"), ("算式", "derivation"))


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A finding with its number on the page and a prefix that keeps the ids of several documents apart."""

    finding: Finding
    number: int
    prefix: str

    @property
    def id(self) -> str:
        """Of the note in the margin; the mark in the text has the same with an ``m`` behind."""
        return f"{self.prefix}{self.number}"

    @property
    def severity(self) -> str:
        """Of the finding, as the style knows it."""
        return self.finding.severity

    @property
    def word(self) -> str:
        """The severity in Chinese."""
        return severity_word(self.finding.severity)

    @property
    def label(self) -> str:
        """What a screen reader says of it."""
        return f"意见{self.number}：{self.word}"

    @property
    def place(self) -> str:
        """Where it is."""
        return place_words(self.finding.place)

    def values(self) -> list[tuple[str, str]]:
        """What the card lists: the values, the arithmetic, the spot, further places. The words themselves stand beside it."""
        finding = self.finding
        values = [(label, one_line(getattr(finding, key))) for label, key in _VALUES if getattr(finding, key)]
        values += [("位置", spot_words(finding.place)), *(("别处", place_words(place)) for place in finding.others)]
        return [(label, words) for label, words in values if words]


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of text with the classes of its mark, or the number that leads to a note."""

    text: str = ""
    classes: str = ""
    note: MarginNote | None = None


def marked(text: str, notes: Sequence[MarginNote]) -> list[MarkedPiece]:
    """The text with marks; each note's number stands behind its words, in front of them where it has none."""
    spans = {note: _span(note, len(text)) for note in notes}
    edges = sorted({0, len(text), *(edge for span in spans.values() for edge in span)})
    pieces = _numbers(spans, at=0)
    for start, end in pairwise(edges):
        inside = [note for note in notes if spans[note][0] <= start and end <= spans[note][1]]
        pieces += [MarkedPiece(text[start:end], _classes(inside)), *_numbers(spans, at=end)]
    return pieces


def _span(note: MarginNote, length: int) -> tuple[int, int]:
    location = note.finding.place.location
    start = min(max(location.start, 0), length)
    return start, min(max(location.end, start), length)


def _numbers(spans: dict[MarginNote, tuple[int, int]], *, at: int) -> list[MarkedPiece]:
    return [MarkedPiece(note=note) for note, (_, end) in spans.items() if end == at]


def _classes(notes: Sequence[MarginNote]) -> str:
    """The gravest severity, and classes ``has-error`` …, by which the filter knows when to let a mark go."""
    if not notes:
        return ""
    gravest = min((note.finding.severity for note in notes), key=SEVERITIES.index)
    return " ".join(dict.fromkeys((gravest, *_all(notes))))


def _all(notes: Sequence[MarginNote]) -> Iterator[str]:
    return (f"has-{note.finding.severity}" for note in notes)
