"""Rule open-alternative: 增长（降低） left open in a sentence, boxes without a tick; manual page: pages/TX02.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, worded

__all__ = ["RULE", "Options"]

FEWEST_BOXES = 2
"""A single empty box may be a bullet."""


class Options(Setting):
    """What an open alternative looks like."""

    either: tuple[Pattern, ...] = Field(default=(), alias="二选一")
    left_open: Pattern | None = Field(default=None, alias="例外")
    """Boxes that are ticked by hand when the paper is signed."""
    empty: str = Field(default="□", alias="空框")
    """Signs of a box that is not ticked."""
    ticked: str = Field(default="☑√", alias="选中")
    """Signs of a tick, with or without its box."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Open alternatives in sentences, and boxes without a tick or with two that exclude each other."""
    options = options_of(context, RULE.code, Options)
    for passage in worded(context):
        for pattern in options.either:
            for match in pattern.finditer(passage.text):
                message = f"“{match.group()}”是二选一的写法，应按实际保留一个"
                yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group())
        yield from _boxes(context, passage, options)


def _boxes(context: CheckContext, passage: FoldedPassage, options: Options) -> Iterator[Finding]:
    empty, ticked = f"[{re.escape(options.empty)}]", f"[{re.escape(options.ticked)}]"
    if not re.search(empty, passage.text) and not re.search(ticked, passage.text):
        return
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]+", passage.text)]
    groups = [(start, line) for start, line in lines if len(re.findall(empty, line)) >= FEWEST_BOXES]
    if not groups and len(re.findall(empty, passage.text)) >= FEWEST_BOXES:
        groups = [(0, passage.text)]
    for start, group in groups:
        signed = options.left_open is not None and options.left_open.search(passage.text)
        if not re.search(ticked, group) and not signed:
            yield _finding(context, passage, start, group, "选择框一个也没有打勾")
    for start, line in lines:
        if re.search(rf"{ticked}\s*是", line) and re.search(rf"{ticked}\s*否", line) and not re.search(empty, line):
            yield _finding(context, passage, start, line, "“是”和“否”同时打了勾，应只选一个")


def _finding(context: CheckContext, passage: FoldedPassage, start: int, words: str, message: str) -> Finding:
    end = start + len(words)
    return RULE.finding(context, passage.at(start, end), message, quote=passage.words(start, end).strip())


RULE = computed("TX02", check, Options)
