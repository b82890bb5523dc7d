"""Finds a figure of running text again: under its bookmark, or where the bookmark is gone by the sentence around it.

A bookmark also covers the characters before and after its figure. While both still stand there, what is between them is the
figure; else it is the number that the bookmark touches, with the unit it had.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from drafter.core.document import Document, Location
from drafter.core.patterns import lazy_re
from drafter.core.text import fold, fold_width
from drafter.formats.trace.anchors import StoredAnchor, plain

__all__ = ["Place", "SentenceIndex", "figure_under", "place_of"]

_NUMBER = lazy_re(
    r"""
    (?:(?<!\d)[-+−])?             # a sign, unless it is the dash of a range
    (?: \d{1,3}(?:,\d{3})+(?!\d)  # 1,234
      | \d+ )
    (?:\.\d+)?
    """,
    re.VERBOSE,
)
_TAIL = lazy_re(r"[^\d\s，。；：、（）()“”]{0,6}")
"""What may follow a number as its unit."""
_GRAM = 3
_CANDIDATES = 4
_NEAR = 8
"""Characters around a figure that, found unchanged, tell its sentence from others of the same pattern."""
_LEAST_SCORE = 62
"""Of 100. Below it two sentences share no more than the usual words of such reports."""


Place = tuple[int, int | None, int | None]
"""A text of a document: its block, and row and column in a table."""
Taken = Mapping[Place, list[Location]]
"""Where figures were found, by the text that they are in."""


def place_of(location: Location) -> Place:
    """The text that a location is in."""
    return location.block, location.row, location.column


def figure_under(document: Document, span: Location, stored: StoredAnchor) -> Location | None:
    """Where the figure of a bookmark is now, or `None` where nothing like a figure is left under it."""
    text = document.container_text(span)
    inner = _between_neighbours(text, span, stored)
    if inner and plain(text[slice(*inner)]) == plain(stored.text):
        return _at(span, *inner)
    found = _same_words(text, span.start, span.end, stored.text) or _number_near(text, span.start, span.end, inner, stored.text)
    if found is None and inner and text[slice(*inner)].strip():
        found = inner
    return _at(span, *found) if found else None


def _at(place: Location, start: int, end: int) -> Location:
    return replace(place, start=start, end=end)


def _between_neighbours(text: str, span: Location, stored: StoredAnchor) -> tuple[int, int] | None:
    """The span between the neighbours, if both still are what they were or what is between them is."""
    before, after = stored.before[-1:], stored.after[:1]
    content = text[span.start : span.end]
    inner = span.start + len(before), span.end - len(after)
    shrunk = (not before and _cuts_number(text, inner[0])) or (not after and _cuts_number(text, inner[1]))
    if inner[0] >= inner[1] or shrunk:
        return None
    kept = content.startswith(before) and content.endswith(after)
    return inner if kept or plain(text[slice(*inner)]) == plain(stored.text) else None


def _cuts_number(text: str, place: int) -> bool:
    """Whether a number goes on over this place: at the edge of a paragraph a bookmark may have shrunk into its figure."""
    left, right = fold_width(text[max(0, place - 2) : place]), fold_width(text[place : place + 2])
    return bool(re.search(r"\d[.,]?$", left) and re.match(r"[.,]?\d", right))


def _same_words(text: str, start: int, end: int, printed: str) -> tuple[int, int] | None:
    """The span of the printed figure, spaces, widths and thousands separators apart, that overlaps a stretch of text."""
    folded = fold(text)
    body = r",?\s*".join(map(re.escape, plain(printed).replace(",", "")))
    tail = r"(?!\d|[.,]\d)" if body[-1:].isdigit() else ""
    for match in re.finditer(rf"(?<!\d)(?<!\d[.,]){body}{tail}", folded.text):
        found = folded.original(*match.span())
        if found[0] < end and found[1] > start:
            return found
    return None


def _number_near(text: str, start: int, end: int, inner: tuple[int, int] | None, printed: str) -> tuple[int, int] | None:
    """The number that overlaps a stretch of text most, with its unit."""
    low, high = inner or (0, len(text))
    folded = fold(text[low:high])
    best, best_overlap = None, -1
    for match in _NUMBER.finditer(folded.text):
        found = folded.original(*match.span())
        overlap = min(found[1] + low, end) - max(found[0] + low, start)
        if overlap > best_overlap and (overlap > 0 or start == end):
            best, best_overlap = match, overlap
    if best is None:
        return None
    stop = _end_of_unit(folded.text, best.end(), printed, known_end=inner is not None)
    found = folded.original(best.start(), stop)
    return found[0] + low, found[1] + low


def _end_of_unit(text: str, end: int, printed: str, *, known_end: bool) -> int:
    numbers = list(_NUMBER.finditer(plain(printed)))
    unit = plain(printed)[numbers[-1].end() :] if numbers else ""
    spaced = lazy_re(r"\s*" + r"\s*".join(map(re.escape, unit))).match(text, end)
    if spaced:
        return spaced.end() if unit else end
    tail = _TAIL.match(text, end) if known_end else None
    return tail.end() if tail else end


@dataclass(frozen=True)
class _Squeezed:
    """A text in half width without spaces, and the way back."""

    location: Location
    original: str

    @cached_property
    def characters(self) -> tuple[str, list[int]]:
        """The text and the original place of each of its characters."""
        folded = fold(self.original)
        kept = [(c, folded.offsets[place]) for place, c in enumerate(folded.text) if not c.isspace()]
        return "".join(c for c, _ in kept), [offset for _, offset in kept]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original."""
        offsets = [*self.characters[1], len(self.original)]
        return offsets[start], (offsets[end - 1] + 1 if end > start else offsets[start])


def _grams(text: str) -> Iterator[str]:
    for start in range(len(text) - _GRAM + 1):
        gram = text[start : start + _GRAM]
        if not any(character.isdigit() for character in gram):
            yield gram


class SentenceIndex:
    """The texts of a document by the three-character grams in them, so that a sentence is looked for in few of them."""

    def __init__(self, document: Document) -> None:
        self._texts = [_Squeezed(location, text) for location, text in document.texts()]
        self._places: dict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(self._texts):
            for gram in _grams(text.characters[0]):
                self._places[gram].add(number)

    def find(self, stored: StoredAnchor, taken: Taken) -> Location | None:
        """Where the figure of a lost bookmark most likely is; places that other figures hold are not considered."""
        grams = sorted(set(_grams(plain(stored.before + stored.after))))
        votes = Counter(number for gram in grams for number in self._places.get(gram, ()))
        near = plain(stored.before[-_NEAR:] + stored.text + stored.after[:_NEAR])
        ranked = sorted(votes, key=lambda number: (near not in self._texts[number].characters[0], -votes[number], number))
        found = [answer for number in ranked[:_CANDIDATES] if (answer := self._align(stored, self._texts[number], taken))]
        return max(found, key=lambda answer: answer[0])[1] if found else None

    def _align(self, stored: StoredAnchor, text: _Squeezed, taken: Taken) -> tuple[float, Location] | None:
        from rapidfuzz import fuzz

        squeezed, before, printed = text.characters[0], plain(stored.before), plain(stored.text)
        sentence = before + printed + plain(stored.after)
        alignment = fuzz.partial_ratio_alignment(sentence, squeezed, score_cutoff=_LEAST_SCORE)
        if alignment is None or not sentence:
            return None
        part, offset = sentence[alignment.src_start : alignment.src_end], alignment.src_start
        target = squeezed[alignment.dest_start : alignment.dest_end]
        low, high = _corresponding(part, target, len(before) - offset, len(before) + len(printed) - offset)
        start, end = text.back(alignment.dest_start + low, alignment.dest_start + high)
        span = _same_words(text.original, start, end, stored.text) or _number_near(text.original, start, end, None, stored.text)
        held = taken.get(place_of(text.location), ())
        if span is None or any(span[0] < other.end and span[1] > other.start for other in held):
            return None
        return alignment.score, _at(text.location, *span)


def _corresponding(source: str, target: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of `target` between what matches the text before `start` and what matches the text after `end`."""
    from rapidfuzz.distance import Indel

    low, high = 0, len(target)
    for code in Indel.opcodes(source, target):
        if code.tag == "equal" and code.src_start < start:
            low = code.dest_start + min(code.src_end, start) - code.src_start
        if code.tag == "equal" and code.src_end > end:
            return low, code.dest_start + max(end - code.src_start, 0)
    return low, high
