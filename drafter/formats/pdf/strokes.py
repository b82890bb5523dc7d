"""The straight lines drawn on a PDF page, and how places are turned from where they are stored to where they are seen."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Stroke", "Turning", "strokes_of"]

_MOST_PIECES = 20_000
"""Pieces of drawn lines on a page; beyond, it is a drawing and no table."""
_MOST_POINTS = 400
"""Points of one drawn path; beyond, it is a drawing."""
_DEEPEST = 6
"""Drawings within drawings within drawings."""
_Place = tuple[float, float]


class Stroke(NamedTuple):
    """A straight drawn line, or one side of a drawn area."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_side: bool
    """Whether it is a side of a filled area (a shade) that has no outline."""


class Turning(NamedTuple):
    """How places are turned: ``x' = a·x + c·y + e`` and ``y' = b·x + d·y + f``."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def at(self, x: float, y: float) -> _Place:
        """Where a place comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Turning) -> Turning:
        """This turning of what another one turned first."""
        a, b = self.a * first.a + self.c * first.b, self.b * first.a + self.d * first.b
        c, d = self.a * first.c + self.c * first.d, self.b * first.c + self.d * first.d
        return Turning(a, b, c, d, *self.at(first.e, first.f))


def strokes_of(pdfium: ModuleType, page: object, view: Turning) -> list[Stroke]:
    """The straight pieces along or across the page; none of a page that holds a drawing of thousands."""
    found = _Strokes(pdfium)
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        found.add(pdfium.FPDFPage_GetObject(page, index), view)
    return found.pieces if len(found.pieces) <= _MOST_PIECES else []


class _Strokes:
    """Gathers the pieces of a page's objects."""

    def __init__(self, pdfium: ModuleType) -> None:
        self._pdfium = pdfium
        self.pieces: list[Stroke] = []

    def add(self, found: object, view: Turning, depth: int = 0) -> None:
        """Adds what an object draws, and what stands in it."""
        kind = self._pdfium.FPDFPageObj_GetType(found)
        if len(self.pieces) > _MOST_PIECES:
            return
        if kind == self._pdfium.FPDF_PAGEOBJ_PATH:
            self._path(found, view.after(self._matrix_of(found)))
        elif kind == self._pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = view.after(self._matrix_of(found))
            for index in range(self._pdfium.FPDFFormObj_CountObjects(found)):
                self.add(self._pdfium.FPDFFormObj_GetObject(found, index), inner, depth + 1)

    def _matrix_of(self, found: object) -> Turning:
        matrix = self._pdfium.FS_MATRIX()
        if not self._pdfium.FPDFPageObj_GetMatrix(found, ctypes.byref(matrix)):
            return Turning(1, 0, 0, 1, 0, 0)
        return Turning(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _path(self, found: object, view: Turning) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDFPath_GetDrawMode(found, ctypes.byref(fill), ctypes.byref(stroke))
        count = self._pdfium.FPDFPath_CountSegments(found)
        if (not fill.value and not stroke.value) or count > _MOST_POINTS:
            return
        sides = [_straightened(*one, *other) for one, other in self._pieces(found, count, view)]
        is_shade = not stroke.value and not _is_thin(sides)
        self.pieces += [Stroke(*side, is_shade) for side in sides if side[2] - side[0] > 0 or side[3] - side[1] > 0]

    def _pieces(self, found: object, count: int, view: Turning) -> Iterator[tuple[_Place, _Place]]:
        """The straight pieces along or across the page, with the one that closes each outline."""
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for index in range(count):
            piece = self._pdfium.FPDFPath_GetPathSegment(found, index)
            if not self._pdfium.FPDFPathSegment_GetPoint(piece, ctypes.byref(x), ctypes.byref(y)):
                return
            place = view.at(x.value, y.value)
            kind = self._pdfium.FPDFPathSegment_GetType(piece)
            if kind == self._pdfium.FPDF_SEGMENT_MOVETO:
                start = place
            elif kind == self._pdfium.FPDF_SEGMENT_LINETO and _is_straight(last, place):
                yield last, place
            if self._pdfium.FPDFPathSegment_GetClose(piece) and _is_straight(place, start):
                yield place, start
            last = place


def _is_straight(one: _Place, other: _Place) -> bool:
    finite = all(math.isfinite(value) and abs(value) < 1e6 for value in (*one, *other))
    return finite and (abs(one[0] - other[0]) < 1 or abs(one[1] - other[1]) < 1)


def _straightened(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_thin(sides: list[tuple[float, float, float, float]]) -> bool:
    """Whether a filled area is so thin that it draws a line."""
    if not sides:
        return False
    width = max(side[2] for side in sides) - min(side[0] for side in sides)
    height = max(side[3] for side in sides) - min(side[1] for side in sides)
    return min(width, height) <= 3
