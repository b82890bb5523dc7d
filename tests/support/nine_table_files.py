"""The nine public tables of a final account as they are printed, with invented figures: for readers that must find every cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["NINE_TABLES", "PrintedTable", "as_word", "as_workbook"]

Row = Sequence[str]
_CODES = [
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("2010301", "行政运行"),
    ("2010302", "一般行政管理事务"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2080506", "机关事业单位职业年金缴费支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
    ("2210201", "住房公积金"),
]
_ECONOMIC = [
    ("301", "工资福利支出"),
    ("30101", "基本工资"),
    ("30102", "津贴补贴"),
    ("302", "商品和服务支出"),
    ("30201", "办公费"),
    ("30217", "公务接待费"),
    ("303", "对个人和家庭的补助"),
    ("30302", "退休费"),
    ("310", "资本性支出"),
    ("31002", "办公设备购置"),
]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table: its title, its rows, and the spans as ``(row, column, rows, columns)``."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int, int, int], ...] = ()

    def cells(self) -> dict[tuple[int, int], str]:
        """The text of each cell that another one does not cover."""
        covered = {
            (row + down, column + right)
            for row, column, rows, columns in self.spans
            for down in range(rows)
            for right in range(columns)
            if down or right
        }
        places = ((r, c, text) for r, row in enumerate(self.rows) for c, text in enumerate(row))
        return {(row, column): text for row, column, text in places if (row, column) not in covered}


def _money(seed: int) -> str:
    return "" if seed % 7 == 0 else f"{seed * 7919 % 1_000_000 / 100:,.2f}"


def _table(title: str, rows: Iterable[Row], *spans: tuple[int, int, int, int]) -> PrintedTable:
    return PrintedTable(title, tuple(tuple(row) for row in rows), spans)


def _by_code(title: str, columns: Sequence[str], *, again: int = 1) -> PrintedTable:
    """Codes and names down the side, kinds of money across, 栏次 and 合计 rows above the data."""
    head = [["功能分类科目编码", "科目名称", *columns], ["栏次", "", *(str(n + 1) for n in range(len(columns)))]]
    total = ["合计", "", *(_money(9 + n) for n in range(len(columns)))]
    data = [
        [code, name, *(_money(int(code) + n + 31 * k) for n in range(len(columns)))]
        for k in range(again)
        for code, name in _CODES
    ]
    return _table(title, [*head, total, *data], (1, 0, 1, 2), (2, 0, 1, 2))


def _halves(title: str) -> PrintedTable:
    """Income at the left, spending at the right."""
    left = [
        "一、一般公共预算财政拨款收入",
        "二、政府性基金预算财政拨款收入",
        "三、国有资本经营预算财政拨款收入",
        "四、事业收入",
        "五、其他收入",
    ]
    right = [f"{number}、{name}" for number, (code, name) in zip("一二三四五六七八", _CODES * 2, strict=False)]
    rows = [
        [
            left[n] if n < len(left) else "",
            str(n + 1),
            _money(n + 3) if n < len(left) else "",
            right[n],
            str(n + 31),
            _money(n + 50),
        ]
        for n in range(8)
    ]
    head = [
        ["收入", "", "", "支出", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    foot = [
        ["本年收入合计", "27", _money(5), "本年支出合计", "57", _money(6)],
        ["总计", "30", _money(8), "总计", "60", _money(8)],
    ]
    return _table(title, [*head, *rows, *foot], (0, 0, 1, 3), (0, 3, 1, 3))


def _funds(title: str) -> PrintedTable:
    """Spending by fund, its header over three rows."""
    head = [
        ["收入", "", "支出", "", "", ""],
        ["项目", "金额", "项目", "合计", "其中", ""],
        ["", "", "", "", "一般公共预算财政拨款", "政府性基金预算财政拨款"],
    ]
    rows = [
        [f"{name}收入", _money(k + 2), name, _money(k + 3), _money(k + 4), _money(k + 5)] for k, (_, name) in enumerate(_CODES)
    ]
    return _table(
        title, [*head, *rows], (0, 0, 1, 2), (0, 2, 1, 4), (1, 0, 2, 1), (1, 1, 2, 1), (1, 2, 2, 1), (1, 3, 2, 1), (1, 4, 1, 2)
    )


def _triples(title: str) -> PrintedTable:
    """Three blocks of code, name and amount side by side."""
    head = [["人员经费", "", "", "公用经费", "", "", "", "", ""], ["科目编码", "科目名称", "金额"] * 3]
    rows = [
        [cell for k in range(3) for cell in (*_ECONOMIC[(row + 3 * k) % 10], _money(row * 11 + k + 1))]
        for row in range(len(_ECONOMIC))
    ]
    foot = [["人员经费合计", "", _money(77), "公用经费合计", "", "", "", "", _money(78)]]
    return _table(title, [*head, *rows, *foot], (0, 0, 1, 3), (0, 3, 1, 6), (12, 0, 1, 2), (12, 3, 1, 5))


def _official_costs(title: str) -> PrintedTable:
    """“三公”: a header of three rows and one row of data, budget beside outturn."""
    half = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费"]
    below = ["", "", "小计", "公务用车购置费", "公务用车运行维护费", ""]
    rows = [["预算数", *[""] * 5, "决算数", *[""] * 5], half * 2, below * 2, [_money(n + 1) for n in range(12)]]
    spans = [(0, 0, 1, 6), (0, 6, 1, 6)]
    for start in (0, 6):
        spans += [(1, start, 2, 1), (1, start + 1, 2, 1), (1, start + 2, 1, 3), (1, start + 5, 2, 1)]
    return _table(title, rows, *spans)


NINE_TABLES = (
    _halves("收入支出决算总表"),
    _by_code(
        "收入决算表",
        ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"],
        again=4,
    ),
    _by_code("支出决算表", ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"], again=3),
    _funds("财政拨款收入支出决算总表"),
    _by_code("一般公共预算财政拨款支出决算表", ["本年支出", "基本支出", "项目支出"]),
    _triples("一般公共预算财政拨款基本支出决算明细表"),
    _by_code(
        "政府性基金预算财政拨款收入支出决算表", ["年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"]
    ),
    _by_code("国有资本经营预算财政拨款支出决算表", ["合计", "基本支出", "项目支出"]),
    _official_costs("财政拨款“三公”经费支出决算表"),
)


def as_word(path: Path) -> Path:
    """A .docx with each table on a page of its own, wide ones lying."""
    import docx
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Pt

    document = docx.Document()
    document.styles["Normal"].font.size = Pt(8)
    for number, printed in enumerate(NINE_TABLES):
        section = document.sections[0] if number == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        long, short = (
            max(section.page_width or 0, section.page_height or 0),
            min(section.page_width or 0, section.page_height or 0),
        )
        lying = len(printed.rows[0]) > 6
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        document.add_paragraph(printed.title)
        document.add_paragraph("单位：万元")
        table = document.add_table(len(printed.rows), len(printed.rows[0]), style="Table Grid")
        grid = [list(row.cells) for row in table.rows]
        for (row, column), text in printed.cells().items():
            grid[row][column].text = text
        for row, column, rows, columns in printed.spans:
            grid[row][column].merge(grid[row + rows - 1][column + columns - 1])
        document.add_paragraph("注：本表反映部门本年度的情况。")
    document.save(str(path))
    return path


def as_workbook(path: Path) -> Path:
    """An .xlsx with each table on a sheet of its own, ruled, fitted to the width of the page."""
    import openpyxl
    from openpyxl.styles import Border, Side

    book = openpyxl.Workbook()
    border = Border(*[Side(style="thin")] * 4)
    for number, printed in enumerate(NINE_TABLES):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = f"公开{number + 1:02}表"
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
        sheet.append([printed.title])
        for row in printed.rows:
            sheet.append(list(row))
        for row in sheet.iter_rows(min_row=2, max_row=len(printed.rows) + 1, max_col=len(printed.rows[0])):
            for cell in row:
                cell.border = border
        for column in "ABCDEFGHIJKL":
            sheet.column_dimensions[column].width = 40 if len(printed.rows[0]) < 12 else 25
        for row, column, rows, columns in printed.spans:
            sheet.merge_cells(start_row=row + 2, start_column=column + 1, end_row=row + 1 + rows, end_column=column + columns)
    book.save(path)
    return path
