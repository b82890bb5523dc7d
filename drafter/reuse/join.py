"""Which passages of two sets may be copies of each other: those that share telling grams. Arrays in, arrays out, no state.

A gram weighs the less, the more often it stands in either set: the frames in which an office writes all its sentences tell
nothing of where one of them came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from drafter.reuse.grams import Postings

__all__ = ["Ids", "Pairs", "closest", "shared_grams", "weights"]

WHOLE = 240
"""What a gram weighs that stands once in either set; one that stands n times weighs the n-th part."""
_WEIGHT_BITS = 8
_WEIGHT = (1 << _WEIGHT_BITS) - 1
AT_ONCE = 4_000_000
"""Pairs that are counted in one go, to bound memory."""
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of passages with the weight of the grams they share, sorted by the first and then the second."""

    current: Ids
    prior: Ids
    shared: Ids


def weights(current: Postings, prior: Postings) -> Ids:
    """What each gram of the current passages weighs; 0 for one that stands more than `WHOLE` times in either set."""
    found: Ids = WHOLE // np.maximum(np.maximum(prior.often(current.grams), current.often(current.grams)), 1)
    return found


def shared_grams(current: Postings, prior: Postings, weight: Ids) -> Pairs:
    """The weight of the grams that each pair of passages shares; pairs that share none are left out."""
    left = np.searchsorted(prior.grams, current.grams, "left")
    counts = np.searchsorted(prior.grams, current.grams, "right") - left
    counts[weight == 0] = 0
    totals = [_totals(current.ids[part], prior, left[part], counts[part], weight[part]) for part in _portions(counts)]
    keys, shared = _merged(totals)
    size = max(prior.texts, 1)
    return Pairs(keys // size, keys % size, shared)


def _portions(counts: Ids) -> list[slice]:
    """Slices of the grams, each with a bounded number of pairs."""
    steps = np.cumsum(counts) // AT_ONCE
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(counts)]
    return [slice(start, stop) for start, stop in pairwise(edges)]


def _totals(ids: Ids, prior: Postings, left: Ids, counts: Ids, weight: Ids) -> tuple[Ids, Ids]:
    """The pairs of some grams, as one number each, and what they share. Pair and weight are sorted as one word."""
    total = int(counts.sum())
    inside = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    pairs = np.repeat(ids, counts) * max(prior.texts, 1) + prior.ids[np.repeat(left, counts) + inside]
    words = (pairs << _WEIGHT_BITS) | np.repeat(weight, counts)
    words.sort()
    keys = words >> _WEIGHT_BITS
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[first], np.add.reduceat(words & _WEIGHT, first) if total else words


def _merged(totals: list[tuple[Ids, Ids]]) -> tuple[Ids, Ids]:
    if len(totals) == 1:
        return totals[0]
    keys, places = np.unique(np.concatenate([keys for keys, _ in totals]), return_inverse=True)
    return keys, np.bincount(places, np.concatenate([shared for _, shared in totals])).astype(np.int64)


def closest(pairs: Pairs, most: int) -> Pairs:
    """For each current passage the pairs that share most, the first of equals; the order of `Pairs`."""
    order = np.lexsort((pairs.prior, -pairs.shared, pairs.current))
    owner = pairs.current[order]
    first = np.searchsorted(owner, owner, "left")
    kept = np.sort(order[np.arange(len(order)) - first < most])
    return Pairs(pairs.current[kept], pairs.prior[kept], pairs.shared[kept])
