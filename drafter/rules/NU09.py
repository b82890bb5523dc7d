"""“增加……下降……”前后相反，或“决算数大于年初预算数”与两个数不符。

## 做什么
比较说明增减额和增减率的两个词；把“大于、小于、等于、持平、一致”与前面的决算数、预算数比较；没有预算数的，与“完成预算的”百分数比较。

## 为什么
套用上年文字时，数字改了，方向词没有改。

## 依据
方向词与正负一致。

## 错误示例
年初预算为20万元，支出决算为18万元，……决算数大于年初预算数的主要原因是……

## 正确示例
年初预算为20万元，支出决算为18万元，……决算数小于年初预算数的主要原因是……
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import ANY, fails, judgement_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, ANY) and j.slip == "direction")


RULE = Rule("NU09", "direction-mismatch", "增减方向、大小关系与数字不符", "error", check, __doc__ or "")
