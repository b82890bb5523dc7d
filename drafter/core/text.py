"""Width and space folding beside the text, never instead of it.

Reports mix full-width and half-width digits, ideographic and no-break spaces. `fold` gives a text that patterns can be
run on and, for each of its characters, the place in the original, so that a span found in one is a span of the other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from drafter.core.patterns import lazy_re

__all__ = ["Folded", "display_width", "fold", "fold_width", "nearest"]

_KEEP = frozenset("，。；：！？（）【】〔〕“”‘’、…—～")
"""Chinese punctuation that NFKC would turn into ASCII, or take apart; it carries meaning here."""
_ODD = lazy_re(f"[^ -~\u4e00-\u9fff{''.join(sorted(_KEEP))}]")
"""A character that may not stay what it is: few are."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with its way back."""

    text: str
    offsets: tuple[int, ...]
    """``offsets[i]`` is the original position of ``text[i]``; one more entry marks the end."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original for a half-open span of `text`."""
        if start == end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if character in _KEEP or unicodedata.category(character) == "No":
        return character  # 10² is not 102, and ① is not 1
    return " " if character.isspace() else unicodedata.normalize("NFKC", character)


def fold(text: str) -> Folded:
    """Half-width digits, letters and signs; every kind of white space as one plain space per character."""
    folded = fold_width(text)
    if len(folded) == len(text):  # the usual case: every character became one
        return Folded(folded, tuple(range(len(text) + 1)))
    pieces = [_fold_character(character) for character in text]
    offsets = [place for place, piece in enumerate(pieces) for _ in piece]
    return Folded(folded, (*offsets, len(text)))


def fold_width(text: str) -> str:
    """`fold` without the way back.

    >>> fold_width("１２７．５０％　万元")
    '127.50% 万元'
    """
    return _ODD.sub(_folded, text)


def _folded(match: re.Match[str]) -> str:
    return _fold_character(match[0])


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal: two for a Chinese character.

    >>> display_width("支出94")
    6
    """
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def nearest(word: str, known: list[str]) -> str:
    """The known word that the given one was most likely meant to be, or an empty text.

    >>> nearest("年初予算", ["年初预算", "支出"])
    '年初预算'
    """
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=45)
    return best[0] if best else ""
