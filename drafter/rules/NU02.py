"""“某项支出M万元，占……的p%”，按数额重新计算占比。

## 做什么
占比的分母取正文点名的总数；没有点名的，取所在列举的总数。分母可能有几个的，全都不符才报告。

## 为什么
手工计算占比容易用错分母，或改了数额没有改占比。

## 依据
占比 = 部分 ÷ 总体。数字按写出的位数代表一个区间（74.36% 代表 [74.355, 74.365)），区间不相交才算不符。

## 错误示例
支出合计80.00万元，其中：基本支出20.00万元，占35.00%；项目支出60.00万元，占75.00%。

## 正确示例
支出合计80.00万元，其中：基本支出20.00万元，占25.00%；项目支出60.00万元，占75.00%。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"share"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU02", "share-mismatch", "占比与数额不符", "error", check, __doc__ or "")
