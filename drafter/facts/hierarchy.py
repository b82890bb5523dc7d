"""Indicators as the rows of a score table with subtotals: 一、一级 （一）二级 1、三级."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drafter.core.numerals import to_chinese
from drafter.core.provenance import Fragment, Origin
from drafter.facts.arithmetic import Operand, total
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["hierarchy"]

Group = dict[str, list[FactNode]]


def hierarchy(indicators: tuple[FactNode, ...], notes: Mapping[str, str], path: tuple[str, ...]) -> tuple[FactNode, ...]:
    """A row for each level and indicator, with 序号, 名称, 分值, 目标值, 得分, 说明.

    `notes` gives the standard explanation of an indicator by ``三级`` or ``二级/三级``; the facts' own 说明 wins.
    """
    rows: list[FactNode] = []
    for first, (name, members) in enumerate(_by(indicators, "一级").items(), 1):
        number = f"{to_chinese(first)}、"
        if all(isinstance(node["二级"], Missing) and isinstance(node["三级"], Missing) for node in members):
            rows += [_leaf(node, number, notes) for node in members]
            continue
        rows.append(_subtotal(name, members, number, (*path, name)))
        rows += _second(members, notes, (*path, name))
    return tuple(rows)


def _second(members: list[FactNode], notes: Mapping[str, str], path: tuple[str, ...]) -> list[FactNode]:
    rows: list[FactNode] = []
    for second, (name, leaves) in enumerate(_by(tuple(members), "二级").items(), 1):
        if name:
            rows.append(_subtotal(name, leaves, f"（{to_chinese(second)}）", (*path, name)))
        rows += [_leaf(node, f"{third}、", notes) for third, node in enumerate(leaves, 1)]
    return rows


def _by(indicators: tuple[FactNode, ...], level: str) -> Group:
    groups: Group = {}
    for node in indicators:
        key = node[level]
        groups.setdefault(key.plain if isinstance(key, Fragment) else "", []).append(node)
    return groups


def _subtotal(name: str, members: list[FactNode], number: str, path: tuple[str, ...]) -> FactNode:
    first = members[0]
    level = "一级" if first["一级"] == name else "二级"
    values: dict[str, Any] = {"序号": Fragment.of(number), "名称": first[level], "目标值": Fragment()}
    for column in ("分值", "得分"):
        operands: list[Operand] = [(node["名称"].plain, node[column]) for node in members]
        values[column] = total(operands, (*path, column))
    values["说明"] = Fragment()
    return FactNode(path, first.line, values)


def _leaf(node: FactNode, number: str, notes: Mapping[str, str]) -> FactNode:
    name = node["名称"].plain
    second = node["二级"].plain if isinstance(node["二级"], Fragment) else ""
    standard = notes.get(f"{second}/{name}", notes.get(name, ""))
    note = node["说明"] if isinstance(node["说明"], Fragment) else Fragment.of(standard)
    values = {"序号": Fragment.of(number), "目标值": _target(node), "说明": note, "得分": node["得分"], "分值": node["分值"]}
    return FactNode(node.path, node.line, {**values, "名称": node["名称"]}, known=frozenset({"分值", "得分"}))


def _target(node: FactNode) -> Any:
    """The target of a form whose targets are points: without the unit, as its heading has it."""
    target = node["指标值"]
    if isinstance(target, Missing) or not target.plain.endswith("分"):
        return target
    weight = node["分值"]
    if isinstance(weight, Fact) and target.plain == weight.text:
        return Fragment((weight.segment(weight.number),))
    return Fragment.of(target.plain.removesuffix("分"), Origin("text", " → ".join((*node.path, "指标值")), node.line))
