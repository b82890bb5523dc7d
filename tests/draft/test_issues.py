"""Problems: the unit's own, adopted, refused, proposed; each with a measure that answers it."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.core.errors import InputError
from drafter.drafting.diagnosis.situations import MOST
from drafter.drafting.issues import Issue
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


MISSED = {"指标": [{"一级": "产出指标", "二级": "数量指标", "三级": "甲乙", "指标值": "≥5件", "完成值": "3件"}]}
"""Bears 任务未完成, once called 指标未达标."""


def issues_of(project: dict[str, Any]) -> list[Issue]:
    return list(composition(load_data(facts_of(project))).issues.issues)


def advice_of(project: dict[str, Any]) -> list[tuple[str, str]]:
    return [(note.kind, note.code) for note in composition(load_data(facts_of(project))).issues.advice]


def told(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(issue.heading.plain, issue.proposal) for issue in issues]


def plain(issue: Issue) -> list[str]:
    return [measure.plain for measure in issue.measures]


# ---- Proposals ----


def test_what_the_facts_show_is_proposed_with_its_figures_and_a_measure() -> None:
    (issue,) = issues_of(SLOW)
    assert issue.proposal == "执行率偏低"
    assert "79%" in issue.text.plain
    assert {segment.text for segment in issue.text.segments if segment.origin.kind in {"fact", "formula"}} >= {"79%", "79万元"}
    assert issue.measures


def test_no_facts_give_no_proposals() -> None:
    assert issues_of({}) == []


def test_several_items_of_a_kind_are_one_problem() -> None:
    (issue,) = issues_of(OVER)
    assert issue.proposal == "分项超预算"
    assert all(name in issue.text.plain for name in ("办公费", "印刷费"))


def test_a_problem_that_the_unit_wrote_is_not_proposed_again() -> None:
    issues = issues_of({**SLOW, "问题": [{"标题": "预算执行率偏低", "措施": "按月通报进度"}]})
    assert told(issues) == [("预算执行率偏低", "")]


# ---- 不采用 ----

REFUSED = [
    ("按编号", SLOW, [{"不采用": "执行率偏低"}], []),
    ("按编号拒绝全部各项", OVER, [{"不采用": "分项超预算"}], []),
    ("只拒绝一项", OVER, [{"不采用": "分项超预算：办公费"}], ["分项超预算：印刷费"]),
    ("按以前的编号", MISSED, [{"不采用": "指标未达标"}], []),
    ("按以前的编号拒绝一项", MISSED, [{"不采用": "指标未达标：甲乙"}], []),
    ("分别拒绝", OVER, [{"不采用": "分项超预算：办公费"}, {"不采用": "分项超预算：印刷费"}], []),
    ("拒绝没有提出的", SLOW, [{"不采用": "资金到位迟"}], ["执行率偏低"]),
]


@pytest.mark.parametrize(("project", "written", "left"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_the_unit_refuses_is_not_proposed(project: dict[str, Any], written: list[Any], left: list[str]) -> None:
    assert [issue.proposal for issue in issues_of({**project, "问题": written})] == left


# ---- 采用 ----


def test_an_adopted_problem_is_confirmed_and_answered() -> None:
    (issue,) = issues_of({**SLOW, "问题": [{"采用": "执行率偏低"}]})
    assert issue.proposal == ""
    assert issue.measures


def test_an_adopted_problem_tells_the_reason_that_the_unit_gives() -> None:
    (issue,) = issues_of({**SLOW, "问题": [{"采用": "执行率偏低", "原因": "设备验收推迟到次年。"}]})
    assert "设备验收推迟到次年" in issue.text.plain
    assert "待补" not in issue.text.plain


def test_an_adopted_problem_takes_heading_text_and_measures_from_the_unit() -> None:
    written = {"采用": "执行率偏低", "标题": "支出进度慢", "情况": "设备款没有支付", "措施": ["尽快验收", "编制用款计划"]}
    (issue,) = issues_of({**SLOW, "问题": [written]})
    assert (issue.heading.plain, issue.text.plain) == ("支出进度慢", "设备款没有支付")
    assert plain(issue)[0] == "尽快验收"
    assert "某项目" in plain(issue)[1]


def test_a_problem_of_several_items_is_adopted_as_one() -> None:
    (issue,) = issues_of({**OVER, "问题": [{"采用": "分项超预算"}]})
    assert all(name in issue.text.plain for name in ("办公费", "印刷费"))


def test_a_problem_of_several_items_may_be_adopted_for_one() -> None:
    issues = issues_of({**OVER, "问题": [{"采用": "分项超预算：印刷费"}]})
    assert [issue.proposal for issue in issues] == ["", "分项超预算：办公费"]
    assert "印刷费" in issues[0].text.plain
    assert "印刷费" not in issues[1].text.plain


WRONG = [
    ("不认识的编号", SLOW, [{"采用": "执行率过低"}], "常用语库里没有问题“执行率过低”，是不是“执行率偏低”？"),
    ("不认识的不采用", SLOW, [{"不采用": "执行率过低"}], "是不是“执行率偏低”？"),
    ("毫不相干的编号", SLOW, [{"采用": "xyz"}], "可用的编号见"),
    ("采用了措施", SLOW, [{"采用": "编制用款计划"}], "常用语库里没有问题“编制用款计划”"),
    ("事实不支持", SLOW, [{"采用": "超全年预算"}], "事实不支持问题“超全年预算”"),
    ("没有这一项", OVER, [{"采用": "分项超预算：差旅费"}], "事实不支持问题“分项超预算：差旅费”"),
    ("没有数字时不支持", {}, [{"采用": "执行率偏低"}], "事实不支持问题“执行率偏低”"),
    ("逐项的措施没有对应的项", SLOW, [{"标题": "科目超支", "措施": ["按用量核预算"]}], "按用量核预算"),
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


def test_advice_against_a_problem_that_there_is_not_is_told_at_its_place() -> None:
    with pytest.raises(InputError) as caught:
        issues_of({"问题": [{"标题": "进度慢", "措施": "一"}], "改进意见": [{"针对": "进度偏慢", "内容": "加快"}]})
    (problem,) = caught.value.problems
    assert "没有叫“进度偏慢”的问题" in problem.message
    assert problem.path[-3:] == ("改进意见", "1", "针对")


# ---- Kinds of the same fact ----

SAME_MATTER = {
    "资金": {
        "来源": [
            {
                "来源": "区县财政",
                "年初预算": "100",
                "支出": "60",
                "到位": [{"日期": "2024年2月1日", "金额": "100"}],
                "结余去向": [{"去向": "结转下年", "金额": "40", "原因": "施工单位七月退场"}],
            }
        ]
    },
    "指标": [
        {
            "一级": "产出指标",
            "二级": "数量指标",
            "三级": "修复路面",
            "指标值": "≥10公里",
            "完成值": "6公里",
            "偏差原因": "施工单位七月退场",
        }
    ],
    "上年项目": {
        "资金": {
            "来源": [
                {
                    "来源": "区县财政",
                    "年初预算": "90",
                    "支出": "80",
                    "到位": [{"金额": "90"}],
                    "结余去向": [{"去向": "结转下年", "金额": "10"}],
                }
            ]
        }
    },
}
"""Low rate, carry-over, last year's balance and a missed indicator, all of one cause."""


def test_low_rate_carry_over_and_missed_work_of_one_cause_are_one_problem() -> None:
    (issue,) = issues_of(SAME_MATTER)
    assert issue.situation is not None
    assert issue.situation.kind == "任务未完成"
    assert [s.kind for s in issue.situation.follows] == ["任务推进慢"]
    assert issue.text.plain.count("施工单位七月退场") == 1
    assert "40万元" in issue.text.plain
    assert issue.proposal == ""


def test_the_kind_of_a_low_rate_follows_the_reason() -> None:
    kinds = {}
    for reason in (
        "按合同约定次年支付",
        "两次招标流标",
        "资金十一月才下达",
        "公开招标中标价低",
        "年初测算偏高",
        "施工单位退场",
        "某种情况",
    ):
        project = {
            "资金": {
                "来源": [{**SAME_MATTER["资金"]["来源"][0], "结余去向": [{"去向": "结转下年", "金额": "40", "原因": reason}]}]
            }
        }
        kinds[reason] = [issue.situation.kind for issue in issues_of(project) if issue.situation]
    assert kinds == {
        "按合同约定次年支付": [],
        "两次招标流标": ["采购流标"],
        "资金十一月才下达": ["资金下达晚"],
        "公开招标中标价低": ["采购节余未盘活"],
        "年初测算偏高": ["预算编高"],
        "施工单位退场": ["任务推进慢"],
        "某种情况": ["执行率偏低"],
    }


def test_a_cause_that_is_not_stated_is_a_gap_in_the_text_and_asks_for_confirmation() -> None:
    (issue,) = issues_of(SLOW)
    assert [segment.origin.kind for segment in issue.text.segments].count("gap") == 1
    assert issue.proposal == "执行率偏低"


def test_problems_stand_in_the_order_of_their_severity_and_are_at_most_five() -> None:
    project = {
        **SAME_MATTER,
        "确认事项": {"无截留挤占挪用": "否", "档案齐全": "否", "绩效目标公开": "否", "资金及时拨付": "否", "验收合格": "否"},
    }
    issues = issues_of(project)
    assert len(issues) == MOST
    severities = [issue.situation.severity for issue in issues if issue.situation]
    assert severities == sorted(severities)
    assert issues[0].situation.kind == "资金被挤占"  # type: ignore[union-attr]
    assert ("建议", "档案不齐") in advice_of(project) or ("建议", "绩效目标未公开") in advice_of(project)


def test_what_is_missing_in_the_form_is_no_problem_of_the_unit() -> None:
    project = {"指标": [{"一级": "满意度指标", "三级": "读者满意度", "指标值": "≥90%", "完成值": "待补"}]}
    assert issues_of(project) == []
    assert ("填报", "满意度未测评") in advice_of(project)


# ---- Measures ----

MISSED_WITH_DUTY = {
    "责任部门": "采编部",
    "指标": [
        {
            **MISSED["指标"][0],
            "偏差原因": "场地停用",
            "改进措施": "借用少年宫场地",
            "整改时限": "2025年3月底前",
            "整改目标": "下年不低于5件",
        }
    ],
}


def test_a_measure_tells_department_time_and_target_from_the_facts() -> None:
    (issue,) = issues_of(MISSED_WITH_DUTY)
    assert issue.measure_heading.plain == "借用少年宫场地"
    (measure,) = plain(issue)
    assert all(words in measure for words in ("采编部", "2025年3月底前", "下年不低于5件"))
    assert "待补" not in measure


def test_what_a_measure_lacks_is_a_gap_at_the_place_where_it_belongs() -> None:
    (issue,) = issues_of(MISSED)
    gaps = {segment.origin.path for measure in issue.measures for segment in measure.segments if segment.origin.kind == "gap"}
    assert {"项目 → 1 → 指标 → 1 → 责任部门", "项目 → 1 → 指标 → 1 → 整改时限"} <= gaps


def test_advice_may_give_department_time_and_target_to_a_proposed_problem() -> None:
    duty = {"针对": "执行率偏低", "责任部门": "财务股", "整改时限": "2025年6月底前", "整改目标": "执行率不低于95%"}
    (issue,) = issues_of({**SLOW, "改进意见": [duty]})
    (measure,) = plain(issue)
    assert all(words in measure for words in ("财务股", "2025年6月底前", "执行率不低于95%"))


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


TEXT_REPORT = "项目支出绩效自评报告"
WRITTEN = {**SLOW, "问题": [{"标题": "甲", "情况": "乙", "措施": ["一", "二"]}]}


@pytest.mark.parametrize("project", [SLOW, OVER, LATE, WRITTEN], ids=["执行率偏低", "分项超预算", "到位迟", "自己写的"])
def test_each_problem_of_a_report_has_its_measures_in_the_same_order(project: dict[str, Any]) -> None:
    sheet = load_data(facts_of(project))
    found = headings(compose(sheet, TEXT_REPORT))
    issues = composition(sheet, TEXT_REPORT).issues.issues
    assert _below(found, "存在的问题") == [issue.heading.plain for issue in issues]
    assert _below(found, "下一步改进意见") == [issue.measure_heading.plain for issue in issues]


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
    assert section[0] == "办理进度偏慢。"
    assert len(section) == 2


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
    assert any("一。\n二。" in text for text in words)


# ---- Questions ----


def source(**more: Any) -> dict[str, Any]:
    """A source of funds, never the same object twice: YAML would write it as a reference."""
    plain_source = {"来源": "区县财政", "年初预算": "100", "支出": "60", "到位": [{"日期": "2024年2月1日", "金额": "100"}]}
    return {**plain_source, **more}


DOUBTS = [
    ("按元填了一个", {"资金": {"来源": [source(支出="0.6")]}}, ["金额单位"]),
    ("日期不在本年", {"资金": {"来源": [source(到位=[{"日期": "2023年2月1日", "金额": "100"}])]}}, ["到位日期"]),
    (
        "明细的调整合不拢",
        {"资金": {"来源": [source(调整="5")], "支出明细": [{"科目": "办公费", "支出": "60", "调整": "3"}]}},
        ["调整合计"],
    ),
    (
        "晚到又说及时",
        {"资金": {"来源": [source(应到位日期="2024年1月5日")]}, "确认事项": {"资金及时拨付": "是"}},
        ["资金及时拨付"],
    ),
    (
        "结转多于上年结余",
        {"资金": {"来源": [source(上年结转="9")]}, "上年项目": {"资金": {"来源": [source(支出="95")]}}},
        ["上年结转"],
    ),
    (
        "一笔到位按元填了",
        {"资金": {"来源": [source(到位=[{"日期": "2024年2月1日", "金额": "1000000"}])]}},
        ["金额单位", "金额单位"],
    ),
    (
        "一项预算按元填了",
        {"资金": {"来源": [source()], "支出明细": [{"科目": "办公费", "预算": "600000", "支出": "60"}]}},
        ["金额单位"],
    ),
    ("采购金额按元填了", {"资金": {"来源": [source()]}, "管理方式": {"采购金额": "400000"}}, ["金额单位"]),
    ("合同金额按元填了", {"资金": {"来源": [source()]}, "合同": [{"名称": "甲", "金额": "400000"}]}, ["金额单位"]),
    (
        "预算是上年的一万倍",
        {"资金": {"来源": [source()]}, "上年项目": {"资金": {"来源": [source(年初预算="0.01")]}}},
        ["金额单位"],
    ),
    ("同样的内容写了三遍", {"资金": {"来源": [source()]}, "主要内容": ["培训", "培训", "培训"]}, ["内容重复"]),
    ("一个词连着写了三遍", {"资金": {"来源": [source()]}, "立项背景": "培训培训培训"}, ["内容重复"]),
    ("两遍不问", {"资金": {"来源": [source()]}, "主要内容": ["培训", "培训"]}, []),
    ("没有可问的", {"资金": {"来源": [source()]}}, []),
]


@pytest.mark.parametrize(("project", "asked"), [case[1:] for case in DOUBTS], ids=[case[0] for case in DOUBTS])
def test_facts_that_can_hardly_be_right_are_asked_about(project: dict[str, Any], asked: list[str]) -> None:
    draft = compose(load_data(facts_of(project)), TEXT_REPORT)
    assert [note.code for note in draft.advice if note.kind == "疑问"] == asked


def test_a_project_that_last_year_had_another_name_is_asked_about() -> None:
    data = facts_of({"资金": {"来源": [source()]}})
    data["上年"] = {"项目": [{"名称": "原来的名称", "资金": {"来源": [source()]}}]}
    assert [note.code for note in compose(load_data(data), TEXT_REPORT).advice if note.kind == "疑问"] == ["上年项目"]


def renamed(**more: str) -> dict[str, Any]:
    data = facts_of({"资金": {"来源": [source()]}, **more})
    data["上年"] = {"项目": [{"名称": "原来的名称", "编号": "A-1", "资金": {"来源": [source(支出="50")]}}]}
    return data


def test_the_question_names_last_years_project_and_the_key_that_answers_it() -> None:
    (note,) = [note for note in compose(load_data(renamed()), TEXT_REPORT).advice if note.kind == "疑问"]
    assert "上年名称: 原来的名称" in note.text


def test_a_renamed_project_is_found_by_the_name_that_it_had() -> None:
    sheet = load_data(renamed(上年名称="原来的名称"))
    assert composition(sheet).values["上年"]["资金"]["支出"].text == "50万元"
    assert [note.code for note in compose(sheet, TEXT_REPORT).advice if note.kind == "疑问"] == []


def test_a_renamed_project_is_found_by_its_code_and_asked_about() -> None:
    sheet = load_data(renamed(编号="A-1"))
    assert composition(sheet).values["上年"]["资金"]["支出"].text == "50万元"
    assert [note.code for note in compose(sheet, TEXT_REPORT).advice if note.kind == "疑问"] == ["上年项目"]


# ---- More than was planned ----


def far_over(reason: str) -> dict[str, Any]:
    return {"指标": [{"一级": "产出指标", "三级": "办件数量", "指标值": "≥300件", "完成值": "450件", "偏差原因": reason}]}


def test_an_explained_overfulfilment_is_no_low_target_and_is_explained_once() -> None:
    reason = "上级8月临时增加一批任务"
    sheet = load_data(facts_of(far_over(reason)))
    assert composition(sheet).issues.issues == ()
    text = "".join(prose(compose(sheet)))
    assert text.count(reason) == 1
    assert "150%" in text


def test_a_target_that_the_unit_itself_calls_low_is_a_problem_and_explained_there() -> None:
    sheet = load_data(facts_of(far_over("年初按上年保底数确定")))
    assert [issue.situation.kind for issue in composition(sheet).issues.issues if issue.situation] == ["指标值偏低"]
    assert "".join(prose(compose(sheet))).count("年初按上年保底数确定") == 1
