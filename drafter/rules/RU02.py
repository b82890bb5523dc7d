"""沿用上年的原话。

## 做什么

给出 `--prior` 时，成效和其他章节里的一段话是从上年（或别的）报告沿用的，按沿用的办法报：
逐字照抄、只改年份、换了次序、部分沿用（只有一段里的几句）、略作改动、换词改写。

不算的：模板和常用语里的固定表述、表格的固定栏目、引用的文件名、名词解释等惯用语，职能、机构、名词解释、制度等可以沿用的章节
（都在 `configs/reuse.yaml`，单位可以增加）。概况、自评组织、结果应用等其他章节里的只作提示。数字一个也没有变的归 RU01，问题和措施归 RU03，只换了数字的归 RU06。

`configs/wording_rules.yaml` 的 `RU02` 可以写`不报`，列出不报的沿用办法。

## 为什么

成效是一年的工作写出来的，两年一个字不差，读的人就不再相信里面的数字。

## 依据

《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）：单位自评结果应当真实、客观、准确，自评报告由单位对其真实性、准确性负责。

## 错误示例

> 上年、本年都写：流动图书车跑遍了全县十一个乡镇，每个月给村里的孩子换一次书，家长反映孩子愿意在家看书了。

## 正确示例

> 本年：流动图书车增加了学校一站，全年出车132次；三个山区村因修路停了两个月，已补送。
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, field_validator

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.reuse.records import Kind, Sort
from drafter.reuse.words import KIND_WORDS
from drafter.rules.base import CheckContext, Rule
from drafter.rules.options import options_of
from drafter.rules.reuse import findings_of

__all__ = ["RULE", "Options"]

ADVICE = "请写本年的情况；确实没有变化的，说明哪些是延续的工作"
MILD = frozenset[Sort]({"其他"})
"""Sections that tell of the project and of how the evaluation was done; much of that may be the same."""


class Options(Setting):
    """Which kinds of copying an office does not want to hear of."""

    unreported: tuple[str, ...] = Field(default=(), alias="不报")

    @field_validator("unreported")
    @classmethod
    def _known(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [word for word in words if word not in KIND_WORDS.values()]
        if unknown:
            raise ValueError(f"没有这种沿用办法：{'、'.join(unknown)}；有：{'、'.join(KIND_WORDS.values())}")
        return words

    def reports(self, kind: Kind) -> bool:
        """Whether a kind of copying is told of."""
        return KIND_WORDS[kind] not in self.unreported


def check(context: CheckContext) -> Iterator[Finding]:
    """Passages that were carried over, in results and all else."""
    yield from findings_of(RULE, context, ADVICE, options_of(context, RULE.code, Options).reports, MILD)


RULE = Rule("RU02", "copied-passage", "沿用上年的原话", "warning", check, __doc__ or "")
