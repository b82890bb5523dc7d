"""表里的到位率、支出率、执行率、占比与同一行的金额不符。

## 做什么

按表头名称找出分子、分母（configs/reconciliation.yaml 的“比率”），在同一时段的栏里计算。几个金额都可能是分母时，全都不符才报；
分季度的到位率，表里没有该季度应到位数的，不判。写出的金额和比率都代表一个区间，区间相交而末位不同的只作提示。

## 为什么

比率多是手工计算，改了金额忘了改比率的最多。

## 依据

到位率 = 实际到位 ÷ 应到位；支出率 = 实际支出 ÷ 到位；预算执行率 = 全年执行数 ÷ 全年预算数（财预〔2020〕10号）。

## 错误示例

| 到位金额 | 支出金额 | 支出率 |
| --- | --- | --- |
| 80.00 | 60.00 | 80% |

## 正确示例

| 到位金额 | 支出金额 | 支出率 |
| --- | --- | --- |
| 80.00 | 60.00 | 75% |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "rate")


RULE = Rule("TB07", "rate-cell-mismatch", "比率与金额不符", "error", check, __doc__ or "")
