"""Rule contents-mismatch: contents whose titles the body does not have; manual page: pages/FM10.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.outline import NumberedParagraph, contents_blocks, mark_of, marks
from drafter.rules.page import computed
from drafter.rules.texts import prose, squeeze

__all__ = ["RULE"]

LEAST_ALIKE = 45
"""Likeness in percent below which two headings are different ones."""
_FILLERS = lazy_re(r"情况|说明|关于|的|\d{4}年度?|(?<![\s.…·])[\s.…·]++\d*+$|及|和")

_Key = tuple[int, int]
"""Part and number of a heading 一、."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Entries of the contents that differ from the body's heading of that number."""
    from rapidfuzz import fuzz

    inside = contents_blocks(context)
    entries = _keyed([mark for passage in prose(context) if passage.block in inside for mark in mark_of(passage)])
    heads = _keyed(list(marks(context)))
    for key, entry in entries.items():
        head = heads.get(key)
        if head is None:
            continue
        one, two = (squeeze(_FILLERS.sub("", mark.words)) for mark in (entry, head))
        if one and two and one not in two and two not in one and fuzz.ratio(one, two) < LEAST_ALIKE:
            message = f"目录里是“{entry.words}”，正文里是“{head.words}”"
            others = (context.place(head.location),)
            yield RULE.finding(context, entry.location, message, quote=entry.shown, others=others, expected=head.words)


def _keyed(found: list[NumberedParagraph]) -> dict[_Key, NumberedParagraph]:
    """Headings 一、 by part and number, the first of each."""
    keyed: dict[_Key, NumberedParagraph] = {}
    part = 0
    for mark in found:
        if mark.style == "第一部分":
            part = mark.number
        elif mark.style == "一、" and part:
            keyed.setdefault((part, mark.number), mark)
    return keyed


RULE = computed("FM10", check)
