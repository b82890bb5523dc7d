"""Tracing: a drafted file, figure by figure, back to its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.resources import Packs
from drafter.system.boundary import boundary

if TYPE_CHECKING:
    from drafter.claims.figures import Numbers
    from drafter.formats.trace.read import TracedFile

__all__ = ["Trace", "trace"]


@dataclass(frozen=True, slots=True)
class Trace:
    """A drafted file, figure by figure, and the numbers in it that no fact stands behind."""

    file: Any
    """`drafter.formats.trace.read.TracedFile`."""
    loose: list[tuple[str, str, str]]
    """Section, number and the words around it, for each number without an anchor."""


def trace(path: Path, packs: Sequence[Path] = ()) -> Trace:
    """Every figure of a drafted file with its fact; figures changed by hand and numbers added by hand are distinguished."""
    from drafter.claims.figures import Numbers
    from drafter.formats.trace.read import read_traced

    with boundary(path.name):
        file = read_traced(path)
        return Trace(file, list(_loose(file, Numbers.load(Packs.find(packs)))))


def _loose(file: TracedFile, numbers: Numbers) -> Iterator[tuple[str, str, str]]:
    """The numbers that no anchor covers."""
    anchored: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    for figure in file.figures:
        place = figure.location
        if place is not None:
            anchored.setdefault((place.block, place.row, place.column), []).append((place.start, place.end))
    for place, text in file.document.texts():
        spans = anchored.get((place.block, place.row, place.column), [])
        for number in numbers.find(text):
            if not any(start < number.end and number.start < end for start, end in spans):
                around = text[max(0, number.start - 8) : number.end + 8].replace("\n", " ")
                yield file.document.section_of(place.block), number.text, around
