"""正文里“合计……，其中：……”这样的一组数，把各项加起来与总数比较。

## 做什么
找出带总数的列举（其中、分别为、主要用于以下方面、具体使用情况为、各项支出分别是，以及“三批次……第一批……第二批……第三批……”），
把各项相加，与总数比较；总数和各项分在几段里说的（“……其中：”后面逐项一段），也连起来加。

## 为什么
总数和明细往往来自不同的表，改了一处忘了另一处，是复核中最常见的错误。

## 依据
《部门决算管理办法》（财库〔2021〕36号）对决算数据真实、准确、完整的要求；勾稽关系：合计等于各项之和。

## 错误示例
全系统共有人员40人，其中在职20人，退休12人，临聘7人。（20 + 12 + 7 = 39）

## 正确示例
全系统共有人员39人，其中在职20人，退休12人，临聘7人。

只列出一部分的（“其中”后面只说了几项，离总数还远）不判断；四舍五入造成的末位差只作提示（NU12）。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"sum"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU01", "listed-sum-mismatch", "各项之和与总数不符", "error", check, __doc__ or "")
