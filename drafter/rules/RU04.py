"""Rule stale-fact: years, figures, names and documents of an earlier report left in changed sentences; manual page: pages/RU04.md."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, field_validator

from drafter.config.settings import Setting
from drafter.core.findings import Finding, Severity
from drafter.reuse.records import ReuseReport, StaleFact
from drafter.reuse.terms import STALE_WORDS, origin_words
from drafter.rules.base import CheckContext
from drafter.rules.options import options_of
from drafter.rules.page import computed

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


RULE = computed("RU04", check, Options)
