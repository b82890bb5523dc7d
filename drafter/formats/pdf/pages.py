"""The pages of a PDF: lines and ruled tables in reading order, without page numbers and running heads.

A scan has no text layer, a locked or damaged file gives none; the message says what to do.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drafter.core.errors import InputError
from drafter.formats.pdf.lines import TextLine, glyphs, lines_of
from drafter.formats.pdf.tables import Box, Grid, grid_of, inside

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

__all__ = ["PdfPage", "read_pages"]

_SAMPLE = 12
_MOST_PAGES = 2_000
_LEAST_CHARACTERS = 8
_UNKNOWN_SHARE = 35
"""One ``(cid:123)``, a character without a code, in so many characters is too much: with its seven it is a fifth of the text."""
_MARGIN = 0.12
"""Of the page's height: page numbers and running heads stand no further in."""
_PAGE_NUMBER = re.compile(r"[-—–－―·]?\s*\d{1,4}\s*[-—–－―·]?|第\s*\d+\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|[ivxIVX]{1,5}")
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


def read_pages(data: bytes, source: str) -> list[PdfPage]:
    """The pages in a PDF; `InputError` for a scan, a locked or a damaged file."""
    try:
        import pdfplumber
    except ImportError:
        message = "读取 PDF 需要另装组件：pip install 'drafter[pdf]'；也可以用 WPS 打开，另存为 Word 再试"
        raise InputError.of(source, message) from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of trifles on the clerk's screen
    with _damage_named(source):
        pdf = pdfplumber.open(io.BytesIO(data))
    _refuse_scans(pdf, source)
    pages = [_page(page, source) for page in pdf.pages]
    if not any(page.items for page in pages):
        raise InputError.of(source, _SCANNED)
    return _without_margins(pages)


@contextlib.contextmanager
def _damage_named(source: str) -> Iterator[None]:
    """Around calls of pdfplumber only: a damaged file makes it raise anything at all."""
    try:
        yield
    except Exception as error:
        locked = "Password" in repr(error) or "Encrypt" in repr(error)
        raise InputError.of(source, _LOCKED if locked else _BROKEN) from error


def _refuse_scans(pdf: PDF, source: str) -> None:
    """Looks at a few pages only, so that a scan of two hundred pages is refused at once."""
    with _damage_named(source):
        pages = pdf.pages
    if not pages:
        raise InputError.of(source, _BROKEN)
    if len(pages) > _MOST_PAGES:
        raise InputError.of(source, f"PDF 有 {len(pages)} 页，超过 {_MOST_PAGES} 页；请只保留需要核对的部分再试")
    sample = sorted({index * len(pages) // _SAMPLE for index in range(_SAMPLE)})
    texts = []
    for index in sample:
        with _damage_named(source):
            texts.append("".join(char["text"] for char in pages[index].chars))
            pages[index].close()
    filled = [text for text in texts if len(text.strip()) >= _LEAST_CHARACTERS]
    if len(filled) * 10 <= len(texts):
        raise InputError.of(source, _SCANNED)
    unknown = sum(text.count("(cid:") for text in filled)
    if unknown * _UNKNOWN_SHARE > sum(map(len, filled)):
        raise InputError.of(source, _GARBLED)


def _page(page: Page, source: str) -> PdfPage:
    with _damage_named(source):
        found = glyphs(page.chars)
        tables = [table for table in page.find_tables() if len(table.cells) > 1] if found else []
    items: list[tuple[float, TextLine | Grid]] = []
    for table in tables:
        box: Box = table.bbox
        within = [glyph for glyph in found if inside(glyph, box)]
        found = [glyph for glyph in found if not inside(glyph, box)]
        if within:
            items.append((box[1], grid_of(table.cells, within)))
    items += [(line.top, line) for line in lines_of(found)]
    items.sort(key=lambda item: item[0])
    made = PdfPage(page.page_number, float(page.width), float(page.height), tuple(item for _, item in items))
    page.close()
    return made


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
    if not isinstance(item, TextLine) or page.height * _MARGIN < item.top < page.height * (1 - _MARGIN):
        return False
    return _PAGE_NUMBER.fullmatch(item.text) is not None or seen[_key(item, page)] >= often
