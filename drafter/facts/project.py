"""One project of a unit-year with everything that follows from its facts: what the templates of a report see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from drafter.config.plans import Scheme
from drafter.core.provenance import Fragment
from drafter.facts.commitments import derive_contracts, derive_survey, derive_years
from drafter.facts.derive import derive_funds
from drafter.facts.hierarchy import hierarchy
from drafter.facts.scoring import score_indicator, score_project, weight_problems
from drafter.facts.sheet import FactSheet
from drafter.facts.values import FactNode, Missing

__all__ = ["derive_project", "scheme_problems"]

_SCORES = frozenset({"执行率分值", "执行率得分", "总分", "满分", "等级", "有分项"})
SATISFACTION = "满意度"


def derive_project(
    project: FactNode, sheet: FactSheet, scheme: Scheme, thresholds: Mapping[str, Decimal], notes: Mapping[str, str]
) -> FactNode:
    """The project with its derived funds, scored indicators, lists of indicators by outcome, 得分 and 上年."""
    last = _last_year(project, sheet)
    funds = project["资金"]
    derived_funds = derive_funds(funds, last["资金"] if last else None) if isinstance(funds, FactNode) else None
    year = sheet.root["年度"]
    idle = derived_funds is not None and derived_funds["支出"] == 0
    indicators = tuple(
        derive_survey(score_indicator(node, int(year.plain) if isinstance(year, Fragment) else 0, idle=idle))
        for node in project["指标"]
    )
    scores = score_project(project, indicators, derived_funds, scheme)
    values: dict[str, Any] = {
        "得分": FactNode((*project.path, "得分"), project.line, scores, known=_SCORES),
        "报告年度": sheet.root["年度"],
        "上年": last or Missing((*project.path, "上年"), project.line),
        "指标分层": hierarchy(indicators, notes, (*project.path, "指标")),
        "指标组": tuple(_groups(indicators, project)),
        "跨年度": derive_years(project, derived_funds),
        **derive_contracts(project.replaced({"报告年度": sheet.root["年度"]})),
        **_lists(indicators, thresholds),
    }
    if derived_funds is not None:
        values["资金"] = derived_funds
    if indicators:
        values["指标"] = indicators
    return project.replaced(values)


_GROUPS = ("产出", "成本", "效益")
MOST_NAMED = 3
"""Indicators that a sentence names; the others are in the table."""


def _groups(indicators: tuple[FactNode, ...], project: FactNode) -> Iterator[FactNode]:
    """产出, 成本 and 效益 with their indicators: 达标, 未达, 其余, and 主要, the first of those that were met."""
    for name in _GROUPS:
        own = tuple(node for node in indicators if name in node["一级"] and not _about_satisfaction(node))
        met = tuple(node for node in own if node["达标"] == "是")
        parts = {
            "名": Fragment.of(name), "全部": own, "达标": met, "主要": met[:MOST_NAMED],
            "未达": tuple(node for node in own if node["达标"] == "否"),
            "其余": tuple(node for node in own if isinstance(node["达标"], Missing)),
        }  # fmt: skip
        yield FactNode((*project.path, "指标组", name), project.line, parts)


def _last_year(project: FactNode, sheet: FactSheet) -> FactNode | None:
    """Last year's project of the same name, of the name that it had then, or of the same code, with its own derived funds."""
    if sheet.last_year is None:
        return None
    pairs = [("名称", "名称"), ("名称", "上年名称"), ("编号", "编号")]
    same = (p for theirs, ours in pairs for p in sheet.last_year.projects if project[ours] and p[theirs] == project[ours])
    found = next(same, None)
    if found is None or not isinstance(found["资金"], FactNode):
        return None
    return found.replaced({"资金": derive_funds(found["资金"], None)})


def _lists(indicators: tuple[FactNode, ...], thresholds: Mapping[str, Decimal]) -> dict[str, tuple[FactNode, ...]]:
    far = thresholds.get("超额完成", Decimal(130))
    return {
        "未达标指标": tuple(node for node in indicators if node["达标"] == "否"),
        "达标指标": tuple(node for node in indicators if node["达标"] == "是"),
        "超额指标": tuple(node for node in indicators if node["完成率"] > far and node["上限"] != "是"),
        "满意度指标": tuple(node for node in indicators if _about_satisfaction(node)),
        "定性指标": tuple(node for node in indicators if _qualitative(node)),
    }


def _about_satisfaction(node: FactNode) -> bool:
    return any(SATISFACTION in node[level] for level in ("一级", "二级", "三级") if not isinstance(node[level], Missing))


def _qualitative(node: FactNode) -> bool:
    """A target without any digit; one that is still 待补 is not known to be qualitative."""
    target = node["指标值"]
    return not isinstance(target, Missing) and not any(character.isdigit() for character in target.plain)


def scheme_problems(sheet: FactSheet, scheme: Scheme) -> list[Any]:
    """Weights that don't add up to the plan's total, for every project."""
    found = []
    for index, project in enumerate(sheet.projects):
        for path, message in weight_problems(project, scheme):
            inner = tuple(int(p) - 1 if p.isdigit() else p for p in path[2:])
            found.append(sheet.problem(("项目", index, *inner), message))
    return found
