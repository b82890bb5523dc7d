"""Which passages of two sets may be copies of each other: those that share grams. Arrays in, arrays out, no state."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from drafter.reuse.grams import Postings

__all__ = ["COMMON", "Pairs", "closest", "shared_grams"]

COMMON = 200
"""A gram that so many earlier passages hold tells nothing of where a passage came from."""
AT_ONCE = 4_000_000
"""Pairs that are counted in one go, to bound memory."""
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of passages with the number of grams they share, sorted by the first and then the second."""

    current: Ids
    prior: Ids
    shared: Ids


def shared_grams(current: Postings, prior: Postings, *, common: int = COMMON) -> Pairs:
    """How many different grams each pair of passages shares; pairs that share none are left out."""
    left = np.searchsorted(prior.grams, current.grams, "left")
    counts = np.searchsorted(prior.grams, current.grams, "right") - left
    counts[counts > common] = 0
    keys: Ids = np.zeros(0, np.int64)
    shared: Ids = np.zeros(0, np.int64)
    for part in _portions(counts):
        found = _pair_keys(current.ids[part], prior, left[part], counts[part])
        keys, shared = _added(keys, shared, *np.unique(found, return_counts=True))
    size = max(prior.texts, 1)
    return Pairs(keys // size, keys % size, shared)


def _portions(counts: Ids) -> list[slice]:
    """Slices of the grams, each with a bounded number of pairs."""
    steps = np.cumsum(counts) // AT_ONCE
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(counts)]
    return [slice(start, stop) for start, stop in pairwise(edges)]


def _pair_keys(ids: Ids, prior: Postings, left: Ids, counts: Ids) -> Ids:
    total = int(counts.sum())
    inside = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    keys: Ids = np.repeat(ids, counts) * max(prior.texts, 1) + prior.ids[np.repeat(left, counts) + inside]
    return keys


def _added(keys: Ids, shared: Ids, more: Ids, counts: Ids) -> tuple[Ids, Ids]:
    if not len(keys):
        return more, counts.astype(np.int64)
    both, places = np.unique(np.concatenate([keys, more]), return_inverse=True)
    return both, np.bincount(places, np.concatenate([shared, counts])).astype(np.int64)


def closest(pairs: Pairs, most: int) -> Pairs:
    """For each current passage the pairs that share most, the first of equals; the order of `Pairs`."""
    order = np.lexsort((pairs.prior, -pairs.shared, pairs.current))
    owner = pairs.current[order]
    first = np.searchsorted(owner, owner, "left")
    kept = np.sort(order[np.arange(len(order)) - first < most])
    return Pairs(pairs.current[kept], pairs.prior[kept], pairs.shared[kept])
