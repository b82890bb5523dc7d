"""The text layer of a PDF as a `Document` that knows the page of each of its texts.

Lines become paragraphs again over line and page ends; ruled tables stand in reading order, in one piece where they go on over
pages; page numbers and running heads are left out. A scan has no text layer; the message says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.core.document import Block, Document, Heading, Paragraph
from drafter.core.patterns import lazy_re
from drafter.formats.docx.paragraphs import glue
from drafter.formats.headings import ContentsWatch, heading_level, title_of
from drafter.formats.pdf.apart import read_pages
from drafter.formats.pdf.lines import TextLine
from drafter.formats.pdf.pages import PdfPage
from drafter.formats.pdf.paragraphs import TextColumn, columns_of, goes_on_with
from drafter.formats.pdf.tables import Grid, continued, finished
from drafter.formats.sources import file_bytes

__all__ = ["ReadPdf", "document_of", "read_pdf"]

_CONTENTS = lazy_re(r"(?:(?<![.．·])(?:[.．·]\s?){4,}+|(?<!…)(?:…\s?){2,}+)\s{0,8}[-—(（]?\s{0,4}\d{1,3}\s{0,4}[-—)）]?$")
"""A line of the contents: dots that lead to a page number."""


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """What a PDF says, and on which page."""

    document: Document
    pages: tuple[int, ...]
    """For each block the 1-based page where it begins."""
    parts: Mapping[int, tuple[tuple[int, int], ...]]
    """For a paragraph over a page end: where in its text each page begins, and the page."""
    notices: tuple[str, ...] = ()


def read_pdf(path: Path | bytes, *, source: str = "") -> ReadPdf:
    """The document in a PDF; `InputError` for a scan, a locked or a damaged file."""
    source = source or (path.name if isinstance(path, Path) else "文档")
    data = path if isinstance(path, bytes) else file_bytes(path, source)
    return document_of(read_pages(data, source), source)


def document_of(pages: Sequence[PdfPage], source: str) -> ReadPdf:
    """The document that lines and ruled tables on pages make."""
    builder = _Builder(columns_of(pages))
    for page in pages:
        builder.page(page)
    blocks, numbers, parts = builder.finished()
    empty = [page.number for page in pages if not page.items]
    return ReadPdf(Document(blocks, title_of(blocks), source), numbers, parts, _notice(empty))


def _notice(empty: list[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    named = "、".join(map(str, empty[:8])) + ("等" if len(empty) > 8 else "")
    return (f"第 {named} 页没有文字（空白或图片），没有读取",)


@dataclass(slots=True)
class _Growing:
    """A paragraph that the next line may go on with."""

    text: str
    page: int
    last: TextLine
    starts: list[tuple[int, int]] = field(default_factory=list)


class _Builder:
    """Puts lines and tables of pages together."""

    def __init__(self, columns: Mapping[int, TextColumn]) -> None:
        self._columns = columns
        self._items: list[_Growing | tuple[Grid, int]] = []

    def page(self, page: PdfPage) -> None:
        """Adds the lines and tables of a page; what the page before left unfinished goes on."""
        column = self._columns.get(round(page.width), TextColumn(0.0, page.width, 0.0, indented=False))
        for number, item in enumerate(page.items):
            if isinstance(item, Grid):
                self._grid(item, page.number, first=number == 0)
            else:
                self._line(item, page.number, column)

    def _grid(self, grid: Grid, page: int, *, first: bool) -> None:
        last = self._items[-1] if self._items else None
        if first and isinstance(last, tuple):
            whole = continued(last[0], grid)
            if whole is not None:
                self._items[-1] = (whole, last[1])
                return
        self._items.append((grid, page))

    def _line(self, line: TextLine, page: int, column: TextColumn) -> None:
        if _CONTENTS.search(line.text):
            return
        last = self._items[-1] if self._items else None
        if isinstance(last, _Growing) and goes_on_with(last.text, last.last, line, column):
            text = glue(last.text, line.text) + line.text
            if page != last.starts[-1][1]:
                last.starts.append((len(last.text), page))
            last.text += text
            last.last = line
        else:
            self._items.append(_Growing(line.text, page, line, [(0, page)]))

    def finished(self) -> tuple[tuple[Block, ...], tuple[int, ...], dict[int, tuple[tuple[int, int], ...]]]:
        """The blocks, the page of each, and the parts of those over a page end."""
        contents = ContentsWatch()
        blocks = tuple(_block(item, contents) for item in self._items)
        pages = tuple(item.page if isinstance(item, _Growing) else item[1] for item in self._items)
        growing: Iterator[tuple[int, _Growing]] = ((i, item) for i, item in enumerate(self._items) if isinstance(item, _Growing))
        return blocks, pages, {index: tuple(item.starts) for index, item in growing if len(item.starts) > 1}


def _block(item: _Growing | tuple[Grid, int], contents: ContentsWatch) -> Block:
    if not isinstance(item, _Growing):
        return finished(item[0])
    if contents.holds(item.text):
        return Paragraph(item.text)
    level = heading_level(item.text)
    return Paragraph(item.text) if level is None else Heading(item.text, level)
