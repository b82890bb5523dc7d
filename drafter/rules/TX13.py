"""常见的病句和用词，只作提示。

## 做什么

按 configs/wording_rules.yaml 里的句式，提示常见的病句：“原因是因为”“截止2024年底”“约3个左右”“完成了对……进行了”。只作提示。

## 为什么

不影响数字，但公开以后读者看得出来。

## 依据

《党政机关公文处理工作条例》：文字精练、表述准确；《现代汉语词典》对“截至”“截止”的区分。

## 错误示例

> 支出减少的原因是因为项目推迟。

## 正确示例

> 支出减少的原因是项目推迟。
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.options import Pattern, options_of
from drafter.rules.texts import passages

__all__ = ["RULE", "Options"]


class Wording(Setting):
    """A wording that is wrong, and why."""

    pattern: Pattern = Field(alias="式样")
    message: str = Field(alias="说明")


class Options(Setting):
    """The wordings."""

    wordings: tuple[Wording, ...] = Field(default=(), alias="搭配")


def check(context: CheckContext) -> Iterator[Finding]:
    """Each place of each wording."""
    for passage in passages(context):
        for wording in options_of(context, RULE.code, Options).wordings:
            for match in wording.pattern.finditer(passage.text):
                yield RULE.finding(context, passage.at(*match.span()), wording.message, stated=match.group())


RULE = Rule("TX13", "awkward-wording", "用词搭配", "note", check, __doc__ or "")
