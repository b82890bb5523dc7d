"""合计、小计、总计行与它所合计的各行之和不符。

## 做什么

逐栏把合计行与它所合计的各行之和比较。哪些行是它的组成，按行名里的算式（=1+2+3）、科目编码、一（一）1 的层次来认；
“其中”各行层次混杂、拿不准的不判错。各数四舍五入造成的差在尾差范围内，只作提示。比率、单价、目标值等不能相加的栏不比。

## 为什么

合计数是全表的总账，错了，正文和其他表里引用的数都跟着错。

## 依据

部门决算报表编制说明中的表内勾稽关系；四舍五入的差为尾差。

## 错误示例

| 资金来源 | 到位金额 |
| --- | --- |
| 市级财政 | 40.00 |
| 区级财政 | 25.50 |
| 合计 | 66.50 |

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
    return table_findings(RULE, context, "sum")


RULE = Rule("TB01", "sum-mismatch", "合计与各项之和不符", "error", check, __doc__ or "")
