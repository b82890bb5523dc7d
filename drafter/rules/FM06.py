"""序号中途又从“一、”开始，前面没有新的标题；“第几部分”不连续。

## 做什么

正文已经到“五、”，下一个却又是“一、”，中间没有新的部分标题或报告标题，后面也没有接着“六、”的，报这个“一、”。
“第一部分、第二部分……”跳号、重号由 FM02 报。

## 为什么

多半是附件或另一份报告接在后面，漏了部分标题；读者会以为还是上一部分的内容。

## 依据

《党政机关公文格式》（GB/T 9704—2012）：附件应另面编排，并有“附件”二字和标题。

## 错误示例

> 五、机关运行经费：指……。
> 一、2024年度部门整体支出绩效自评报告

## 正确示例

> 五、机关运行经费：指……。
> 第五部分 附件
> 一、2024年度部门整体支出绩效自评报告
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.numbering import faults

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """Rows that begin anew without a title."""
    for fault in faults(context):
        if fault.kind == "restart":
            mark = fault.mark
            message = f"序号又从“一、”开始，前面没有新的标题；接着上文应为“{fault.expected}”，另起的内容要加部分标题或报告标题"
            yield RULE.finding(context, mark.location, message, quote=mark.shown, stated="一、", expected=fault.expected)


RULE = Rule("FM06", "restarted-numbering", "序号无标题重起", "warning", check, __doc__ or "")
