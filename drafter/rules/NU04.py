"""“预算M万元，支出N万元，执行率p%”，按数额重新计算。

## 做什么
完成年初预算的百分比 = 决算数 ÷ 年初预算数；执行率 = 支出 ÷ 预算。预算为零的，应写“无法计算百分比”，写了百分比是错的；
预算不为零却写“无法计算”，也是错的。执行率前面一句才说预算的，用同一段里唯一的预算算；与它只差一个笔误，而且别处没有说得通的数，才是错误；
预算自己像是笔误、别处有正好相符的数，是提示。

## 为什么
预算执行率是绩效自评的第一项得分，算错会牵连得分。

## 依据
《项目支出绩效评价管理办法》（财预〔2020〕10号）：预算执行率 = 全年执行数 ÷ 全年预算数。

## 错误示例
年初预算50万元，实际支出40万元，执行率为84%。

## 正确示例
年初预算50万元，实际支出40万元，执行率为80%。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"completion", "uncomputable"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU04", "completion-mismatch", "完成率、执行率与数额不符", "error", check, __doc__ or "")
