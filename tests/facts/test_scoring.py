"""Indicators against their targets, scores, total and grade; weights that don't add up."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.config.plans import Plan
from drafter.facts.project import derive_project, scheme_problems
from drafter.facts.values import Fact, FactNode
from tests.support.cases import read_cases
from tests.support.derived import at, shown
from tests.support.drafting import composer, facts_of, load_data, plans

CASES = read_cases("scoring.yaml")
DEFAULT = "项目支出绩效自评报告"


def plan_of(case: dict[str, Any]) -> Plan:
    return plans()[case.get("文种", DEFAULT)]


def scored(project: dict[str, Any], plan: Plan) -> FactNode:
    sheet = load_data(facts_of(project))
    return derive_project(sheet.projects[0], sheet, plan.scheme(), composer().thresholds, composer().notes)


def cases(key: str) -> Any:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["名称"]) for case in CASES if key in case])


@cases("应得")
def test_a_project_gets_these_scores(case: dict[str, Any]) -> None:
    project = scored(case["项目"], plan_of(case))
    assert {path: shown(at(project, path)) for path in case["应得"]} == case["应得"]


@cases("毛病")
def test_weights_that_do_not_add_up_are_told(case: dict[str, Any]) -> None:
    sheet = load_data(facts_of(case["项目"]))
    problems = scheme_problems(sheet, plan_of(case).scheme())
    assert [f"{' → '.join(problem.path)}：{problem.message}" for problem in problems] == case["毛病"]


def test_a_problem_of_the_weights_stands_at_the_line_of_the_indicators() -> None:
    sheet = load_data(facts_of({"编号": "X", "指标": [{"一级": "产出指标", "指标值": "好", "分值": "50"}]}))
    (first,) = scheme_problems(sheet, plans()[DEFAULT].scheme())
    assert (first.line, first.column) == sheet.positions.of(("项目", 0, "指标"))


values = st.decimals(min_value=0, max_value=10_000, places=2, allow_nan=False)
targets = st.decimals(min_value="0.01", max_value=10_000, places=2, allow_nan=False)


@given(st.sampled_from("≥≤><="), targets, values, st.integers(1, 50))
def test_points_stay_between_nothing_and_the_weight(sign: str, target: Any, outcome: Any, weight: int) -> None:
    indicator = {"一级": "产出指标", "指标值": f"{sign}{target}件", "完成值": f"{outcome}件", "分值": str(weight)}
    node = scored({"指标": [indicator]}, plans()[DEFAULT])["指标"][0]
    points = node["得分"]
    assert isinstance(points, Fact)
    assert points.exact is not None
    assert 0 <= points.exact <= weight
    met = {"≥": outcome >= target, "≤": outcome <= target, ">": outcome > target, "<": outcome < target, "=": outcome == target}
    assert node["达标"] == ("是" if met[sign] else "否")
    if met[sign]:
        assert points.exact == weight


@given(targets, values)
def test_missed_points_are_the_share_in_two_decimals(target: Any, outcome: Any) -> None:
    indicator = {"一级": "产出指标", "指标值": f"≥{target}件", "完成值": f"{outcome}件", "分值": "10"}
    points = scored({"指标": [indicator]}, plans()[DEFAULT])["指标"][0]["得分"]
    assert min(Fraction(10), Fraction(outcome) / Fraction(target) * 10) in points.quantity.interval()
    assert points.exact == Fraction(points.quantity.value)
