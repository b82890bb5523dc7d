"""Passages that stand twice in a document, word for word.

Every 8th run of 32 characters is remembered, and every run looked up: no repeat of 40 characters or more is missed, and
time and memory grow with the text, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.rules.base import CheckContext, once
from drafter.rules.texts import FoldedPassage, passages

__all__ = ["SHORTEST", "Repeat", "Repeated", "Words", "find_repeats", "repeated", "words_of"]

GRAM, STEP = 32, 8
STRETCH = 64
SHORTEST = GRAM + STEP
_IGNORED = frozenset(" \n\t，,。.；;：:、")
"""Signs that people change when they copy; they do not count."""
MOST_PLACES = 8
"""A run that stands more often is convention; no more places of it are remembered."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text without white space and stops, with the way back."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two places that say the same: indexes of texts, spans of their words."""

    first: int
    first_start: int
    second: int
    second_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """What stands twice in a document: its longer texts, as they are compared, and the places that say the same."""

    texts: tuple[FoldedPassage, ...]
    words: tuple[Words, ...]
    repeats: tuple[Repeat, ...]


@once
def repeated(context: CheckContext) -> Repeated:
    """What stands twice in the document."""
    texts = tuple(passage for passage in passages(context) if len(passage.text) >= SHORTEST)
    words = tuple(words_of(passage.text) for passage in texts)
    return Repeated(texts, words, tuple(find_repeats(words)))


def words_of(text: str) -> Words:
    """A text as it is compared."""
    kept = [place for place, sign in enumerate(text) if sign not in _IGNORED]
    return Words("".join(text[place] for place in kept), tuple(kept))


def find_repeats(texts: Sequence[Words], shortest: int = SHORTEST) -> Iterator[Repeat]:
    """Every passage of at least `shortest` characters that stood before, at its second place, longest first within it."""
    known: dict[str, list[tuple[int, int]]] = {}
    for index, words in enumerate(texts):
        found = sorted(_known(texts, index, known), key=lambda repeat: (-repeat.length, repeat.first, repeat.first_start))
        taken: list[tuple[int, int]] = []
        for repeat in found:
            start, end = repeat.second_start, repeat.second_start + repeat.length
            if repeat.length >= max(shortest, SHORTEST) and not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield repeat
        for start in range(0, len(words.text) - GRAM + 1, STEP):
            places = known.setdefault(words.text[start : start + GRAM], [])
            if len(places) < MOST_PLACES:
                places.append((index, start))


def _known(texts: Sequence[Words], index: int, known: dict[str, list[tuple[int, int]]]) -> Iterator[Repeat]:
    """Passages of one text that earlier texts have, extended to both sides.

    What a passage covers is not looked at again, so each character is compared a bounded number of times.
    """
    text, start, free = texts[index].text, 0, 0
    while start + GRAM <= len(text):
        found = list(_from(texts, index, known, (free, start)))
        yield from found
        start = max((repeat.second_start + repeat.length for repeat in found), default=start + 1)
        free = start if found else free


def _from(texts: Sequence[Words], index: int, known: dict[str, list[tuple[int, int]]], span: tuple[int, int]) -> Iterator[Repeat]:
    """Passages long enough that begin to be known at a place, or a little later: a repeat of one character lies askew."""
    text, (free, begin) = texts[index].text, span
    if text[begin : begin + GRAM] not in known:
        return
    seen: set[tuple[int, int]] = set()
    for start in range(begin, begin + STEP):
        for other, place in known.get(text[start : start + GRAM], ()):
            if (other, start - place) not in seen:
                seen.add((other, start - place))
                first, second, length = _extend(texts[other].text, place, text, (free, start))
                if length >= SHORTEST:
                    yield Repeat(other, first, index, second, length)


def _extend(one: str, place: int, two: str, span: tuple[int, int]) -> tuple[int, int, int]:
    """Where the common passage begins in either text, and its length; in the second not before the free place."""
    free, start = span
    before = _common_before(one, place, two, start, min(place, start - free))
    after = _common_after(one, place, two, start)
    return place - before, start - before, before + after


def _common_after(one: str, place: int, two: str, start: int) -> int:
    """How many characters are the same from both places on, compared by stretches that double while they are the same."""
    most, same, stretch = min(len(one) - place, len(two) - start), 0, STRETCH
    while stretch and same < most:
        end = min(same + stretch, most)
        if one[place + same : place + end] == two[start + same : start + end]:
            same, stretch = end, stretch * 2
        else:
            stretch = (end - same) // 2
    return same


def _common_before(one: str, place: int, two: str, start: int, most: int) -> int:
    """How many characters are the same before both places, of so many at most."""
    same, stretch = 0, STRETCH
    while stretch and same < most:
        end = min(same + stretch, most)
        if one[place - end : place - same] == two[start - end : start - same]:
            same, stretch = end, stretch * 2
        else:
            stretch = (end - same) // 2
    return same
