"""沿用上年的一段话，里面的数字一个也没有变。

## 做什么

给出 `--prior` 时，与上年（或别的）报告比较。一段话是从那里沿用的，而且其中的数字（年份、文号、目标值、比例上限、编制数不算）与那里一模一样，就报；改了年份的，说明里写“年份改了”。
标准格式的句子，里面的数字全部没有变的，也报。对方是另一单位的报告，数字也相同，就是抄来的。

与同一单位、同一年度的报告比较时不报，那里的数字本来就应当相同。

## 为什么

人次、册数、金额两年分毫不差，几乎没有可能。这是照抄上年最有力的迹象。

## 依据

《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）：单位自评结果应当真实、客观、准确，自评报告由单位对其真实性、准确性负责。

## 错误示例

> 上年：2023年全年接待读者55000人次，举办活动38场。
> 本年：2024年全年接待读者55000人次，举办活动38场。

## 正确示例

> 本年：2024年全年接待读者62800人次，举办活动44场。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.reuse import findings_of

__all__ = ["RULE"]

ADVICE = "请核实是不是本年的数；确实没有变的，写明原因"


def check(context: CheckContext) -> Iterator[Finding]:
    """Passages with the figures of the earlier report."""
    yield from findings_of(RULE, context, ADVICE)


RULE = Rule("RU01", "figures-unchanged-under-new-year", "数字与上年完全相同", "warning", check, __doc__ or "")
