"""同一个词、同一句引语连写两遍。

## 做什么

同一个词连写两遍（“单位单位”），或者引出原因、问题的话说了两遍（“主要原因是：原因是”）。
“各部门部门预算”“项目项目资金”一类前后各有所属的，以及“研究研究”一类叠用的，不报。

## 为什么

这是套模板、改稿时最容易留下的笔误。

## 依据

《党政机关公文处理工作条例》：文字精练、表述准确。

## 错误示例

> 进一步健全单位单位内控制度。主要原因是：原因是设备未验收。

## 正确示例

> 进一步健全单位内控制度。主要原因是设备未验收。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.options import Pattern, options_of
from drafter.rules.texts import passages

__all__ = ["RULE", "Options"]

_DOUBLED = re.compile(r"([一-鿿]{2,8})\1")
_NUMERAL = re.compile(r"[一二三四五六七八九十百千零〇两]+")


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
    for passage in passages(context):
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
        for match in pattern.finditer(text)
    )


RULE = Rule("TX09", "doubled-word", "词语重复", "warning", check, __doc__ or "")
