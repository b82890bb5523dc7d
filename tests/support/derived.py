"""Derived values by path, in the words of the cases."""

from __future__ import annotations

from typing import Any

from drafter.core.provenance import Fragment
from drafter.facts.values import Fact, Missing


def at(node: Any, path: str) -> Any:
    for part in path.split("."):
        node = node[int(part)] if part.isdigit() else node[part]
    return node


def shown(value: Any) -> str:
    """A value as the cases write it."""
    if isinstance(value, Missing):
        return f"待补：{' → '.join(value.path)}" if value.asked else "没有"
    if isinstance(value, Fragment):
        return value.plain
    assert isinstance(value, Fact)
    return f"{value.text} | {value.origin.formula}" if value.origin.formula else value.text
