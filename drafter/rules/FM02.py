"""标题序号跳号、重号。

## 做什么

同一列标题的序号应当连续。少一号、两个同号都报；缺的号写在段落中间、在表格里、由 Word 自动编号的，不报。
目录和表格里面的序号不看。

## 为什么

跳号常常是删了一节忘了改，或者漏了一节没有写。

## 依据

《党政机关公文格式》（GB/T 9704—2012）：结构层次序数。

## 错误示例

> 一、项目概况
> 二、资金情况
> 四、存在的问题

## 正确示例

> 一、项目概况
> 二、资金情况
> 三、存在的问题
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.numbering import faults

__all__ = ["RULE"]

_MESSAGES = {"gap": "序号不连续，这里应为“{}”", "repeat": "序号重复，这里应为“{}”"}


def check(context: CheckContext) -> Iterator[Finding]:
    """Numbers that do not follow the one before."""
    for fault in faults(context):
        if fault.kind in _MESSAGES:
            mark = fault.mark
            stated = mark.passage.words(mark.start, mark.end).strip()
            message = _MESSAGES[fault.kind].format(fault.expected)
            yield RULE.finding(context, mark.location, message, quote=mark.shown, stated=stated, expected=fault.expected)


RULE = Rule("FM02", "numbering-gap", "标题序号不连续", "warning", check, __doc__ or "")
