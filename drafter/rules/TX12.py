"""日期里多字、断字，或没有这一天。

## 做什么

日期里多字（“2023年5月8日年”）、年份中间断开（“20 21年度”）、没有这一天（“2023年2月30日”）。

## 为什么

日期多从上年文件里改，改一半就会多字、断字。

## 依据

《出版物上数字用法》（GB/T 15835—2011）：公历世纪、年代、年、月、日的写法。

## 错误示例

> 2023年5月8日年下达30万元。

## 正确示例

> 2024年2月6日下达30万元。
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.options import Pattern, options_of
from drafter.rules.texts import passages

__all__ = ["RULE", "Options"]

_DATE = re.compile(r"(?<!\d)(20\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
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


RULE = Rule("TX12", "broken-date", "日期写错", "warning", check, __doc__ or "")
