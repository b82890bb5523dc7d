"""“甲”“乙”“丙”等N个项目、设有N个股室：甲股、乙股……，数一数列出的名称。

## 做什么
名称有引号的逐个数，重复的只算一个；“包括”后面用顿号隔开的名称也数。“等”表示没有列全的，不判断少列。

## 为什么
项目增减以后，名单和个数常常只改了一处；同一个项目列两次也会多算。

## 依据
个数与名单一致。

## 错误示例
对“甲项目”“乙项目”“甲项目”等3个项目开展了评价。（只有2个不同的项目）

## 正确示例
对“甲项目”“乙项目”等2个项目开展了评价。
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.prose import fails, judgement_findings

__all__ = ["RULE"]

SHAPES = frozenset({"count"})


def check(context: CheckContext) -> Iterator[Finding]:
    """The findings of this rule."""
    return judgement_findings(RULE, context, wanted=lambda j: fails(j, SHAPES))


RULE = Rule("NU06", "count-mismatch", "列出的个数与所说的不符", "error", check, __doc__ or "")
