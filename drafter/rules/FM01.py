"""同级标题的序号写法不一，例如“（1）”夹在“（二）（三）”中间，“3、”夹在“二、四、”中间。

## 做什么

看每个序号接的是哪一列：自己这一种写法接不上，而相应的汉字（或数字）写法正好接得上，就是写法混了。
表格里面的序号不看。

## 为什么

Word 的自动编号转成文字时，“三、”常变成“3、”，“（一）”常变成“（1）”；层次一乱，读者分不清上下级。

## 依据

《党政机关公文格式》（GB/T 9704—2012）：结构层次序数依次用“一、”“（一）”“1.”“（1）”。

## 错误示例

> 二、支出情况
> 3、基金收支情况
> 四、资产情况

## 正确示例

> 二、支出情况
> 三、基金收支情况
> 四、资产情况
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.numbering import faults

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """Numbers in another style than their neighbours'."""
    for fault in faults(context):
        if fault.kind == "style":
            mark = fault.mark
            stated = mark.passage.words(mark.start, mark.end).strip()
            message = f"上下同级标题的序号是另一种写法，“{stated}”应为“{fault.expected}”"
            yield RULE.finding(context, mark.location, message, quote=mark.shown, stated=stated, expected=fault.expected)


RULE = Rule("FM01", "mixed-numbering", "同级序号写法不一", "warning", check, __doc__ or "")
