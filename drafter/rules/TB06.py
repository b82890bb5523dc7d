"""两张表里的同一个数不一样。

## 做什么

按 configs/reconciliation.yaml 的“表间”“逐项”比较各公开表：总表的收入、支出合计与收入表、支出表，财政拨款总表与各资金的支出表，
基本支出与基本支出明细表，各科目逐行。一份文件里同一种表有两张（如两个年度）时不比。合计各自四舍五入，差末位一个单位的只作提示。

## 为什么

同一个数在不同的表里应当一致，不一致说明有一张表没有更新。

## 依据

部门决算报表表间勾稽关系。

## 错误示例

| 收入支出决算总表 | 决算数 |
| --- | --- |
| 本年支出合计 | 300.00 |

| 支出决算表 | 本年支出合计 |
| --- | --- |
| 合计 | 312.00 |

## 正确示例

| 收入支出决算总表 | 决算数 |
| --- | --- |
| 本年支出合计 | 300.00 |

| 支出决算表 | 本年支出合计 |
| --- | --- |
| 合计 | 300.00 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "cross-table")


RULE = Rule("TB06", "cross-table-mismatch", "表与表之间的数不符", "error", check, __doc__ or "")
