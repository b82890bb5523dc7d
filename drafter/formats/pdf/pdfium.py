"""The characters of a PDF's pages and the lines drawn there, through PDFium.

PDFium is called through its C interface: one call a character is what keeps a report of 25 pages under a tenth of a second. Places are
turned into points from the upper left corner of the page as it is looked at, so a page that is stored sideways reads like any other.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from drafter.formats.pdf.lines import Glyph
from drafter.formats.pdf.strokes import Stroke, Turning, strokes_of

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["UNKNOWN", "PdfDamagedError", "PdfFile", "PdfLockedError", "RawPage", "opened"]

UNKNOWN = "\ufffd"
"""A character whose font does not say what it is."""
_ABOVE = 0.86
"""Of the type size: so much of a Chinese character stands above the base line."""
_LARGEST = 1_000.0
"""Points of type beyond which nothing is text."""
_FINE = 1000.0
"""PDFium answers in whole pixels: so many to a point are exact enough."""


class PdfDamagedError(Exception):
    """The file is no PDF or an incomplete one."""


class PdfLockedError(Exception):
    """The file asks for a password."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """What stands on a page, as drawn."""

    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Stroke]


class PdfFile(Protocol):
    """A PDF whose pages can be asked for by number."""

    def __len__(self) -> int:
        """How many pages there are."""
        ...

    def page(self, index: int) -> RawPage:
        """A page by its place, counted from 0."""
        ...


@contextmanager
def opened(data: bytes) -> Iterator[PdfFile]:
    """The PDF in some bytes; `PdfLockedError` or `PdfDamagedError` where there is none to read."""
    import pypdfium2.raw as pdfium

    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        locked = pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        raise PdfLockedError if locked else PdfDamagedError
    try:
        yield _File(pdfium, handle)
    finally:
        pdfium.FPDF_CloseDocument(handle)


class _File:
    def __init__(self, pdfium: ModuleType, handle: object) -> None:
        self._pdfium, self._handle = pdfium, handle

    def __len__(self) -> int:
        return int(self._pdfium.FPDF_GetPageCount(self._handle))

    def page(self, index: int) -> RawPage:
        handle = self._pdfium.FPDF_LoadPage(self._handle, index)
        if not handle:
            raise PdfDamagedError
        try:
            return _Page(self._pdfium, handle).read()
        finally:
            self._pdfium.FPDF_ClosePage(handle)


class _Page:
    """One page while it is read."""

    def __init__(self, pdfium: ModuleType, handle: object) -> None:
        self._pdfium, self._handle = pdfium, handle
        self._width = float(pdfium.FPDF_GetPageWidthF(handle))
        self._height = float(pdfium.FPDF_GetPageHeightF(handle))
        self._view = self._as_looked_at()

    def read(self) -> RawPage:
        """All that is on the page; strokes only where there is text that they may rule."""
        glyphs = self._glyphs()
        strokes = strokes_of(self._pdfium, self._handle, self._view) if glyphs else []
        return RawPage(self._width, self._height, glyphs, strokes)

    def _as_looked_at(self) -> Turning:
        """From where things are stored to where they are seen, given by three corners."""
        size = round(self._width * _FINE), round(self._height * _FINE)
        x, y = ctypes.c_int(), ctypes.c_int()
        corners = []
        for place in ((0.0, 0.0), (100.0, 0.0), (0.0, 100.0)):
            self._pdfium.FPDF_PageToDevice(self._handle, 0, 0, *size, 0, *place, ctypes.byref(x), ctypes.byref(y))
            corners.append((x.value / _FINE, y.value / _FINE))
        (e, f), (ax, ay), (cx, cy) = corners
        return Turning((ax - e) / 100, (ay - f) / 100, (cx - e) / 100, (cy - f) / 100, e, f)

    def _glyphs(self) -> list[Glyph]:
        text = self._pdfium.FPDFText_LoadPage(self._handle)
        if not text:
            return []
        try:
            return list(self._characters(text))
        finally:
            self._pdfium.FPDFText_ClosePage(text)

    def _characters(self, text: object) -> Iterator[Glyph]:
        """The upright characters; a watermark across the page is not read. All of a line have one height, whatever their fonts say."""
        pdfium, view = self._pdfium, self._view
        box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        at_box, at_matrix, at_x, at_y = ctypes.byref(box), ctypes.byref(matrix), ctypes.byref(x), ctypes.byref(y)
        for index in range(pdfium.FPDFText_CountChars(text)):
            plain = self._plain(text, index)
            if not plain or not pdfium.FPDFText_GetLooseCharBox(text, index, at_box):
                continue
            pdfium.FPDFText_GetMatrix(text, index, at_matrix)
            pdfium.FPDFText_GetCharOrigin(text, index, at_x, at_y)
            size = pdfium.FPDFText_GetFontSize(text, index) * self._height_of(matrix)
            if not 0 < size < _LARGEST:
                continue
            (left, _), (right, _) = view.at(box.left, box.bottom), view.at(box.right, box.top)
            _, base = view.at(x.value, y.value)
            yield Glyph(plain, min(left, right), max(left, right), base - _ABOVE * size, base + (1 - _ABOVE) * size)

    def _plain(self, text: object, index: int) -> str:
        """A character; ``⼀`` (a radical, which some fonts give for 一) as the character itself, white space as a space."""
        code = self._pdfium.FPDFText_GetUnicode(text, index)
        if code <= 0x20:
            return self._white(text, index, code)
        if self._pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            return UNKNOWN
        character = chr(code)
        if character.isspace():
            return " "
        is_form = 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFB06
        return unicodedata.normalize("NFKC", character) if is_form else character

    def _white(self, text: object, index: int, code: int) -> str:
        """A space that the file holds, none that PDFium adds; PDFium gives 2 for a hyphen at a line end."""
        if code == 2:
            return "-"
        return " " if code == 0x20 and self._pdfium.FPDFText_IsGenerated(text, index) == 0 else ""

    def _height_of(self, matrix: Any) -> float:
        """How much higher than its type size a character stands as the page is looked at; 0 for one that does not stand upright."""
        view = self._view
        across, down = view.a * matrix.a + view.c * matrix.b, view.b * matrix.a + view.d * matrix.b
        up = -(view.b * matrix.c + view.d * matrix.d)
        return up if across > 0 and abs(down) < 0.05 * across else 0.0
