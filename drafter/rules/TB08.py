"""自评表的分值、得分加不拢，或得分超过分值。

## 做什么

上级指标的分值、得分与下级之和比较；总分与各项之和比较；分值总和应为满分（100 分）；每项得分不超过分值。指标层次按编号认。

## 为什么

自评表要公开，分数加错最容易被看出来。

## 依据

《项目支出绩效评价管理办法》（财预〔2020〕10号）：总分 100 分，得分不超过该项分值。

## 错误示例

| 指标名称 | 分值 | 得分 |
| --- | --- | --- |
| 一、产出 | 60 | 58 |
| 二、效益 | 40 | 41 |
| 总分 | 100 | 99 |

## 正确示例

| 指标名称 | 分值 | 得分 |
| --- | --- | --- |
| 一、产出 | 60 | 58 |
| 二、效益 | 40 | 39 |
| 总分 | 100 | 97 |
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.tables import table_findings

__all__ = ["RULE"]


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return table_findings(RULE, context, "score")


RULE = Rule("TB08", "score-mismatch", "分值、得分加不拢", "error", check, __doc__ or "")
