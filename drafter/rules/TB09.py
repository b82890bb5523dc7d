"""合计、总计、小计空着，而它的各项已经填了。

## 做什么

合计行（或合计栏）是空的，它的组成里却有数，且不论怎样认层次都算出同一个不为 0 的数，就报。各项也都空着、或都是 0 的，不报。

## 为什么

合计是必填项；读表的人先看合计。

## 依据

各类报表填报要求：合计行应当填列。

## 错误示例

| 资金来源 | 到位金额 |
| --- | --- |
| 市级财政 | 40.00 |
| 区级财政 | 25.50 |
| 合计 |  |

## 正确示例

| 资金来源 | 到位金额 |
| --- | --- |
| 市级财政 | 40.00 |
| 区级财政 | 25.50 |
| 合计 | 65.50 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "empty-total")


RULE = Rule("TB09", "empty-total", "合计空着没有填", "error", check, __doc__ or "")
