"""“评价200条，其中主动评价150条，主动评价率80%”，以及采购、压减等由正文数字决定的比率。

## 做什么
部分 ÷ 全部、指标和计划数的完成率、差额、两数相差、（原数 − 现数）÷ 原数，与所写的比率比较；货物、工程、服务授予中小企业的占比，按各类金额加总后与授予中小企业
合同总额比较。

## 为什么
这些比率的分子、分母就在旁边，读者一算便知。

## 依据
比率的定义；《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）的公开口径。

## 错误示例
共接收评价200条，其中主动评价150条，主动评价率80%。

## 正确示例
共接收评价200条，其中主动评价150条，主动评价率75%。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"gap", "indicator", "procurement", "reduction-rate", "subset-rate"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU11", "rate-of-parts", "比率与所列数量不符", "error", check, __doc__ or "")
