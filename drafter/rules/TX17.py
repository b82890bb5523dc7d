"""Rule reason-against-direction: spending that fell because of more staff, or rose because of thrift; manual page: pages/TX17.md.

A clause of the reason that has words of both kinds (退休人员增加, 转移支付减少) says nothing for sure and is left out; what is left
must all point against the direction, and it must be money that went up or down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, report_year, worded
from drafter.wording.lexicon import split_words
from drafter.wording.segmentation import cutter

__all__ = ["RULE", "Options"]

Way = Literal[-1, 0, 1]

_STOP = re.compile(r"[。；;\n]")
_CLAUSE = re.compile(r"[^，,、。；;：:\n]+")
_YEAR = re.compile(r"20\d\d(?=\s*年)")
_AMOUNT = re.compile(r"了?\s{0,4}\d")
REACH = 60
"""Characters before the reason in which its direction stands."""
_WORDS: dict[Way, str] = {1: "增加", -1: "减少"}


class Options(Setting):
    """What introduces a reason, what goes up and down, and what reasons are for."""

    reason: Pattern | None = Field(default=None, alias="引语")
    up: Pattern | None = Field(default=None, alias="升")
    down: Pattern | None = Field(default=None, alias="降")
    level: Pattern | None = Field(default=None, alias="平")
    money: Pattern | None = Field(default=None, alias="钱")
    not_money: Pattern | None = Field(default=None, alias="不是支出")
    """What rises when spending falls: 结余."""
    more: tuple[str, ...] = Field(default=(), alias="使增加")
    less: tuple[str, ...] = Field(default=(), alias="使减少")
    unsure: Pattern | None = Field(default=None, alias="说不准")
    """A clause with one of these proves nothing: 上年, 线上."""


@dataclass(frozen=True, slots=True)
class _Reason:
    start: int
    end: int
    way: Way
    """Of the words before it."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Each reason all of whose clauses point the other way."""
    options = options_of(context, RULE.code, Options)
    if not (options.reason and options.up and options.down and options.money):
        return
    year = report_year(context)
    for passage in worded(context):
        for reason in _reasons(passage.text, options):
            told = [way for way in _ways(passage.text, reason, options, year) if way]
            if told and not _is_account(passage.text, reason, options) and all(way == -reason.way for way in told):
                yield _finding(context, passage, reason)


def _reasons(text: str, options: Options) -> Iterator[_Reason]:
    """The reasons of a passage that follow a direction of money, and nothing else between."""
    if options.reason is None:
        return
    introduced = list(options.reason.finditer(text))
    for place, match in enumerate(introduced):
        following = introduced[place + 1].start() if place + 1 < len(introduced) else len(text)
        stop = _STOP.search(text, match.end())
        end = min(stop.start() if stop else len(text), following)
        before = introduced[place - 1].end() if place else 0
        way = _direction(text[max(before, match.start() - REACH) : match.end()], options)
        if way:
            yield _Reason(match.end(), end, way)


def _direction(text: str, options: Options) -> Way:
    """The direction that the last clauses before a reason agree on; zero where they don't, or where it is no money."""
    if not (options.up and options.down and options.money):
        return 0
    found = sorted([(m.start(), 1) for m in options.up.finditer(text)] + [(m.start(), -1) for m in options.down.finditer(text)])
    unclear = (options.level and options.level.search(text)) or (options.not_money and options.not_money.search(text))
    if not found or unclear or not options.money.search(text):
        return 0
    ways = {way for _, way in found[-2:]}
    if len(ways) > 1:
        return 0
    return 1 if 1 in ways else -1


def _ways(text: str, reason: _Reason, options: Options, year: int | None) -> Iterator[Way]:
    """Where each clause of a reason points."""
    more, less = frozenset(split_words(options.more)), frozenset(split_words(options.less))
    for match in _CLAUSE.finditer(text, reason.start, reason.end):
        clause = match.group()
        other_year = any(int(written) != year for written in _YEAR.findall(clause)) if year else False
        told = any(word in clause for word in more) or any(word in clause for word in less)
        if not told or other_year or (options.unsure and options.unsure.search(clause)):
            continue
        found = set(cutter(more | less)(clause))
        yield (1 if found & more else 0) - (1 if found & less else 0)  # type: ignore[misc]


def _is_account(text: str, reason: _Reason, options: Options) -> bool:
    """Whether the reason tells with amounts what rose and what fell: the change is their sum."""
    return all(
        any(_AMOUNT.match(text, match.end()) for match in words.finditer(text, reason.start, reason.end))
        for words in (options.up, options.down)
        if words is not None
    )


def _finding(context: CheckContext, passage: FoldedPassage, reason: _Reason) -> Finding:
    says, means = _WORDS[reason.way], _WORDS[-reason.way]
    words = passage.words(reason.start, reason.end).strip()
    message = f"说的是{says}，写的原因却是使支出{means}的：“{words[:40]}”；请核对方向，或者写真正的原因"
    return RULE.finding(context, passage.at(reason.start, reason.end), message, stated=says, expected=means)


RULE = computed("TX17", check, Options)
