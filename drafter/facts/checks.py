"""What must hold between the facts of one file, before anything is drafted from them.

Sums are held with intervals: a sum of n rounded parts may be off by n half-units of the last place (尾差), never by more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from drafter.config.reader import Path_
from drafter.core.errors import Problem
from drafter.core.quantity import Quantity
from drafter.facts.funding import FundingSource, Funds
from drafter.facts.schema import Facts, Project
from drafter.facts.sheet import FactSheet

__all__ = ["check_facts", "sums_agree"]


def check_facts(facts: Facts, sheet: FactSheet, pending: Mapping[Path_, int], prefix: Path_ = ()) -> list[Problem]:
    """Every contradiction between the facts of the file."""
    problems: list[Problem] = []
    names: dict[str, int] = {}
    for index, project in enumerate(facts.projects or ()):
        path: Path_ = (*prefix, "项目", index)
        if project.name in names:
            problems.append(
                sheet.problem((*path, "名称"), f"项目“{project.name}”重复，第 {names[project.name]} 个项目已用这个名称")
            )
        names.setdefault(project.name, index + 1)
        problems += _check_project(project, path, sheet, pending)
    return problems


def _check_project(project: Project, path: Path_, sheet: FactSheet, pending: Mapping[Path_, int]) -> list[Problem]:
    problems = _check_indicators(project, path, sheet, pending)
    if project.funds:
        problems += _check_funds(project.funds, (*path, "资金"), sheet, pending)
    if project.span and project.span.begin > project.span.end:
        problems.append(sheet.problem((*path, "起止时间", "止"), "止的日期早于起的日期"))
    return problems


def _check_indicators(project: Project, path: Path_, sheet: FactSheet, pending: Mapping[Path_, int]) -> list[Problem]:
    problems = []
    for index, indicator in enumerate(project.indicators or ()):
        place: Path_ = (*path, "指标", index)
        if indicator.target is None and (*place, "指标值") not in pending:
            name = indicator.third or indicator.second or indicator.first
            problems.append(sheet.problem(place, f"指标“{name}”缺少指标值；暂时没有请填“待补”"))
        if indicator.points and indicator.weight and indicator.points.value > indicator.weight.value:
            problems.append(sheet.problem((*place, "得分"), f"得分 {indicator.points.plain} 高于分值 {indicator.weight.plain}"))
    return problems


def _check_funds(funds: Funds, path: Path_, sheet: FactSheet, pending: Mapping[Path_, int]) -> list[Problem]:
    problems: list[Problem] = []
    for index, source in enumerate(funds.sources or ()):
        place: Path_ = (*path, "来源", index)
        problems += _check_source(source, place, sheet, known=(*place, "上年结转") not in pending)
    spent = [source.expenditure for source in funds.sources or ()]
    items = [item.amount for item in funds.items or ()]
    if items and spent and all(spent):
        total = _total(q for q in spent if q)
        if not sums_agree(items, total):
            problems.append(
                sheet.problem((*path, "支出明细"), f"各项合计 {_total(items).plain} 万元，与支出 {total.plain} 万元不一致")
            )
    return problems


def _check_source(source: FundingSource, path: Path_, sheet: FactSheet, *, known: bool) -> list[Problem]:
    """`known` is false where 上年结转 is still 待补, so that the balance cannot be known."""
    problems = []
    if source.expenditure and source.expenditure.value < 0 and not source.expenditure_note:
        problems.append(sheet.problem((*path, "支出"), "支出为负数，请在“支出说明”里写明原因（例如收回以前年度支出）"))
    parts = [disposal.amount for disposal in source.disposals or ()]
    if known and source.disposals is not None and source.receipts is not None and source.expenditure:
        received = [receipt.amount for receipt in source.receipts]
        balance = _balance([*received, *([source.brought_forward] if source.brought_forward else [])], source.expenditure)
        overspent = not parts and balance.value < 0
        if not overspent and not sums_agree(parts, balance):
            problems.append(
                sheet.problem(
                    (*path, "结余去向"),
                    f"各去向合计 {_total(parts).plain} 万元，与结余 {balance.plain} 万元（上年结转 + 到位 − 支出）不一致",
                )
            )
    return problems


def _total(parts: Iterable[Quantity]) -> Quantity:
    return Quantity(sum((part.value for part in parts), Decimal(0)), "万元")


def _balance(received: list[Quantity], spent: Quantity) -> Quantity:
    return Quantity(_total(received).value - spent.value, "万元")


def sums_agree(parts: list[Quantity], total: Quantity) -> bool:
    """Whether the parts can add up to the total, each figure standing for its interval."""
    difference = abs(_total(parts).value - total.value)
    slack = sum((_half_unit(quantity) for quantity in [*parts, total]), Decimal(0))
    return difference == 0 or (_has_cents([*parts, total]) and difference < slack)


def _has_cents(quantities: list[Quantity]) -> bool:
    """Amounts rounded to 万元 with decimals can have tail differences; whole numbers were not rounded."""
    return any(int(quantity.value.as_tuple().exponent) < 0 for quantity in quantities)


def _half_unit(quantity: Quantity) -> Decimal:
    exponent = min(int(quantity.value.as_tuple().exponent), -2)
    return Decimal(5).scaleb(exponent - 1)
