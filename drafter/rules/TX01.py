"""Rule template-hint: what a template says to its writer, and signs that stand for content; manual page: pages/TX01.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.document import Location
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, first_match, options_of
from drafter.rules.outline import marks
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, worded

__all__ = ["RULE", "Options"]

_BRACKET = lazy_re(r"[（(]([^（()）]{4,})(?:[）)]|$)")
_TOLD = lazy_re(r"[。，；\d]")
FEWEST_IMPERATIVES = 2
"""One imperative alone may be a measure (“说明原因”); two in a sentence without a subject are a hint."""
_ENDS = lazy_re(r"\s{0,9}(?:[。：:；;\n]|$)")
LONGEST_LEAD = 25
"""Characters of a heading before its bracket."""


class Options(Setting):
    """What a hint to the writer looks like."""

    sure: tuple[Pattern, ...] = Field(default=(), alias="肯定")
    """Enough by itself."""
    whole: Pattern | None = Field(default=None, alias="整段")
    """A text that is a hint from end to end."""
    bracket: tuple[Pattern, ...] = Field(default=(), alias="括号")
    """A bracket whose content is a hint."""
    imperatives: tuple[Pattern, ...] = Field(default=(), alias="祈使")
    """Two different ones in a sentence are a hint."""
    statements: tuple[Pattern, ...] = Field(default=(), alias="陈述")
    """Words of a sentence about what was done."""
    heading_bracket: tuple[Pattern, ...] = Field(default=(), alias="标题括号")
    """A bracket in a heading whose content is a hint."""
    placeholders: tuple[Pattern, ...] = Field(default=(), alias="占位")
    gap: Pattern | None = Field(default=None, alias="待补")
    """What drafter itself leaves for missing facts; a note."""


_Hit = tuple[int, int, str]


def check(context: CheckContext) -> Iterator[Finding]:
    """Hints, each once."""
    options = options_of(context, RULE.code, Options)
    heads = {mark.block: mark.end for mark in marks(context)}
    for passage in worded(context):
        done: list[tuple[int, int]] = []
        for start, end, message in _hits(passage, options, heads.get(passage.block) if not passage.in_table else None):
            if not any(start < other_end and other_start < end for other_start, other_end in done):
                done.append((start, end))
                quote = passage.words(start, end).strip()
                yield RULE.finding(context, passage.at(start, end), message, quote=quote, **_right(message))
    yield from _gaps(context, options)


def _right(message: str) -> dict[str, str]:
    """What is written and what would be right, of a hint; a placeholder stands for itself."""
    return {"stated": "填表的提示、指示", "expected": "删除"} if "提示" in message else {}


def _hits(passage: FoldedPassage, options: Options, head: int | None) -> Iterator[_Hit]:
    for match in options.whole.finditer(passage.text) if options.whole else ():
        yield *match.span(), "整段是模板写给填表人的提示，应换成实际内容"
    for match in _BRACKET.finditer(passage.text):
        in_heading = head is not None and _is_heading(passage.text, head, match)
        patterns = options.bracket + (options.heading_bracket if in_heading else ())
        if first_match(patterns, match[1]):
            yield *match.span(), "括号里是模板的填写提示，应删去"
    for start, clause in passage.clauses():
        if _is_hint(clause, options):
            yield start, start + len(clause), "这句话是模板写给填表人的提示，应删去，换成实际内容"
    for pattern in options.placeholders:
        for match in pattern.finditer(passage.text):
            start, end = _around(passage.text, *match.span())
            yield start, end, f"占位符号“{match.group().strip()}”没有换成实际内容"


def _is_heading(text: str, head: int, bracket: re.Match[str]) -> bool:
    """Whether a bracket ends a heading: between the number and it no sentence and no figure, and behind it nothing that goes on."""
    start = bracket.start()
    alone = head <= start <= head + LONGEST_LEAD and not _TOLD.search(text, head, start)
    return alone and _ENDS.match(text, bracket.end()) is not None


def _is_hint(clause: str, options: Options) -> bool:
    if first_match(options.sure, clause):
        return True
    found = sum(pattern.search(clause) is not None for pattern in options.imperatives)
    return found >= FEWEST_IMPERATIVES and not first_match(options.statements, clause)


def _around(text: str, start: int, end: int, reach: int = 20) -> tuple[int, int]:
    """The clause around a span, not far."""
    first = max((text.rfind(mark, 0, start) + 1 for mark in "，。；：\n"), default=0)
    stops = [place for mark in "，。；\n" if (place := text.find(mark, end)) >= 0]
    return max(first, start - reach), min([*stops, end + reach, len(text)])


def _gaps(context: CheckContext, options: Options) -> Iterator[Finding]:
    """What drafting left open, the same words once."""
    places: dict[str, list[Location]] = {}
    for passage in worded(context):
        for match in options.gap.finditer(passage.text) if options.gap else ():
            places.setdefault(passage.words(*match.span()), []).append(passage.at(*match.span()))
    for words, (first, *more) in places.items():
        others = tuple(context.place(location) for location in more)
        count = f"，共{len(more) + 1}处" if more else ""
        message = f"起草时留下的“{words.strip('【】')}”还没有处理{count}"
        yield RULE.finding(context, first, message, quote=words, severity="note", others=others)


RULE = computed("TX01", check, Options)
