"""Rule doubled-word: a word or a lead-in that is written twice on end; manual page: pages/TX09.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.page import computed
from drafter.rules.texts import is_squashed, worded

__all__ = ["RULE", "Options"]

_DOUBLED = lazy_re(r"([一-鿿]{2,8})\1")
_NUMERAL = lazy_re(r"[一二三四五六七八九十百千零〇两]+")


REACH = 60
"""Characters on either side of a doubled word in which an allowed wording may stand."""


class Options(Setting):
    """What may stand twice."""

    allowed: tuple[Pattern, ...] = Field(default=(), alias="允许")
    lead: Pattern | None = Field(default=None, alias="引语")
    """A lead-in that is said twice."""
    near: Pattern | None = Field(default=None, alias="近处")
    """The same words again after a few others; a note."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Doubled words and doubled lead-ins."""
    options = options_of(context, RULE.code, Options)
    for passage in worded(context):
        if is_squashed(passage.text):
            continue
        for match in _DOUBLED.finditer(passage.text):
            if _NUMERAL.fullmatch(match[1]) or _is_allowed(options, passage.text, match):
                continue
            yield RULE.finding(context, passage.at(*match.span()), f"“{match[1]}”写了两遍", expected=match[1])
        for match in options.lead.finditer(passage.text) if options.lead else ():
            yield RULE.finding(context, passage.at(*match.span()), f"“{match.group()}”把“{match[1]}”说了两遍")
        for match in options.near.finditer(passage.text) if options.near else ():
            if not _DOUBLED.search(match.group()):
                yield RULE.finding(context, passage.at(*match.span()), f"“{match[1]}”接连说了两遍", severity="note")


def _is_allowed(options: Options, text: str, doubled: re.Match[str]) -> bool:
    """Whether an allowed wording covers the doubled word."""
    return any(
        match.start() <= doubled.start() + 1 and match.end() >= doubled.end() - 1
        for pattern in options.allowed
        for match in pattern.finditer(text, max(0, doubled.start() - REACH), doubled.end() + REACH)
    )


RULE = computed("TX09", check, Options)
