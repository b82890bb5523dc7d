"""Derived figures of a project's funds, by the field's own definitions.

| figure | definition |
|---|---|
| 全年预算 | 上年结转 + 年初预算 + 调整 |
| 应到位 | 年初预算 + 调整 |
| 到位率 | 到位 ÷ 应到位 |
| 执行率 | 支出 ÷ 全年预算 (财预〔2020〕10号: 全年执行数 ÷ 全年预算数) |
| 支出率 | 支出 ÷ (上年结转 + 到位): what could be spent |
| 结余 | 上年结转 + 到位 − 支出 |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from drafter.core.provenance import Fragment, Origin
from drafter.core.quantity import Quantity
from drafter.facts.arithmetic import Operand, count, difference, growth, ratio, total
from drafter.facts.commitments import derive_quarters, with_adjustment
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["derive_funds"]

_SUMMED = ("上年结转", "年初预算", "调整", "支出")
_DERIVED = (
    *("全年预算", "应到位", "到位金额", "到位率", "执行率", "支出率", "结余", "结余率", "超支", "缺口"),
    *("追加", "调减", "追加率", "调减率", "支出较上年", "支出增长率", "预算较上年", "预算增长率"),
)


def derive_funds(funds: FactNode, last: FactNode | None) -> FactNode:
    """The funds of a project with everything that follows from them; `last` is last year's 资金 of the same project."""
    sources = tuple(_source(with_adjustment(source)) for source in funds["来源"])
    summed = {name: _column(sources, name, funds.path) for name in _SUMMED}
    received = _in_order(tuple(_receipt(receipt, source) for source in sources for receipt in source["到位"]))
    values: dict[str, Any] = {**{k: v for k, v in summed.items() if isinstance(v, Fact)}, "来源": sources, "到位": received}
    values["结余去向"] = tuple(disposal for source in sources for disposal in source["结余去向"])
    values["去向汇总"] = tuple(_by_kind(values["结余去向"], funds.path))
    values["到位金额"] = _column(sources, "到位金额", funds.path)
    values |= _rates({**summed, **values}, funds.path)
    values["支出明细"] = tuple(_item(item, values.get("支出"), funds.path) for item in funds["支出明细"])
    values["主要科目"], values["其余科目"] = _main_items(values["支出明细"])
    values["分季支出"] = derive_quarters(funds, values.get("支出"))
    values |= _against_last_year(values, last, funds.path)
    values["晚到各笔"] = tuple(receipt for receipt in received if _came_late(receipt))
    values["有效来源"] = tuple(source for source in sources if source["全年预算"] > 0)
    values |= _by_origin(sources, values, funds.path)
    values["按期"] = Fragment.of("是" if _all_in_time(received) else "否", Origin("formula", " → ".join(funds.path)))
    present = {name: value for name, value in values.items() if value is not None}
    return _with_missing(funds, present, summed)


def _with_missing(node: FactNode, values: dict[str, Any], given: dict[str, Any]) -> FactNode:
    """Derived names are known even where they have no value; a figure asked for in a part is asked for in the whole."""
    asked = {name: value for name, value in given.items() if isinstance(value, Missing) and value.asked}
    absent = {name: Missing((*node.path, name), node.line) for name in (*_DERIVED, *_SUMMED) if name not in values}
    return node.replaced({**absent, **asked, **values})


def _column(sources: tuple[FactNode, ...], name: str, path: tuple[str, ...]) -> Fact | Missing:
    """Σ of a figure over the sources; sources that have none of an optional figure count as nothing."""
    operands: list[Operand] = [(source["来源"].plain, source[name]) for source in sources]
    optional = name in {"上年结转", "年初预算", "调整"}
    if optional and any(isinstance(value, Fact) for _, value in operands):
        operands = [(label, value) for label, value in operands if isinstance(value, Fact) or value.asked]
    return total(operands, (*path, name))


_FISCAL = ("财政", "债券", "国库")
"""Words in the name of a source of public money."""


def _by_origin(sources: tuple[FactNode, ...], values: dict[str, Any], path: tuple[str, ...]) -> dict[str, FactNode]:
    """当年拨款 and 其他资金, as the Ministry's form asks: budget at the beginning, of the year, and spent.

    What was spent of last year's money is not stated source by source, so that where some was carried over this year's is not known.
    """
    fiscal = [source for source in sources if source["债券种类"] or any(word in source["来源"] for word in _FISCAL)]
    groups = {"当年拨款": fiscal, "其他资金": [source for source in sources if source not in fiscal]}
    carried = isinstance(values.get("上年结转"), Fact) and values["上年结转"] > 0
    return {name: _origin_node(own, (*path, name), unknown=carried) for name, own in groups.items()}


def _origin_node(sources: list[FactNode], path: tuple[str, ...], *, unknown: bool) -> FactNode:
    columns = {"年初预算": "年初预算", "全年预算": "应到位", "支出": "支出"}
    nothing = count(0, "万元", path, "没有这种来源")
    found: dict[str, Any] = {name: _column(tuple(sources), key, path) if sources else nothing for name, key in columns.items()}
    if unknown:
        found["支出"] = Missing((*path, "支出"))
    return FactNode(path, 0, found)


def _source(source: FactNode) -> FactNode:
    receipts = source["到位"]
    received: Fact | Missing
    if isinstance(receipts, tuple) and not receipts:
        received = count(0, "万元", (*source.path, "到位金额"), "没有到位", source.line)
    elif isinstance(receipts, Missing):
        received = receipts
    else:
        operands: list[Operand] = [(_receipt_label(receipt), receipt["金额"]) for receipt in receipts]
        received = total(operands, (*source.path, "到位金额"))
    given = {name: source[name] for name in _SUMMED}
    values = {"到位金额": received, **_rates({**given, "到位金额": received}, source.path)}
    absent = {name: Missing((*source.path, name), source.line) for name in _DERIVED if name not in values}
    return source.replaced({**absent, **values})


def _receipt_label(receipt: FactNode) -> str:
    day = receipt["日期"]
    return "到位" if isinstance(day, Missing) else day.plain


def _present(values: dict[str, Any], names: Iterable[str]) -> list[Operand]:
    """The operands that there are, and those that are asked for."""
    found = [(name, values.get(name)) for name in names]
    return [(name, v) for name, v in found if isinstance(v, Fact) or (isinstance(v, Missing) and v.asked)]


def _rates(values: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Budget, rates and balance of a source or of the whole."""
    budget = total(_present(values, ("上年结转", "年初预算", "调整")), (*path, "全年预算"))
    due = total(_present(values, ("年初预算", "调整")), (*path, "应到位"))
    received, spent = values["到位金额"], values["支出"] if "支出" in values else Missing((*path, "支出"))
    carried = _present(values, ("上年结转",))
    available = total([*carried, ("到位", received)], (*path, "可用资金"))
    found: dict[str, Any] = {
        "全年预算": budget,
        "应到位": due,
        "到位率": ratio(("到位", received), ("应到位", due), (*path, "到位率")),
        "执行率": ratio(("支出", spent), ("全年预算", budget), (*path, "执行率")),
        "支出率": ratio(("支出", spent), (_available_label(carried), available), (*path, "支出率")),
        "结余": _balance(carried, received, available, spent, path),
    }
    found["结余率"] = ratio(("结余", found["结余"]), ("全年预算", budget), (*path, "结余率"))
    return {**found, **_exceptions({**values, **found}, path)}


def _available_label(carried: list[Operand]) -> str:
    """What a project could spend is what came in and what was carried over; where nothing was carried over, it is called 到位."""
    return "上年结转与到位" if any(isinstance(value, Fact) and value > 0 for _, value in carried) else "到位"


def _balance(carried: list[Operand], received: Any, available: Any, spent: Any, path: tuple[str, ...]) -> Fact | Missing:
    label = "上年结转与到位" if carried and isinstance(received, Fact) else "到位"
    return difference((label, available), ("支出", spent), (*path, "结余"))


def _exceptions(values: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Figures that are there only when something is out of line: overspending, shortfall, additions, cuts."""
    found: dict[str, Any] = {}
    spent, budget, due, received = (values.get(n) for n in ("支出", "全年预算", "应到位", "到位金额"))
    if isinstance(spent, Fact) and isinstance(budget, Fact) and spent > budget:
        found["超支"] = difference(("支出", spent), ("全年预算", budget), (*path, "超支"))
    if isinstance(received, Fact) and isinstance(due, Fact) and received < due:
        found["缺口"] = difference(("应到位", due), ("到位", received), (*path, "缺口"))
    return {**found, **_change(values.get("调整"), values.get("年初预算"), path)}


def _change(change: Any, base: Any, path: tuple[str, ...]) -> dict[str, Any]:
    """追加 or 调减, and its share of the year's first budget."""
    if not isinstance(change, Fact) or not change.quantity or not change.exact:
        return {}
    name, amount = ("追加", change) if change > 0 else ("调减", _reversed(change, change.quantity))
    rate = (
        {f"{name}率": ratio((name, amount), ("年初预算", base), (*path, f"{name}率"))}
        if isinstance(base, Fact) and base > 0
        else {}
    )
    return {name: amount, **rate}


def _reversed(change: Fact, quantity: Quantity) -> Fact:
    return Fact(Quantity(-quantity.value, quantity.unit), -(change.exact or Fraction(0)), change.origin)


def _in_order(receipts: tuple[FactNode, ...]) -> tuple[FactNode, ...]:
    """Receipts by their dates; as written where one has none."""
    if not all(isinstance(receipt["日期"], Fragment) for receipt in receipts):
        return receipts
    return tuple(sorted(receipts, key=lambda receipt: _date(receipt["日期"].plain)))


def _receipt(receipt: FactNode, source: FactNode) -> FactNode:
    """A receipt with its source, and how many days it came too late."""
    more: dict[str, Any] = {"来源": source["来源"], "应到位日期": source["应到位日期"]}
    late = _days_late(receipt["日期"], source["应到位日期"])
    path = (*receipt.path, "逾期天数")
    more["逾期天数"] = count(late, "天", path, "到位日期 − 应到位日期", receipt.line) if late > 0 else Missing(path)
    return receipt.extended(more)


_LAST_MONTHS = ("年10月", "年11月", "年12月")


def _came_late(receipt: FactNode) -> bool:
    """Whether money came after its due day, or so late in the year that little of it could be spent."""
    day = receipt["日期"]
    overdue = isinstance(receipt["逾期天数"], Fact)
    return overdue or (isinstance(day, Fragment) and any(month in day.plain for month in _LAST_MONTHS))


def _all_in_time(receipts: tuple[FactNode, ...]) -> bool:
    """Whether every receipt has both dates and none came late; nothing received is not in time."""
    dated = all(isinstance(r[name], Fragment) for r in receipts for name in ("日期", "应到位日期"))
    return bool(receipts) and dated and not any(isinstance(r["逾期天数"], Fact) for r in receipts)


def _days_late(day: Any, due: Any) -> int:
    if isinstance(day, Missing) or isinstance(due, Missing):
        return 0
    return (_date(day.plain) - _date(due.plain)).days


def _date(shown: str) -> date:
    year, rest = shown.split("年")
    month, day = rest.removesuffix("日").split("月")
    return date(int(year), int(month), int(day))


def _item(item: FactNode, spent: Any, path: tuple[str, ...]) -> FactNode:
    """An expenditure item with its share of the whole and its own execution rate."""
    label = item["科目"].plain
    whole = spent if isinstance(spent, Fact | Missing) else Missing((*path, "支出"))
    amount = item["支出"]
    budget = total(_present({"预算": item["预算"], "调整": item["调整"]}, ("预算", "调整")), (*item.path, "预算"))
    values: dict[str, Any] = {
        "占比": ratio((label, amount), ("支出", whole), (*item.path, "占比")),
        "执行率": ratio((label, amount), ("预算", budget), (*item.path, "执行率")),
        "超支": Missing((*item.path, "超支")),
        "结余": difference(("预算", budget), (label, amount), (*item.path, "结余")),
    }
    if isinstance(budget, Fact) and amount > budget:
        values["超支"] = difference((label, amount), ("预算", budget), (*item.path, "超支"))
    return item.extended(values)


def _by_kind(disposals: tuple[FactNode, ...], path: tuple[str, ...]) -> Iterator[FactNode]:
    """Disposals of the same kind as one, with their sum, and their purposes and reasons, each once."""
    kinds: dict[str, list[FactNode]] = {}
    for disposal in disposals:
        kinds.setdefault(disposal["去向"].plain, []).append(disposal)
    for kind, own in kinds.items():
        amount = total([(kind, disposal["金额"]) for disposal in own], (*path, "结余去向", kind))
        told = {name: {d[name].plain: d[name] for d in own if isinstance(d[name], Fragment)} for name in ("用途", "原因")}
        yield own[0].replaced({"金额": amount, **{name: tuple(texts.values()) for name, texts in told.items()}})


MAIN_ITEMS = 2


def _main_items(items: tuple[FactNode, ...]) -> tuple[tuple[FactNode, ...], tuple[FactNode, ...]]:
    """The largest items with something spent, and the others with something spent."""
    spent = sorted((item for item in items if item["支出"] > 0), key=lambda item: -(item["支出"].exact or 0))
    return tuple(spent[:MAIN_ITEMS]), tuple(spent[MAIN_ITEMS:])


def _against_last_year(values: dict[str, Any], last: FactNode | None, path: tuple[str, ...]) -> dict[str, Any]:
    """Change and growth of expenditure and budget over last year."""
    if last is None:
        return {}
    found: dict[str, Any] = {}
    for name, label in (("支出", "支出"), ("全年预算", "预算")):
        this, before = values.get(name), last[name]
        if isinstance(this, Fact) and isinstance(before, Fact):
            operands = ((f"本年{label}", this), (f"上年{label}", before))
            found[f"{label}较上年"] = difference(*operands, (*path, f"{label}较上年"))
            found[f"{label}增长率"] = growth(*operands, (*path, f"{label}增长率"))
    return found
