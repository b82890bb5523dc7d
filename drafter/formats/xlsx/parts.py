"""An .xlsx file as its visible sheets: the cells as written, merged ranges, shared texts, number formats.

Read from the XML itself: it holds the digits as they were written and tells a formula without a result from an empty cell.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath

from lxml import etree

from drafter.core.errors import InputError
from drafter.formats.archive import Parts, unpack
from drafter.formats.safe_xml import Element, local_name, parse

__all__ = ["RawCell", "Sheet", "Workbook", "read_workbook"]

_PARTS_WITH_CELLS = re.compile(r"xl/(?:[^/]*\.xml|_rels/.*|worksheets/[^/]*\.xml)")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_MOST_CELLS = 1_000_000
_MOST_ROWS, _MOST_COLUMNS = 200_000, 2_000


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


def read_workbook(data: bytes, source: str) -> Workbook:
    """The sheets of an .xlsx file; `InputError` for one that is damaged, locked or too large."""
    parts = unpack(data, source, program="Excel", wanted=_PARTS_WITH_CELLS)
    main = next((name for name in ("xl/workbook.xml", "xl/workbook2.xml") if name in parts), None)
    if main is None:
        raise InputError.of(
            source, "不是 Excel 工作簿（缺少 xl/workbook.xml，可能是 .xlsb）；请用 Excel 或 WPS 另存为 .xlsx 再试"
        )
    root = parse(parts[main], source=source, part=main)
    targets = _targets(parts, main, source)
    reader = _SheetReader(_shared_texts(parts, source), _formats(parts, source), source)
    sheets, hidden = [], []
    for node in root.iterfind("{*}sheets/{*}sheet"):
        title, part = node.get("name", ""), targets.get(node.get(_RELATION, node.get(_STRICT_RELATION, "")), "")
        if node.get("state", "visible") != "visible":
            hidden.append(title)
        elif part in parts and "worksheets/" in part:
            sheets.append(reader.read(title, parts[part], part))
    properties = root.find("{*}workbookPr")
    return Workbook(tuple(sheets), tuple(hidden), properties is not None and properties.get("date1904") in {"1", "true"})


def _targets(parts: Parts, main: str, source: str) -> dict[str, str]:
    """Relation id → part."""
    name = f"xl/_rels/{main.rpartition('/')[2]}.rels"
    if name not in parts:
        return {}
    root = parse(parts[name], source=source, part=name)
    found = ((node.get("Id", ""), node.get("Target", "")) for node in root.iterfind("{*}Relationship"))
    return {key: target[1:] if target.startswith("/") else normpath(join("xl", target)) for key, target in found}


def _shared_texts(parts: Parts, source: str) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in parts:
        return []
    return [_rich_text(node) for node in parse(parts[name], source=source, part=name).iterfind("{*}si")]


def _rich_text(node: Element) -> str:
    """The text of a string with or without formatting; its phonetic guide is not read."""
    found = [*node.iterfind("{*}t"), *node.iterfind("{*}r/{*}t")]
    return "".join(piece.text or "" for piece in found)


def _formats(parts: Parts, source: str) -> list[str]:
    """The number format of each cell style, by its index."""
    from drafter.formats.xlsx.numbers import BUILT_IN

    name = "xl/styles.xml"
    if name not in parts:
        return []
    root = parse(parts[name], source=source, part=name)
    known = dict(BUILT_IN)
    for node in root.iterfind("{*}numFmts/{*}numFmt"):
        known[node.get("numFmtId", "")] = node.get("formatCode", "General")
    return [known.get(node.get("numFmtId", "0"), "General") for node in root.iterfind("{*}cellXfs/{*}xf")]


class _SheetReader:
    """Reads sheets, row by row."""

    def __init__(self, texts: list[str], formats: list[str], source: str) -> None:
        self._texts = texts
        self._formats = formats
        self._source = source
        self._cells = 0

    def read(self, title: str, data: bytes, part: str) -> Sheet:
        """The sheet in a part."""
        sheet = Sheet(title)
        row = -1
        for node in _elements(data, self._source, part):
            if local_name(node) == "mergeCell":
                sheet.merged += _range(node.get("ref", ""))
                continue
            row = int(node.get("r", "0") or 0) - 1 if node.get("r", "").isdigit() else row + 1
            self._row(node, row, sheet)
        return sheet

    def _row(self, node: Element, row: int, sheet: Sheet) -> None:
        column = -1
        for cell in node.iterfind("{*}c"):
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            text, is_number = self._value(cell)
            if text is None:
                sheet.without_result.append(f"{sheet.title}!{cell.get('r', '')}")
            elif text.strip() and self._fits(row, column):
                sheet.cells.append(RawCell(row, column, text, self._format(cell) if is_number else None))

    def _fits(self, row: int, column: int) -> bool:
        self._cells += 1
        if self._cells > _MOST_CELLS or row >= _MOST_ROWS or column >= _MOST_COLUMNS:
            message = f"表格过大（超过 {_MOST_ROWS} 行、{_MOST_COLUMNS} 列或 {_MOST_CELLS // 10000} 万个单元格）；请只保留需要核对的表再试"
            raise InputError.of(self._source, message)
        return True

    def _value(self, cell: Element) -> tuple[str | None, bool]:
        """The stored text and whether it is a number; `None` for a formula without a result."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return ("" if inline is None else _rich_text(inline)), False
        value = cell.findtext("{*}v") or ""
        if not value:
            return ("" if cell.find("{*}f") is None or kind == "str" else None), False
        if kind == "s":
            index = int(value) if value.isdigit() else -1
            return (self._texts[index] if 0 <= index < len(self._texts) else ""), False
        if kind == "b":
            return ("TRUE" if value == "1" else "FALSE"), False
        return value, kind == "n"

    def _format(self, cell: Element) -> str:
        style = cell.get("s", "0")
        index = int(style) if style.isdigit() else 0
        return self._formats[index] if index < len(self._formats) else "General"


def _elements(data: bytes, source: str, part: str) -> Iterator[Element]:
    """Rows and merged ranges of a sheet, each thrown away after use."""
    options: Mapping[str, bool] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        for _, node in etree.iterparse(io.BytesIO(data), tag=("{*}row", "{*}mergeCell"), **options):
            yield node
            node.clear()
            while node.getprevious() is not None:
                parent = node.getparent()
                if parent is None:
                    break
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise InputError.of(
            source, f"文件内部的 {part} 已损坏（第 {error.lineno or 0} 行），请用 Excel 或 WPS 打开后另存一份再试"
        ) from None


def _range(reference: str) -> list[tuple[int, int, int, int]]:
    start, _, end = reference.partition(":")
    first, last = _REFERENCE.fullmatch(start), _REFERENCE.fullmatch(end)
    if first is None or last is None:
        return []
    return [(int(first[2]) - 1, _column(first[1]), int(last[2]) - 1, _column(last[1]))]


def _column(letters: str) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
