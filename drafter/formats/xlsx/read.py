"""An .xlsx file as a `Document`: for each visible sheet its name, the lines above the table, the table, the notes below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from drafter.core.document import Block, Cell, Document, Heading, Paragraph, Table
from drafter.core.errors import InputError
from drafter.core.patterns import lazy_re
from drafter.formats.headings import is_caption
from drafter.formats.sources import file_bytes
from drafter.formats.xlsx.numbers import shown
from drafter.formats.xlsx.workbook import Sheet, Workbook, read_workbook

__all__ = ["ReadXlsx", "read_xlsx"]

_NO_NAME = lazy_re(r"(?:Sheet|工作表|表)?\s*\d*", re.IGNORECASE)
_MOST_PLACES = 1_000_000
_LOCKED = "是旧版 .xls 文件，或者加了打开密码；请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 再试"


@dataclass(frozen=True, slots=True)
class ReadXlsx:
    """A workbook as a document."""

    document: Document
    notices: tuple[str, ...]
    """In Chinese: sheets that were not read."""


def read_xlsx(path: Path | bytes, *, source: str = "") -> ReadXlsx:
    """The document in an .xlsx file; `InputError` where its numbers cannot be known."""
    source = source or (path.name if isinstance(path, Path) else "文档")
    data = path if isinstance(path, bytes) else file_bytes(path, source)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError.of(source, _LOCKED)
    workbook = read_workbook(data, source)
    _need_results(workbook, source)
    blocks = [block for sheet in workbook.sheets for block in _SheetBlocks(sheet, workbook, source).blocks()]
    if not blocks:
        raise InputError.of(source, "工作簿里没有内容")
    title = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    notices = tuple(f"工作表“{name}”已隐藏，没有读取" for name in workbook.hidden)
    if not workbook.with_formats:
        notices += ("单元格的数字格式读不出，数字按存储的原样读（百分数可能是小数）；可用 Excel 或 WPS 打开，另存一份再试",)
    return ReadXlsx(Document(tuple(blocks), title, source), notices)


def _need_results(workbook: Workbook, source: str) -> None:
    """A formula without a stored result would pass for an empty cell, and a total for a missing one."""
    missing = [place for sheet in workbook.sheets for place in sheet.without_result]
    if missing:
        places = "、".join(missing[:3]) + ("等" if len(missing) > 3 else "")
        raise InputError.of(source, f"有 {len(missing)} 个公式没有计算结果（{places}）；请用 Excel 或 WPS 打开，保存一次再试")


class _SheetBlocks:
    """A sheet as blocks: its name, the lines above the table, the table, the notes below."""

    def __init__(self, sheet: Sheet, workbook: Workbook, source: str) -> None:
        self._title = sheet.title
        self._source = source
        self._merged = {(first, left): (last, right) for first, left, last, right in sheet.merged}
        self._texts: dict[int, dict[int, str]] = {}
        bottom = max((cell.row for cell in sheet.cells), default=0)
        self._covered = covered = _Covered(sheet.merged, bottom, source)
        tops = sorted((top, end) for top, _, end, _ in sheet.merged)
        self._tops = [top for top, _ in tops]
        self._reaches = list(accumulate((end for _, end in tops), max))
        for cell in sheet.cells:
            text = cell.text
            if cell.number_format is not None:
                text = shown(cell.text, cell.number_format, epoch_1904=workbook.epoch_1904)
            if not covered.holds(cell.row, cell.column) and text.strip():
                self._texts.setdefault(cell.row, {})[cell.column] = "\n".join(line.strip() for line in text.strip().splitlines())

    def blocks(self) -> Iterator[Block]:
        """The sheet's name unless it is only a number, then its paragraphs and tables."""
        if not self._texts:
            return
        if not _NO_NAME.fullmatch(self._title.strip()):
            yield Heading(self._title.strip(), 1)
        for first, last in self._stretches():
            yield from self._stretch(first, last)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """First and last row of what stands together; two empty rows part two tables."""
        first = last = None
        for row in sorted(self._texts):
            if first is None or last is None:
                first = row
            elif row - last > 2 and not self._spans_to(last, row):
                yield first, last
                first = row
            last = max(row, *(self._merged.get((row, column), (row, 0))[0] for column in self._texts[row]))
        if first is not None and last is not None:
            yield first, last

    def _spans_to(self, last: int, row: int) -> bool:
        """Whether a merged cell that begins up to the one row reaches the other."""
        above = bisect_right(self._tops, last)
        return above > 0 and self._reaches[above - 1] >= row

    def _stretch(self, first: int, last: int) -> Iterator[Block]:
        rows = range(first, last + 1)
        start = next((row for row in rows if not self._is_line(row)), last + 1)
        end = next((row for row in reversed(rows) if not self._is_line(row)), first - 1) + 1
        yield from self._lines(first, min(start, last + 1))
        if start < end:
            yield self._table(start, end)
            yield from self._lines(end, last + 1)

    def _is_line(self, row: int) -> bool:
        """Whether a row stands above or below a table: nothing, a title or note alone, or captions only."""
        texts = list(self._texts.get(row, {}).values())
        return len(texts) < 2 or all(map(is_caption, texts))

    def _lines(self, start: int, end: int) -> Iterator[Paragraph]:
        for row in range(start, end):
            texts = self._texts.get(row)
            if texts:
                yield Paragraph("\t".join(" ".join(texts[column].split("\n")) for column in sorted(texts)))

    def _table(self, start: int, end: int) -> Table:
        columns = [column for row in range(start, end) for column in self._texts.get(row, {})]
        left, right = min(columns), max(columns)
        if (end - start) * (right - left + 1) > _MOST_PLACES:
            raise InputError.of(self._source, f"工作表“{self._title}”里的表过大；请只保留需要核对的表再试")
        return Table(tuple(self._cells(start, end, left, right + 1)), end - start, right + 1 - left)

    def _cells(self, start: int, end: int, left: int, right: int) -> Iterator[Cell]:
        for row in range(start, end):
            texts = self._texts.get(row, {})
            for column in range(left, right):
                if not self._covered.holds(row, column):
                    last, far = self._merged.get((row, column), (row, column))
                    rows, columns = min(last, end - 1) - row + 1, min(far, right - 1) - column + 1
                    yield Cell(texts.get(column, ""), row - start, column - left, rows, columns)


class _Covered:
    """The places that a merged cell covers, its first one aside."""

    def __init__(self, merged: Sequence[tuple[int, int, int, int]], bottom: int, source: str) -> None:
        self._ranges: dict[int, list[tuple[int, int, int]]] = {}
        clipped = [(first, left, min(last, bottom), right) for first, left, last, right in merged]
        if sum(max(0, last - first + 1) for first, _, last, _ in clipped) > _MOST_PLACES:
            raise InputError.of(source, "合并的单元格过多；请只保留需要核对的表再试")
        for first, left, last, right in clipped:
            for row in range(first, last + 1):
                self._ranges.setdefault(row, []).append((left, right, first))

    def holds(self, row: int, column: int) -> bool:
        """Whether another cell covers this place."""
        return any(left <= column <= right and (row, column) != (first, left) for left, right, first in self._ranges.get(row, ()))
