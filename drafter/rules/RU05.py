"""Rule problem-called-solved: problems of an earlier report that this one says are solved, and repeats; manual page: pages/RU05.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.page import computed
from drafter.rules.reuse import findings_of

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """Problems of an earlier report that the report itself calls solved."""
    solved = next((fact.reason for fact in context.reuse.stale if fact.kind == "problem"), "") if context.reuse else ""
    yield from findings_of(RULE, context, f"{solved}，请核实是没有解决，还是照抄了上年的")


RULE = computed("RU05", check)
