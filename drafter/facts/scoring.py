"""Indicators held against their targets, scores, total and grade (财预〔2020〕10号 and the plan's own weights).

- 定量指标: target met, full weight; else completed ÷ target × weight, for ≤ targets target ÷ completed × weight.
- 定性指标: the points that the unit states, or weight × 完成程度.
- 预算执行率: rate × weight, at most the weight.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from drafter.config.plans import Scheme
from drafter.core.provenance import Fragment, Origin
from drafter.core.quantity import Quantity, quantize
from drafter.facts.arithmetic import Operand, count, derived, difference, ratio, total
from drafter.facts.targets import Deadline, Measured, measure_amounts, measure_dates
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["scheme_weights", "score_indicator", "score_project", "weight_problems"]

EXECUTION = "预算执行率"
_AT_MOST = ("成本", "时效")
"""Second-level indicators whose bare target is an upper limit."""


def scheme_weights(project: FactNode, scheme: Scheme) -> dict[str, Fraction]:
    """Points by first-level indicator for a project: its own 分值设置, else the plan's."""
    own = project["分值设置"]
    if isinstance(own, FactNode):
        return {name: fact.exact or Fraction(0) for name, fact in own.items()}
    return {name: Fraction(weight) for name, weight in scheme.weights.items()}


def weight_problems(project: FactNode, scheme: Scheme) -> list[tuple[tuple[str, ...], str]]:
    """Weights that don't add up, each as path labels and message; empty where no indicator has a weight."""
    indicators = list(project["指标"])
    weighted = [node for node in indicators if isinstance(node["分值"], Fact)]
    if not weighted or any(node["分值"].asked for node in indicators if isinstance(node["分值"], Missing)):
        return []
    problems = [
        (node.path, f"指标“{_name(node)}”没有分值，而其他指标有；分值要么都填，要么都不填")
        for node in indicators
        if isinstance(node["分值"], Missing)
    ]
    return problems or _sum_problems(project, weighted, scheme_weights(project, scheme), scheme)


def _sum_problems(
    project: FactNode, weighted: list[FactNode], weights: dict[str, Fraction], scheme: Scheme
) -> list[tuple[tuple[str, ...], str]]:
    if not weights:
        return []
    place = (*project.path, "指标")
    sums: dict[str, Fraction] = {}
    for node in weighted:
        first = node["一级"].plain
        sums[first] = sums.get(first, Fraction(0)) + (node["分值"].exact or Fraction(0))
    execution = weights.get(EXECUTION, Fraction(0))
    whole = sum(sums.values(), execution)
    problems = []
    if whole != Fraction(scheme.full):
        plus = f"（其中{EXECUTION} {_show(execution)} 分）" if execution else ""
        problems.append((place, f"各项分值合计 {_show(whole)} 分{plus}，应为 {scheme.full} 分"))
    for first, points in sums.items():
        if first not in weights:
            problems.append(
                (
                    place,
                    f"文种没有一级指标“{first}”；可用的有：{'、'.join(w for w in weights if w != EXECUTION)}，或在“分值设置”里写明",
                )
            )
        elif points != weights[first]:
            problems.append(
                (place, f"“{first}”分值合计 {_show(points)} 分，应为 {_show(weights[first])} 分；用别的分值请写“分值设置”")
            )
    return problems


def _show(points: Fraction) -> str:
    return quantize(points, "").plain


def _name(node: FactNode) -> str:
    for level in ("三级", "二级", "一级"):
        if not isinstance(node[level], Missing):
            return str(node[level].plain)
    return ""


_DERIVED = ("名称", "事", "上限", "类", "定量", "达标", "完成率", "差额", "迟天数", "扣分", "得分")


def score_indicator(node: FactNode, year: int = 0, *, idle: bool = False) -> FactNode:
    """An indicator with 名称, 事, 类, 定量, 达标, 完成率, 差额, 得分 and 扣分, as far as the facts determine them.

    `idle`: nothing was spent, so that a cost ceiling was not kept but not reached.
    """
    path = node.path
    values: dict[str, Any] = {"名称": Fragment.of(_name(node), Origin("text", " → ".join(path), node.line))}
    measured = _measured(node)
    deadline = None if measured else _deadline(node, year)
    values["定量"] = _word(measured is not None, node.path)
    values["类"] = Fragment.of(_kind(node, measured), Origin("formula", " → ".join(path), node.line))
    if measured:
        values |= _outcome(measured, node)
    elif deadline:
        values |= _timing(deadline, node)
    if measured and idle and values["类"] == "成本" and not measured.value:
        values["达标"] = _word(yes=False, path=path)
        points: Fact | Missing = _nothing_done(node)
    else:
        points = _points(measured, values, node)
    points = node["得分"] if isinstance(node["得分"], Fact) else points
    values["得分"] = points
    if isinstance(points, Fact) and isinstance(node["分值"], Fact) and points < node["分值"]:
        values["扣分"] = difference(("分值", node["分值"]), ("得分", points), (*path, "扣分"))
    absent = {name: Missing((*path, name), node.line) for name in _DERIVED if name not in values}
    return node.replaced({**absent, **values})


_TIMES = ("完成时间", "完成时限", "完成期限", "完成日期", "时间", "时限", "期限")
"""With what the names of deadlines end."""
_KINDS = ("满意度", "成本", "时效", "质量", "数量")


def _kind(node: FactNode, measured: Measured | None) -> str:
    """What an indicator is about: one of 满意度, 成本, 时效, 质量, 数量, 效益, 负向; a ceiling that is neither cost, time nor a rate is 负向."""
    levels = [level.plain for name in ("一级", "二级", "三级") if not isinstance(level := node[name], Missing)]
    kind = next((word for word in _KINDS if any(word in level for level in levels)), "")
    if kind in {"满意度", "成本", "时效"}:
        return kind
    if measured and measured.sign in {"≤", "<"} and measured.target.unit != "%":
        return "负向"
    return kind or ("效益" if any("效益" in level or "影响" in level for level in levels) else "产出")


def _measured(node: FactNode) -> Measured | None:
    """Target and outcome as numbers; `None` for a qualitative indicator, a deadline, or one without an outcome."""
    target, outcome = node["指标值"], node["完成值"]
    if isinstance(target, Missing) or isinstance(outcome, Missing):
        return None
    return measure_amounts(target.plain, outcome.plain, _bare_sign(node))


def _deadline(node: FactNode, year: int) -> Deadline | None:
    target, outcome = node["指标值"], node["完成值"]
    if isinstance(target, Missing) or isinstance(outcome, Missing) or not year:
        return None
    return measure_dates(target.plain, outcome.plain, year)


def _bare_sign(node: FactNode) -> str:
    second = node["二级"]
    upper = not isinstance(second, Missing) and any(word in second.plain for word in _AT_MOST)
    return "≤" if upper else "≥"


def _timing(deadline: Deadline, node: FactNode) -> dict[str, Any]:
    """Whether a day was kept, how many days late it was, and what was to be done by it: 清淤工程 of 清淤工程完成时间."""
    matter = next((_name(node).removesuffix(word) for word in _TIMES if _name(node).endswith(word)), "") or _name(node)
    found: dict[str, Any] = {
        "达标": _word(deadline.late <= 0, node.path),
        "事": Fragment.of(matter, Origin("text", " → ".join(node.path), node.line)),
    }
    if deadline.late > 0:
        found["迟天数"] = count(deadline.late, "天", (*node.path, "迟天数"), "完成日期 − 期限", node.line)
    return found


def _nothing_done(node: FactNode) -> Fact | Missing:
    """No points for a ceiling that was kept because nothing was done."""
    weight, path = node["分值"], (*node.path, "得分")
    if not isinstance(weight, Fact):
        return Missing(path, node.line)
    return derived(Quantity(Decimal(0), "分"), Fraction(0), path, "没有实施，不计分", node.line)


def _outcome(measured: Measured, node: FactNode) -> dict[str, Any]:
    limit = measured.limit
    unit = limit.unit or measured.outcome.unit
    line = node.line
    target = _figure(limit, unit, (*node.path, "指标值"), line)
    outcome = _reached(measured, unit, (*node.path, "完成值"), line)
    found: dict[str, Any] = {"达标": _word(measured.met, node.path), "上限": _word(measured.at_most, node.path)}
    operands: tuple[Operand, Operand] = (("完成值", outcome), ("指标值", target))
    part, whole = operands[::-1] if measured.at_most else operands
    if measured.upper is None or not measured.met:
        found["完成率"] = ratio(part, whole, (*node.path, "完成率"))
    if not measured.met:
        over = measured.at_most or (measured.sign == "=" and measured.value > Fraction(limit.value))
        high, low = operands if over else operands[::-1]
        found["差额"] = _in_points(difference(high, low, (*node.path, "差额")))
    return found


def _reached(measured: Measured, unit: str, path: tuple[str, ...], line: int) -> Fact:
    """The outcome in the target's unit."""
    if measured.value == Fraction(measured.outcome.value):
        return _figure(measured.outcome, unit, path, line)
    return derived(quantize(measured.value, unit), measured.value, path, "", line)


def _in_points(gap: Fact | Missing) -> Fact | Missing:
    """A difference of percentages is stated in 个百分点."""
    if isinstance(gap, Missing) or gap.quantity is None or gap.quantity.unit != "%":
        return gap
    return Fact(replace(gap.quantity, unit="个百分点"), gap.exact, gap.origin)


def _figure(quantity: Quantity, unit: str, path: tuple[str, ...], line: int) -> Fact:
    return derived(Quantity(quantity.value, unit, quantity.digits), Fraction(quantity.value), path, "", line)


def _points(measured: Measured | None, values: dict[str, Any], node: FactNode) -> Fact | Missing:
    weight = node["分值"]
    path = (*node.path, "得分")
    if not isinstance(weight, Fact) or weight.exact is None:
        return Missing(path, node.line)
    if measured is None:
        on_time = values.get("达标") == "是" and isinstance(node["完成程度"], Missing)
        return Fact(weight.quantity, weight.exact, weight.origin) if on_time else _qualitative(weight, node, path)
    if measured.met:
        return Fact(weight.quantity, weight.exact, weight.origin)
    rate = values["完成率"].exact
    share = min(max(rate / 100, Fraction(0)), Fraction(1)) if rate is not None else Fraction(0)
    if measured.sign == "=" and rate and rate > 100:
        return _scaled(weight, 100 / rate, path, f"分值 {weight.number} ÷ 完成率 {values['完成率'].text}")
    return _scaled(weight, share, path, f"分值 {weight.number} × 完成率 {values['完成率'].text}")


def _qualitative(weight: Fact, node: FactNode, path: tuple[str, ...]) -> Fact | Missing:
    degree = node["完成程度"]
    if not isinstance(degree, Fact) or degree.exact is None:
        return Missing(path, node.line, asked=True)
    share = min(degree.exact / 100, Fraction(1))
    return _scaled(weight, share, path, f"分值 {weight.number} × 完成程度 {degree.text}")


def _scaled(weight: Fact, share: Fraction, path: tuple[str, ...], formula: str) -> Fact:
    """Points are given in two decimals: the printed parts add up to the printed total, and the grade fits it."""
    points = quantize((weight.exact or Fraction(0)) * share, "分")
    return derived(points, Fraction(points.value), path, formula, weight.origin.line)


def score_project(project: FactNode, indicators: tuple[FactNode, ...], funds: FactNode | None, scheme: Scheme) -> dict[str, Any]:
    """The scores of a project: 执行率分值, 执行率得分, 总分, 等级, 满分, and whether they have their parts (分项齐全)."""
    path = (*project.path, "得分")
    weights = scheme_weights(project, scheme)
    execution = _execution(weights, funds, scheme, path)
    parts: list[Operand] = [(_name(node), node["得分"]) for node in indicators if isinstance(node["分值"], Fact)]
    if execution:
        parts.insert(0, (EXECUTION, execution["执行率得分"]))
    weighted = any(isinstance(node["分值"], Fact) for node in indicators)
    whole = total(parts, (*path, "总分")) if weighted else project["自评总分"]
    values: dict[str, Any] = {**(execution if weighted else {}), "总分": whole, "有分项": _word(weighted, path)}
    values["满分"] = _plan_points(Fraction(scheme.full), scheme, "满分")
    if isinstance(whole, Fact) and whole.exact is not None:
        values["等级"] = _grade(whole.exact, scheme, path)
    return values


def _word(yes: bool, path: tuple[str, ...]) -> Fragment:  # noqa: FBT001 - words a truth value
    return Fragment.of("是" if yes else "否", Origin("formula", " → ".join(path)))


def _plan_points(points: Fraction, scheme: Scheme, name: str) -> Fact:
    return Fact(quantize(points, "分"), points, Origin("plan", f"{scheme.source} → {name}"))


def _execution(weights: dict[str, Fraction], funds: FactNode | None, scheme: Scheme, path: tuple[str, ...]) -> dict[str, Any]:
    if EXECUTION not in weights:
        return {}
    weight = _plan_points(weights[EXECUTION], scheme, f"分值 → {EXECUTION}")
    rate = funds["执行率"] if funds is not None else Missing((*path, "执行率"))
    if isinstance(rate, Missing):
        return {"执行率分值": weight, "执行率得分": rate}
    share = min(max((rate.exact or Fraction(0)) / 100, Fraction(0)), Fraction(1))
    points = _scaled(weight, share, (*path, "执行率得分"), f"分值 {weight.number} × 执行率 {rate.text}")
    return {"执行率分值": weight, "执行率得分": points}


def _grade(points: Fraction, scheme: Scheme, path: tuple[str, ...]) -> Any:
    share = points / Fraction(scheme.full) * 100
    word = next((word for bound, word in scheme.grades if share >= Fraction(bound)), "")
    return Fragment.of(word, Origin("formula", " → ".join((*path, "等级")), 0, "按总分"))
