"""Where two passages agree: runs of the same codes, also in another order, and the spans of text they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Run", "covered", "merged", "runs"]

SIZE = 4
"""Codes of the shortest run; so many fit into one word."""
COMMON = 12
"""A gram that stands so often in one passage begins no run."""
GAP = 3
"""Runs so close to each other are shown as one."""
Row = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Run:
    """The same codes in two passages: where it begins in each, and how long it is in each."""

    current: int
    prior: int
    length: int
    prior_length: int


def runs(current: Row, prior: Row) -> tuple[Run, ...]:
    """The longest runs that do not overlap, longest first when they compete; in the order of the current passage."""
    if min(len(current), len(prior)) < SIZE:
        return ()
    return _chosen(_diagonals(*_meetings(_grams(current), _grams(prior))), len(current), len(prior))


def _grams(row: Row) -> npt.NDArray[np.uint64]:
    wide = row.astype(np.uint64)
    window = len(row) - SIZE + 1
    packed = np.zeros(window, np.uint64)
    for step in range(SIZE):
        packed = (packed << np.uint64(16)) | wide[step : step + window]
    return packed


def _meetings(
    current: npt.NDArray[np.uint64], prior: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The places of equal grams."""
    order = np.argsort(prior, kind="stable")
    ordered = prior[order]
    left = np.searchsorted(ordered, current, "left")
    counts = np.searchsorted(ordered, current, "right") - left
    counts[counts > COMMON] = 0
    inside = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(np.arange(len(current)), counts), order[np.repeat(left, counts) + inside]


def _diagonals(first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Begin in both and length of each unbroken row of meetings."""
    if not len(first):
        return []
    order = np.lexsort((first, first - second))
    first, second = first[order], second[order]
    breaks = np.flatnonzero((np.diff(first) != 1) | (np.diff(second) != 1)) + 1
    begins = np.concatenate(([0], breaks))
    lengths = np.diff(np.concatenate((begins, [len(first)]))) + SIZE - 1
    return list(zip(first[begins].tolist(), second[begins].tolist(), lengths.tolist(), strict=True))


def _chosen(found: list[tuple[int, int, int]], current: int, prior: int) -> tuple[Run, ...]:
    taken, prior_taken = bytearray(current), bytearray(prior)
    chosen = []
    for begin, other, length in sorted(found, key=lambda run: (-run[2], run[0], run[1])):
        start, size = _free(taken, prior_taken, begin, other, length)
        if size >= SIZE:
            at, there = begin + start, other + start
            taken[at : at + size] = prior_taken[there : there + size] = b"\x01" * size
            chosen.append(Run(at, there, size, size))
    return tuple(sorted(chosen, key=lambda run: run.current))


def _free(taken: bytearray, prior_taken: bytearray, begin: int, other: int, length: int) -> tuple[int, int]:
    """Begin and length of the longest part of a run that no chosen one has in either passage."""
    best = (0, 0)
    start = 0
    for step in range(length + 1):
        if step == length or taken[begin + step] or prior_taken[other + step]:
            best = max(best, (start, step - start), key=lambda part: part[1])
            start = step + 1
    return best


def merged(found: Sequence[Run]) -> tuple[Run, ...]:
    """Runs with only a few codes between them, in both passages and in the same order, as one."""
    joined: list[Run] = []
    for run in found:
        last = joined[-1] if joined else None
        gap = run.current - last.current - last.length if last else 0
        other = run.prior - last.prior - last.prior_length if last else 0
        if last and 0 <= gap <= GAP and 0 <= other <= GAP:
            length = run.current + run.length - last.current
            joined[-1] = Run(last.current, last.prior, length, run.prior + run.prior_length - last.prior)
        else:
            joined.append(run)
    return tuple(joined)


def covered(found: Sequence[Run], length: int, *, prior: bool = False) -> npt.NDArray[np.bool_]:
    """Which codes of a passage lie in a run."""
    flags = np.zeros(length, np.bool_)
    for run in found:
        start, size = (run.prior, run.prior_length) if prior else (run.current, run.length)
        flags[start : start + size] = True
    return flags
