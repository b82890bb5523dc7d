"""Text as comparison reads it: words only, every figure, year and own name one code, with the way back to the text.

Last year's paragraph with this year's figures is the same row of codes. A code is an unsigned 16-bit number: the character
itself (full-width letters narrowed, capitals small), or one of the marks below; punctuation and white space have none. Texts
follow one another in one row, each closed by `BREAK`, so that a whole report, or a whole archive, is one pass over arrays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from drafter.core.patterns import lazy_re

__all__ = ["BREAK", "CITED", "FIGURE", "MARKS", "NAME", "YEAR", "Codes", "Spans", "encode", "words_of"]

BREAK, FIGURE, YEAR, NAME, CITED = 1, 2, 3, 4, 5
"""End of a text; a figure with its unit; a year or date; a name of the unit's own; a cited document with its number."""
MARKS = CITED
"""Codes up to this one are no words."""
Spans = Iterable[tuple[int, int]]
"""Half-open spans of a text; where two overlap the first counts."""
_DATE = lazy_re(
    r"(?:19|20)\d\d[^\S\n]?年[^\S\n]?\d{1,2}[^\S\n]?月(?:[^\S\n]?\d{1,2}[^\S\n]?日)?|(?<!\d)\d{1,2}[^\S\n]?月[^\S\n]?\d{1,2}[^\S\n]?日"
)
_YEAR = lazy_re(
    r"(?<!\d)(?:19|20)\d\d(?=[^\S\n]{0,3}年|[^\S\n]{0,3}[〕﹞\]】)）]|[^\S\n]{0,3}[-—–~至到/.][^\S\n]{0,3}(?:19|20)?\d)"
    r"|(?<=[-—–~至到])[^\S\n]{0,3}(?:19|20)\d\d(?=[^\S\n]{0,3}年)"
)
_NUMBERING = lazy_re(
    r"(?:^|(?<=[。；：;:\n]))[ \t\u3000\xa0]{0,8}(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、．]|\.(?!\d))[、.]?|[一二三四五六七八九十]是|[①-⑳])",
)
"""The number of a list item; the same items may be numbered otherwise."""
_LOOSE = lazy_re(r"\d+(?:[.,．，]\d+)*")
_SPACED_YEAR = lazy_re(r"(?<!\d)[12][^\S\n]?[09][^\S\n]?\d[^\S\n]?\d(?=[^\S\n]{0,3}年)")


@dataclass(frozen=True, slots=True)
class Codes:
    """Texts as one row of codes."""

    codes: npt.NDArray[np.uint16]
    places: npt.NDArray[np.int32]
    """For each code where its first character stands in the texts joined by line breaks."""
    ends: npt.NDArray[np.int32]
    """For each code where its last character ends."""
    bounds: npt.NDArray[np.int32]
    """Where each text begins in the row; one more entry marks the end. The last code of each text is `BREAK`."""

    def __len__(self) -> int:
        """The number of texts."""
        return len(self.bounds) - 1

    def of(self, text: int) -> npt.NDArray[np.uint16]:
        """The codes of one text, without its `BREAK`."""
        return self.codes[self.bounds[text] : self.bounds[text + 1] - 1]

    def lengths(self) -> npt.NDArray[np.int32]:
        """How many codes each text has, `BREAK` not counted."""
        return np.diff(self.bounds) - 1


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint16]:
    """The code of each 16-bit character; 0 for what is left out."""
    table = np.zeros(0x10000, np.uint16)
    for place in (*range(0x80), *range(0xA0, 0x3400), *range(0xA000, 0xD800), *range(0xF900, 0x10000)):
        character = chr(place)
        if character.isalnum():
            table[place] = place
    table[0x3400:0xA000] = np.arange(0x3400, 0xA000)
    narrow = np.arange(0xFF21, 0xFF5B)
    table[narrow] = np.where(table[narrow] > 0, narrow - 0xFEE0, 0)
    for start in (0x41, 0xFF21):
        table[start : start + 26] = np.arange(0x61, 0x7B)
    table[ord("\n")] = BREAK
    return table


def encode(
    texts: Iterable[str], *, figures: Spans = (), names: Iterable[str] = (), cited: re.Pattern[str] | None = None
) -> Codes:
    """The texts as one row of codes; a text holds no line break.

    `figures` are spans of the texts joined by line breaks. What a mark stands for is decided by the first that covers it: a
    citation, a name, a year, a figure.
    """
    given = list(texts)
    if not given:
        return Codes(np.zeros(0, np.uint16), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(1, np.int32))
    joined = "\n".join(given)
    raw = np.frombuffer(joined.encode("utf-16-le", "replace"), np.uint16)
    if len(raw) != len(joined):  # characters beyond the 16 bits, as one code each
        raw = (np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32) & 0xFFFF).astype(np.uint16)
    codes = _table()[raw] if len(raw) else np.zeros(0, np.uint16)
    ends = np.arange(1, len(codes) + 1, dtype=np.int32)
    taken, marks = _marks(joined, figures, names, cited)
    codes[np.frombuffer(taken, np.bool_)] = 0
    if marks:
        starts, stops, kinds = np.array(marks, np.int32).T
        codes[starts], ends[starts] = kinds, stops
    codes = np.append(codes, np.uint16(BREAK))
    ends = np.append(ends, np.int32(len(joined)))
    places = np.flatnonzero(codes).astype(np.int32)
    kept = codes[places]
    bounds = np.concatenate(([0], np.flatnonzero(kept == BREAK) + 1)).astype(np.int32)
    return Codes(kept, places, ends[places], bounds)


def _marks(
    text: str, figures: Spans, names: Iterable[str], cited: re.Pattern[str] | None
) -> tuple[bytearray, list[tuple[int, int, int]]]:
    """Which characters are within a mark, and the marks: start, end and code, none overlapping one before it in rank."""
    found = [(*match.span(), 0) for match in _NUMBERING.finditer(text)]
    found += [(*match.span(), CITED) for match in cited.finditer(text)] if cited else []
    found += [(place, place + len(name), NAME) for name in names for place in _occurrences(text, name)]
    found += [(*match.span(), YEAR) for pattern in (_DATE, _YEAR, _SPACED_YEAR) for match in pattern.finditer(text)]
    found += [(start, end, FIGURE) for start, end in figures]
    found += [(*match.span(), FIGURE) for match in _LOOSE.finditer(text)]
    taken = bytearray(len(text))
    marks = []
    for start, end, mark in found:
        if taken.find(1, start, end) < 0 and "\n" not in text[start:end]:
            taken[start:end] = b"\x01" * (end - start)
            marks.append((start, end, mark))
    return taken, marks


def _occurrences(text: str, name: str) -> Iterable[int]:
    place = text.find(name)
    while name and place >= 0:
        yield place
        place = text.find(name, place + len(name))


def words_of(codes: npt.NDArray[np.uint16]) -> str:
    """A row of codes as a text, for measures of likeness; a mark is one control character."""
    return codes.tobytes().decode("utf-16-le", "replace")
