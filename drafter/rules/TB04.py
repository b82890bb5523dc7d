"""同一行里，合计栏与各组成栏之和不符。

## 做什么

按表头的名称认出合计栏和组成栏，逐行比较：支出合计 = 基本支出 + 项目支出 + …，公务用车小计 = 购置费 + 运行维护费，
“三公”合计 = 因公出国（境）费 + 公务用车 + 公务接待费，年末结转 = 年初结转 + 收入 − 支出。式子写在 configs/reconciliation.yaml 的“栏间”，
一栏有几种算法的，全都不成立才报。

## 为什么

横向对不上，这一行至少有一个数是错的。

## 依据

部门决算报表表内勾稽关系。

## 错误示例

| 科目名称 | 小计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- |
| 行政运行 | 51.00 | 40.00 | 10.00 |

## 正确示例

| 科目名称 | 小计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- |
| 行政运行 | 50.00 | 40.00 | 10.00 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "row-sum")


RULE = Rule("TB04", "row-sum-mismatch", "同一行各栏不符", "error", check, __doc__ or "")
