"""收入支出总表的总计与本年合计、结转结余不符。

## 做什么

总计 = 本年收入合计 + 使用非财政拨款结余 + 年初结转和结余；总计 = 本年支出合计 + 结余分配 + 年末结转和结余；财政拨款总表同理。
式子写在 configs/reconciliation.yaml 的“行间”。

## 为什么

收支总表的两边必须平，是审核的第一步。

## 依据

部门决算报表表内勾稽关系。

## 错误示例

| 项目 | 决算数 |
| --- | --- |
| 本年收入合计 | 300.00 |
| 年初结转和结余 | 20.00 |
| 总计 | 310.00 |

## 正确示例

| 项目 | 决算数 |
| --- | --- |
| 本年收入合计 | 300.00 |
| 年初结转和结余 | 20.00 |
| 总计 | 320.00 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "balance")


RULE = Rule("TB05", "balance-mismatch", "收支总计不平", "error", check, __doc__ or "")
