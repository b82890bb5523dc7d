"""Rule doubled-number: two numbers on end, stops after a bracketed number; manual page: pages/FM05.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.outline import contents_blocks, marks
from drafter.rules.page import computed
from drafter.rules.texts import worded

__all__ = ["RULE"]

_NUMERAL = "[一二三四五六七八九十]{1,2}"
_TWO = lazy_re(rf"{_NUMERAL}是\s*(?:[（(]\s*(?:{_NUMERAL}|\d{{1,2}})\s*[）)]|{_NUMERAL}、|\d{{1,2}}、)")
_STOP_AFTER = lazy_re(r"\s*[、.．,，]")
_BRACKETED = frozenset({"（一）", "（1）", "1）"})


def check(context: CheckContext) -> Iterator[Finding]:
    """Two numbers on end, then stops after a bracketed number."""
    for passage in worded(context):
        for match in _TWO.finditer(passage.text):
            message = f"“{match.group()}”两个序号叠用，保留一个"
            yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group())
    contents = contents_blocks(context)
    for mark in marks(context):
        stop = _STOP_AFTER.match(mark.passage.text, mark.end)
        if mark.style in _BRACKETED and stop and mark.block not in contents:
            location = mark.passage.at(mark.start, stop.end())
            yield RULE.finding(context, location, "带括号的序号后面不用顿号或其他点号", quote=mark.shown)


RULE = computed("FM05", check)
