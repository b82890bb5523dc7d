"""Sentences that two reports have in common, slot by slot: this year's figure, year or citation beside last year's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from drafter.reuse.clauses import sentences
from drafter.reuse.normalise import CITED, FIGURE, YEAR
from drafter.reuse.sides import Side

__all__ = ["SlotPair", "slot_pairs"]

SHORTEST = 6
"""Codes of the shortest sentence that is recognised again."""
MOST_SOURCES = 20
"""A sentence that stands more often in the earlier reports is looked for in so many places."""


@dataclass(frozen=True, slots=True)
class SlotPair:
    """One slot of a common sentence: passage and place of its code, now and then."""

    mark: int
    """`FIGURE`, `YEAR` or `CITED`."""
    passage: int
    place: int
    source: int
    source_place: int


def slot_pairs(current: Side, prior: Side) -> Iterator[SlotPair]:
    """The slots of each sentence that stands in the earlier reports, in reading order.

    Where it stands several times there, the one with the most of the same values is meant, the first of equals.
    """
    known: dict[bytes, list[tuple[int, int]]] = {}
    for source in range(len(prior.row)):
        for first, codes, _ in _sentences(prior, source):
            known.setdefault(codes.tobytes(), []).append((source, first))
    for passage in range(len(current.row)):
        for first, codes, slots in _sentences(current, passage):
            found = known.get(codes.tobytes(), [])[:MOST_SOURCES]
            if found:
                source, source_first = _likeliest(current, (passage, first), prior, found, slots)
                for place in slots:
                    yield SlotPair(int(codes[place]), passage, first + place, source, source_first + place)


def _likeliest(
    current: Side, sentence: tuple[int, int], prior: Side, found: list[tuple[int, int]], slots: list[int]
) -> tuple[int, int]:
    """The earlier sentence whose slots hold most of the same values."""
    if len(found) == 1:
        return found[0]
    passage, first = sentence
    values = [current.words(passage, first + place) for place in slots]

    def same(other: tuple[int, int]) -> int:
        return sum(prior.words(other[0], other[1] + place) == value for place, value in zip(slots, values, strict=True))

    return max(found, key=same)


def _slots(codes: npt.NDArray[np.uint16]) -> list[int]:
    """Where a figure, a year or a cited document stands in the codes."""
    found: list[int] = np.flatnonzero((codes == FIGURE) | (codes == YEAR) | (codes == CITED)).tolist()
    return found


def _sentences(side: Side, passage: int) -> Iterator[tuple[int, npt.NDArray[np.uint16], list[int]]]:
    """Where each sentence with slots begins in the passage's codes, its codes, and the places of its slots in it."""
    codes = side.codes(passage)
    slots = _slots(codes)
    if not slots:
        return
    for start, stop in sentences(side, passage):
        inside = [slot - start for slot in slots if start <= slot < stop]
        if inside and stop - start >= SHORTEST:
            yield start, codes[start:stop], inside
