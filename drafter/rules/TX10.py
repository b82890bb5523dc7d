"""单位全称少了一个字。

## 做什么

文中出现多次的单位全称，有一处少了最后一个字（“某某服务中心”写成“某某服务中”），或者中间错了一个字。
只看出现至少三次、六个字以上的全称；市、区、县之差是不同的单位，不报。

## 为什么

单位名称写错，公开以后最显眼。

## 依据

《党政机关公文格式》（GB/T 9704—2012）：发文机关使用全称或规范化简称。

## 错误示例

> 甲山区便民服务中 2024年度部门决算情况说明

## 正确示例

> 甲山区便民服务中心 2024年度部门决算情况说明
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.options import Pattern, options_of
from drafter.rules.texts import Passage, passages

__all__ = ["RULE", "Options"]

_PREFIX = re.compile(r"^(?:年度|年|由|在|对|向|据|和|与|及)")
SHORTEST_NAME = 6


class Options(Setting):
    """What a unit's name looks like."""

    name: Pattern | None = Field(default=None, alias="名称")
    fewest: int = Field(default=3, alias="至少次数")


def check(context: CheckContext) -> Iterator[Finding]:
    """Places where the last character of a name that is known from elsewhere is missing."""
    options = options_of(context, RULE.code, Options)
    texts = passages(context)
    for name in _names(context, options):
        cut = re.compile(rf"{re.escape(name[:-1])}(?!\s*{name[-1]})(?![一-鿿])")
        for place, passage in enumerate(texts):
            for match in cut.finditer(passage.text):
                if match.end() == len(passage.text.rstrip()) and _goes_on(texts[place + 1 : place + 2], name[-1]):
                    continue
                message = f"单位名称少了一个字，文中别处是“{name}”"
                yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group(), expected=name)


def _goes_on(after: tuple[Passage, ...], sign: str) -> bool:
    """Whether a page break tore the name: the next text begins with what is missing."""
    return any(passage.text.lstrip().startswith(sign) for passage in after)


def _names(context: CheckContext, options: Options) -> list[str]:
    """Full names that stand at the start of a text or after a stop, often enough."""
    if options.name is None:
        return []
    counts: Counter[str] = Counter()
    for passage in passages(context):
        for clause in re.finditer(r"[^，。；：、\s\d（）()“”《》]+", passage.text):
            match = options.name.match(_PREFIX.sub("", clause.group()))
            counts.update([match.group()] if match and len(match.group()) >= SHORTEST_NAME else [])
    return sorted(name for name, count in counts.items() if count >= options.fewest)


RULE = Rule("TX10", "cut-name", "单位名称不全", "warning", check, __doc__ or "")
