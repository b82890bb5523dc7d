"""What a unit confirms of its management, by subject, as the parts of one sentence each."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.core.provenance import Fragment
from drafter.facts.values import Fact, FactNode

__all__ = ["assurances"]

IN_TIME = "资金及时拨付"


def assurances(project: FactNode, words: Mapping[str, Mapping[str, str]]) -> FactNode:
    """用途, 手续, 目标: the words of what 确认事项 says 是 to; not that money was paid in time where it came late."""
    confirmed = project["确认事项"]
    funds = project["资金"]
    late = isinstance(funds, FactNode) and any(isinstance(receipt["逾期天数"], Fact) for receipt in funds["到位"])
    found = {}
    for subject, told in words.items():
        given = [name for name in told if confirmed[name] == "是" and not (late and name == IN_TIME)]
        found[subject] = tuple(Fragment.of(told[name], confirmed[name].segments[0].origin) for name in given)
    return FactNode((*project.path, "管理"), project.line, found)
