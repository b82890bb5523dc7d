"""Rule copied-passage: passages of the results, and of all other sections, that come from an earlier report; manual page: pages/RU02.md."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, field_validator

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.reuse.records import Kind, Sort
from drafter.reuse.terms import KIND_WORDS
from drafter.rules.base import CheckContext
from drafter.rules.options import options_of
from drafter.rules.page import computed
from drafter.rules.reuse import findings_of

__all__ = ["RULE", "Options"]

ADVICE = "请写本年的情况；确实没有变化的，说明哪些是延续的工作"
MILD = frozenset[Sort]({"其他"})
"""Sections about the project and about how the evaluation was done; much of that may be the same."""


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
        """Whether a kind of copying is reported."""
        return KIND_WORDS[kind] not in self.unreported


def check(context: CheckContext) -> Iterator[Finding]:
    """Passages that were carried over, in results and all else."""
    yield from findings_of(RULE, context, ADVICE, options_of(context, RULE.code, Options).reports, MILD)


RULE = computed("RU02", check, Options)
