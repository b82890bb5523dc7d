"""Working tables as an .xlsx file: texts and whole numbers, a header that stays in view, filters, lists to choose from.

Every text is written as a text, whatever sign it begins with: words of a document never become a formula. Equal sheets give
equal bytes: openpyxl's time stamps are replaced and the zip file is packed with fixed times.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from drafter.core.patterns import lazy_re
from drafter.core.text import display_width
from drafter.formats.zip_file import pack

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["SheetColumn", "WorkingTable", "write_workbook"]

LONGEST = 32_000
"""Excel's limit for a cell is 32,767 characters."""
_TIME = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - openpyxl wants it without a zone
_STAMP = lazy_re(rb"(<dcterms:modified[^>]*>)[^<]*")
_CORE = "docProps/core.xml"
_UNWRITABLE = lazy_re("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT, _SIZE = "宋体", 10
_LINE_HEIGHT = 14.0
_HIGHEST = 409.0
"""In points; Excel allows no more."""
_LINE = Side(style="thin", color="FFBFBFBF")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)
_PLAIN, _BOLD = Font(name=_FONT, size=_SIZE), Font(name=_FONT, size=_SIZE, bold=True)
_CENTRED, _LEFT = (Alignment(horizontal=side, vertical="top", wrap_text=True) for side in ("center", "left"))
_HEAD = PatternFill("solid", fgColor="FFE7E6E6")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet."""

    title: str
    width: int
    """In characters of the usual font; a Chinese one takes two."""
    choices: tuple[str, ...] = ()
    """What may be entered; empty for anything."""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class WorkingTable:
    """A sheet with a header row; each row has a value for every column."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str | int, ...], ...]
    fills: tuple[tuple[str, str], ...] = ()
    """Texts whose cells are coloured, with the colour: ``("错误", "FDE2DF")``."""


def write_workbook(sheets: Sequence[WorkingTable]) -> bytes:
    """The .xlsx file of these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.created = "drafter", _TIME
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = _TIME.isoformat().encode("ascii") + b"Z"
    return pack(parts | {_CORE: _STAMP.sub(rb"\g<1>" + stamp, parts[_CORE])})


def _write(worksheet: Worksheet, sheet: WorkingTable) -> None:
    for number, column in enumerate(sheet.columns, 1):
        _header(_cell(worksheet, 1, number), column)
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    fills = {text: PatternFill("solid", fgColor=f"FF{colour}") for text, colour in sheet.fills}
    for line, row in enumerate(sheet.rows, 2):
        for number, (value, column) in enumerate(zip(row, sheet.columns, strict=True), 1):
            _fill(_cell(worksheet, line, number), value, column, fills)
        worksheet.row_dimensions[line].height = _height(row, sheet.columns)
    _choices(worksheet, sheet)
    _view(worksheet, sheet)


def _cell(worksheet: Worksheet, row: int, column: int) -> Cell:
    """A cell of a sheet without merged ones."""
    return cast("Cell", worksheet.cell(row, column))


def _header(cell: Cell, column: SheetColumn) -> None:
    cell.value = column.title
    cell.font, cell.fill = _BOLD, _HEAD
    cell.border = _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _fill(cell: Cell, value: str | int, column: SheetColumn, fills: dict[str, PatternFill]) -> None:
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = _UNWRITABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]
        cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
    cell.font, cell.border = _PLAIN, _BOX
    cell.alignment = _CENTRED if column.centred else _LEFT
    if value in fills:
        cell.fill = fills[str(value)]


def _height(row: tuple[str | int, ...], columns: tuple[SheetColumn, ...]) -> float:
    """High enough for all the lines of the fullest cell: not every program adjusts the height when it opens a file."""
    lines = [
        sum(max(1, -(-display_width(line) // (column.width - 1))) for line in str(value).split("\n"))
        for value, column in zip(row, columns, strict=True)
    ]
    return min(max(lines, default=1) * _LINE_HEIGHT + 2, _HIGHEST)


def _choices(worksheet: Worksheet, sheet: WorkingTable) -> None:
    for number, column in enumerate(sheet.columns, 1):
        if column.choices and sheet.rows:
            validation = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True, showErrorMessage=True)
            validation.errorTitle, validation.error = column.title, f"请填 {'、'.join(column.choices)}"
            letter = get_column_letter(number)
            validation.add(f"{letter}2:{letter}{len(sheet.rows) + 1}")
            worksheet.add_data_validation(validation)


def _view(worksheet: Worksheet, sheet: WorkingTable) -> None:
    """The header stays in view and on each printed page; a page is as wide as the table."""
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    worksheet.print_title_rows = "1:1"
    worksheet.page_setup.orientation, worksheet.page_setup.paperSize = "landscape", 9
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
