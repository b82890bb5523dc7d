"""事实文件里的数字，文中没有写到。

## 做什么
用 --facts 给出事实文件时，把资金和“数据”里给出了、而全文（正文和表格）哪里都没有出现的数字列成一条，按在事实文件里的位置归在一起。

## 为什么
采集来的数字没有写进报告，可能是漏了一段，也可能是名称写错、没有被引用。

## 依据
绩效自评报告应完整反映资金使用和绩效目标完成情况（财预〔2020〕10号）。

## 错误示例
（事实“办件量：946件”）报告全文没有提到946件。

## 正确示例
（事实“办件量：946件”）全年办件946件。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    for judgement in context.judgements:
        if judgement.shape == "unsaid":
            yield RULE.finding(context, judgement.location, judgement.message, expected=judgement.expected)


RULE = Rule("NU21", "fact-not-stated", "事实没有写进报告", "note", check, __doc__ or "")
