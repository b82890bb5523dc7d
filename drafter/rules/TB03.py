"""经济分类科目的类、款不符，或人员经费、公用经费合计不符。

## 做什么

301 与 301××、302 与 302×× 等逐类比较；人员经费合计 = 301 + 303，公用经费合计 = 302 + 307 + 309 + 310 + 311 + 312 + 313 + 399。
三组科目并排的表合起来看。尾差只作提示。

## 为什么

基本支出明细表的合计要与支出决算表的基本支出对上，错在哪一类要能查到。

## 依据

《政府收支分类科目》支出经济分类；组成写在 configs/reconciliation.yaml 的“经济合计”。

## 错误示例

| 科目编码 | 科目名称 | 金额 |
| --- | --- | --- |
| 301 | 工资福利支出 | 80.00 |
| 30101 | 基本工资 | 45.00 |
| 30102 | 津贴补贴 | 25.00 |

## 正确示例

| 科目编码 | 科目名称 | 金额 |
| --- | --- | --- |
| 301 | 工资福利支出 | 70.00 |
| 30101 | 基本工资 | 45.00 |
| 30102 | 津贴补贴 | 25.00 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "economic-tree")


RULE = Rule("TB03", "economic-tree-mismatch", "经济分类科目上下级不符", "error", check, __doc__ or "")
