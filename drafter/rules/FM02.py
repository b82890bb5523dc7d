"""Rule numbering-gap: numbers that are left out or stand twice; manual page: pages/FM02.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.numbering import faults
from drafter.rules.page import computed

__all__ = ["RULE"]

_MESSAGES = {"gap": "序号不连续，这里应为“{}”", "repeat": "序号重复，这里应为“{}”"}


def check(context: CheckContext) -> Iterator[Finding]:
    """Numbers that do not follow the one before."""
    for fault in faults(context):
        if fault.kind in _MESSAGES:
            mark = fault.mark
            stated = mark.passage.words(mark.start, mark.end).strip()
            message = _MESSAGES[fault.kind].format(fault.expected)
            yield RULE.finding(context, mark.location, message, quote=mark.shown, stated=stated, expected=fault.expected)


RULE = computed("FM02", check)
