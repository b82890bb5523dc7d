"""同一个科目编码，在两张表里的名称不一样。

## 做什么

各表中编码相同的行，比较科目名称（不看空格、括号里的内容）。每个编码只报一次。

## 为什么

名称是从旧表里带来的，或编码填错了。

## 依据

《政府收支分类科目》：一个编码一个名称。

## 错误示例

| 收入决算表 |  |
| --- | --- |
| 2010302 | 一般行政管理 |

| 支出决算表 |  |
| --- | --- |
| 2010302 | 一般行政管理事务 |

## 正确示例

| 收入决算表 |  |
| --- | --- |
| 2010302 | 一般行政管理事务 |

| 支出决算表 |  |
| --- | --- |
| 2010302 | 一般行政管理事务 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "code-name")


RULE = Rule("TB12", "code-with-two-names", "同一科目编码名称不一致", "warning", check, __doc__ or "")
