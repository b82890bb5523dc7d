"""Rule numbering-gap: numbers that are left out or stand twice; manual page: pages/FM02.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.numbering import faults
from drafter.rules.outline import marks
from drafter.rules.page import computed

__all__ = ["RULE"]

_MESSAGES = {"gap": "序号不连续，这里应为“{}”", "repeat": "序号重复，这里应为“{}”"}


def check(context: CheckContext) -> Iterator[Finding]:
    """Numbers that do not follow the one before; a document that begins with another than the first may be part of one."""
    first = {mark.style: mark.location for mark in reversed(marks(context))}
    for fault in faults(context):
        if fault.kind in _MESSAGES:
            mark = fault.mark
            severity = "note" if mark.location == first[mark.style] else RULE.severity
            stated = mark.passage.words(mark.start, mark.end).strip()
            message = _MESSAGES[fault.kind].format(fault.expected)
            yield RULE.finding(
                context, mark.location, message, quote=mark.shown, stated=stated, expected=fault.expected, severity=severity
            )


RULE = computed("FM02", check)
