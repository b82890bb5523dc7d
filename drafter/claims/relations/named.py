"""What the prose says of each figure: its name, its sentence, the section that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.judgement import Judgement, failing
from drafter.claims.labels import label_before, place_of
from drafter.claims.prose import MONEY, Figure, MaskedPassage
from drafter.core.findings import Severity

__all__ = ["NamedFigure", "judged", "money", "told_figures"]


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure of the prose with the words before it."""

    passage: MaskedPassage
    place: int
    """In the masked text."""
    figure: Figure
    name: str
    """The words between it and the mark or figure before."""
    sentence: str
    """The sentence as far as the figure, masked."""
    section: int
    """Number of the section, counted by headings."""

    @property
    def after(self) -> str:
        """The rest of the sentence, masked."""
        text = self.passage.masked
        stops = [stop for mark in "。；" if (stop := text.find(mark, self.place)) >= 0]
        return text[self.place + 1 : min(stops, default=len(text))]

    @property
    def quote(self) -> str:
        """The clause with the figure, verbatim."""
        start = max(self.passage.masked.rfind(mark, 0, self.place) for mark in "。；，：") + 1
        return self.passage.quote(max(start, self.place - 60), self.place + 1)


def told_figures(found: Sequence[MaskedPassage]) -> tuple[NamedFigure, ...]:
    """The figures of the body's sentences in reading order."""
    return tuple(_told(found))


def _told(found: Sequence[MaskedPassage]) -> Iterator[NamedFigure]:
    section = 0
    for passage in found:
        section += passage.is_heading
        for figure in passage.figures if not passage.is_heading else ():
            place = place_of(passage, figure)
            start = max(passage.masked.rfind(mark, 0, place) for mark in "。；") + 1
            yield NamedFigure(passage, place, figure, label_before(passage, place), passage.masked[start:place], section)


def money(told: Sequence[NamedFigure]) -> list[NamedFigure]:
    """The amounts among them."""
    return [one for one in told if one.figure.kind == MONEY]


def judged(
    shape: str,
    one: NamedFigure,
    *,
    expected: str,
    message: str,
    derivation: str,
    others: Sequence[Figure] = (),
    severity: Severity = "error",
) -> Judgement:
    """The failing judgement on a figure; `others` are those it was held against."""
    slip = "slip" if severity == "note" else ""
    figures = (one.figure, *others)
    return failing(
        shape,
        one.quote,
        one.figure,
        derivation=derivation,
        expected=expected,
        slip=slip,
        severity=severity,
        message=message,
        figures=figures,
    )
