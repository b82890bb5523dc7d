"""Rule broken-date: dates with a character too many, with a gap, or of no calendar; manual page: pages/TX12.md."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.page import computed
from drafter.rules.texts import passages

__all__ = ["RULE", "Options"]

_DATE = lazy_re(r"(?<!\d)(20\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_MONTHS = 12


class Options(Setting):
    """What a spoilt date looks like."""

    extra: tuple[Pattern, ...] = Field(default=(), alias="多字")
    broken: Pattern | None = Field(default=None, alias="断开")


def check(context: CheckContext) -> Iterator[Finding]:
    """Dates with a character too many, years with a gap inside, days that no calendar has."""
    options = options_of(context, RULE.code, Options)
    for passage in passages(context):
        for pattern in options.extra:
            for match in pattern.finditer(passage.text):
                message = f"“{match.group()}”里多了字"
                yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group())
        for match in options.broken.finditer(passage.text) if options.broken else ():
            message = "年份中间有空格，可能是模板的填空没有填好"
            yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group())
        for match in _DATE.finditer(passage.text):
            if not _exists(int(match[1]), int(match[2]), int(match[3] or 1)):
                yield RULE.finding(context, passage.at(*match.span()), f"没有{match.group()}这一天", stated=match.group())


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= calendar.monthrange(year, month)[1]


RULE = computed("TX12", check, Options)
