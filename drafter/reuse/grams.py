"""Character grams as numbers, and which texts hold them.

A gram and the text it stands in are packed into one 64-bit word, the gram in the upper bits: sorting words by value groups equal
grams, three times as fast as sorting an index of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from drafter.reuse.normalise import BREAK, FIGURE, MARKS, Codes

__all__ = ["ID_BITS", "MOST_TEXTS", "Postings", "distinct", "gram_hashes", "owners", "postings"]

ID_BITS = 24
MOST_TEXTS = 1 << ID_BITS
"""Texts of one comparison that have a number of their own."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)
_SHIFT = np.uint64(ID_BITS)
_MIX = np.uint64(31)
_LOW = np.uint64(MOST_TEXTS - 1)
PackedGrams = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Postings:
    """Sorted words of gram and text, each pair once."""

    words: PackedGrams
    texts: int
    """How many texts there are."""
    places: PackedGrams
    """The gram of each place, sorted: how often each stands, also within one text."""

    @cached_property
    def grams(self) -> PackedGrams:
        """The grams, in the lower bits, repeated for each text that holds them."""
        return self.words >> _SHIFT

    @cached_property
    def ids(self) -> npt.NDArray[np.int64]:
        """The text of each."""
        return (self.words & _LOW).astype(np.int64)

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """How many different grams each text has."""
        return np.bincount(self.ids, minlength=self.texts)

    def without(self, grams: PackedGrams) -> Postings:
        """The postings without some grams, which are sorted."""
        return Postings(self.words[~_known(self.grams, grams)], self.texts, self.places) if len(grams) else self

    def often(self, grams: PackedGrams) -> npt.NDArray[np.int64]:
        """How often each of some grams stands."""
        found: npt.NDArray[np.int64] = np.searchsorted(self.places, grams, "right") - np.searchsorted(self.places, grams, "left")
        return found


def _known(values: PackedGrams, ordered: PackedGrams) -> npt.NDArray[np.bool_]:
    """Which values are among the ordered ones."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    found: npt.NDArray[np.bool_] = ordered[np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)] == values
    return found


def distinct(values: PackedGrams) -> PackedGrams:
    """The values sorted, each once; `numpy.unique` hashes first, which takes five times as long."""
    ordered = np.sort(values)
    found: PackedGrams = ordered[np.diff(ordered, prepend=~ordered[:1]) != 0]
    return found


def gram_hashes(row: Codes, size: int) -> tuple[PackedGrams, npt.NDArray[np.bool_]]:
    """The hash of the gram that begins at each code, 40 bits, and whether it lies in one text. Both as long as the row.

    All marks are alike here: a slot of a template takes a figure as well as a date, a name or a citation.
    """
    count = len(row.codes)
    hashes = np.zeros(count, np.uint64)
    whole = np.zeros(count, np.bool_)
    if count < size:
        return hashes, whole
    window = count - size + 1
    codes = np.where((row.codes > BREAK) & (row.codes <= MARKS), np.uint16(FIGURE), row.codes)
    mixed = np.zeros(window, np.uint64)
    inside = np.ones(window, np.bool_)
    for step in range(size):
        part = codes[step : step + window]
        mixed *= _STEP
        mixed ^= part
        inside &= part != BREAK
    mixed *= _ODD
    mixed ^= mixed >> _MIX
    mixed *= _ODD
    hashes[:window] = mixed >> _SHIFT
    whole[:window] = inside
    return hashes, whole


def owners(row: Codes) -> npt.NDArray[np.uint64]:
    """The number of the text that each code stands in."""
    return np.repeat(np.arange(len(row), dtype=np.uint64), np.diff(row.bounds))


def postings(row: Codes, size: int) -> Postings:
    """Which texts hold which grams of that size."""
    hashes, whole = gram_hashes(row, size)
    words = (hashes[whole] << _SHIFT) | owners(row)[whole]
    return Postings(distinct(words), len(row), np.sort(hashes[whole]))
