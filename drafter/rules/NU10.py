"""正文点名的收入合计、支出合计、基本支出等，与公开表里的同一个数不符。

## 做什么
configs/claims.yaml“表内总数”写明哪个名称对应哪张表的哪一格；正文按名称取数，与表比较。

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
