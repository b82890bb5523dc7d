"""The part that each figure plays, from the words around it."""

from __future__ import annotations

import pytest

from drafter.claims.labels import bare
from drafter.claims.roles import Cues, RoleFigure
from tests.support.claim_samples import check_settings, passage_of


def told(text: str) -> tuple[RoleFigure, ...]:
    return Cues.of(check_settings().claims.roles).told(passage_of(text))


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("支出预算为5万元", "预算"),
        ("预算支出5万元", "决算"),
        ("年初预算为5万元，支出决算为4万元，完成年初预算的80%", "预算/年初 决算 率"),
        ("一般公共预算财政拨款支出5万元", "决算"),
        ("政府性基金预算财政拨款收入5万元", ""),
        ("调整后预算5万元，全年预算5万元，预算调整后为5万元", "预算/调整 预算/全年 预算/调整"),
        ("比上年增加5万元，增长3%", "增加 增加"),
        ("较上年的5万元减少1万元，降幅为20%", "上年 减少 减少"),
        ("上年支出5万元，年中追加1万元，年末结转2万元", "上年 追加 结余"),
        ("降至5万元，占支出的5%", " 率"),
        ("资金到位5万元，实际使用4万元", "到位 决算"),
    ],
)
def test_the_last_cue_before_a_figure_decides(text: str, roles: str) -> None:
    found = [one.role + (f"/{one.scope}" if one.scope else "") for one in told(text)]
    assert found == roles.split(" ")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("教育支出年初预算为5万元，支出决算为4万元，完成年初预算的80%；卫生支出决算为3万元", [1, 1, 1, 2]),
        ("收入预算5万元（本年收入4万元），比上年减少1万元", [1, 2, 1]),
        ("预算5万元，支出4万元；预算3万元，支出2万元", [0, 0, 1, 1]),
        ("2、卫生支出（类）医疗（款）单位医疗（项）。年初预算为5万元，支出决算为4万元", [1, 1]),
    ],
)
def test_a_name_of_its_own_begins_an_item(text: str, items: list[int]) -> None:
    assert [one.item for one in told(text)] == items


@pytest.mark.parametrize(
    ("words", "name"),
    [("2023年度教育支出", "教育"), ("本年实际支出", ""), ("项目全年预算", ""), ("项目支出", "项目"), ("“三公”经费支出", "三公")],
)
def test_what_names_nothing_is_no_name(words: str, name: str) -> None:
    assert bare(words) == name
