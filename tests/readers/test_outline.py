"""Which lines are headings, and which paragraphs go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Heading, Paragraph
from drafter.formats.docx.paragraphs import glue, goes_on
from drafter.formats.headings import ContentsWatch, heading_level, is_caption, title_of


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("项目支出绩效自评报告", 0),
        ("2024年度某区政务服务中心部门决算", 0),
        ("第一部分 单位概况", 1),
        ("第三部分", 1),
        ("一、项目基本情况", 1),
        ("十三、关于2024年度预算绩效情况的说明", 1),
        ("三、项目资金安排情况。", 1),
        ("四、项目绩效情况（项目成本控制、节约情况、完成进度和质量，经济效益和社会效果，服务对象满意度等等）", 1),
        ("（二）资金使用情况", 2),
        ("（一）、政务公开工作推进情况", 2),
        ("(三) 财务管理", 2),
        ("1. 产出指标完成情况分析。", 3),
        ("3、政府性基金预算支出情况", 3),
        ("2、一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）事业运行（项）。", 3),
        ("（1）绩效管理", 4),
    ],
)
def test_a_numbered_name_is_a_heading(line: str, level: int) -> None:
    assert heading_level(line) == level


@pytest.mark.parametrize(
    "line",
    [
        "一、财政拨款收入：指单位从同级财政部门取得的资金。",
        "（一）牵头负责指导全区行政审批制度改革工作。",
        "（二）决算单位构成。办公室",
        "1.强基础，改革扎实推进。",
        "1、年初预算资金 101.31 万元",
        "2、公务用车保有量为1辆",
        "2. 2024年度项目支出绩效自评表",
        "3.5万元用于购置设备",
        "1.2025年继续加强管理",
        "附件2：项目支出绩效自评表",
        "收入支出决算总表",
        "本单位没有政府性基金收入",
        "",
        "。",
    ],
)
def test_a_sentence_or_a_list_item_is_no_heading(line: str) -> None:
    assert heading_level(line) is None


def test_lines_of_contents_announce_headings_and_are_none() -> None:
    watch = ContentsWatch()
    lines = ["目 录", "第一部分 概况", "- 一、部门职责", "第二部分 决算表", "第一部分", "概况", "一、部门职责"]
    assert [watch.holds(line) for line in lines] == [True, True, True, True, False, False, False]


def test_the_title_takes_the_line_above_that_names_the_year() -> None:
    blocks = (Paragraph("某区2021年度部门（单位）项目支出"), Heading("绩效评价自评报告", 0), Heading("一、概况", 1))
    assert title_of(blocks) == "某区2021年度部门（单位）项目支出绩效评价自评报告"
    assert title_of(blocks[2:]) == ""


def test_a_caption_belongs_to_a_table() -> None:
    assert all(
        map(is_caption, ["公开01表", "部门：某局　　单位：万元", "金额单位：万元", "注：1.本表反映…", "填报单位（盖章）："])
    )
    assert not is_caption("本单位：一是加强管理")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2018 年本部门开支会议费 0.18 万元，用于召开 2017 年省", "政务云论坛会议，人数 1 人。"),
        ("3、本着厉行节约的原则，本年减少了一般性开支，", "公用经费支出 21.42 万元；"),
        ("四、项目绩效情况（项目成本、受益群众和服务", "对象满意度情况等等)"),
        ("网络稳定性、通畅性有待于在下一个年度进一步加", "强。发生故障时，响应时效滞后。"),
        ("全年共办理各类事项十八万件", "，好评率百分之百。"),
    ],
)
def test_a_sentence_cut_in_two_goes_on(before: str, after: str) -> None:
    assert goes_on(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("支出94.44万元。", "剩余资金上缴财政，用于统筹。"),
        ("公务用车购置费 0 万元，公务用车运行费 2.93 万元", "国内公务接待 12 批次，200 人次。"),
        ("承办区委、", "10、区政府交办的其他事项。"),
        ("一、项目概况", "本项目，是延续项目。"),
        ("某区政务服务中心", "二〇二四年，三月"),
        ("注：1.本表反映收支情况，单位为万元，保留两位小数", "收入决算表，另附"),
        ("部门：某局\t单位：", "万元，"),
        ("", "一"),
    ],
)
def test_a_whole_paragraph_ends(before: str, after: str) -> None:
    assert not goes_on(before, after)


def test_only_latin_words_need_a_space_between_them() -> None:
    assert (glue("Power", "Point"), glue("省", "政务云"), glue("12", "34")) == (" ", "", "")


@given(st.text(), st.text())
def test_any_two_lines_have_an_answer(before: str, after: str) -> None:
    assert goes_on(before, after) in {True, False}
    assert heading_level(before) in {None, 0, 1, 2, 3, 4}
