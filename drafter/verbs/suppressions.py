"""Findings that an office has looked at and accepts: drafter.yaml, 忽略, each with a reason. One that hits nothing is reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from pydantic import Field

from drafter.config.settings import Setting, load_settings
from drafter.core.findings import Finding, Report
from drafter.resources import Packs

__all__ = ["FILE", "Suppression", "load_suppressions", "suppressed"]

FILE = "drafter.yaml"


class Suppression(Setting):
    """Findings to pass over: of a rule, in some documents, about some words, for a reason."""

    rule: str = Field(alias="规则", description="规则编号，或编号的开头，例如 TX")
    document: str = Field(default="*", alias="文件", description="文件名，可用 * 通配")
    words: str = Field(default="", alias="文字", description="原文里的一段话；不写就是整条规则")
    reason: str = Field(alias="理由", min_length=2, description="为什么可以不管")

    def hits(self, finding: Finding, document: str) -> bool:
        """Whether a finding is the one that is meant."""
        return (
            finding.rule.startswith(self.rule.upper())
            and fnmatch(document, self.document)
            and (not self.words or self.words in finding.quote)
        )


class SuppressionFile(Setting):
    """What drafter.yaml says of the findings that an office accepts."""

    ignored: list[Suppression] = Field(default_factory=list, alias="忽略")


def load_suppressions(path: Path) -> list[Suppression]:
    """The suppressions of a file; `InputError` for a missing reason or an unknown key."""
    return load_settings(path, SuppressionFile, Packs.find()).ignored


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Reports without what is passed over, and the suppressions that hit nothing."""

    reports: tuple[Report, ...]
    count: int
    unused: tuple[Suppression, ...]


def suppressed(reports: Sequence[Report], suppressions: Iterable[Suppression]) -> Suppressed:
    """The reports without the findings that an office accepts."""
    rules = list(suppressions)
    used: set[int] = set()
    kept_reports = []
    count = 0
    for report in reports:
        kept = []
        for finding in report.findings:
            hit = next((number for number, rule in enumerate(rules) if rule.hits(finding, report.document)), None)
            if hit is None:
                kept.append(finding)
            else:
                used.add(hit)
                count += 1
        kept_reports.append(replace(report, findings=tuple(kept)))
    return Suppressed(tuple(kept_reports), count, tuple(rule for number, rule in enumerate(rules) if number not in used))
