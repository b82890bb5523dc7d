"""Rule stale-year: years that are not the reported one and have no reason to be another; manual page: pages/TX03.md."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, first_match, options_of
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, is_title_like, passages, report_year

__all__ = ["RULE", "Options"]

_TITLE = lazy_re(r"(?<!\d)(20[0-4]\d)\s*年度?(?=[^，。；：]{0,30}(?:报告|说明|情况|表|决算|公开|概况))")
_OPENING = lazy_re(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]\s*|[一二三四五六七八九十]是)?(20[0-4]\d)\s*年度?\s*")
_AS_OF = lazy_re(r"截[至止]\s*(20[0-4]\d)\s*年\s*(?:12\s*月|年?底|末)")
_EARLIER = lazy_re(r"以前年度|结转|历年|连续|往年")
_PARTIAL = lazy_re(r"截[至止]\s*(?:20[0-4]\d\s*年\s*)?(?:[1-9]|1[01])\s*月(?:\s*\d{1,2}\s*日|底|末)")
_YEAR_END = lazy_re(r"截[至止]\s*20[0-4]\d\s*年\s*(?:12\s*月|年?底|末)")


class Options(Setting):
    """What belongs to the reported year, and what may bear another."""

    current: tuple[Pattern, ...] = Field(default=(), alias="本期")
    """Words after a sentence's opening year that make it the year reported on."""
    justified: tuple[Pattern, ...] = Field(default=(), alias="有据")
    """Words before a year that justify another one."""
    span: Pattern | None = Field(default=None, alias="期限")
    """Years from–to; the second group is the last."""
    cited: Pattern | None = Field(default=None, alias="书名")
    """The title of a cited document, brackets included."""


_Hit = tuple[int, int, str, str]
"""Span, the year as written, message."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Years that are not the reported one, with no reason to be another."""
    options, year = options_of(context, RULE.code, Options), report_year(context)
    if year is None:
        return
    section = ""
    for passage in passages(context):
        if not passage.in_table and is_title_like(context, passage.block):
            section = passage.text
        for start, end, stated, message in _hits(context, passage, options, year, section):
            quote = passage.words(start, end).strip() if end - start > len(stated) else ""
            yield RULE.finding(context, passage.at(start, end), message, stated=stated, expected=str(year), quote=quote)
    yield from _partial(context)


def _hits(context: CheckContext, passage: FoldedPassage, options: Options, year: int, section: str) -> Iterator[_Hit]:
    """`section` is the heading above."""
    yield from _cited(passage, options, year)
    if not passage.in_table and is_title_like(context, passage.block):
        yield from _title(passage, options, year)
    else:
        yield from _openings(passage, options, year, section)
    for match in _AS_OF.finditer(passage.text):
        if int(match[1]) < year:
            yield *match.span(), match.group(), f"报告年度是{year}年，数据却截至{match[1]}年年底"


def _partial(context: CheckContext) -> Iterator[Finding]:
    """Figures as of a month before December, in a report whose other figures are as of the year's end: a note."""
    if not any(_YEAR_END.search(passage.text) for passage in passages(context)):
        return
    for passage in passages(context):
        for match in _PARTIAL.finditer(passage.text):
            message = "别处的数据都截至年底，这里没有到年底，请核对"
            yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group(), severity="note")


def _cited(passage: FoldedPassage, options: Options, year: int) -> Iterator[_Hit]:
    """Lists and plans that ended before the reported year."""
    for title in options.cited.finditer(passage.text) if options.cited else ():
        span = options.span.search(title.group()) if options.span else None
        if span and int(span[2]) < year:
            yield *title.span(), span.group(), f"所引文件只管到{span[2]}年，报告年度是{year}年，应引用现行的文件"


def _title(passage: FoldedPassage, options: Options, year: int) -> Iterator[_Hit]:
    for match in _TITLE.finditer(passage.text):
        other = int(match[1]) != year and str(year) not in passage.text and not _EARLIER.search(passage.text)
        if other and not first_match(options.justified, passage.text, 0, match.start()):
            yield 0, len(passage.text), match[1], f"标题写的是{match[1]}年，正文说的是{year}年"


def _openings(passage: FoldedPassage, options: Options, year: int, section: str) -> Iterator[_Hit]:
    """Sentences that begin with last year as though it were this one, unless their section is about last year."""
    for start, sentence in passage.clauses():
        match = _OPENING.match(sentence)
        if not match or int(match[1]) >= year or match[1] in section or str(year) in sentence or _EARLIER.search(sentence):
            continue
        if any(pattern.match(sentence, match.end()) for pattern in options.current):
            yield start + match.start(1), start + match.end(1), match[1], f"报告年度是{year}年，这句说的却是{match[1]}年"


RULE = computed("TX03", check, Options)
