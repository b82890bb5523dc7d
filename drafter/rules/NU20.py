"""文中的数字与事实文件不同。

## 做什么
用 --facts 给出事实文件时：drafter 起草的文件，每个数字都带着来源，逐个与事实比较，手工改过的、事实后来改了的都列出来；
不是 drafter 起草的文件，按名称（实际支出、年初预算……见 configs/claims.yaml“事实名称”）找到对应的事实再比较。

## 为什么
在 Word 里顺手改一个数字，别处和附表不会跟着变；应当改事实，再重新起草。

## 依据
事实文件是一个单位一年的唯一数据来源。

## 错误示例
（事实：支出 61.25）实际支出61.20万元。

## 正确示例
（事实：支出 61.25）实际支出61.25万元。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"fact"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU20", "figure-differs-from-fact", "数字与事实文件不同", "error", check, __doc__ or "")
