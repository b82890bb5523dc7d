"""An .xlsx file as its visible sheets: the cells as written, merged ranges, number formats, through openpyxl.

Of openpyxl's two ways to read, the one for whole sheets makes a cell for every place of a merged range, the other one for rows knows
no merged ranges and takes a formula without a result for an empty cell. So its row parser is asked for both, and gives numbers with
their digits as the file has them: how they are shown is for `numbers`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, iterparse  # parts that define entities are refused first

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser

from drafter.core.errors import InputError
from drafter.core.patterns import lazy_re
from drafter.formats.xlsx.numbers import BUILT_IN
from drafter.formats.zip_file import Parts, pack, unpack

if TYPE_CHECKING:
    from openpyxl import Workbook as Book

__all__ = ["RawCell", "Sheet", "Workbook", "read_workbook"]

_PARTS_WITH_CELLS = lazy_re(r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:[^/]*\.xml|_rels/.*|worksheets/[^/]*\.xml)")
_RANGE = lazy_re(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ROW = lazy_re(r"[0-9]{1,7}")
_PLACE = lazy_re(r"[A-Z]{1,3}[0-9]{1,7}")
_COUNT = lazy_re(r"[0-9]{1,7}")
_STYLES = "xl/styles.xml"
_NO_RESULT = "f"
_STRICT, _COMMON = lazy_re(rb"http://purl\.oclc\.org/ooxml/(\w+)/"), rb"http://schemas.openxmlformats.org/\1/2006/"
"""The strict dialect of the format and the common one, into which it is turned."""
_MOST_CELLS = 1_000_000
_MOST_ROWS, _MOST_COLUMNS = 200_000, 2_000
_MOST_MERGED = 100_000
_BROKEN = "文件不完整或已损坏，可能没有下载完；请重新取得文件，或用 Excel、WPS 打开后另存"


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell with words or a number; row and column count from 0."""

    row: int
    column: int
    text: str
    number_format: str | None = None
    """For a number; `None` for a text."""


@dataclass(slots=True)
class Sheet:
    """A visible sheet."""

    title: str
    cells: list[RawCell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column of each merged range."""
    without_result: list[str] = field(default_factory=list)
    """Cells whose formula has no stored result, as ``B3``."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets in order."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...]
    """Titles of hidden sheets, which are not read."""
    epoch_1904: bool = False
    with_formats: bool = True
    """Whether number formats could be read."""


def read_workbook(data: bytes, source: str) -> Workbook:
    """The sheets of an .xlsx file; `InputError` for one that is damaged, locked or too large."""
    parts = unpack(data, source, program="Excel", wanted=_PARTS_WITH_CELLS)
    if not any(name in parts for name in ("xl/workbook.xml", "xl/workbook2.xml")):
        message = "不是 Excel 工作簿（缺少 xl/workbook.xml，可能是 .xlsb）；请用 Excel 或 WPS 另存为 .xlsx 再试"
        raise InputError.of(source, message)
    _refuse_entities(parts, source)
    parts = {name: _STRICT.sub(_COMMON, content) for name, content in parts.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep; nothing is written back
        book, with_formats = _book(parts, source)
        reader = _SheetReader(book, parts, source)
        hidden = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible")
        sheets = tuple(reader.read(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible")
        return Workbook(sheets, hidden, book.epoch == CALENDAR_MAC_1904, with_formats)


def _refuse_entities(parts: Parts, source: str) -> None:
    if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in parts.values()):
        raise InputError.of(source, "文件内部定义了 XML 实体，为安全起见不读取；请用 Excel 或 WPS 打开后另存一份再试")


def _book(parts: Parts, source: str) -> tuple[Book, bool]:
    """The workbook, and whether its number formats were read."""
    try:
        return _loaded(parts), True
    except Exception:  # noqa: BLE001  # whatever it raises
        try:  # many programs write styles that openpyxl refuses
            return _loaded({name: content for name, content in parts.items() if name != _STYLES}), False
        except Exception as error:
            raise InputError.of(source, _BROKEN) from error


def _loaded(parts: Parts) -> Book:
    return load_workbook(io.BytesIO(pack(parts, level=0)), read_only=True, data_only=True, keep_links=False)


class _SheetReader:
    """Reads the sheets of a workbook."""

    def __init__(self, book: Any, parts: Parts, source: str) -> None:
        self._book = book
        self._parts = parts
        self._source = source
        self._cells = 0
        self._formats = [_number_format(style.numFmtId, book._number_formats) for style in book._cell_styles]

    def read(self, worksheet: Any) -> Sheet:
        """The cells of a visible sheet."""
        part = worksheet._worksheet_path
        parser = _CellParser(self._parts[part], worksheet._shared_strings)
        sheet = Sheet(worksheet.title)
        try:
            for number, row in parser.rows(sheet.merged):
                for cell in row:
                    self._add(sheet, number, cell)
        except ParseError as error:
            line = error.position[0]
            message = f"文件内部的 {part} 已损坏（第 {line} 行），请用 Excel 或 WPS 打开后另存一份再试"
            raise InputError.of(self._source, message) from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError.of(self._source, _BROKEN) from error
        return sheet

    def _add(self, sheet: Sheet, number: int, cell: Mapping[str, Any]) -> None:
        row, column, value = number - 1, cell["column"] - 1, cell["value"]
        if cell["data_type"] == _NO_RESULT:
            sheet.without_result.append(f"{sheet.title}!{get_column_letter(column + 1)}{number}")
            return
        text = "" if value is None else ("FALSE", "TRUE")[value] if isinstance(value, bool) else str(value)
        if text.strip():
            self._count(row, column)
            sheet.cells.append(RawCell(row, column, text, self._format(cell["style_id"]) if cell["data_type"] == "n" else None))

    def _format(self, style: int) -> str:
        return self._formats[style] if style < len(self._formats) else "General"

    def _count(self, row: int, column: int) -> None:
        self._cells += 1
        if self._cells > _MOST_CELLS or row >= _MOST_ROWS or column >= _MOST_COLUMNS:
            message = f"表格过大（超过 {_MOST_ROWS} 行、{_MOST_COLUMNS} 列或 {_MOST_CELLS // 10000} 万个单元格）；请只保留需要核对的表再试"
            raise InputError.of(self._source, message)


def _number_format(number: int, own: Sequence[str]) -> str:
    """The number format of a style: one of the file, or a built-in one as Chinese programs show it."""
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return BUILT_IN.get(str(number)) or BUILTIN_FORMATS.get(number, "General")
    index = number - BUILTIN_FORMATS_MAX_SIZE
    return own[index] if index < len(own) else "General"


class _CellParser(WorkSheetParser):
    """Rows of cells, with numbers as they are written and formulas without a result apart."""

    def __init__(self, part: bytes, texts: Sequence[str]) -> None:
        super().__init__(io.BytesIO(part), texts, data_only=True)
        self._known_texts = len(texts)

    def rows(self, merged: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Each row with its number, thrown away after use; merged ranges go into the list given."""
        holder: Element | None = None
        for event, element in iterparse(self.source, events=("start", "end")):  # noqa: S314  # see above
            if event == "start":
                holder = element if element.tag == DATA_TAG else holder
            elif element.tag == ROW_TAG:
                yield self.parse_row(element)
                if holder is not None:
                    holder.clear()
            elif element.tag == MERGE_TAG:
                merged += [found for cell in element[:_MOST_MERGED] for found in _ranges(cell.get("ref", ""))]

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        """A row; one whose number is none follows the row above."""
        if not _ROW.fullmatch(row.get("r", "")):
            row.attrib.pop("r", None)
        return super().parse_row(row)

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """A cell; a place, a style or a shared text that cannot be is taken as not given."""
        kind, written = element.get("t", "n"), element.findtext(VALUE_TAG) or ""
        if not _PLACE.fullmatch(element.get("r", "")):
            element.attrib.pop("r", None)
        if not _COUNT.fullmatch(element.get("s", "")):
            element.attrib.pop("s", None)
        if kind in {"n", "d"} or (kind in {"s", "b"} and not self._is_known(kind, written)):
            element.set("t", "str")
        cell = super().parse_cell(element)
        if not written and element.find(FORMULA_TAG) is not None and kind not in {"str", "inlineStr"}:
            return cell | {"data_type": _NO_RESULT}
        return cell | {"data_type": "n" if kind == "n" and written else "s"}

    def _is_known(self, kind: str, written: str) -> bool:
        return kind == "b" or (_COUNT.fullmatch(written) is not None and int(written) < self._known_texts)


def _ranges(reference: str) -> Iterator[tuple[int, int, int, int]]:
    """First row, first column, last row, last column, counted from 0."""
    match = _RANGE.fullmatch(reference)
    if match:
        left, top, right, bottom = match.groups()
        yield int(top) - 1, column_index_from_string(left) - 1, int(bottom) - 1, column_index_from_string(right) - 1
