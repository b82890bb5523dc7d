"""Sentences that two reports have in common, slot by slot: this year's figure, year or citation beside last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from drafter.reuse.normalise import CITED, FIGURE, YEAR
from drafter.reuse.sides import Side

__all__ = ["SlotPair", "slot_pairs"]

SHORTEST = 6
"""Codes of the shortest sentence that is recognised again."""
_SENTENCE = re.compile(r"[^。；！？!?;\n]+")


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
    """The slots of each sentence that stands once in the earlier reports, in reading order."""
    known: dict[bytes, list[tuple[int, int]]] = {}
    for source in range(len(prior.row)):
        for first, codes in _sentences(prior, source):
            known.setdefault(codes.tobytes(), []).append((source, first))
    for passage in range(len(current.row)):
        for first, codes in _sentences(current, passage):
            found = known.get(codes.tobytes(), [])
            if len(found) == 1:
                source, source_first = found[0]
                for place in np.flatnonzero(_is_slot(codes)).tolist():
                    yield SlotPair(int(codes[place]), passage, first + place, source, source_first + place)


def _is_slot(codes: npt.NDArray[np.uint16]) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (codes == FIGURE) | (codes == YEAR) | (codes == CITED)
    return found


def _sentences(side: Side, passage: int) -> Iterator[tuple[int, npt.NDArray[np.uint16]]]:
    """Where each sentence with a slot begins in the passage's codes, and its codes."""
    row = side.row.of(passage)
    if not _is_slot(row).any():
        return
    places = side.places(passage)
    spans = [match.span() for match in _SENTENCE.finditer(side.passages[passage].text)]
    edges = np.searchsorted(places, [edge for span in spans for edge in span]).tolist()
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start >= SHORTEST and _is_slot(row[start:stop]).any():
            yield start, row[start:stop]
