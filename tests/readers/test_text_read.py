"""What is read from extracted text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Heading, PageBreak, Paragraph, Table
from drafter.core.errors import InputError
from drafter.formats.text.read import read_text, text_document
from tests.support.laws import examples
from tests.support.reader_samples import prose, rows, seconds, spans, tables


def test_one_cell_a_line_is_a_table() -> None:
    read = text_document("标题\n\t项目\n\t金额\n\n\t水费\n\t5.00\n\n\n注：万元。\n")
    (table,) = tables(read.document)
    assert rows(table) == [["项目", "金额"], ["水费", "5.00"]]
    assert read.lines == (1, 2, 9)
    assert read.cell_lines == {(1, 0, 0): 2, (1, 0, 1): 3, (1, 1, 0): 5, (1, 1, 1): 6}


def test_further_lines_belong_to_the_cell_above() -> None:
    (table,) = tables(text_document("\t实际支\n出资金\n\t\n\n\t5\n\t6\n").document)
    assert rows(table) == [["实际支\n出资金", ""], ["5", "6"]]


def test_an_empty_line_inside_a_cell_does_not_end_the_row() -> None:
    (table,) = tables(text_document("\t项\n\n目\n\t办法\n\n\t问题\n\t无\n").document)
    assert rows(table) == [["项\n目", "办法"], ["问题", "无"]]


def test_two_empty_lines_end_a_table() -> None:
    document = text_document(
        "\t项\n\t5\n\n\t目\n\t6\n\n\n支出决算表\n\t\t\t公开03表\n部门：某局\t\t单位：万元\n\t名称\n\t数\n\n\t水\n\t7\n"
    ).document
    first, second = tables(document)
    assert (rows(first), rows(second)) == ([["项", "5"], ["目", "6"]], [["名称", "数"], ["水", "7"]])
    assert prose(document) == ["支出决算表", "公开03表", "部门：某局单位：万元"]


def test_a_caption_after_one_empty_line_ends_a_table_too() -> None:
    document = text_document("\t项\n\t5\n\n\t目\n\t6\n\n注：本表反映收支。\n部门：某局\n\t名称\n\t数\n\n\t水\n\t7\n").document
    assert [len(table.cells) for table in tables(document)] == [4, 4]


def test_paragraphs_that_begin_with_a_tab_are_no_table() -> None:
    document = text_document("\t本部门坚持过紧日子。\n\t全年支出5万元。\n\t其中水费3万元。\n").document
    assert [type(block) for block in document.blocks] == [Paragraph] * 3


def test_rows_parted_by_tabs_are_a_table() -> None:
    (table,) = tables(text_document("前言\n项目\t行次\t金额\n\t1\t\n水费\t2\t5.00\n").document)
    assert rows(table) == [["项目", "行次", "金额"], ["", "1", ""], ["水费", "2", "5.00"]]


def test_a_table_of_two_columns_may_begin_with_an_empty_cell() -> None:
    (table,) = tables(text_document("\t金额\n水费\t5\n电费\t6\n").document)
    assert rows(table) == [["", "金额"], ["水费", "5"], ["电费", "6"]]


def test_captions_with_tabs_are_lines_and_not_a_table() -> None:
    document = text_document("\t\t公开02表\n部门：某局\t\t单位：万元\n").document
    assert prose(document) == ["公开02表", "部门：某局单位：万元"]


def test_a_total_with_one_cell_fewer_stands_over_code_and_name() -> None:
    text = "科目编码\t科目名称\t合计\t基本支出\n栏次\t1\t2\n合计\t5\t5\n201\t公共服务\t5\t5\n"
    (table,) = tables(text_document(text).document)
    assert spans(table, 2) == [("合计", 2), ("5", 1), ("5", 1)]
    assert [cell.column for cell in table.cells if cell.row == 2] == [0, 2, 3]


def test_a_markdown_table_has_a_header_row() -> None:
    read = text_document("| 项目 | 金额 |\n|---|---:|\n| 水费 | 5.00 |\n| 电\\|费<br>小计 | |\n", "a.md")
    (table,) = tables(read.document)
    assert rows(table) == [["项目", "金额"], ["水费", "5.00"], ["电|费\n小计", ""]]
    assert (table.header_rows, read.cell_lines[0, 1, 1]) == (1, 3)


def test_markdown_marks_make_headings() -> None:
    document = read_text("# 自评报告\n\n## 一、概况\n\n### 说明\n\n**全年**支出5万元。\n".encode(), markdown=True).document
    assert document.blocks == (Heading("自评报告", 0), Heading("一、概况", 1), Heading("说明", 2), Paragraph("全年支出5万元。"))


def test_numbered_names_are_headings() -> None:
    document = text_document("项目支出绩效自评报告\n一、项目概况\n（一）基本情况\n本项目为延续项目。\n").document
    assert [block.level for block in document.blocks if isinstance(block, Heading)] == [0, 1, 2]
    assert document.title == "项目支出绩效自评报告"


def test_a_paragraph_cut_by_a_page_end_is_put_together_and_knows_both_lines() -> None:
    read = text_document("开支会议费 0.18 万元，用于召开 2017 年省\n\n- 3 -\n\f\n政务云论坛会议，人数 1 人。\n")
    assert read.document.blocks == (Paragraph("开支会议费 0.18 万元，用于召开 2017 年省政务云论坛会议，人数 1 人。"),)
    assert read.parts == {0: ((0, 1), (26, 5))}


def test_a_form_feed_begins_a_page() -> None:
    document = text_document("前言。\n\f第一部分\n").document
    assert document.blocks == (Paragraph("前言。"), PageBreak(), Heading("第一部分", 1))


def test_artefacts_page_numbers_and_contents_are_left_out() -> None:
    text = "[bookmark: _GoBack]正文。\n[bookmark: RANGE!A1:I22]\n— 12 —\n第 3 页 共 9 页\n一、概况........3\n（二）支出……………5\n结尾2024\n"
    assert prose(text_document(text).document) == ["正文。", "结尾2024"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    assert prose(read_text("全年支出 94.44 万元，执行率 74.36％。".encode(encoding)).document) == [
        "全年支出94.44万元，执行率74.36％。"
    ]


def test_a_text_cut_inside_a_character_is_still_utf_8() -> None:
    data = ("全年支出九十四万元。" * 60).encode()[:-1]
    assert "全年支出" in prose(read_text(data).document)[0]


def test_bytes_that_are_no_text_are_refused_in_chinese() -> None:
    with pytest.raises(InputError, match="编码"):
        read_text(bytes(range(128, 256)) * 3, source="a.txt")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system_count_alike(end: str) -> None:
    assert text_document(end.join(["一句。", "", "二句。"])).lines == (1, 3)


_bits = st.sampled_from(
    ["\t", "\n", "\n\n", "\f", "| a |", "|---|", "合计", "5.00", "一、概况", "，", "。", "（", "目录", "#", " ", "\u3000", "\x0b"]
)


@given(st.one_of(st.text(), st.lists(_bits).map("".join)))
@examples(400)
def test_any_text_gives_a_document_with_a_line_for_every_text(text: str) -> None:
    read = text_document(text)
    assert read == text_document(text)
    assert len(read.lines) == len(read.document.blocks)
    for location, _ in read.document.texts():
        if location.row is not None and location.column is not None:
            assert read.cell_lines[location.block, location.row, location.column] >= read.lines[location.block]
    for block in read.document.blocks:
        assert not isinstance(block, Heading | Paragraph) or (block.text.strip() and "\n" not in block.text)
        assert not isinstance(block, Table) or len(block.grid()) == block.rows


@given(st.text().filter(lambda text: "\ufffd" not in text))
def test_any_text_in_utf_8_survives_the_file(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
    read_text(data)


@pytest.mark.parametrize(
    "piece",
    [
        "\t项目\n\t金额\n\n\t水费\n\t5\n\n\n注：本表。\n",
        "\t" + "甲\n\n" * 5,
        "全年支出5万元，其中水费省\n",
        "a\tb\tc\n",
        "\ta\n",
        "| a |\n|---|\n| b |\n\n",
        "| a |\n|---|\n",
        "a | b\n",
        "（\n",
        "目录\n一、概况\n",
        "\t\n",
        "\n",
    ],
    ids=repr,
)
def test_reading_takes_time_in_proportion_to_length(piece: str) -> None:
    once = seconds(lambda: text_document(piece * 200))
    assert seconds(lambda: text_document(piece * 2_000)) <= 60 * once + 0.5


def test_lines_with_as_many_bars_are_a_table_without_a_line_of_rules() -> None:
    text = "各项目如下：\n项目 | 预算数 | 决算数 |\n水费 | 5.00 | |\n电费 | 6.00 | 5.50 |\n以上 | 是全部。\n"
    document = text_document(text).document
    (table,) = tables(document)
    assert rows(table) == [["项目", "预算数", "决算数"], ["水费", "5.00", ""], ["电费", "6.00", "5.50"]]
    assert prose(document) == ["各项目如下：", "以上|是全部。"]


def test_lines_with_one_bar_are_a_table_where_names_stand_beside_figures() -> None:
    document = text_document("项目 | 预算数\n合计 | 12.5万元\n水费 | 5.00\n电费 |\n维修费 | 7.5\n").document
    (table,) = tables(document)
    assert rows(table)[1:4] == [["合计", "12.5万元"], ["水费", "5.00"], ["电费", ""]]


@pytest.mark.parametrize("text", ["联系人 | 某某\n地址 | 某街12号\n电话 | 见网站\n", "水费 | 5.00\n电费 | 7.5\n", "a | b\n" * 3])
def test_lines_with_one_bar_are_no_table_where_they_are_few_or_tell_no_figures(text: str) -> None:
    assert tables(text_document(text).document) == []


def test_lines_filled_up_with_bars_are_no_table_as_their_merged_cells_stand_once() -> None:
    document = text_document("绩效指标 | 指标 | 分值 | 得分 |\n产出 | 10 | 9 ||\n合计 | 100 |||\n").document
    assert tables(document) == []
