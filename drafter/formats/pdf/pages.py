"""The pages of a PDF: lines and ruled tables in reading order, without page numbers and running heads.

A scan has no text layer, a locked or damaged file gives none; the message says what to do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.core.patterns import lazy_re
from drafter.formats.pdf.lines import TextLine, lines_of
from drafter.formats.pdf.pdfium import UNKNOWN, PdfDamagedError, PdfFile, PdfLockedError, RawPage, opened
from drafter.formats.pdf.rulings import ruled_tables
from drafter.formats.pdf.tables import Grid, grid_of, inside

__all__ = ["PdfPage", "PdfRefusedError", "pages_of"]

_SAMPLE = 12
_MOST_PAGES = 2_000
_LEAST_CHARACTERS = 8
_UNKNOWN_SHARE = 5
"""One character without a code in so many is too much."""
_MARGIN = 101.0
"""Points (36 mm, of which the standard leaves 37 above and 35 below): page numbers and running heads stand no further in."""
_PAGE_NUMBER = lazy_re(r"[-—–－―·]?\s*\d{1,4}\s*[-—–－―·]?|第\s*\d+\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|[ivxIVX]{1,5}")
_SCANNED = (
    "这个 PDF 是扫描件（每页是一张图片，没有文字），读不出内容；请向提供者索取 Word 或电子版 PDF，"
    "或用 WPS、Acrobat 做文字识别（OCR）后存为 Word 再试"
)
_GARBLED = "这个 PDF 的字体没有文字编码，读出来是乱码；请用 WPS 打开另存为 Word，或做文字识别（OCR）后再试"
_LOCKED = "PDF 加了打开密码；请用 PDF 阅读器打开，去掉密码后另存再试"
_BROKEN = "PDF 不完整或已损坏，可能没有下载完；请重新取得文件再试"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """The lines and tables of a page; `items` are in reading order."""

    number: int
    width: float
    height: float
    items: tuple[TextLine | Grid, ...]


class PdfRefusedError(Exception):
    """The message in Chinese says why there is nothing to read, and what to do."""


def pages_of(data: bytes) -> list[PdfPage]:
    """The pages in a PDF; `PdfRefusedError` for a scan, a locked or a damaged file."""
    try:
        with opened(data) as pdf:
            pages = _pages(pdf)
    except PdfLockedError:
        raise PdfRefusedError(_LOCKED) from None
    except PdfDamagedError:
        raise PdfRefusedError(_BROKEN) from None
    if not any(page.items for page in pages):
        raise PdfRefusedError(_SCANNED)
    return _without_margins(pages)


def _pages(pdf: PdfFile) -> list[PdfPage]:
    """Every page, each parsed once; a few spread over the file come first, so that a scan of two hundred is refused at once."""
    count = len(pdf)
    if not count:
        raise PdfDamagedError
    if count > _MOST_PAGES:
        raise PdfRefusedError(f"PDF 有 {count} 页，超过 {_MOST_PAGES} 页；请只保留需要核对的部分再试")
    sample = {index: pdf.page(index) for index in sorted({place * count // _SAMPLE for place in range(_SAMPLE)})}
    _refuse_scans(list(sample.values()))
    return [_page(index + 1, sample.get(index) or pdf.page(index)) for index in range(count)]


def _refuse_scans(sample: Sequence[RawPage]) -> None:
    texts = ["".join(glyph.text for glyph in page.glyphs if glyph.text != " ") for page in sample]
    filled = [text for text in texts if len(text) >= _LEAST_CHARACTERS]
    if len(filled) * 10 <= len(texts):
        raise PdfRefusedError(_SCANNED)
    if sum(text.count(UNKNOWN) for text in filled) * _UNKNOWN_SHARE > sum(map(len, filled)):
        raise PdfRefusedError(_GARBLED)


def _page(number: int, page: RawPage) -> PdfPage:
    found = page.glyphs
    items: list[tuple[float, TextLine | Grid]] = []
    for boxes in ruled_tables(page.strokes):
        around = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        within = [glyph for glyph in found if inside(glyph, around)]
        found = [glyph for glyph in found if not inside(glyph, around)]
        if any(glyph.text != " " for glyph in within):
            items.append((around[1], grid_of(boxes, within)))
    items += [(line.top, line) for line in lines_of(found)]
    items.sort(key=lambda item: item[0])
    return PdfPage(number, page.width, page.height, tuple(item for _, item in items))


def _without_margins(pages: Sequence[PdfPage]) -> list[PdfPage]:
    """The pages without page numbers and without lines that come again at the same height of most pages."""
    seen = Counter(key for page in pages for key in {_key(item, page) for item in page.items if isinstance(item, TextLine)})
    often = max(3, len(pages) // 2)
    return [replace(page, items=_trimmed(page, seen, often)) for page in pages]


def _trimmed(page: PdfPage, seen: Counter[tuple[str, int]], often: int) -> tuple[TextLine | Grid, ...]:
    """What is left when the margins' lines are taken off from above and below."""
    start, end = 0, len(page.items)
    while start < end and _is_margin(page.items[start], page, seen, often):
        start += 1
    while end > start and _is_margin(page.items[end - 1], page, seen, often):
        end -= 1
    return page.items[start:end]


def _key(line: TextLine, page: PdfPage) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / page.height * 50)


def _is_margin(item: TextLine | Grid, page: PdfPage, seen: Counter[tuple[str, int]], often: int) -> bool:
    if not isinstance(item, TextLine) or _MARGIN < item.top < page.height - _MARGIN:
        return False
    return _PAGE_NUMBER.fullmatch(item.text) is not None or seen[_key(item, page)] >= often
