"""Rule missing-unit: numbers without a measure word or unit; manual page: pages/TX11.md."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, worded

__all__ = ["RULE", "Options"]


PROSE = 30
"""Characters from which a cell is read as prose; in shorter ones the unit stands in the header."""


class Options(Setting):
    """After which nouns and words a unit has to stand."""

    nouns: tuple[str, ...] = Field(default=(), alias="名词")
    """Nouns that this document elsewhere writes with 个."""
    after: str = Field(default="", alias="名词后")
    """Pattern of what must follow the noun: 3项目标 is 3项 and 目标."""
    bare: tuple[Pattern, ...] = Field(default=(), alias="少单位")


def check(context: CheckContext) -> Iterator[Finding]:
    """Numbers before a noun without a measure word, and numbers without any unit."""
    options = options_of(context, RULE.code, Options)
    for noun in options.nouns:
        yield from _without_measure(context, noun, options)
    for passage in worded(context):
        if not passage.in_table or len(passage.text) >= PROSE:
            yield from _without_unit(context, passage, options)


def _without_measure(context: CheckContext, noun: str, options: Options) -> Iterator[Finding]:
    usual = lazy_re(rf"\d\s*个{noun}")
    if not any(usual.search(passage.text) for passage in worded(context)):
        return
    bare = lazy_re(rf"(?<![\d.年第#])(\d+)\s*{noun}{options.after}")
    for passage in worded(context):
        for match in bare.finditer(passage.text):
            right = f"{match[1]}个{noun}"
            message = f"数字后面少了量词，应写“{right}”"
            stated = f"{match[1]}{noun}"
            yield RULE.finding(context, passage.at(*match.span()), message, stated=stated, expected=right)


def _without_unit(context: CheckContext, passage: FoldedPassage, options: Options) -> Iterator[Finding]:
    found = {match.end(): match for pattern in options.bare for match in pattern.finditer(passage.text)}
    for _, match in sorted(found.items()):
        message = f"“{match.group().strip()}”的数字后面没有单位"
        yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group().strip())


RULE = computed("TX11", check, Options)
