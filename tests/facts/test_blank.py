"""What is left empty in a form counts as not written; what is partly filled in is held to the form."""

from __future__ import annotations

import pytest

from drafter.core.errors import InputError
from drafter.facts.values import Missing
from tests.support.drafting import load_text

HEAD = "单位: {名称: 甲局}\n年度: 2024\n项目:\n  - 名称: 乙\n"


@pytest.mark.parametrize(
    "text",
    [
        "    资金:\n      来源:\n        - 来源:\n          支出:\n          到位:\n            - 日期:\n              金额:\n",
        "    资金:\n      来源:\n",
        "    资金:\n",
        "    资金: {来源: [{来源: , 到位: [{金额: }]}, ~]}\n",
    ],
)
def test_a_record_whose_boxes_are_all_empty_is_absent(text: str) -> None:
    project = load_text(HEAD + text).projects[0]
    assert isinstance(project["资金"], Missing)
    assert not project["资金"].asked


def test_empty_records_after_the_last_filled_one_are_dropped() -> None:
    project = load_text(HEAD + "    指标:\n      - {一级: 产出指标, 指标值: 好}\n      - {一级: , 指标值: }\n      -\n").projects[
        0
    ]
    assert [node["指标值"].plain for node in project["指标"]] == ["好"]


def test_an_empty_record_before_a_filled_one_is_told() -> None:
    with pytest.raises(InputError, match=r"facts.yaml:6:\d+: 项目 → 1 → 指标 → 1 → 一级：缺少必填项"):
        load_text(HEAD + "    指标:\n      - {一级: , 指标值: }\n      - {一级: 产出指标, 指标值: 好}\n")


def test_a_record_that_is_partly_filled_in_must_have_what_is_required() -> None:
    with pytest.raises(InputError, match=r"facts.yaml:7:\d+: 项目 → 1 → 资金 → 来源 → 1 → 来源：缺少必填项"):
        load_text(HEAD + "    资金:\n      来源:\n        - 来源:\n          支出: 5\n")


def test_an_explicit_none_is_not_absent() -> None:
    assert load_text(HEAD + "    指标: 无\n").projects[0]["指标"] == ()


def test_a_box_that_is_marked_as_pending_is_not_empty() -> None:
    project = load_text(HEAD + "    绩效目标: {预期: 待补, 完成: }\n").projects[0]
    assert project["绩效目标"]["预期"].asked
    assert not project["绩效目标"]["完成"].asked
