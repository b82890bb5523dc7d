"""TX, FM and RU rules: no text whatever breaks one."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from drafter.core.text import fold_width
from drafter.rules.base import LONGEST_QUOTE
from drafter.rules.registry import FM, RU, TX, find_rule
from drafter.rules.repeated_passages import find_repeats, words_of
from tests.support.text_cases import context_of, settings

RULES = [*TX, *FM, *RU]


def test_settings_name_only_rules_that_exist() -> None:
    assert {find_rule(code) is not None for code in settings().options} == {True}


_PIECES = st.sampled_from(
    [
        "一、", "二、", "（一）", "（2）", "3、", "一是", "三", "项目", "问题", "建议", "增长（降低）0%", "2024年度", "2023年", "截至",
        "《", "》", "（", "）", "“", "”", "。", "，", "；", "、", "×××", "____", "【待补：", "】", "□是", "☑否", "请填写", "12.5", "万元",
        "单位", "单位", "存在的问题", "项目名称", "目录", "第一部分", "\u3000", "\xa0", "[bookmark: _Toc1]", "①", "㎡", "ﷺ", "\n",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=12).map("".join))
_BLOCKS = st.lists(st.one_of(_TEXTS, st.lists(st.lists(_TEXTS, min_size=1, max_size=3), min_size=1, max_size=3)), max_size=8)


@given(_BLOCKS)
def test_any_document_is_survived_and_quotes_are_its_own_words(blocks: list[Any]) -> None:
    context = context_of(blocks, prior=[*blocks[::-1], *blocks[:2]])
    words = "".join(fold_width("".join(text.split())) for _, text in context.document.texts())
    for rule in RULES:
        for finding in rule.check(context):
            assert len(finding.quote) <= LONGEST_QUOTE
            assert all(fold_width("".join(part.split())) in words for part in finding.quote.split("\t"))


@given(st.text(alphabet="资金项目，。", min_size=0, max_size=30), st.text(alphabet="甲乙丙丁戊己庚辛", min_size=48, max_size=90))
def test_a_passage_that_stands_twice_is_found(before: str, passage: str) -> None:
    texts = [words_of(f"{before}{passage}"), words_of(f"头{passage}尾")]
    assert max(repeat.length for repeat in find_repeats(texts)) >= len(passage)


@given(st.text(alphabet="甲乙", max_size=200), st.integers(0, 3), st.integers(0, 3), st.text(alphabet="甲乙", max_size=200))
def test_repeated_passages_are_the_same_words_and_as_long_as_can_be(text: str, head: int, tail: int, other: str) -> None:
    """Whatever the length: stretches are compared first, then characters."""
    texts = [words_of(f"丙{text}丁"), words_of(f"{'戊' * head}{text}{'己' * tail}{other}")]
    for repeat in find_repeats(texts):
        one, two = texts[repeat.first].text, texts[repeat.second].text
        first, second = _ends(one, repeat.first_start, repeat.length), _ends(two, repeat.second_start, repeat.length)
        assert first[1] == second[1]
        assert first[2] != second[2] or not first[2]


def _ends(text: str, start: int, length: int) -> tuple[str, str, str]:
    """What stands before a stretch, the stretch, and what stands behind it."""
    return text[start - 1 : start] if start else "", text[start : start + length], text[start + length : start + length + 1]
