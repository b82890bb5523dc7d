"""Rule awkward-wording: the wordings that the settings list; manual page: pages/TX13.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.page import computed
from drafter.rules.texts import worded

__all__ = ["RULE", "Options"]


class Wording(Setting):
    """A wording that is wrong, and why."""

    pattern: Pattern = Field(alias="式样")
    message: str = Field(alias="说明")
    level: Literal["警告", "提示"] = Field(default="提示", alias="级别")


class Options(Setting):
    """The awkward wordings and what to write instead."""

    wordings: tuple[Wording, ...] = Field(default=(), alias="搭配")


def check(context: CheckContext) -> Iterator[Finding]:
    """Each place of each wording."""
    for passage in worded(context):
        for wording in options_of(context, RULE.code, Options).wordings:
            for match in wording.pattern.finditer(passage.text):
                severity = "warning" if wording.level == "警告" else "note"
                place = passage.at(*match.span())
                yield RULE.finding(context, place, wording.message, stated=match.group(), severity=severity)


RULE = computed("TX13", check, Options)
