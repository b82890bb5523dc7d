"""Facts that can hardly be right: questions to whoever drafts, asked on the screen, never answered by the program."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Advice, Fragment
from drafter.core.quantity import quantize
from drafter.core.text import nearest
from drafter.facts.sheet import FactSheet
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["doubts"]

TIMES = 100
"""An amount this many times another of the same project was probably entered in another unit."""
_AMOUNTS = ("年初预算", "到位金额", "支出")
SAME = 3
"""The same description of so many parts is an oversight."""
_DESCRIBED = (("指标", "三级"), ("产出成效", "内容"))
_THREE_TIMES = lazy_re(r"([\u4e00-\u9fff]{2,6})(?:[、，；]?\1){2}")


def doubts(project: FactNode, sheet: FactSheet) -> Iterator[Advice]:
    """What to look at again before the draft is used: amounts, carry-over, dates, adjustments, assurances, last year's project."""
    funds = project["资金"]
    if isinstance(funds, FactNode):
        yield from _amounts(funds)
        yield from _parts(project, funds)
        yield from _carried_over(funds, project["上年"])
        yield from _dates(funds, project["报告年度"])
        yield from _adjustments(funds)
        yield from _assurances(funds, project["确认事项"])
    yield from _repeated(project)
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


def _parts(project: FactNode, funds: FactNode) -> Iterator[Advice]:
    """元 entered as 万元 in one place: a part far beyond the year's budget, or a budget far from last year's."""
    whole = funds["全年预算"]
    if not isinstance(whole, Fact) or whole.exact is None or whole.exact <= 0:
        return
    for place, amount in _single_amounts(project, funds):
        if isinstance(amount, Fact) and abs(amount.exact or Fraction(0)) >= TIMES * whole.exact:
            told = f"{place} {amount.text}，是全年预算 {whole.text} 的一百倍以上，是不是按元填的（一万元 = 10000元）"
            yield _ask("金额单位", told, amount.origin.line)
    last = project["上年"]
    before = last["资金"]["全年预算"] if isinstance(last, FactNode) else None
    if isinstance(before, Fact) and before.exact and not Fraction(1, TIMES) < whole.exact / before.exact < TIMES:
        yield _ask("金额单位", f"全年预算 {whole.text}，上年是 {before.text}，相差一百倍以上，请核对单位", whole.origin.line)


def _single_amounts(project: FactNode, funds: FactNode) -> Iterator[tuple[str, Fact | Missing]]:
    """Every amount that is a part of the project's money, with what it is called."""
    for source in funds["来源"]:
        yield f"{source['来源'].plain}的调整", source["调整"]
        yield f"{source['来源'].plain}的上年结转", source["上年结转"]
    for receipt in funds["到位"]:
        yield "一笔到位", receipt["金额"]
    for disposal in funds["结余去向"]:
        yield f"“{disposal['去向'].plain}”", disposal["金额"]
    for item in funds["支出明细"]:
        yield f"“{item['科目'].plain}”的支出", item["支出"]
        yield f"“{item['科目'].plain}”的预算", item["预算"]
    for contract in project["合同"]:
        yield f"合同“{contract['名称'].plain}”的金额", contract["金额"]
    yield "采购金额", project["管理方式"]["采购金额"]


def _repeated(project: FactNode) -> Iterator[Advice]:
    """The same words three times: 培训、培训、培训 where three things should be described."""
    lists = {key: [t for t in value if isinstance(t, Fragment)] for key, value in project.items() if isinstance(value, tuple)}
    items = {f"{key}的{name}": [i[name] for i in project[key] if isinstance(i[name], Fragment)] for key, name in _DESCRIBED}
    for key, texts in {**lists, **items}.items():
        for text in texts:
            same = sum(other == text for other in texts)
            if same >= SAME and text is next(other for other in texts if other == text):
                yield _ask(
                    "内容重复", f"“{key}”里“{text.plain[:20]}”写了 {same} 遍，是不是没有改完", text.segments[0].origin.line
                )
            elif said := _THREE_TIMES.search(text.plain):
                yield _ask("内容重复", f"“{key}”里“{said[1]}”连着写了三遍", text.segments[0].origin.line)


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
    """A project that last year's facts have under another name: which it may be, and how to say so."""
    if sheet.last_year is None:
        return
    name, last = project["名称"].plain, project["上年"]
    if isinstance(last, FactNode) and last["名称"] != name and not project["上年名称"]:
        yield _ask(
            "上年项目",
            f"按编号与上年的“{last['名称'].plain}”比较；是同一个项目的，写上“上年名称: {last['名称'].plain}”",
            project.line,
        )
    taken = {text.plain for p in sheet.projects for key in ("名称", "上年名称") if isinstance(text := p[key], Fragment)}
    names = [other["名称"].plain for other in sheet.last_year.projects if other["名称"].plain not in taken]
    if isinstance(last, FactNode) or not names:
        return
    near = names[0] if len(names) == 1 else nearest(name, names)
    asked = f"是不是上年的“{near}”改了名" if near else f"上年有{'、'.join(f'“{other}”' for other in names)}，是不是其中一个改了名"
    how = f"是的，在项目里写“上年名称: {near or '…'}”；是新项目的不用管"
    yield _ask("上年项目", f"上年的事实里没有叫“{name}”的项目，没有与上年比较；{asked}？{how}", project.line)


def _ask(code: str, text: str, line: int) -> Advice:
    return Advice("疑问", code, text, line)
