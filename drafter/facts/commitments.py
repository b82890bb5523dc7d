"""What follows from a project's contracts, its years, the quarters of its expenditure and its surveys."""

from __future__ import annotations

from typing import Any

from drafter.core.provenance import Fragment, Origin
from drafter.facts.arithmetic import Operand, difference, ratio, total
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["derive_contracts", "derive_quarters", "derive_survey", "derive_years", "with_adjustment"]


def with_adjustment(source: FactNode) -> FactNode:
    """A source of funds whose 调整 is the sum of its 调整明细 where it is not given itself."""
    steps: list[Operand] = [(_day(step), step["金额"]) for step in source["调整明细"]]
    if not steps or not isinstance(source["调整"], Missing):
        return source
    return source.extended({"调整": total(steps, (*source.path, "调整"))})


def _day(step: FactNode) -> str:
    return step["日期"].plain if isinstance(step["日期"], Fragment) else "调整"


def derive_quarters(funds: FactNode, spent: Any) -> FactNode | Missing:
    """分季支出 with the shares of the fourth quarter and of December."""
    node = funds["分季支出"]
    if not isinstance(node, FactNode):
        return Missing((*funds.path, "分季支出"), funds.line)
    whole = spent if isinstance(spent, Fact | Missing) else Missing((*funds.path, "支出"))
    shares = {
        f"{name}占比": ratio((name, node[name]), ("支出", whole), (*node.path, f"{name}占比")) for name in ("四季度", "十二月")
    }
    return node.extended(shares)


def derive_contracts(project: FactNode) -> dict[str, Any]:
    """合同 with what is still unpaid and whether the retention is overdue; their sums."""
    contracts = tuple(_contract(node, project) for node in project["合同"])
    if not contracts:
        return {"合同金额": Missing((*project.path, "合同金额")), "合同已付": Missing((*project.path, "合同已付"))}
    sums = {
        f"合同{name}": total([(c["名称"].plain, c[key]) for c in contracts], (*project.path, f"合同{name}"))
        for name, key in (("金额", "金额"), ("已付", "已付"))
    }
    return {"合同": contracts, **sums}


def _contract(node: FactNode, project: FactNode) -> FactNode:
    due, year = node["质保到期"], project["报告年度"]
    over = isinstance(due, Fragment) and isinstance(year, Fragment) and due.plain.split("年")[0] <= year.plain
    said = "是" if over and node["质保金已清"] == "否" else "否"
    return node.extended(
        {
            "未付": difference(("合同金额", node["金额"]), ("已付", node["已付"]), (*node.path, "未付")),
            "质保逾期": Fragment.of(said, Origin("formula", " → ".join(node.path), node.line)),
        }
    )


def derive_years(project: FactNode, funds: FactNode | None) -> FactNode | Missing:
    """跨年度 with what was spent up to now, and its share of the whole."""
    node = project["跨年度"]
    if not isinstance(node, FactNode):
        return Missing((*project.path, "跨年度"), project.line)
    spent = funds["支出"] if funds is not None else Missing((*project.path, "资金", "支出"))
    so_far = total([("以前年度支出", node["以前年度支出"]), ("本年支出", spent)], (*node.path, "累计支出"))
    share = ratio(("累计支出", so_far), ("总投资", node["总投资"]), (*node.path, "累计比例"))
    return node.extended({"累计支出": so_far, "累计比例": share})


def derive_survey(indicator: FactNode) -> FactNode:
    """An indicator whose survey knows its rate of return."""
    node = indicator["调查"]
    if not isinstance(node, FactNode):
        return indicator
    returned = ratio(("收回", node["收回"]), ("发放", node["发放"]), (*node.path, "回收率"))
    return indicator.replaced({"调查": node.extended({"回收率": returned})})
