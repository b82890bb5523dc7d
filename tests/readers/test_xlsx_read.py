"""What is read from Excel, with openpyxl as the other hand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Heading, Paragraph
from drafter.core.errors import InputError
from drafter.formats.xlsx.numbers import shown
from drafter.formats.xlsx.read import read_xlsx
from tests.support.reader_samples import rows, seconds, spans, tables

_ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


def _workbook(*sheets: tuple[str, Iterable[Iterable[Any]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, content in sheets:
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(list(row))
    return book


def _bytes(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_sheet_is_its_name_the_lines_above_the_table_and_the_notes_below() -> None:
    book = _workbook(
        (
            "公开02表",
            [
                ["收入决算表"],
                ["部门：某局", None, "单位：万元"],
                ["项目", "", "金额"],
                ["201", "公共服务", 94.44],
                ["注：本表反映收入。"],
            ],
        )
    )
    document = read_xlsx(_bytes(book)).document
    assert document.blocks[0] == Heading("公开02表", 1)
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [
        "收入决算表",
        "部门：某局\t单位：万元",
        "注：本表反映收入。",
    ]
    assert rows(tables(document)[0]) == [["项目", "", "金额"], ["201", "公共服务", "94.44"]]


def test_merged_cells_stand_once_with_their_spans() -> None:
    book = _workbook(("Sheet1", [["项目", None, "本年支出"], ["代码", "名称", None], ["201", "公共服务", 5]]))
    book["Sheet1"].merge_cells("A1:B1")
    book["Sheet1"].merge_cells("C1:C2")
    (table,) = tables(read_xlsx(_bytes(book)).document)
    assert spans(table, 0) == [("项目", 2), ("本年支出", 1)]
    assert [(c.text, c.rows) for c in table.cells if c.column == 2] == [("本年支出", 2), ("5", 1)]


def test_two_empty_rows_part_two_tables() -> None:
    book = _workbook(("Sheet1", [["a", 1], ["b", 2], [], [], ["支出表"], ["c", 3], ["d", 4]]))
    document = read_xlsx(_bytes(book)).document
    assert [rows(table) for table in tables(document)] == [[["a", "1"], ["b", "2"]], [["c", "3"], ["d", "4"]]]


def test_hidden_sheets_are_named_and_not_read() -> None:
    book = _workbook(("表一", [["a", 1], ["b", 2]]), ("底稿", [["x", 9], ["y", 8]]))
    book["底稿"].sheet_state = "hidden"
    read = read_xlsx(_bytes(book))
    assert read.notices == ("工作表“底稿”已隐藏，没有读取",)
    assert "9" not in str(read.document)


def test_a_formula_without_a_result_is_refused_and_not_taken_for_an_empty_cell() -> None:
    book = _workbook(("表一", [["a", 1], ["合计", "=SUM(B1:B1)"]]))
    with pytest.raises(InputError, match=r"1 个公式没有计算结果（表一!B2）"):
        read_xlsx(_bytes(book))


@pytest.mark.parametrize(
    ("written", "number_format", "expected"),
    [
        ("0.74362204724409445", "0.00%", "74.36%"),
        ("94.440000000000012", "General", "94.44"),
        ("94.44000000000001", "0.00", "94.44"),
        ("127", "0.00", "127.00"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", _ACCOUNTING, "1,234.50"),
        ("0", _ACCOUNTING, "-"),
        ("-5.5", _ACCOUNTING, "-5.50"),
        ("-5.5", "0.00_);[Red]\\(0.00\\)", "(5.50)"),
        ("12345678", '0.00,"千元"', "12345.68千元"),
        ("127", '0.00"万元"', "127.00万元"),
        ("127", 'General"人"', "127人"),
        ("100", "¥#,##0.00", "¥100.00"),
        ("0.125", "# ?/?", "0.125"),
        ("1.005", "0.00", "1.01"),
        ("2.5", "0", "3"),
        ("-0.001", "0.00", "0.00"),
        ("3", "0.##", "3"),
        ("0", "#,###", ""),
        ("5", "000", "005"),
        ("0.94366666666666665", "General", "0.943666667"),
        ("1234567890123.45", "General", "1234567890123.45"),
        ("44203", "yyyy/m/d", "2021/1/7"),
        ("44203", 'yyyy"年"m"月"d"日"', "2021年1月7日"),
        ("44203", "[$-804]yyyy年mm月", "2021年01月"),
        ("45000.5", "yyyy-mm-dd hh:mm", "2023-03-15 12:00"),
        ("1e999999999", "General", "1e999999999"),
        ("NaN", "0.00", "NaN"),
        ("abc", "0.00", "abc"),
    ],
)
def test_a_number_is_read_as_its_cell_shows_it(written: str, number_format: str, expected: str) -> None:
    assert shown(written, number_format) == expected


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12).map(lambda value: round(value, 2)))
def test_amounts_with_two_decimals_survive_the_floats_of_the_file(value: float) -> None:
    assert float(shown(repr(value), "0.00")) == value
    assert float(shown(repr(value), "General")) == value


@given(st.text(), st.text())
def test_any_number_format_gives_a_text(written: str, number_format: str) -> None:
    assert isinstance(shown(written, number_format), str)
    assert isinstance(shown("1234.5678", number_format), str)


def test_the_file_says_what_openpyxl_reads() -> None:
    content = [[f"项目{row}", row, row * 0.1, None, "甲\n乙"] for row in range(30)]
    data = _bytes(_workbook(("表一", content)))
    (table,) = tables(read_xlsx(data).document)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表一"]
    for cell in table.cells:
        value = sheet.cell(cell.row + 1, cell.column + 1).value
        assert (cell.text == "") if value is None else (cell.text == value or float(cell.text) == pytest.approx(value))


def test_a_zip_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (60 * 1024 * 1024))
    with pytest.raises(InputError, match="过大"):
        read_xlsx(buffer.getvalue())


def test_a_cell_far_away_is_refused_and_costs_nothing() -> None:
    book = _workbook(("表一", [["a", 1], ["b", 2]]))
    book["表一"]["XFD1048576"] = 5
    with pytest.raises(InputError, match="过大"):
        read_xlsx(_bytes(book))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_file_cut_off_says_so(keep: float) -> None:
    data = _bytes(_workbook(("表一", [["a", 1]])))
    with pytest.raises(InputError, match="损坏"):
        read_xlsx(data[: int(len(data) * keep)])


def test_a_sheet_with_broken_xml_says_so() -> None:
    data = _bytes(_workbook(("表一", [["a", 1]])))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[:-20] if "worksheets" in name else old.read(name))
    with pytest.raises(InputError, match=r"sheet1\.xml 已损坏"):
        read_xlsx(buffer.getvalue())


def test_a_locked_or_old_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "决算.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(InputError, match="密码"):
        read_xlsx(path)


def test_reading_is_deterministic_and_takes_time_in_proportion() -> None:
    short, long = (_bytes(_workbook(("表一", [[f"甲{r}", r / 7, "x"] for r in range(count)]))) for count in (400, 4_000))
    assert read_xlsx(short) == read_xlsx(short)
    assert seconds(lambda: read_xlsx(long)) <= 60 * seconds(lambda: read_xlsx(short)) + 0.5


def _with_sheet(change: Callable[[str], str]) -> bytes:
    """A small workbook whose sheet is written otherwise."""
    data, buffer = _bytes(_workbook(("表一", [["a", 1], ["b", 2]]))), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode("utf-8")
            new.writestr(name, change(part) if "worksheets" in name else part)
    return buffer.getvalue()


_SAME = [["a", "1"], ["b", "2"]]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace('<row r="2"', '<row r="²"'),
        lambda xml: xml.replace('r="A2"', 'r="A²"'),
        lambda xml: xml.replace('<c r="B1"', '<c r="B1" s="²"').replace('<c r="B2"', '<c r="B2" s="999"'),
        lambda xml: xml.replace('ref="A1:B2"', 'ref="A1:XFD1048576"'),
        lambda xml: xml.replace(' r="A1"', "").replace(' r="B1"', ""),
    ],
    ids=["row", "place", "style", "declared", "places left out"],
)
def test_what_a_sheet_declares_wrongly_costs_no_cell_and_no_time(change: Callable[[str], str]) -> None:
    data = _with_sheet(change)
    assert rows(tables(read_xlsx(data).document)[0]) == _SAME
    assert seconds(lambda: read_xlsx(data)) < 1


def test_merged_ranges_as_large_as_a_sheet_take_no_time() -> None:
    ranges = "".join(f'<mergeCell ref="{letter}{row}:XFD1048576"/>' for letter in "CDEFGH" for row in range(1, 500))
    data = _with_sheet(lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>"))
    assert rows(tables(read_xlsx(data).document)[0]) == _SAME
    assert seconds(lambda: read_xlsx(data)) < 1


def test_a_number_of_five_thousand_digits_is_left_as_written() -> None:
    data = _with_sheet(lambda xml: xml.replace("<v>2</v>", f"<v>{'7' * 5000}</v>"))
    assert rows(tables(read_xlsx(data).document)[0])[1] == ["b", "7" * 5000]


def test_a_date_out_of_range_and_an_error_are_read_as_written() -> None:
    book = _workbook(("表一", [["a", 1], ["b", -5], ["c", "#REF!"]]))
    book["表一"]["B2"].number_format = "yyyy/m/d"
    assert rows(tables(read_xlsx(_bytes(book)).document)[0]) == [["a", "1"], ["b", "1899/12/25"], ["c", "#REF!"]]


def test_a_strict_workbook_reads_like_any_other() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_bytes(_workbook(("表一", [["a", 1], ["b", 2]]))))) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for name in old.namelist():
            common = rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/"
            new.writestr(name, re.sub(common, rb"http://purl.oclc.org/ooxml/\1/", old.read(name)))
    assert rows(tables(read_xlsx(buffer.getvalue()).document)[0]) == _SAME


def test_styles_that_cannot_be_read_are_told() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_bytes(_workbook(("表一", [["a", 1], ["b", 2]]))))) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"<fills", b"<fills><fill/><oddity") if "styles" in name else old.read(name)
            )
    read = read_xlsx(buffer.getvalue())
    assert rows(tables(read.document)[0]) == _SAME
    assert "数字格式读不出" in read.notices[0]


def test_entities_are_refused() -> None:
    with pytest.raises(InputError, match="实体"):
        read_xlsx(_with_sheet(lambda xml: '<!DOCTYPE x [<!ENTITY a "b">]>' + xml))
