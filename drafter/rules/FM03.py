"""Rule unnumbered-first-heading: a first heading without number before one that has 二、; manual page: pages/FM03.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.document import Location, Paragraph
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.numbering import faults
from drafter.rules.page import computed

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """First headings without a number."""
    for fault in faults(context):
        block = context.document.blocks[fault.unnumbered] if fault.unnumbered is not None else None
        if isinstance(block, Paragraph) and fault.unnumbered is not None:
            words = block.text.strip()
            message = f"后面的标题从“{fault.mark.words}”前的序号2开始，这里应有“{fault.expected}”"
            location = Location(fault.unnumbered, 0, len(block.text))
            yield RULE.finding(context, location, message, quote=words, expected=f"{fault.expected}{words}")


RULE = computed("FM03", check)
