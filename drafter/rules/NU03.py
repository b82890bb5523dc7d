"""“与上年相比增加M万元，增长p%”，用本年数和增减额倒推上年数，再算增减率。

## 做什么
上年数 = 本年数 − 增加额（或 + 减少额）；增减率 = 增减额 ÷ 上年数。括号里写明上年数的，直接用它。增加额比本年数
还多的也是错误（原来不会比没有更少；结余、差额这样可以为负的不算）。

## 为什么
增减率的分母是上年数（或年初预算数），不是本年数；表和文字分头改时常对不上。

## 依据
增长率 =（本年数 − 上年数）÷ 上年数。

## 错误示例
本年收入120.00万元，比上年增加20.00万元，增长16.67%。（20 ÷ 100 = 20.00%，误用了本年数作分母）

## 正确示例
本年收入120.00万元，比上年增加20.00万元，增长20.00%。
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
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES) and j.slip not in {"ratio-as-growth", "direction"})


RULE = Rule("NU03", "growth-mismatch", "增减率与增减额不符", "error", check, __doc__ or "")
