"""Rule mixed-numbering: numbers in another style than their neighbours'; manual page: pages/FM01.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.numbering import faults
from drafter.rules.page import computed

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """Numbers in another style than their neighbours'."""
    for fault in faults(context):
        if fault.kind == "style":
            mark = fault.mark
            stated = mark.passage.words(mark.start, mark.end).strip()
            message = f"上下同级标题的序号是另一种写法，“{stated}”应为“{fault.expected}”"
            yield RULE.finding(context, mark.location, message, quote=mark.shown, stated=stated, expected=fault.expected)


RULE = computed("FM01", check)
