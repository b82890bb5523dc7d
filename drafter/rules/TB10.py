"""结余一类的格空着，而同一行的到位数、支出数已经填了。

## 做什么

结余结转金额等栏空着时，用同一行的到位（或安排）减支出来算；各种算法结果一致且不为 0，就报。

## 为什么

有结余而不填，等于没有交代钱的去向。

## 依据

结余 = 到位（预算）− 支出。

## 错误示例

| 到位金额 | 支出金额 | 结余结转金额 |
| --- | --- | --- |
| 80.00 | 60.00 |  |

## 正确示例

| 到位金额 | 支出金额 | 结余结转金额 |
| --- | --- | --- |
| 80.00 | 60.00 | 20.00 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "empty-cell")


RULE = Rule("TB10", "empty-determined-cell", "由同一行可以算出的格空着", "error", check, __doc__ or "")
