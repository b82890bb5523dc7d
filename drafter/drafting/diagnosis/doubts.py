"""Facts that can hardly be right: questions to whoever drafts, asked on the screen, never answered by the program."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from drafter.core.provenance import Advice, Fragment
from drafter.core.quantity import quantize
from drafter.facts.sheet import FactSheet
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["doubts"]

TIMES = 100
"""An amount this many times another of the same project was probably entered in another unit."""
_AMOUNTS = ("年初预算", "到位金额", "支出")


def doubts(project: FactNode, sheet: FactSheet) -> Iterator[Advice]:
    """What to look at again before the draft is used: amounts, carry-over, dates, adjustments, assurances, last year's project."""
    funds = project["资金"]
    if isinstance(funds, FactNode):
        yield from _amounts(funds)
        yield from _carried_over(funds, project["上年"])
        yield from _dates(funds, project["报告年度"])
        yield from _adjustments(funds)
        yield from _assurances(funds, project["确认事项"])
    yield from _renamed(project, sheet)


def _amounts(funds: FactNode) -> Iterator[Advice]:
    """元 entered as 万元: one amount a hundred or more times another."""
    found = [(name, value) for name in _AMOUNTS if isinstance(value := funds[name], Fact) and value > 0]
    if len(found) < 2:
        return
    (least, small), *_, (most, large) = sorted(found, key=lambda pair: pair[1].exact or Fraction(0))
    if (large.exact or Fraction(0)) >= TIMES * (small.exact or Fraction(1)):
        yield _ask(
            "金额单位", f"{most} {large.text}，{least} {small.text}，相差一百倍以上，是不是有一个是按元填的", large.origin.line
        )


def _carried_over(funds: FactNode, last: FactNode | Missing) -> Iterator[Advice]:
    """What was carried into the year is at most what last year left."""
    before = last["资金"]["结余"] if isinstance(last, FactNode) and isinstance(last["资金"], FactNode) else None
    carried = funds["上年结转"]
    if isinstance(before, Fact) and isinstance(carried, Fact) and carried > 0 and carried > before:
        yield _ask(
            "上年结转", f"上年结转 {carried.text}，多于上年事实里的结余 {before.text}，请核对是哪一个", carried.origin.line
        )


def _dates(funds: FactNode, year: Fragment | Missing) -> Iterator[Advice]:
    """Receipts lie in the year of the report."""
    for receipt in funds["到位"]:
        day = receipt["日期"]
        if isinstance(day, Fragment) and isinstance(year, Fragment) and not day.plain.startswith(f"{year.plain}年"):
            yield _ask("到位日期", f"{day.plain}到位的 {receipt['金额'].text} 不在 {year.plain} 年度以内", receipt.line)


def _adjustments(funds: FactNode) -> Iterator[Advice]:
    """The adjustments of the items add up to those of the sources."""
    items = [item["调整"] for item in funds["支出明细"] if isinstance(item["调整"], Fact)]
    whole = funds["调整"]
    if not items or not isinstance(whole, Fact) or whole.exact is None:
        return
    total = sum((value.exact or Fraction(0) for value in items), Fraction(0))
    if total != whole.exact:
        shown = quantize(total, "万元").text
        yield _ask("调整合计", f"支出明细的调整合计 {shown}，资金来源的调整是 {whole.text}，请核对", items[0].origin.line)


def _assurances(funds: FactNode, confirmed: FactNode | Missing) -> Iterator[Advice]:
    """Money that came late is not paid in time."""
    late = [receipt for receipt in funds["到位"] if isinstance(receipt["逾期天数"], Fact)]
    if late and confirmed["资金及时拨付"] == "是":
        yield _ask(
            "资金及时拨付",
            f"确认了资金及时拨付，而 {late[0]['日期'].plain}到位的资金晚了 {late[0]['逾期天数'].text}",
            late[0].line,
        )


def _renamed(project: FactNode, sheet: FactSheet) -> Iterator[Advice]:
    """A project that last year's facts have under another name would be dropped without a word."""
    if sheet.last_year is None or isinstance(project["上年"], FactNode):
        return
    names = [other["名称"].plain for other in sheet.last_year.projects]
    if names:
        told = "、".join(names)
        yield _ask(
            "上年项目",
            f"上年的事实里没有叫“{project['名称'].plain}”的项目（有：{told}），没有与上年比较；改了名的请改成一样",
            project.line,
        )


def _ask(code: str, text: str, line: int) -> Advice:
    return Advice("疑问", code, text, line)
