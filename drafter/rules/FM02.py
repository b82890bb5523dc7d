"""Rule numbering-gap: numbers that are left out or stand twice; manual page: pages/FM02.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.numbering import Fault, faults
from drafter.rules.outline import contents_blocks, entry_name, mark_of, marks
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, body, squeeze

__all__ = ["RULE"]

SHORTEST = 6
"""Characters of a heading that tell it from others."""
_MESSAGES = {"gap": "序号不连续，这里应为“{}”", "repeat": "序号重复，这里应为“{}”"}


def check(context: CheckContext) -> Iterator[Finding]:
    """Numbers that do not follow the one before; a document that begins with another than the first may be part of one."""
    first = {mark.style: mark.location for mark in reversed(marks(context))}
    for fault in faults(context):
        bare = _bare_heading(context, fault) if fault.kind == "gap" else None
        if bare is not None:
            yield _without_number(context, *bare, fault.expected)
        elif fault.kind in _MESSAGES:
            mark = fault.mark
            severity = "note" if mark.location == first[mark.style] else RULE.severity
            stated = mark.passage.words(mark.start, mark.end).strip()
            message = _MESSAGES[fault.kind].format(fault.expected)
            yield RULE.finding(
                context, mark.location, message, quote=mark.shown, stated=stated, expected=fault.expected, severity=severity
            )


def _bare_heading(context: CheckContext, fault: Fault) -> tuple[FoldedPassage, str] | None:
    """The heading of the missing number that the body has without its number, with its entry in the contents."""
    inside = contents_blocks(context)
    entries = [mark for passage in body(context) if passage.block in inside for mark in mark_of(passage)]
    missing = [mark for mark in entries if mark.style == fault.mark.style and mark.number == fault.mark.number - 1]
    names = [name for mark in missing if len(name := entry_name(mark)) >= SHORTEST]
    for passage in body(context) if len(names) == 1 else ():
        if passage.block not in inside and passage.block < fault.mark.block and squeeze(passage.text).startswith(names[0]):
            return passage, names[0]
    return None


def _without_number(context: CheckContext, heading: FoldedPassage, name: str, expected: str) -> Finding:
    message = f"目录里这一标题是“{expected}”，正文标题前没有序号"
    place = heading.at(0, len(heading.text))
    quote = heading.text.strip()
    return RULE.finding(context, place, message, quote=quote, stated=f"（无“{expected}”）", expected=f"{expected} {name}")


RULE = computed("FM02", check)
