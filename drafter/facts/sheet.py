"""Validated facts to a tree of values that templates read: every figure a `Fact`, every text a `Fragment`, with path and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from drafter.config.reader import Path_, Positions, label_path
from drafter.core.errors import Problem
from drafter.core.provenance import Fragment, Origin
from drafter.core.quantity import Quantity
from drafter.core.text import nearest
from drafter.facts.narrative import references, render, slot_faults
from drafter.facts.values import Fact, FactNode, Missing

__all__ = ["FactSheet", "build_sheet", "show_day"]

FIGURES = "数据"


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The facts of one unit-year as a tree, with their way back to the file."""

    source: str
    root: FactNode
    positions: Positions
    last_year: FactSheet | None = None

    @property
    def projects(self) -> tuple[FactNode, ...]:
        """The projects, in the order of the file."""
        projects = self.root["项目"]
        return projects if isinstance(projects, tuple) else ()

    def problem(self, path: Path_, message: str) -> Problem:
        """A problem at the place of a value."""
        line, column = self.positions.of(path)
        return Problem(self.source, line, column, label_path(path), message)


def show_day(day: date) -> str:
    """A date as reports write it: 2021年1月7日."""
    return f"{day.year}年{day.month}月{day.day}日"


def build_sheet(
    model: BaseModel,
    positions: Positions,
    pending: Mapping[Path_, int],
    source: str,
    *,
    prefix: Path_ = (),
    last_year: FactSheet | None = None,
) -> tuple[FactSheet, list[Problem]]:
    """The tree, and a problem for every 【=名称】 that no figure has."""
    builder = _Builder(positions, pending, source)
    root = builder.node(model, prefix, {})
    return FactSheet(source, root, positions, last_year), builder.problems


class _Builder:
    def __init__(self, positions: Positions, pending: Mapping[Path_, int], source: str) -> None:
        self.positions = positions
        self.source = source
        self.problems: list[Problem] = []
        self._pending: dict[Path_, dict[str, int]] = {}
        for path, line in pending.items():
            self._pending.setdefault(path[:-1], {})[str(path[-1])] = line

    def node(self, model: BaseModel, path: Path_, figures: Mapping[str, Fact | Missing]) -> FactNode:
        """A mapping of the file; its own named figures come before those around it."""
        own = getattr(model, "figures", None) or {}
        figures = {**figures, **self._asked((*path, FIGURES)), **self._facts(own, (*path, FIGURES))}
        fields = type(model).model_fields
        children = {
            str(field.alias): self.value(value, (*path, str(field.alias)), figures)
            for name, field in fields.items()
            if (value := getattr(model, name)) is not None
        }
        known = frozenset(str(field.alias) for field in fields.values())
        return FactNode(label_path(path), self._line(path), children, known=known, pending=self._pending.get(path))

    def value(self, value: Any, path: Path_, figures: Mapping[str, Fact | Missing]) -> Any:
        """Any value of the model as templates see it."""
        if isinstance(value, Quantity):
            return self._fact(value, path)
        if isinstance(value, str):
            return self._narrative(value, path, figures)
        if isinstance(value, date):
            return Fragment.of(show_day(value), self._origin("text", path))
        if isinstance(value, int):
            return Fragment.of(str(value), self._origin("text", path))
        if isinstance(value, list):
            return tuple(self.value(item, (*path, index), figures) for index, item in enumerate(value))
        if isinstance(value, BaseModel):
            return self.node(value, path, figures)
        return FactNode(label_path(path), self._line(path), self._facts(value, path))

    def _facts(self, quantities: Mapping[str, Any], path: Path_) -> dict[str, Fact]:
        return {
            name: self._fact(quantity, (*path, name)) for name, quantity in quantities.items() if isinstance(quantity, Quantity)
        }

    def _asked(self, path: Path_) -> dict[str, Missing]:
        """The values of a mapping that are marked 待补."""
        asked = self._pending.get(path, {})
        return {name: Missing(label_path((*path, name)), line, asked=True) for name, line in asked.items()}

    def _fact(self, quantity: Quantity, path: Path_) -> Fact:
        return Fact(quantity, Fraction(quantity.value), self._origin("fact", path))

    def _narrative(self, text: str, path: Path_, figures: Mapping[str, Fact | Missing]) -> Fragment:
        faults = list(slot_faults(text, figures))
        for fault in faults:
            self._fault(path, text, fault.written, fault.start, fault.message)
        unknown = [(name, start) for name, start in references(text) if name not in figures]
        for name, start in unknown:
            guess = nearest(name, list(figures))
            hint = f"，是不是“{guess}”？" if guess else "；请在“数据”里写上它的数值"
            self._fault(path, text, text[start : text.index("】", start) + 1], start, f"【={name}】没有对应的数据{hint}")
        return Fragment() if unknown else render(text, self._origin("text", path), figures)

    def _fault(self, path: Path_, text: str, written: str, start: int, message: str) -> None:
        """A problem at the place of a mark inside a text."""
        line, column = self.positions.within(path, written, text.count(written, 0, start))
        self.problems.append(Problem(self.source, line, column, label_path(path), message))

    def _origin(self, kind: Any, path: Path_) -> Origin:
        return Origin(kind, " → ".join(label_path(path)), self._line(path))

    def _line(self, path: Path_) -> int:
        return self.positions.of(path)[0]
