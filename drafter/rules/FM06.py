"""Rule restarted-numbering: a row that begins anew without a title; manual page: pages/FM06.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.numbering import faults
from drafter.rules.page import computed

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """Rows that begin anew without a title."""
    for fault in faults(context):
        if fault.kind == "restart":
            mark = fault.mark
            message = f"序号又从“一、”开始，前面没有新的标题；接着上文应为“{fault.expected}”，另起的内容要加部分标题或报告标题"
            yield RULE.finding(context, mark.location, message, quote=mark.shown, stated="一、", expected=fault.expected)


RULE = computed("FM06", check)
