"""存在的问题、改进措施与上年的一样。

## 做什么

给出 `--prior` 时，“存在的问题”“改进措施”一类的章节（按 `configs/reuse.yaml` 的`章节`归类）里，一段话是从上年（或别的）报告沿用的，不论是照抄、换了次序还是换词改写，都报；只改了数字的也报。
数字一个也没有变的归 RU01，报告说上年的问题已经解决的归 RU05。

## 为什么

同样的问题连着两年写，要么没有整改，要么是照抄；同样的措施再写一遍，说明上年的措施没有用，或者没有做。复核的人最先看的就是这两部分。

## 依据

《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）：单位自评结果应当真实、客观、准确，自评报告由单位对其真实性、准确性负责。

## 错误示例

> 上年、本年都写：乡镇分馆的管理员都是兼职，开门时间不稳定，群众去了几次没有开门，就不再去了。

## 正确示例

> 本年：上年商定固定开门时间以后，十二个分馆中九个做到了每周五天；其余三个仍由村干部兼管，全年缺开31天。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.reuse import findings_of

__all__ = ["RULE"]

ADVICE = "请写本年的情况：上年的措施做了没有，问题还剩多少"


def check(context: CheckContext) -> Iterator[Finding]:
    """Problems and measures that were carried over."""
    yield from findings_of(RULE, context, ADVICE)


RULE = Rule("RU03", "repeated-problem-or-measure", "问题或措施与上年雷同", "warning", check, __doc__ or "")
