"""正文点名的收入合计、“三公”经费、自评得分等，与表里的同一个数不符。

## 做什么
configs/claims.yaml“表内总数”写明哪个名称对应哪张表的哪一格：收支总计、收入合计、支出合计、基本支出、“三公”经费和它的各项
（预算和决算）、政府性基金收支、自评总分。正文按名称取数，与表比较；说“支出决算为”的，接同一句“预算为”前面的名称。
“‘某指标’得几分、扣几分”，与自评表里这一行的分值、得分比较。

有几格都对得上的，都不相等才算不符；名称前面是别的年度的不比；评了几件事的报告不比得分。

## 为什么
正文和附表不一致，公开以后会被质疑。

## 依据
《部门决算管理办法》（财库〔2021〕36号）；预决算公开操作规程对文字与表格一致的要求。

## 错误示例
（公开03表支出合计 80.00）2024年度支出合计88.00万元。

## 正确示例
（公开03表支出合计 80.00）2024年度支出合计80.00万元。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"table"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU10", "table-mismatch", "正文与表格不符", "error", check, __doc__ or "")
