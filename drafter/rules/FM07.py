"""标点叠用，例如“。。”“，。”“、，”。

## 做什么

两个不能相连的点号连在一起就报；省略号、引号和括号旁边的不算。

## 为什么

改稿时删字留下的痕迹。

## 依据

《标点符号用法》（GB/T 15834—2011）：点号不叠用。

## 错误示例

> 全年支出45万元，。年末结余15万元。。

## 正确示例

> 全年支出45万元，年末结余15万元。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.texts import passages

__all__ = ["RULE"]

_DOUBLED = re.compile(r"(?<![，。；：、,;:.])(?:[，。；：、][，。；：、,;]|[,;][，。；：、])(?![，。；：、,;:.])")
CONTEXT = 14


def check(context: CheckContext) -> Iterator[Finding]:
    """Two stops in a row."""
    for passage in passages(context):
        for match in _DOUBLED.finditer(passage.text):
            quote = passage.words(max(0, match.start() - CONTEXT), min(len(passage.text), match.end() + CONTEXT))
            message = f"标点“{match.group()}”叠用，保留一个"
            yield RULE.finding(context, passage.at(*match.span()), message, quote=quote.strip(), stated=match.group())


RULE = Rule("FM07", "doubled-stop", "标点叠用", "warning", check, __doc__ or "")
