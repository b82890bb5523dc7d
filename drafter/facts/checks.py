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
    spent = [((*path, "来源", i, "支出"), source.expenditure) for i, source in enumerate(funds.sources or ())]
    items = [((*path, "支出明细", i, "支出"), item.amount) for i, item in enumerate(funds.items or ())]
    problems += _check_quarters(funds, path, sheet)
    whole = [(place, amount) for place, amount in spent if amount]
    if items and whole and len(whole) == len(spent):
        message = "各项合计 {parts} 万元，与支出 {whole} 万元不一致"
        problems += _check_sum(items, whole, sheet, (*path, "支出明细"), message)
    return problems


def _check_quarters(funds: Funds, path: Path_, sheet: FactSheet) -> list[Problem]:
    """Four quarters are the year."""
    given = funds.quarters
    names = ("一季度", "二季度", "三季度", "四季度")
    amounts = (given.first, given.second, given.third, given.fourth) if given else ()
    parts = [((*path, "分季支出", name), amount) for name, amount in zip(names, amounts, strict=False) if amount]
    spent = [((*path, "来源", i, "支出"), s.expenditure) for i, s in enumerate(funds.sources or ()) if s.expenditure]
    if len(parts) < len(names) or not spent or len(spent) < len(funds.sources or ()):
        return []
    message = "各季度合计 {parts} 万元，与支出 {whole} 万元不一致"
    return _check_sum(parts, spent, sheet, (*path, "分季支出"), message)


def _check_steps(source: FundingSource, path: Path_, sheet: FactSheet) -> list[Problem]:
    """What was adjusted several times adds up to what was adjusted."""
    steps = [((*path, "调整明细", i, "金额"), step.amount) for i, step in enumerate(source.steps or ())]
    if not steps or not source.adjustment:
        return []
    whole = [((*path, "调整"), source.adjustment)]
    return _check_sum(steps, whole, sheet, (*path, "调整明细"), "各次调整合计 {parts} 万元，与“调整” {whole} 万元不一致")


def _check_source(source: FundingSource, path: Path_, sheet: FactSheet, *, known: bool) -> list[Problem]:
    """`known` is false where 上年结转 is still 待补, so that the balance cannot be known."""
    problems = _check_steps(source, path, sheet)
    if source.expenditure and source.expenditure.value < 0 and not source.expenditure_note:
        problems.append(sheet.problem((*path, "支出"), "支出为负数，请在“支出说明”里写明原因（例如收回以前年度支出）"))
    parts = [((*path, "结余去向", i, "金额"), disposal.amount) for i, disposal in enumerate(source.disposals or ())]
    if known and source.disposals is not None and source.receipts is not None and source.expenditure:
        received = [((*path, "到位", i, "金额"), receipt.amount) for i, receipt in enumerate(source.receipts)]
        carried = [((*path, "上年结转"), source.brought_forward)] if source.brought_forward else []
        spent = ((*path, "支出"), _negative(source.expenditure))
        overspent = not parts and _total([*received, *carried, spent]).value < 0
        if not overspent:
            message = "各去向合计 {parts} 万元，与结余 {whole} 万元（上年结转 + 到位 − 支出）不一致"
            problems += _check_sum(parts, [*received, *carried, spent], sheet, (*path, "结余去向"), message)
    return problems


_Placed = tuple[Path_, Quantity]
"""An amount and where it stands in the file."""
YUAN = Decimal(10_000)
"""元 in a 万元."""


def _check_sum(parts: list[_Placed], whole: list[_Placed], sheet: FactSheet, path: Path_, message: str) -> list[Problem]:
    """Parts that don't add up to the whole; where one of the amounts is plainly in 元, that is what is wrong."""
    if sums_agree([amount for _, amount in parts], _total(whole)):
        return []
    for place, amount in (*parts, *whole):
        smaller = Quantity(amount.value / YUAN, amount.unit)
        tried = [[(p, smaller if p == place else a) for p, a in side] for side in (parts, whole)]
        if abs(amount.value) >= YUAN / 10 and sums_agree([a for _, a in tried[0]], _total(tried[1])):
            right = abs(smaller.value).normalize()
            told = f"像是按元填的：金额以万元为单位，{abs(amount.value)} 元应填 {right:f}，那样各项才合得拢"
            return [sheet.problem(place, told)]
    return [sheet.problem(path, message.format(parts=_total(parts).plain, whole=_total(whole).plain))]


def _negative(quantity: Quantity) -> Quantity:
    return Quantity(-quantity.value, quantity.unit)


def _total(parts: Iterable[_Placed]) -> Quantity:
    return Quantity(sum((part.value for _, part in parts), Decimal(0)), "万元")


def sums_agree(parts: list[Quantity], total: Quantity) -> bool:
    """Whether the parts can add up to the total, each figure standing for its interval."""
    difference = abs(sum((part.value for part in parts), Decimal(0)) - total.value)
    slack = sum((_half_unit(quantity) for quantity in [*parts, total]), Decimal(0))
    return difference == 0 or (_has_cents([*parts, total]) and difference < slack)


def _has_cents(quantities: list[Quantity]) -> bool:
    """Amounts rounded to 万元 with decimals can have tail differences; whole numbers were not rounded."""
    return any(int(quantity.value.as_tuple().exponent) < 0 for quantity in quantities)


def _half_unit(quantity: Quantity) -> Decimal:
    exponent = min(int(quantity.value.as_tuple().exponent), -2)
    return Decimal(5).scaleb(exponent - 1)
