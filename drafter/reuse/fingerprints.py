"""Winnowing: of every few neighbouring grams of a passage the one with the least hash, so that an index holds four in ten of them.

Two passages that have eight codes in a row in common have a fingerprint in common, whatever stands around them (Schleimer,
Wilkerson, Aiken: Winnowing, SIGMOD 2003).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from drafter.reuse.grams import distinct, gram_hashes, owners
from drafter.reuse.normalise import Codes

__all__ = [
    "GRAM",
    "HASH_BITS",
    "ID_BITS",
    "MOST_PASSAGES",
    "WINDOW",
    "Words",
    "fingerprints",
    "hashes_of",
    "narrowed",
    "passages_of",
]

GRAM = 5
"""Codes of a gram."""
WINDOW = 4
"""Grams of a window; fewer than `GRAM` + 1, so that no window reaches from one passage into the next."""
HASH_BITS, ID_BITS = 37, 27
"""A fingerprint and its passage share one 64-bit word, the fingerprint above."""
MOST_PASSAGES = 1 << ID_BITS
_GRAM_BITS = 40
_NARROW = np.uint64(_GRAM_BITS - HASH_BITS)
_SHIFT = np.uint64(ID_BITS)
_LOW = np.uint64(MOST_PASSAGES - 1)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
Words = npt.NDArray[np.uint64]


def fingerprints(row: Codes) -> Words:
    """Words of fingerprint and passage, each pair once, sorted. A passage with few grams has few windows, and keeps what it has."""
    hashes, whole = gram_hashes(row, GRAM)
    words = np.where(whole, (narrowed(hashes) << _SHIFT) | owners(row), _NONE)
    border = np.full(WINDOW - 1, _NONE)
    padded = np.concatenate([border, words, border])
    count = len(padded) - WINDOW + 1
    least = padded[:count].copy()
    for step in range(1, WINDOW):
        np.minimum(least, padded[step : step + count], out=least)
    found = distinct(least)
    return found[:-1] if len(found) and found[-1] == _NONE else found


def narrowed(hashes: Words) -> Words:
    """Hashes of grams, as wide as a fingerprint."""
    return hashes >> _NARROW


def hashes_of(words: Words) -> Words:
    """The fingerprints of words."""
    return words >> _SHIFT


def passages_of(words: Words) -> npt.NDArray[np.int64]:
    """The passages of words."""
    return (words & _LOW).astype(np.int64)
