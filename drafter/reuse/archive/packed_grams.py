"""The index of an archive: sorted words of fingerprint and passage, in parts by their uppermost bits. Arrays in, arrays out.

A part is what is read, merged or searched in one go, so that memory stays bounded however large the archive is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from drafter.reuse.fingerprints import HASH_BITS, ID_BITS, MOST_PASSAGES, Words, passages_of

__all__ = [
    "PARTS",
    "documents_of",
    "found_in",
    "from_bytes",
    "is_ordered",
    "merged",
    "moved",
    "split",
    "to_bytes",
    "within",
    "without",
]

PART_BITS = 4
PARTS = 1 << PART_BITS
_PART_SHIFT = np.uint64(HASH_BITS + ID_BITS - PART_BITS)
_EDGES = np.arange(1, PARTS, dtype=np.uint64) << _PART_SHIFT
_SHIFT = np.uint64(ID_BITS)
_LOW = np.uint64(MOST_PASSAGES - 1)
Ids = npt.NDArray[np.int64]


def to_bytes(words: Words) -> bytes:
    """Words as they stand in the file, on every machine."""
    return words.astype("<u8", copy=False).tobytes()


def from_bytes(data: bytes) -> Words:
    """The words of a file; an odd end is cut off."""
    return np.frombuffer(data, "<u8", count=len(data) // 8).astype(np.uint64, copy=False)


def moved(words: Words, first: int) -> Words:
    """The words of a document whose passages are numbered from `first` on."""
    return words + np.uint64(first)


def merged(several: Sequence[Words]) -> Words:
    """All words in one sorted array. Sorting is faster here than merging step by step."""
    return np.sort(np.concatenate(several)) if several else np.zeros(0, np.uint64)


def split(words: Words) -> list[Words]:
    """Sorted words by parts."""
    return np.split(words, np.searchsorted(words, _EDGES))


def is_ordered(words: Words, part: int) -> bool:
    """Whether words are sorted, each once, and all of one part."""
    return bool((words[1:] > words[:-1]).all()) and bool((words >> _PART_SHIFT == part).all())


def within(words: Words, firsts: Ids, counts: Ids) -> Ids:
    """For each word which of the documents its passage is of, -1 for none; documents in the order of their first passage."""
    ids = passages_of(words)
    return documents_of(ids, firsts, counts)


def documents_of(ids: Ids, firsts: Ids, counts: Ids) -> Ids:
    """For each passage the place of its document, -1 where there is none."""
    if not len(firsts):
        return np.full(len(ids), -1, np.int64)
    places = np.searchsorted(firsts, ids, "right") - 1
    inside = (places >= 0) & (ids < (firsts + counts)[places])
    return np.where(inside, places, -1)


def without(words: Words, firsts: Ids, counts: Ids) -> Words:
    """The words without those of some documents."""
    return words[within(words, firsts, counts) < 0]


def found_in(wanted: Words, part: Sequence[Words], most: int) -> tuple[Ids, Ids]:
    """Places in `wanted` (sorted fingerprints) and the passages that hold them; none for what more than `most` passages hold."""
    low, high = wanted << _SHIFT, (wanted << _SHIFT) | _LOW
    bounds = [(np.searchsorted(words, low, "left"), np.searchsorted(words, high, "right")) for words in part]
    counts = [right - left for left, right in bounds]
    seldom = sum(counts, np.zeros(len(wanted), np.int64)) <= most
    places, passages = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for words, (left, _), count in zip(part, bounds, counts, strict=True):
        kept = np.where(seldom, count, 0)
        inside = np.arange(int(kept.sum())) - np.repeat(np.cumsum(kept) - kept, kept)
        places.append(np.repeat(np.arange(len(wanted)), kept))
        passages.append(passages_of(words[np.repeat(left, kept) + inside]))
    return np.concatenate(places), np.concatenate(passages)
