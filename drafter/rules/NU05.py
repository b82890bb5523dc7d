"""“预算M万元，支出N万元，结余K万元”，K 应等于 M 减 N。

## 做什么
用预算（到位）减去支出，与说明的结余、剩余、结转、比预算少支出的数比较；说了年初结转的，年初结转 + 收入 − 支出 = 年末结转。

## 为什么
结余要交回或结转，数目错了会影响下年预算。

## 依据
结余 = 到位（预算）− 支出。

## 错误示例
预算30万元，实际支出21.50万元，结余9.50万元。

## 正确示例
预算30万元，实际支出21.50万元，结余8.50万元。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"balance"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU05", "remainder-mismatch", "结余与收支不符", "error", check, __doc__ or "")
