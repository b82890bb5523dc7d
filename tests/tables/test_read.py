"""Tables are read as they are meant: captions, headers of several lines, halves side by side, forms with several parts."""

from __future__ import annotations

import pytest

from drafter.core.document import Cell, Document, Paragraph, Table
from drafter.tables.model import ReadTable
from drafter.tables.read import read_tables
from tests.support.documents import document_of, table_words

WORDS = table_words()


def read(text: str) -> ReadTable:
    tables = read_tables(document_of(text), WORDS)
    assert len(tables) == 1
    return tables[0]


def figures(table: ReadTable) -> dict[tuple[str, str], str]:
    """Row label and column labels → the figure with its unit."""
    return {("/".join(f.row), "/".join(f.column)): f.quantity.text for f in table.figures}


def test_title_number_and_unit_stand_above() -> None:
    table = read("支出决算表\n公开03表\n部门：某局\t\t单位：万元\n| 项目 | 支出 |\n| 甲 | 1.00 |")
    assert (table.title, table.number, table.kind, table.unit) == ("支出决算表", "公开03", "支出决算表", "万元")


def test_title_number_and_unit_stand_in_the_first_rows() -> None:
    table = read(
        "五、支出情况\n"
        "| A | B | C |\n"
        "| 一般公共预算财政拨款支出决算表 |  |  |\n"
        "| 部门：某局 |  | 财决公开05表 金额单位：元 |\n"
        "| 科目编码 | 科目名称 | 小计 |\n| 栏 次 |  | 1 |\n| 201 | 一般公共服务支出 | 5.00 |"
    )
    assert (table.number, table.kind, table.unit) == ("公开05", "一般公共预算财政拨款支出决算表", "元")
    assert table.header_rows == 5
    assert figures(table) == {("一般公共服务支出", "小计"): "5.00元"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("收入支出决算总表", "收入支出决算总表"),
        ("财政拨款收入支出决算总表", "财政拨款收入支出决算总表"),
        ("六、一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款基本支出决算表"),
        ("财政拨款“三公”经费支出决算表", "三公经费支出决算表"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "三公经费支出决算表"),
        ("政府性基金预算财政拨款收入支出决算表", "政府性基金预算财政拨款收入支出决算表"),
        ("支 出 决 算 表", "支出决算表"),
        ("办公设备清单表", ""),
    ],
)
def test_a_known_table_is_told_by_the_longest_name_in_its_title(title: str, kind: str) -> None:
    assert read(f"{title}\n| 项目 | 支出 |\n| 甲 | 1.00 |").kind == kind


def test_numbers_of_rows_and_columns_are_no_figures() -> None:
    table = read(
        "| 项目 | 行次 | 决算数 | 项目 | 行次 | 决算数 |\n| 栏次 |  | 1 | 栏次 |  | 2 |\n"
        "| 一、拨款收入 | 1 | 9.72 | 一、公共服务支出 | 31 | 6.83 |\n| 二、事业收入 | 2 |  | 二、外交支出 | 32 |  |"
    )
    assert figures(table) == {("拨款收入", "决算数"): "9.72", ("公共服务支出", "决算数"): "6.83"}


def test_a_line_that_only_counts_the_columns_needs_no_name() -> None:
    table = read("| 合计 | 出国费 | 接待费 |\n| 1 | 2 | 3 |\n| 7 | 4 | 3 |")
    assert sorted(figures(table).values()) == ["3", "4", "7"]


def test_headers_of_three_lines_with_merged_cells_give_paths() -> None:
    table = read(
        "单位：万元\n| 预算数 | < | < | 决算数 | < | < |\n| 合计 | 用车 | < | 合计 | 用车 | < |\n"
        "| ^ | 购置费 | 运行费 | ^ | 购置费 | 运行费 |\n| 7 | 0 | 7 | 5 | 1 | 4 |"
    )
    columns = ["/".join(f.column) for f in table.figures]
    assert columns == [
        "预算数/合计",
        "预算数/用车/购置费",
        "预算数/用车/运行费",
        "决算数/合计",
        "决算数/用车/购置费",
        "决算数/用车/运行费",
    ]


def test_empty_cells_stand_for_merged_ones() -> None:
    table = read(
        "单位：万元\n| 项目 |  | 本年支出 |  |  |\n| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |\n|  |  |  |  |  |\n"
        "| 201 | 一般公共服务支出 | 5 | 3 | 2 |"
    )
    assert ["/".join(f.column) for f in table.figures] == ["本年支出/小计", "本年支出/基本支出", "本年支出/项目支出"]
    assert {f.code for f in table.figures} == {"201"}


def test_three_triples_side_by_side_are_read_each_by_itself() -> None:
    table = read(
        "单位：万元\n| 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 |\n"
        "| 301 | 工资福利支出 | 70 | 302 | 商品和服务支出 | 15 |\n| 30101 | 基本工资 | 70 | 30201 | 办公费 | 15 |\n"
        "| 人员经费合计 | 70 | 公用经费合计 | 15 |"
    )
    found = {(f.code, f.row[-1]): f.quantity.plain for f in table.figures}
    assert found[("30201", "办公费")] == "15"
    assert found[("", "公用经费合计")] == "15"
    assert next(f for f in table.figures if f.code == "30201").row == ("商品和服务支出", "办公费")


def test_a_total_row_that_is_one_cell_short_is_aligned_by_content() -> None:
    rows = [
        ["科目编码", "科目名称", "小计", "基本支出"],
        ["栏次", "1", "2"],
        ["合计", "9", "8"],
        ["201", "一般公共服务支出", "9", "8"],
    ]
    cells = tuple(
        Cell(text, r, c, columns=2 if len(row) == 3 and c == 2 else 1) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    document = Document((Paragraph("支出决算表"), Table(cells, 4, 4)))
    table = read_tables(document, WORDS)[0]
    assert figures(table)[("合计", "小计")] == "9"
    assert figures(table)[("合计", "基本支出")] == "8"


def test_a_form_has_several_parts_each_with_its_unit() -> None:
    table = read(
        "项目支出绩效报告表\n| 项目名称 | 大厅运行 | 预算安排资金(万元) | 50.4 |\n| 资金安排使用情况（单位：万元） | < | < | < |\n"
        "| 资金来源 | 到位金额 | 支出金额 | 支出率（%） |\n| 区级财政 | 80 | 60 | 75 |\n| 绩效评价自评表 | < | < | < |\n"
        "| 指标名称 | 分值 | 得分 | 说明 |\n| 数量指标 | 100 | 97 | 完成 |"
    )
    assert [region.title for region in table.regions] == ["资金安排使用情况（单位：万元）", "绩效评价自评表"]
    assert figures(table)[("区级财政", "到位金额")] == "80万元"
    assert figures(table)[("区级财政", "支出率（%）")] == "75%"
    assert figures(table)[("数量指标", "得分")] == "97分"
    assert figures(table)[("预算安排资金(万元)", "")] == "50.4万元"


def test_codes_phones_and_dates_beside_a_label_are_no_figures() -> None:
    table = read("| 功能科目编码及名称 | 2010302 | 联系电话 | 8412345 |\n| 项目编号 | 17 | 批复日期 | 2024 |")
    assert table.figures == ()


def test_blank_nought_dash_and_wide_space_are_told_apart() -> None:
    table = read("单位：万元\n| 项目 | 金额 |\n| 甲 | 0 |\n| 乙 | 0.00 |\n| 丙 | - |\n| 丁 | 　 |\n| 戊 | 7.8　 |")
    assert [f.quantity.plain for f in table.figures] == ["0", "0.00", "7.8"]


def test_a_figure_knows_its_place_in_the_cell() -> None:
    document = document_of("| 项目 | 金额 |\n| 甲 | 　７.8 万元 |")
    figure = read_tables(document, WORDS)[0].figures[0]
    assert document.text_at(figure.location) == "７.8 万元"
    assert figure.quantity.unit == "万元"


def test_halves_take_the_top_labels_in_order_where_these_stand_over_wrong_columns() -> None:
    table = read(
        "单位：万元\n| 收入 |  |  |  | 支出 |  |\n| 项目 | 决算数 | 项目 | 决算数 | 项目 | 决算数 |\n| 一、拨款 | 5 | 一、服务支出 | 4 |  |  |"
    )
    assert figures(table) == {("拨款", "收入/决算数"): "5万元", ("服务支出", "支出/决算数"): "4万元"}
