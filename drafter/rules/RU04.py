"""上年的年份、数、名称、文件还留在改写过的句子里。

## 做什么

给出 `--prior` 时，同一句话在上年（或别的）报告里也有，这次改过，其中一处却还是那时的：

- 年份：仍写上年，而句子里没有“比上年”“自某年起”一类的理由；
- 数：同一句里别的数都改了，这个数（至少三位）没有改；
- 名称：上年报告里的单位、项目名称，本年已经不这样叫；
- 文件：引用的仍是上年的文号，请看本年有没有新的文件。

文件只作提示（`configs/wording_rules.yaml` 的 `RU04` 里`提示`一项，可以写`年份`、`数`、`名称`、`文件`），其余是警告。整段照抄的在 RU01、RU02 里报，这里不再报；同一处已由 TX03 报的，不再报。

## 为什么

在上年的文件上改，总有漏改的地方；漏改的年份和数单看一份报告看不出来。

## 依据

《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）：单位自评结果应当真实、客观、准确，自评报告由单位对其真实性、准确性负责。

## 错误示例

> 上年：2023年新办读者证1460个，其中少儿证720个。
> 本年：2023年新办读者证1512个，其中少儿证720个。

## 正确示例

> 本年：2024年新办读者证1512个，其中少儿证768个。
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, field_validator

from drafter.config.settings import Setting
from drafter.core.findings import Finding, Severity
from drafter.reuse.records import ReuseReport, StaleFact
from drafter.reuse.words import STALE_WORDS, origin_words
from drafter.rules.base import CheckContext, Rule
from drafter.rules.options import options_of

__all__ = ["RULE", "Options"]


class Options(Setting):
    """Which kinds of leftovers are only notes."""

    notes: tuple[str, ...] = Field(default=("文件",), alias="提示")

    @field_validator("notes")
    @classmethod
    def _known(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [word for word in words if word not in STALE_WORDS.values()]
        if unknown:
            raise ValueError(f"没有这一类：{'、'.join(unknown)}；有：{'、'.join(STALE_WORDS.values())}")
        return words


def check(context: CheckContext) -> Iterator[Finding]:
    """Each leftover; problems that were called solved are for RU05."""
    options = options_of(context, RULE.code, Options)
    report = context.reuse
    if report is None:
        return
    for fact in report.stale:
        if fact.kind != "problem":
            yield _finding(context, report, fact, "note" if STALE_WORDS[fact.kind] in options.notes else "warning")


def _finding(context: CheckContext, report: ReuseReport, fact: StaleFact, severity: Severity) -> Finding:
    message = f"{fact.reason}；出自{origin_words(report, fact)}"
    place = fact.passage.at(fact.start, fact.end)
    return RULE.finding(context, place, message, stated=fact.words, severity=severity)


RULE = Rule("RU04", "stale-fact", "上年的内容没有改", "warning", check, __doc__ or "")
