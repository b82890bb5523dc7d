"""第一个标题没有序号，后面却从“二、”开始。

## 做什么

一列标题从“二、”（或“（二）”）开始，上面有一行短标题没有序号，就报这一行。

## 为什么

缺了“一、”，层次不完整；多半是粘贴时丢了序号。

## 依据

《党政机关公文格式》（GB/T 9704—2012）：结构层次序数。

## 错误示例

> 项目概况
> 二、资金情况

## 正确示例

> 一、项目概况
> 二、资金情况
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.document import Location, Paragraph
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.numbering import faults

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """First headings without a number."""
    for fault in faults(context):
        block = context.document.blocks[fault.unnumbered] if fault.unnumbered is not None else None
        if isinstance(block, Paragraph) and fault.unnumbered is not None:
            words = block.text.strip()
            message = f"后面的标题从“{fault.mark.words}”前的序号2开始，这里应有“{fault.expected}”"
            location = Location(fault.unnumbered, 0, len(block.text))
            yield RULE.finding(context, location, message, quote=words, expected=f"{fault.expected}{words}")


RULE = Rule("FM03", "unnumbered-first-heading", "第一个标题没有序号", "warning", check, __doc__ or "")
