"""Rule empty-section: sections about problems that name none, headings with nothing below; manual page: pages/TX05.md."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.document import Table
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.boxes import boxes, is_blank, label_of
from drafter.rules.options import Pattern, options_of
from drafter.rules.outline import NumberedParagraph, marks, sections
from drafter.rules.page import computed

__all__ = ["RULE", "Options"]

_ANNEX = lazy_re(r"(?:表|报告|清单|方案|办法|通知)[》）)]?$")
"""Names of papers: items of a list of annexes, not headings."""
_BRACKET_TEXT = lazy_re(r"[）)]\s*[^）)]{2,}$")
"""Content right after a heading's bracket."""


class Subject(Setting):
    """What a heading promises and what then has to be said."""

    wanted: Pattern = Field(alias="要")
    unwanted: Pattern = Field(alias="不要")
    said: Pattern = Field(alias="应有")
    none: Pattern = Field(alias="无")
    """Says that there is nothing to report."""


class Options(Setting):
    """What sections are about."""

    problems: Subject | None = Field(default=None, alias="问题")
    substantial: Pattern | None = Field(default=None, alias="有内容")
    """Words of headings that must have something below."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Sections about problems that name none, and headings with nothing below."""
    options = options_of(context, RULE.code, Options)
    if options.problems:
        yield from _without_problem(context, options.problems)
        yield from _boxes_without_problem(context, options.problems)
    if options.substantial:
        heads = [mark for mark in marks(context) if mark.style != "第一部分"]
        for place, mark in enumerate(heads[:-1]):
            promising = options.substantial.search(mark.words) and not _ANNEX.search(mark.words)
            if promising and _is_bare(context, heads, place):
                yield RULE.finding(context, mark.location, f"“{mark.words}”下面没有内容", quote=mark.shown)


def _without_problem(context: CheckContext, subject: Subject) -> Iterator[Finding]:
    for section in sections(context):
        name, text = section.mark.name, section.text
        promised = subject.wanted.search(name) and not subject.unwanted.search(name)
        if promised and text.strip() and not subject.said.search(text) and not subject.none.search(text):
            message = "标题写着问题或建议，下面没有说出任何问题和建议；确实没有的写“无”"
            yield RULE.finding(context, section.mark.location, message, quote=section.mark.shown)


def _boxes_without_problem(context: CheckContext, subject: Subject) -> Iterator[Finding]:
    for box in boxes(context):
        text = box.text
        if box.spec.needs == "问题" and not is_blank(text) and not subject.said.search(text) and not subject.none.search(text):
            location = next(place for place, words in box.content if not is_blank(words))
            yield RULE.finding(context, location, f"“{label_of(box.words)}”里没有说出任何问题；确实没有的写“无”")


def _is_bare(context: CheckContext, heads: list[NumberedParagraph], place: int) -> bool:
    """Whether the next block is the next heading of the same kind, while the others of that kind have content."""
    mark, after = heads[place], heads[place + 1]
    if _BRACKET_TEXT.search(mark.words) or not mark.is_heading or not after.is_heading:
        return False
    follows = (after.style, after.number, after.block) == (mark.style, mark.number + 1, mark.block + 1)
    if not follows or after.passage.text.strip()[-1:] in "。；;":
        return False
    siblings = [other for other in heads if other.style == mark.style and other is not mark]
    filled = sum(_has_content(context, heads, other) for other in siblings)
    return filled > len(siblings) / 2


def _has_content(context: CheckContext, heads: list[NumberedParagraph], mark: NumberedParagraph) -> bool:
    following = mark.block + 1
    if mark.rest or following >= len(context.document.blocks):
        return True
    if isinstance(context.document.blocks[following], Table):
        return True
    return not any(other.block == following and other.style == mark.style for other in heads)


RULE = computed("TX05", check, Options)
