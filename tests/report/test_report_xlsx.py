from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from drafter.core.findings import Coverage, Report
from drafter.formats.xlsx.write import LONGEST, SheetColumn, WorkingTable, write_workbook
from drafter.report.xlsx import ANSWERS, render_xlsx
from tests.support.report_samples import clean, document, finding, half, report

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADER = ["序号", "文件", "位置", "严重程度", "规则", "原文", "现值", "应为", "计算过程", "说明", "处理意见"]


def sheets(*reports: Report) -> tuple[Worksheet, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(reports)))
    findings, summary = book.worksheets
    assert (findings.title, summary.title) == ("核对意见", "汇总")
    return findings, summary


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_finding_is_a_row() -> None:
    written = rows(sheets(report(), clean())[0])
    assert written[0] == HEADER
    assert [(row[0], row[3]) for row in written[1:]] == [(1, "错误"), (2, "提示"), (3, "错误"), (4, "警告")]
    assert written[1][1:10] == [
        "决算.docx",
        "九、机关运行经费支出说明",
        "错误",
        "NU07 把比率写成增长率",
        "机关运行经费支出34.00万元，比年初预算数增加16.00万元，增长212.50%。",
        "212.50%",
        "112.50%",
        "18.00 ÷ (34.00 − 18.00) = 112.50%",
        "增长率写成了比率：34.00万元是16.00万元的212.50%，增长率应为112.50%（区间 [112.43%, 112.57%]）。\n别处：十、其他",
    ]
    assert written[1][10] is None


def test_the_answer_is_chosen_from_a_list() -> None:
    (validation,) = sheets(report())[0].data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("K2:K5", f'"{",".join(ANSWERS)}"')


def test_the_header_stays_in_view_and_filters() -> None:
    sheet = sheets(report())[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:K5", "$1:$1")


def test_the_summary_counts_and_adds_up() -> None:
    assert rows(sheets(report(), clean())[1]) == [
        [
            "文件",
            "错误",
            "警告",
            "提示",
            "看到的数字",
            "重算",
            "与表格比较",
            "别处重复",
            "没有读懂",
            "说法一致",
            "不一致",
            "无法判断",
            "没有查完",
        ],
        ["决算.docx", 2, 1, 1, 12, 6, 0, 0, 6, 1, 1, 1, 0],
        ["另一份.docx", 0, 0, 0, 9, 4, 0, 0, 5, 4, 0, 0, 0],
        ["合计", 2, 1, 1, 21, 10, 0, 0, 11, 5, 1, 1, 0],
    ]


def test_no_findings_leave_the_header() -> None:
    findings, summary = sheets(clean())
    assert rows(findings) == [HEADER]
    assert len(rows(summary)) == 2
    assert len(rows(sheets()[1])) == 1


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "=", "#N/A", "12.30", "TRUE"]
)
def test_words_never_become_a_formula_or_a_number(words: str) -> None:
    hostile = finding(document(), "212.50%", quote=words, stated=words, expected=words, derivation=words, message=words)
    row = next(sheets(Report(words, (hostile,), Coverage()))[0].iter_rows(min_row=2))
    for cell in (row[1], *row[5:10]):
        assert (cell.data_type, cell.quotePrefix, str(cell.value).strip()) == ("s", True, words.strip())


def test_what_a_sheet_cannot_hold_is_replaced_or_cut() -> None:
    long = finding(document(), "212.50%", message="\x00\ud800" + "字" * 40_000)
    value = str(sheets(Report("a", (long,), Coverage()))[0]["J2"].value)
    assert value.startswith("\ufffd\ufffd字")
    assert len(value) == LONGEST


def test_equal_findings_give_equal_bytes() -> None:
    data = render_xlsx([report()])
    assert data == render_xlsx([Report("决算.docx", report().findings[::-1], report().coverage)])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_a_row_is_high_enough_for_its_lines() -> None:
    sheet = WorkingTable("表", (SheetColumn("说明", 20),), (("短",), ("字" * 100,), ("一\n二\n三",)))
    heights = openpyxl.load_workbook(io.BytesIO(write_workbook([sheet]))).worksheets[0].row_dimensions
    assert [heights[row].height for row in (2, 3, 4)] == [16, 11 * 14 + 2, 3 * 14 + 2]


def test_what_failed_is_counted() -> None:
    assert [row[-1] for row in rows(sheets(half(), report())[1])] == ["没有查完", 2, 0, 2]
