"""本年是上年的212.50%，写成了“比上年增长212.50%”。

## 做什么
增长率不符、而本年数 ÷ 上年数恰好等于所写的百分比时，按这一条报告，并给出正确的增长率。

## 为什么
这是决算说明里最常见的笔误：直接用两年相除，忘了减去100%。

## 依据
增长率 =（本年数 − 上年数）÷ 上年数 = 本年数 ÷ 上年数 − 100%。

## 错误示例
本年支出34.00万元，比上年增加18.00万元，增长212.50%。

## 正确示例
本年支出34.00万元，比上年增加18.00万元，增长112.50%。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"growth", "growth-change", "growth-from", "growth-to"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES) and j.slip == "ratio-as-growth")


RULE = Rule("NU07", "ratio-as-growth", "把比例写成了增长率", "error", check, __doc__ or "")
