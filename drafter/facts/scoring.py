"""Indicators held against their targets, scores, total and grade (财预〔2020〕10号 and the plan's own weights).

- 定量指标: target met, full weight; else completed ÷ target × weight, for ≤ targets target ÷ completed × weight.
- 定性指标: the points that the unit states, or weight × 完成程度.
- 预算执行率: rate × weight, at most the weight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from drafter.config.plans import Scheme
from drafter.core.provenance import Fragment, Origin
from drafter.core.quantity import Quantity, parse_quantity, quantize, split_comparison
from drafter.facts.arithmetic import Operand, derived, difference, ratio, total
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


_DERIVED = ("名称", "定量", "达标", "完成率", "差额", "扣分", "得分")


def score_indicator(node: FactNode) -> FactNode:
    """An indicator with 名称, 定量, 达标, 完成率, 差额, 得分 and 扣分, as far as the facts determine them."""
    path = node.path
    values: dict[str, Any] = {"名称": Fragment.of(_name(node), Origin("text", " → ".join(path), node.line))}
    measured = _measured(node)
    values["定量"] = _word(measured is not None, node.path)
    if measured:
        values |= _outcome(measured, node)
    points = node["得分"] if isinstance(node["得分"], Fact) else _points(measured, values, node)
    values["得分"] = points
    if isinstance(points, Fact) and isinstance(node["分值"], Fact) and points < node["分值"]:
        values["扣分"] = difference(("分值", node["分值"]), ("得分", points), (*path, "扣分"))
    absent = {name: Missing((*path, name), node.line) for name in _DERIVED if name not in values}
    return node.replaced({**absent, **values})


@dataclass(frozen=True, slots=True)
class _Measured:
    sign: str
    target: Quantity
    outcome: Quantity
    bound: str = ""
    """Comparison that the outcome was written with: ``>`` of 大于95%."""

    @property
    def at_most(self) -> bool:
        return self.sign in {"≤", "<"}

    @property
    def met(self) -> bool:
        target, outcome = self.target.value, self.outcome.value
        above, below = (self.bound == sign and outcome == target for sign in "><")
        tests = {"≥": outcome >= target, ">": outcome > target or above, "≤": outcome <= target, "<": outcome < target or below}
        return tests.get(self.sign, outcome == target)


def _measured(node: FactNode) -> _Measured | None:
    """Target and outcome as quantities; `None` for a qualitative indicator or one without an outcome.

    Also for an outcome that is a bound on the wrong side (小于96% for a target of ≥95%): it tells nothing.
    """
    target, outcome = node["指标值"], node["完成值"]
    if isinstance(target, Missing) or isinstance(outcome, Missing):
        return None
    sign, rest = split_comparison(target.plain)
    bound, told = split_comparison(outcome.plain)
    wanted, reached = parse_quantity(rest), parse_quantity(told)
    if wanted is None or reached is None or (wanted.unit and reached.unit and wanted.unit != reached.unit):
        return None
    measured = _Measured(sign or _bare_sign(node), wanted, reached, bound)
    return None if bound and bound in ("≥>" if measured.at_most else "≤<") else measured


def _bare_sign(node: FactNode) -> str:
    second = node["二级"]
    upper = not isinstance(second, Missing) and any(word in second.plain for word in _AT_MOST)
    return "≤" if upper else "≥"


def _outcome(measured: _Measured, node: FactNode) -> dict[str, Any]:
    unit = measured.target.unit or measured.outcome.unit
    line = node.line
    target = _figure(measured.target, unit, (*node.path, "指标值"), line)
    outcome = _figure(measured.outcome, unit, (*node.path, "完成值"), line)
    found: dict[str, Any] = {"达标": _word(measured.met, node.path)}
    operands: tuple[Operand, Operand] = (("完成值", outcome), ("指标值", target))
    part, whole = operands[::-1] if measured.at_most else operands
    found["完成率"] = ratio(part, whole, (*node.path, "完成率"))
    if not measured.met:
        high, low = operands if measured.at_most else operands[::-1]
        found["差额"] = _in_points(difference(high, low, (*node.path, "差额")))
    return found


def _in_points(gap: Fact | Missing) -> Fact | Missing:
    """A difference of percentages is stated in 个百分点."""
    if isinstance(gap, Missing) or gap.quantity is None or gap.quantity.unit != "%":
        return gap
    return Fact(replace(gap.quantity, unit="个百分点"), gap.exact, gap.origin)


def _figure(quantity: Quantity, unit: str, path: tuple[str, ...], line: int) -> Fact:
    return derived(Quantity(quantity.value, unit, quantity.digits), Fraction(quantity.value), path, "", line)


def _points(measured: _Measured | None, values: dict[str, Any], node: FactNode) -> Fact | Missing:
    weight = node["分值"]
    path = (*node.path, "得分")
    if not isinstance(weight, Fact) or weight.exact is None:
        return Missing(path, node.line)
    if measured is None:
        return _qualitative(weight, node, path)
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
