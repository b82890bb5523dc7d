"""同一件事在两处说，数字不一样：别处都是61.25万元，这一处写成了61.52万元。

## 做什么
正文里的一个数，如果全文没有第二处与它相同，而名称相同或相近的另一个数只差一位、前后颠倒、多一位或少一位、小数点移位，
或者把万元写成了元，就列出两处，请核对。前后文字完全一样、只有个数不同的两处，也列出来。完成预算100%、没有结余的，预算数与
执行数应当相等，只差一个笔误的也列出来。绩效指标的个数在只评一件事的报告里前后不同，公务用车保有量多于全部车辆，作为提示。

名称相同（四个字以上）、别处不止一次的，
是错误；名称只是相近，或者别处只有一次的，是提示。

## 为什么
一个数常在表里、正文里、问题和措施里各写一次，改的时候容易漏改或写错一处。

## 依据
《部门决算管理办法》（财库〔2021〕36号）对数据真实、准确的要求；文字与文字、文字与表格应当一致。

## 错误示例
本年实际支出61.25万元。……针对实际支出61.52万元的情况，按月通报进度。……全年实际支出61.25万元。

## 正确示例
本年实际支出61.25万元。……针对实际支出61.25万元的情况，按月通报进度。……全年实际支出61.25万元。

别的算式已经说明是对的数，不报告，除非那个算式分辨不出这一点差别（比率只有三四位）。两个数不只是笔误之差的，可能说的不是同一件事，
不报告；文号、批次、季度、月份、年度不同的（configs/claims.yaml“区分”），以及“不是总数的句”里的数与表里的数，不比较。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"repeat"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU13", "repeated-amount-differs", "同一事项前后数字不一致", "error", check, __doc__ or "")
