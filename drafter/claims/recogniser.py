"""Claims of a passage by the forms of configs/claims.yaml: a shape, its figures by role, the words that matter.

The same figure may take part in several claims, but a claim that lies wholly inside an earlier one of the same shape is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.claims.claim_forms import Pattern
from drafter.claims.prose import Figure, MaskedPassage, is_figure

__all__ = ["Claim", "recognise"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a stretch of prose asserts of its figures."""

    shape: str
    passage: MaskedPassage
    start: int
    end: int
    """Span in the masked text."""
    figures: dict[str, Figure]
    """By role: part, whole, base, this, last, delta, rate, rest …; several parts as part0, part1 …"""
    words: dict[str, str]
    """Named words: what it is compared against, the direction, the name of the whole."""
    form: str = ""
    """The form that found it, as messages name it."""

    @property
    def quote(self) -> str:
        """The words, verbatim."""
        return self.passage.quote(self.start, self.end)


def recognise(passage: MaskedPassage, patterns: tuple[Pattern, ...]) -> Iterator[Claim]:
    """The claims that the patterns find, in order of the patterns."""
    if not passage.figures:
        return
    taken: list[tuple[str, int, int]] = []
    for pattern in patterns:
        for match in pattern.regex.finditer(passage.masked):
            start, end = match.span()
            family = pattern.shape.split("-")[0]
            if any(f == family and s <= start and end <= e for f, s, e in taken):
                continue
            taken.append((family, start, end))
            yield _claim(pattern, match, passage)


def _claim(pattern: Pattern, match: re.Match[str], passage: MaskedPassage) -> Claim:
    figures: dict[str, Figure] = {}
    words: dict[str, str] = {}
    for name, value in match.groupdict().items():
        if value is None:
            continue
        if len(value) == 1 and is_figure(value):
            figures[name] = passage.figure_at(match.start(name))
        else:
            words[name] = value
    return Claim(pattern.shape, passage, *match.span(), figures, words, pattern.name)
