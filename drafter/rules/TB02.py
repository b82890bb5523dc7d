"""支出功能分类科目的类、款、项逐级不符。

## 做什么

对每个 3 位的类、5 位的款，逐栏与它直接下级之和比较；下级按编码认，不按名称认。尾差只作提示。

## 为什么

类、款、项是同一笔钱的三种粗细，下级加起来必须等于上级。

## 依据

《政府收支分类科目》：功能分类分类、款、项三级；类 = Σ款 = Σ项。

## 错误示例

| 科目编码 | 科目名称 | 支出合计 |
| --- | --- | --- |
| 20103 | 政府办公厅（室）及相关机构事务 | 52.10 |
| 2010301 | 行政运行 | 40.00 |
| 2010302 | 一般行政管理事务 | 21.10 |

## 正确示例

| 科目编码 | 科目名称 | 支出合计 |
| --- | --- | --- |
| 20103 | 政府办公厅（室）及相关机构事务 | 61.10 |
| 2010301 | 行政运行 | 40.00 |
| 2010302 | 一般行政管理事务 | 21.10 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "code-tree")


RULE = Rule("TB02", "code-tree-mismatch", "功能分类科目上下级不符", "error", check, __doc__ or "")
