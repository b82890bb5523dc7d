"""四舍五入造成的末位差。

## 做什么
各数代表的区间能够相容、但按写出的数字计算差一个末位单位的，作为提示列出；文中这一句已经说明了这个差额的，不再提示。

## 为什么
尾差不是错误，但读者会问；能说明的最好在原处说明。

## 依据
元换算为万元并保留两位小数时的尾数误差。

## 错误示例
支出合计10.01万元，其中：甲5.00万元，乙5.00万元。

## 正确示例
支出合计10.01万元，其中：甲5.00万元，乙5.00万元（因四舍五入，合计与明细相差0.01万元）。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import is_tail, judgement_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=is_tail)


RULE = Rule("NU12", "tail-difference", "尾差", "note", check, __doc__ or "")
