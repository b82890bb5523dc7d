"""科目表的一格里写了几个科目名称，或名称重复出现。

## 做什么

在有科目编码的表里，名称格里有换行隔开的几项，其中有的重复、有的另有自己的一行，或数据行之间夹着没有编码和金额的同名行，就报。

## 为什么

多半是合并单元格或复制粘贴的残留，会把金额错到别的行。

## 依据

《政府收支分类科目》：一个编码一个名称。

## 错误示例

| 科目编码 | 科目名称 | 金额 |
| --- | --- | --- |
| 31002 | 办公设备购置<br>专用设备购置 | 3.00 |
| 31003 | 专用设备购置 |  |

## 正确示例

| 科目编码 | 科目名称 | 金额 |
| --- | --- | --- |
| 31002 | 办公设备购置 | 3.00 |
| 31003 | 专用设备购置 |  |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "repeated-item")


RULE = Rule("TB11", "repeated-item-in-cell", "一格里有几个项目或项目重复", "warning", check, __doc__ or "")
