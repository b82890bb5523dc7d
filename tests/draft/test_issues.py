"""Problems: the unit's own, adopted, refused, proposed; each with a measure that answers it."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.core.errors import InputError
from drafter.drafting.issues import Issue, collect_issues
from tests.support.drafting import compose, composition, facts_of, headings, load_data, plans, prose, tables

SLOW = {"资金": {"来源": [{"来源": "区县财政", "年初预算": "100", "支出": "79"}]}}
"""Bears 执行率偏低, and nothing else."""
LATE = {
    "资金": {
        "来源": [
            {
                "来源": "区县财政",
                "年初预算": "100",
                "支出": "100",
                "应到位日期": "2024年3月31日",
                "到位": [{"日期": "2024年4月23日", "金额": "60"}, {"日期": "2024年5月23日", "金额": "40"}],
            }
        ]
    }
}
"""Bears 资金到位迟, twice."""
OVER = {
    "资金": {
        "来源": [{"来源": "区县财政", "年初预算": "22", "支出": "22"}],
        "支出明细": [{"科目": "办公费", "预算": "9", "支出": "10"}, {"科目": "印刷费", "预算": "9", "支出": "12"}],
    }
}
"""Bears 分项超预算, once for each of two items."""


def issues_of(project: dict[str, Any]) -> list[Issue]:
    made = composition(load_data(facts_of(project)))
    return collect_issues(made.values["项目"], made.values["短语"].__self__, "facts.yaml")


def told(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(issue.heading.plain, issue.proposal) for issue in issues]


def plain(issue: Issue) -> list[str]:
    return [measure.plain for measure in issue.measures]


# ---- Proposals ----


def test_what_the_facts_show_is_proposed_with_its_figures_and_a_measure() -> None:
    (issue,) = issues_of(SLOW)
    assert told([issue]) == [("预算执行率偏低", "执行率偏低")]
    assert "79%" in issue.text.plain
    assert {segment.text for segment in issue.text.segments if segment.origin.kind in {"fact", "formula"}} >= {"79%", "79万元"}
    assert issue.measures


def test_no_facts_give_no_proposals() -> None:
    assert issues_of({}) == []


def test_a_problem_of_several_items_is_proposed_for_each() -> None:
    issues = issues_of(OVER)
    assert [issue.proposal for issue in issues] == ["分项超预算：办公费", "分项超预算：印刷费"]
    for issue, name in zip(issues, ("办公费", "印刷费"), strict=True):
        assert name in issue.text.plain
        assert all(name in measure for measure in plain(issue))


def test_a_problem_that_the_unit_wrote_is_not_proposed_again() -> None:
    issues = issues_of({**SLOW, "问题": [{"标题": "预算执行率偏低", "措施": "按月通报进度"}]})
    assert told(issues) == [("预算执行率偏低", "")]


# ---- 不采用 ----

REFUSED = [
    ("按编号", SLOW, [{"不采用": "执行率偏低"}], []),
    ("按编号拒绝全部各项", OVER, [{"不采用": "分项超预算"}], []),
    ("只拒绝一项", OVER, [{"不采用": "分项超预算：办公费"}], ["分项超预算：印刷费"]),
    ("分别拒绝", OVER, [{"不采用": "分项超预算：办公费"}, {"不采用": "分项超预算：印刷费"}], []),
    ("拒绝没有提出的", SLOW, [{"不采用": "资金到位迟"}], ["执行率偏低"]),
]


@pytest.mark.parametrize(("project", "written", "left"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_the_unit_refuses_is_not_proposed(project: dict[str, Any], written: list[Any], left: list[str]) -> None:
    assert [issue.proposal for issue in issues_of({**project, "问题": written})] == left


# ---- 采用 ----


def test_an_adopted_problem_is_confirmed_and_answered() -> None:
    (issue,) = issues_of({**SLOW, "问题": [{"采用": "执行率偏低"}]})
    assert told([issue]) == [("预算执行率偏低", "")]
    assert issue.measures


def test_an_adopted_problem_tells_the_reason_that_the_unit_gives() -> None:
    (issue,) = issues_of({**SLOW, "问题": [{"采用": "执行率偏低", "原因": "设备验收推迟到次年。"}]})
    assert "主要原因是设备验收推迟到次年。" in issue.text.plain


def test_an_adopted_problem_takes_heading_text_and_measures_from_the_unit() -> None:
    written = {"采用": "执行率偏低", "标题": "支出进度慢", "情况": "设备款没有支付", "措施": ["尽快验收", "加快支出进度"]}
    (issue,) = issues_of({**SLOW, "问题": [written]})
    assert (issue.heading.plain, issue.text.plain) == ("支出进度慢", "设备款没有支付")
    assert plain(issue)[0] == "尽快验收"
    assert "79万元" in plain(issue)[1]


def test_a_problem_of_several_items_is_adopted_for_each() -> None:
    assert len(issues_of({**OVER, "问题": [{"采用": "分项超预算"}]})) == 2


def test_a_problem_of_several_items_may_be_adopted_for_one() -> None:
    issues = issues_of({**OVER, "问题": [{"采用": "分项超预算：印刷费"}]})
    assert [issue.proposal for issue in issues] == ["", "分项超预算：办公费"]
    assert "印刷费" in issues[0].text.plain


def test_two_alike_items_are_two_problems() -> None:
    issues = issues_of({**LATE, "问题": [{"采用": "资金到位迟"}]})
    assert len(issues) == 2
    assert len({issue.text.plain for issue in issues}) == 2


WRONG = [
    ("不认识的编号", SLOW, [{"采用": "执行率过低"}], "常用语库里没有问题“执行率过低”，是不是“执行率偏低”？"),
    ("不认识的不采用", SLOW, [{"不采用": "执行率过低"}], "是不是“执行率偏低”？"),
    ("毫不相干的编号", SLOW, [{"采用": "xyz"}], "可用的编号见"),
    ("采用了措施", SLOW, [{"采用": "加快支出进度"}], "常用语库里没有问题“加快支出进度”"),
    ("事实不支持", SLOW, [{"采用": "超全年预算"}], "事实不支持问题“超全年预算”"),
    ("没有这一项", OVER, [{"采用": "分项超预算：差旅费"}], "事实不支持问题“分项超预算：差旅费”"),
    ("没有数字时不支持", {}, [{"采用": "执行率偏低"}], "事实不支持问题“执行率偏低”"),
    ("逐项的措施没有对应的项", SLOW, [{"标题": "科目超支", "措施": ["核定分项预算"]}], "核定分项预算"),
]


@pytest.mark.parametrize(("project", "written", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_code_is_told_at_its_place(project: dict[str, Any], written: list[Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        issues_of({**project, "问题": written})
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.source == "facts.yaml"
    assert problem.line > 0
    assert problem.path[:4] == ("项目", "1", "问题", "1")


def test_all_wrong_codes_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        issues_of({**SLOW, "问题": [{"采用": "甲乙丙"}, {"不采用": "丁戊己"}, {"采用": "超全年预算"}]})
    assert len(caught.value.problems) == 3


# ---- The unit's own ----

OWN = [
    ("写了措施", {"标题": "甲", "措施": ["一", "二"]}, [], ["一", "二"]),
    ("措施是一句话", {"标题": "甲", "措施": "一"}, [], ["一"]),
    ("另写了针对它的改进意见", {"标题": "甲"}, [{"针对": "甲", "内容": "一"}], ["一"]),
    ("两边都写", {"标题": "甲", "措施": "一"}, [{"针对": "甲", "内容": "二"}], ["一", "二"]),
    ("改进意见针对别的", {"标题": "甲", "措施": "一"}, [{"针对": "乙", "内容": "二"}], ["一"]),
    ("没有写", {"标题": "甲"}, [], ["【待补：问题措施】"]),
    ("写了待补", {"标题": "甲", "措施": "待补"}, [], ["【待补：问题措施】"]),
    ("写了无", {"标题": "甲", "措施": "无"}, [], ["【待补：问题措施】"]),
]


@pytest.mark.parametrize(("own", "advice", "measures"), [case[1:] for case in OWN], ids=[case[0] for case in OWN])
def test_a_problem_of_the_units_own_is_answered_or_asks_for_it(
    own: dict[str, Any], advice: list[Any], measures: list[str]
) -> None:
    others = [{"标题": "乙", "措施": "三"}]
    issues = issues_of({"问题": [own, *others], **({"改进意见": advice} if advice else {})})
    assert plain(issues[0]) == measures
    assert issues[0].proposal == ""


def test_advice_may_name_an_adopted_problem_by_its_code() -> None:
    (issue,) = issues_of({**SLOW, "问题": [{"采用": "执行率偏低"}], "改进意见": [{"针对": "执行率偏低", "内容": "按月通报"}]})
    assert plain(issue) == ["按月通报"]


def test_a_situation_that_is_still_to_come_is_asked_for() -> None:
    (issue,) = issues_of({"问题": [{"标题": "甲", "情况": "待补", "原因": "待补", "措施": "一"}]})
    assert (issue.text.plain, issue.reason.plain) == ("【待补：问题情况】", "【待补：问题原因】")


def test_the_units_own_problems_come_first() -> None:
    issues = issues_of({**SLOW, "问题": [{"标题": "甲", "措施": "一"}]})
    assert [issue.proposal for issue in issues] == ["", "执行率偏低"]


# ---- In the report ----


WRITTEN = {**SLOW, "问题": [{"标题": "甲", "情况": "乙", "措施": ["一", "二"]}]}


@pytest.mark.parametrize("project", [SLOW, OVER, LATE, WRITTEN], ids=["执行率偏低", "分项超预算", "到位迟", "自己写的"])
def test_each_problem_of_a_report_has_its_measures_in_the_same_order(project: dict[str, Any]) -> None:
    draft = compose(load_data(facts_of(project)), "项目支出绩效自评报告")
    found = headings(draft)
    assert _below(found, "存在的问题")
    assert [f"针对“{name}”的措施" for name in _below(found, "存在的问题")] == _below(found, "下一步改进意见")


def _below(found: list[tuple[int, str]], section: str) -> list[str]:
    """The headings of the second level under a section, without their numbers."""
    inside, names = False, []
    for level, text in found:
        if level == 1:
            inside = text.endswith(section)
        elif inside and level == 2:
            names.append(text.split("）", 1)[1])
    return names


def test_a_problem_of_which_only_the_heading_is_written_is_not_lost() -> None:
    draft = compose(load_data(facts_of({"问题": [{"标题": "办理进度偏慢", "措施": "按月通报"}]})), "项目支出绩效自评报告")
    section = [text for text in prose(draft) if "办理进度偏慢" in text]
    assert section == ["办理进度偏慢。", "（一）针对“办理进度偏慢”的措施"]


def test_a_proposal_is_marked_until_it_is_settled() -> None:
    proposed = compose(load_data(facts_of(SLOW)))
    adopted = compose(load_data(facts_of({**SLOW, "问题": [{"采用": "执行率偏低"}]})))
    assert {mark.origin.path for mark in proposed.marks if mark.origin.kind == "proposal"} == {"执行率偏低"}
    assert [mark for mark in adopted.marks if mark.origin.kind == "proposal"] == []


def test_a_report_without_problems_says_so_only_when_the_unit_does() -> None:
    said = "\n".join(prose(compose(load_data(facts_of({"问题": "无"})))))
    unsaid = "\n".join(prose(compose(load_data(facts_of({})))))
    assert "没有发现" in said or "未发现" in said
    assert "没有发现" not in unsaid
    assert "未发现" not in unsaid


@pytest.mark.parametrize("name", [name for name in plans() if plans()[name].front])
def test_the_form_tells_the_problems_with_their_measures(name: str) -> None:
    draft = compose(load_data(facts_of({**SLOW, "问题": [{"标题": "甲", "措施": ["一", "二"]}]})), name)
    words = [cell.text for cell in tables(draft)[0].cells]
    assert "甲。" in words
    assert "一。\n二。" in words
