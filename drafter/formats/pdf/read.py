"""The text layer of a PDF as a `Document` that knows the page of each of its texts.

Lines become paragraphs again over line and page ends; ruled tables stand in reading order, in one piece where they go on over
pages; page numbers and running heads are left out. A scan has no text layer; the message says what to do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.core.document import Block, Document, Heading, Paragraph
from drafter.formats.docx.paragraphs import glue, goes_on
from drafter.formats.outline import ContentsWatch, heading_level, is_caption, is_numbered, title_of
from drafter.formats.pdf.lines import TextLine, first_word_width
from drafter.formats.pdf.pages import PdfPage, read_pages
from drafter.formats.pdf.tables import Grid, continued, finished
from drafter.formats.sources import file_bytes

__all__ = ["ReadPdf", "read_pdf"]

_FEW = 10
"""Lines from which they tell the width of the text; of fewer the tables tell it."""
_CONTENTS = re.compile(r"(?:\.{4,}|…{2,}|·{4,})\s*\d{1,3}$")
_ENDS = "。！？；：!?;:”"


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
    pages = read_pages(data, source)
    builder = _Builder(_columns(pages))
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


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the text of pages of one width begins and where full lines end."""

    left: float
    right: float
    indented: bool
    """Whether paragraphs begin two characters further in."""


def _columns(pages: Sequence[PdfPage]) -> dict[int, _Column]:
    """The text column by page width."""
    lines: dict[int, list[TextLine]] = defaultdict(list)
    grids: dict[int, list[Grid]] = defaultdict(list)
    for page in pages:
        width = round(page.width)
        lines[width] += [item for item in page.items if isinstance(item, TextLine)]
        grids[width] += [item for item in page.items if isinstance(item, Grid)]
    return {width: _column(found, grids[width]) for width, found in lines.items() if found}


def _column(lines: Sequence[TextLine], grids: Sequence[Grid]) -> _Column:
    left, right = _often([line.x0 for line in lines], outermost=min), _often([line.x1 for line in lines], outermost=max)
    if grids and len(lines) < _FEW:
        left, right = min(left, *(grid.left for grid in grids)), max(right, *(grid.right for grid in grids))
    indented = sum(1.5 * line.size < line.x0 - left < 2.6 * line.size for line in lines)
    return _Column(left, right, indented * 12 > len(lines))


def _often(places: Sequence[float], *, outermost: Callable[[Iterable[int]], int]) -> float:
    """The outermost position that several lines share."""
    counts = Counter(round(place / 3) for place in places)
    shared = [place for place, count in counts.items() if count >= max(2, len(places) // 50)] or list(counts)
    return 3.0 * outermost(shared)


@dataclass(slots=True)
class _Growing:
    """A paragraph that the next line may go on with."""

    text: str
    page: int
    last: TextLine
    starts: list[tuple[int, int]] = field(default_factory=list)


class _Builder:
    """Puts lines and tables of pages together."""

    def __init__(self, columns: Mapping[int, _Column]) -> None:
        self._columns = columns
        self._items: list[_Growing | tuple[Grid, int]] = []

    def page(self, page: PdfPage) -> None:
        """Adds a page."""
        column = self._columns.get(round(page.width), _Column(0.0, page.width, indented=False))
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

    def _line(self, line: TextLine, page: int, column: _Column) -> None:
        if _CONTENTS.search(line.text):
            return
        last = self._items[-1] if self._items else None
        if isinstance(last, _Growing) and _same_paragraph(last, line, column):
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


def _same_paragraph(last: _Growing, line: TextLine, column: _Column) -> bool:
    """Whether a line goes on with the paragraph above: that line was full, this one is not indented and no heading."""
    above = last.last
    if abs(above.size - line.size) > 0.15 * above.size or (above.top < line.top and line.top - above.bottom > 2.2 * line.size):
        return False
    if line.x0 > column.left + 0.8 * line.size:
        return False
    ended = last.text[-1:] in _ENDS
    if ended and (_begins_anew(line.text) or heading_level(last.text) is not None):
        return False
    slack = 0.0 if ended and not column.indented else 0.6 * above.size
    if above.x1 + first_word_width(line) + slack > column.right:
        return True
    return goes_on(last.text[-400:], line.text)


def _begins_anew(words: str) -> bool:
    """Whether a line after a full stop is a heading, a list item, or belongs to a table to come."""
    return is_numbered(words) or is_caption(words) or heading_level(words) is not None or words.endswith("表")


def _block(item: _Growing | tuple[Grid, int], contents: ContentsWatch) -> Block:
    if not isinstance(item, _Growing):
        return finished(item[0])
    if contents.holds(item.text):
        return Paragraph(item.text)
    level = heading_level(item.text)
    return Paragraph(item.text) if level is None else Heading(item.text, level)
