"""沿用上年的一段话，只换了数字。

## 做什么

给出 `--prior` 时，成效等章节里的一段话与上年（或别的）报告的一样，只有数字不同的，作提示，列出每个数字从多少改成多少。
标准格式的句子（模板、法定表述）本来就只换数字，不报；问题、措施里的归 RU03。

## 为什么

数字改了，说明有人更新过；但话一句没有变，也可能有的数字漏改，其余的事实已经不是这样。

## 依据

《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）：单位自评结果应当真实、客观、准确，自评报告由单位对其真实性、准确性负责。

## 错误示例

> 上年：石桥、东湖两个分馆开通了通借通还，读者在分馆还书8400册，不用再专程进城。
> 本年：石桥、东湖两个分馆开通了通借通还，读者在分馆还书9600册，不用再专程进城。

## 正确示例

> 本年：通借通还扩大到五个分馆，读者在分馆还书9600册，比上年多1200册。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.reuse import findings_of

__all__ = ["RULE"]

ADVICE = "请逐个核对数字，并看这段话是不是仍然符合本年的情况"


def check(context: CheckContext) -> Iterator[Finding]:
    """Passages in which only figures are others."""
    yield from findings_of(RULE, context, ADVICE)


RULE = Rule("RU06", "figures-only-changed", "只换了数字", "note", check, __doc__ or "")
