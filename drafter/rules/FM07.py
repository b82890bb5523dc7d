"""Rule doubled-stop: two stops in a row; manual page: pages/FM07.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.page import computed
from drafter.rules.texts import worded

__all__ = ["RULE"]

_DOUBLED = lazy_re(r"(?<![，。；：、,;:.])(?:[，。；：、][，。；：、,;]|[,;][，。；：、])(?![，。；：、,;:.])")
CONTEXT = 14


def check(context: CheckContext) -> Iterator[Finding]:
    """Two stops in a row."""
    for passage in worded(context):
        for match in _DOUBLED.finditer(passage.text):
            quote = passage.words(max(0, match.start() - CONTEXT), min(len(passage.text), match.end() + CONTEXT))
            message = f"标点“{match.group()}”叠用，保留一个"
            yield RULE.finding(context, passage.at(*match.span()), message, quote=quote.strip(), stated=match.group())


RULE = computed("FM07", check)
