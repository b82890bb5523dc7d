"""报告说上年的问题已经解决，却又写了上年的问题。

## 做什么

给出 `--prior` 时，报告里说上年的问题、整改已经全部完成（这样的话怎样写，在 `configs/reuse.yaml` 的`已整改`），而“存在的问题”里的一段又是从上年（或别的）报告沿用的，就报。

## 为什么

两处说法互相矛盾：不是整改没有完成，就是问题照抄了上年的。

## 依据

《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）：单位自评结果应当真实、客观、准确，自评报告由单位对其真实性、准确性负责。

## 错误示例

> 三、上年提出的问题已全部完成整改。
> 四、存在的问题：乡镇分馆的管理员都是兼职，开门时间不稳定……（与上年一字不差）

## 正确示例

> 四、存在的问题：上年的三个问题解决了两个；分馆开门时间仍有三个馆没有落实，原因是……
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.reuse import findings_of

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """Problems of an earlier report that the report itself calls solved."""
    solved = next((fact.reason for fact in context.reuse.stale if fact.kind == "problem"), "") if context.reuse else ""
    yield from findings_of(RULE, context, f"{solved}，请核实是没有解决，还是照抄了上年的")


RULE = Rule("RU05", "problem-called-solved", "已解决的问题又写了一遍", "warning", check, __doc__ or "")
