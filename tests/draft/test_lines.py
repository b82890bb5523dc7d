"""Template output to headings, items and paragraphs; punctuation where two pieces meet."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.provenance import Fragment, Origin, Segment
from drafter.drafting.draft_lines import DraftLine, parse_lines, tidy, without_empty_headings
from tests.support.laws import examples

ORIGINS = {
    "模": Origin("template"),
    "短": Origin("phrase", "某条"),
    "文": Origin("text", "项目 → 1 → 内容", 7),
    "数": Origin("fact", "项目 → 1 → 数", 8),
    "缺": Origin("gap", "项目 → 1 → 缺", 9),
}


def segments(*pieces: str) -> tuple[Segment, ...]:
    """Segments from their words, the first character telling the origin: ``模一、`` is the template's ``一、``."""
    return tuple(Segment(piece[1:], ORIGINS[piece[0]]) for piece in pieces)


def lines(*pieces: str) -> list[tuple[str, int, str]]:
    return [(line.kind, line.level, line.text) for line in parse_lines(Fragment(segments(*pieces)))]


LINES = [
    ("一行是一段", ["模一行"], [("正文", 0, "一行")]),
    ("没有内容就没有段", ["模", "文", "模\n \n"], []),
    ("只剩一对空的书名号就没有段", ["模《", "文", "模》\n\n二段"], [("正文", 0, "二段")]),
    ("相连的行是一段", ["模一行\n二行"], [("正文", 0, "一行二行")]),
    ("空行分段", ["模一段\n\n二段"], [("正文", 0, "一段"), ("正文", 0, "二段")]),
    ("只有空格的行也分段", ["模一段\n　 \n二段"], [("正文", 0, "一段"), ("正文", 0, "二段")]),
    (
        "井号是标题",
        ["模# 一\n## 二\n### 三\n#### 四"],
        [("标题", 1, "一"), ("标题", 2, "二"), ("标题", 3, "三"), ("标题", 4, "四")],
    ),
    ("井号后没有空格不是标题", ["模#一"], [("正文", 0, "#一")]),
    ("五个井号不是标题", ["模##### 一"], [("正文", 0, "##### 一")]),
    ("标题后的行是正文", ["模## 题\n正文"], [("标题", 2, "题"), ("正文", 0, "正文")]),
    ("正文后的标题另起", ["模正文\n## 题"], [("正文", 0, "正文"), ("标题", 2, "题")]),
    ("标题里有文字", ["模## ", "文题", "模的措施\n正文"], [("标题", 2, "题的措施"), ("正文", 0, "正文")]),
    ("加号是条", ["模+ 甲\n+ 乙"], [("条", 0, "甲"), ("条", 0, "乙")]),
    ("条后相连的行属于条", ["模+ 甲\n续"], [("条", 0, "甲续")]),
    ("加号后没有空格不是条", ["模+甲"], [("正文", 0, "+甲")]),
    ("手写的井号是文字", ["文## 不是标题"], [("正文", 0, "## 不是标题")]),
    ("手写的加号是文字", ["文+ 不是条"], [("正文", 0, "+ 不是条")]),
    ("手写的井号在行首也是文字", ["模一行\n\n", "文# 二行"], [("正文", 0, "一行"), ("正文", 0, "# 二行")]),
    (
        "手写换行之后的井号是文字",
        ["文一行\n# 二行\n## 三行"],
        [("正文", 0, "一行"), ("正文", 0, "# 二行"), ("正文", 0, "## 三行")],
    ),
    ("常用语里的井号是文字", ["短## 不是标题"], [("正文", 0, "## 不是标题")]),
    ("手写的井号后接模板也是文字", ["文#", "模 一行"], [("正文", 0, "# 一行")]),
    ("手写的换行分段", ["模前：", "文一\n二", "模。"], [("正文", 0, "前：一"), ("正文", 0, "二。")]),
    ("手写的空行不成段", ["文一\n\n二"], [("正文", 0, "一"), ("正文", 0, "二")]),
    ("条里手写的换行另起一段", ["模+ ", "文一\n二", "模。\n\n+ 三"], [("条", 0, "一"), ("正文", 0, "二。"), ("条", 0, "三")]),
    ("标题里手写的换行不带走正文", ["模## ", "文题\n还是题", "模\n正文"], [("标题", 2, "题"), ("正文", 0, "还是题正文")]),
    ("常用语里的换行不分段", ["短一\n二"], [("正文", 0, "一二")]),
    ("行首行尾的空白去掉", ["模  一行 \t\n"], [("正文", 0, "一行")]),
    ("段里的空白留着", ["文一 行"], [("正文", 0, "一 行")]),
    ("数字开头的行", ["模共\n", "数3件", "模。"], [("正文", 0, "共3件。")]),
    ("只有缺项的行", ["缺【待补：甲】"], [("正文", 0, "【待补：甲】")]),
]


@pytest.mark.parametrize(("pieces", "expected"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_output_becomes_lines(pieces: list[str], expected: list[tuple[str, int, str]]) -> None:
    assert lines(*pieces) == expected


TIDY = [
    ("两个句号", ["模一。", "模。"], "一。"),
    ("文字的句号和模板的句号", ["文一。", "模。二"], "一。二"),
    ("文字的句号和模板的逗号", ["文一。", "模，二"], "一，二"),
    ("文字的分号和模板的句号", ["文一；", "模。"], "一。"),
    ("文字的顿号和模板的句号", ["文一、", "模。"], "一。"),
    ("模板的逗号和句号", ["模一，", "模。"], "一。"),
    ("模板的句号和逗号", ["模一。", "模，二"], "一。二"),
    ("模板的顿号和文字的句号", ["模一、", "文。二"], "一。二"),
    ("常用语的句号和模板的句号", ["短一。", "模。"], "一。"),
    ("几个标点", ["模一，", "模、", "模。", "文；"], "一。"),
    ("问号留着", ["文一？", "短二"], "一？二"),
    ("空括号", ["模一（", "模）二"], "一二"),
    ("空引号", ["模一“", "模”二"], "一二"),
    ("空书名号", ["模《", "模》"], ""),
    ("空括号后接标点", ["模一，（", "模）", "模。"], "一。"),
    ("括号前的逗号", ["模（一，", "模）"], "（一）"),
    ("书名号前的顿号", ["文《一、", "模》"], "《一》"),
    ("引号前的句号留着", ["文“一。", "模”"], "“一。”"),
    ("引号前的逗号留着", ["文“一，", "模”"], "“一，”"),
    ("括号后的逗号", ["模（", "文，一", "模）"], "（一）"),
    ("引号后的逗号", ["模“", "文，一", "模”"], "“一”"),
    ("没有标点", ["模一", "数2件", "模三"], "一2件三"),
    ("空的文字", ["模一，", "文", "模。"], "一。"),
    ("冒号和句号", ["模一：", "模。"], "一。"),
    ("冒号和缺项", ["模一：", "缺【待补：甲】", "模。"], "一：【待补：甲】。"),
    ("数字相接", ["文专项资金2024", "数221.44万元"], "专项资金2024 221.44万元"),
    ("行号后接数字", ["模1、", "文5G网络"], "1、 5G网络"),
    ("手写的顿号后接数字", ["文3、", "数5件"], "3、5件"),
    ("数字后接文字里的数字", ["数12", "文3件"], "12 3件"),
    ("手写的括号原样", ["文（", "文）"], "（）"),
]


@pytest.mark.parametrize(("pieces", "expected"), [case[1:] for case in TIDY], ids=[case[0] for case in TIDY])
def test_punctuation_is_tidied_where_pieces_meet(pieces: list[str], expected: str) -> None:
    given_ = tuple(segment for segment in segments(*pieces) if segment.text)
    assert "".join(segment.text for segment in tidy(given_)) == expected


PIECES = st.lists(
    st.builds(
        lambda kind, words: Segment(words, ORIGINS[kind]),
        st.sampled_from(sorted(ORIGINS)),
        st.text("一二，。；：、（）“”《》", min_size=1, max_size=3).filter(
            lambda t: not re.search(r"[，。；：、]{2}|（）|“”|《》|[（“《][，。；：、]", t)
        ),
    ),
    max_size=6,
).map(tuple)


@given(PIECES)
@examples(300, derandomize=True)
def test_tidying_takes_only_punctuation_away_and_is_done_after_one_pass(pieces: tuple[Segment, ...]) -> None:
    once = tidy(pieces)
    words = "".join(segment.text for segment in once)
    assert re.sub(r"\W", "", words) == re.sub(r"\W", "", "".join(segment.text for segment in pieces))
    assert not re.search(r"[，。；：、]{2}", words)
    assert all(segment.text for segment in once)
    assert tidy(once) == once


@given(st.lists(st.text("# +一。\n　", max_size=6), max_size=6))
@examples(300, derandomize=True)
def test_a_clerks_text_never_makes_a_heading_or_item(pieces: list[str]) -> None:
    found = parse_lines(Fragment(segments(*(f"文{piece}" for piece in pieces))))
    assert {line.kind for line in found} <= {"正文"}
    assert not any("\n" in line.text for line in found)


def heading(level: int) -> DraftLine:
    return DraftLine("标题", segments(f"模题{level}"), level)


BODY = DraftLine("正文", segments("模正文"))

EMPTY_HEADINGS = [
    ("后面没有内容", [heading(2)], []),
    ("后面是同级标题", [heading(2), heading(2), BODY], [heading(2), BODY]),
    ("后面是上级标题", [heading(3), heading(2), BODY], [heading(2), BODY]),
    ("后面是有内容的下级标题", [heading(2), heading(3), BODY], [heading(2), heading(3), BODY]),
    ("后面是没有内容的下级标题", [heading(2), heading(3), heading(2), BODY], [heading(2), BODY]),
    ("有内容", [heading(2), BODY, heading(2)], [heading(2), BODY]),
    ("人写的标题", [DraftLine("标题", segments("文支出慢"), 2)], [DraftLine("正文", segments("文支出慢", "模。"))]),
    (
        "人写的句子作标题",
        [DraftLine("标题", segments("文支出慢。"), 2), BODY],
        [DraftLine("标题", segments("文支出慢。"), 2), BODY],
    ),
    (
        "空的标题下人写的标题",
        [heading(2), DraftLine("标题", segments("文甲"), 2)],
        [heading(2), DraftLine("正文", segments("文甲", "模。"))],
    ),
]


@pytest.mark.parametrize(("found", "kept"), [case[1:] for case in EMPTY_HEADINGS], ids=[case[0] for case in EMPTY_HEADINGS])
def test_a_heading_that_nothing_stands_under_is_left_out(found: list[DraftLine], kept: list[DraftLine]) -> None:
    assert without_empty_headings(found) == kept
