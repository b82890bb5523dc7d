"""接入率、覆盖率、满意度、好评率这样的比率不会超过100%。

## 做什么
名称在 configs/claims.yaml“不能超过百分之百的率”里的百分比，超过100%就报告；完成率、增长率可以超过，不在其内。

## 为什么
部分不会多于全部；超过100%说明分子或分母写错了。

## 依据
比率的定义。

## 错误示例
设备接入率为118%。

## 正确示例
设备接入率为98%。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"limit"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU08", "impossible-rate", "百分比超过100%", "error", check, __doc__ or "")
