"""A comparison as text for the terminal: a summary, the passages by section in reading order, what is stale, a table of sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.core.findings import Place
from drafter.core.presentation import one_line, spot_words
from drafter.core.text import display_width
from drafter.report.reuse_places import Places
from drafter.report.reuse_shares import percent, section_name, shown_shares
from drafter.report.wrapping import folded
from drafter.reuse.records import KINDS, ReuseMatch, ReuseReport, SectionShare, StaleFact
from drafter.reuse.terms import KIND_WORDS, STALE_WORDS, figures_words, report_words

__all__ = ["render_reuse_text", "summary_words"]

LONGEST_QUOTE = 90
AROUND = 24
"""Characters of the sentence shown on either side of something stale."""
NAME_WIDTH = 36
_INDENT = "    "


def render_reuse_text(report: ReuseReport, places: Places) -> str:
    """The whole report; a comparison that found nothing takes two lines, and one for each notice."""
    return "\n".join(_report(report, places)) + "\n"


def _report(report: ReuseReport, places: Places) -> Iterator[str]:
    yield f"{one_line(report.document)}：{summary_words(report)}"
    yield from folded("比较了  ", "、".join(report_words(prior) for prior in report.priors))
    for notice in report.notices:
        yield from folded("注意    ", one_line(notice))
    for section, matches in groupby(report.matches, key=lambda match: match.current.section):
        yield from ("", section_name(section))
        for match in matches:
            yield from _match(match, report, places)
    if report.stale:
        yield from ("", "上年的内容还留着")
        for fact in report.stale:
            yield from _stale(fact, report, places)
    if report.matches:
        yield ""
        yield from _table(report.sections)


def summary_words(report: ReuseReport) -> str:
    """``沿用 7 段，其中数字没有变的 1 段（逐字照抄 2 …）；上年的内容还留着 3 处``."""
    kinds = [match.kind for match in report.matches]
    counts = "，".join(f"{KIND_WORDS[kind]} {kinds.count(kind)}" for kind in KINDS if kind in kinds)
    unchanged = sum(match.figures_unchanged is True for match in report.matches)
    parts = [f"沿用 {len(kinds)} 段，其中数字没有变的 {unchanged} 段（{counts}）"] if kinds else []
    parts += [f"上年的内容还留着 {len(report.stale)} 处"] if report.stale else []
    return "；".join(parts) or "没有发现沿用以前报告的内容"


def _match(match: ReuseMatch, report: ReuseReport, places: Places) -> Iterator[str]:
    marks = ["数字没有变"] if match.figures_unchanged else []
    marks += ["年份改了"] if match.year_bumped and match.kind != "year-only" else []
    yield f"  {'，'.join((KIND_WORDS[match.kind], *marks))}{_spot(places.of_current(match.current))}"
    start, end = _carried_over(match)
    came_from = _origin(report, match.document, places.of_prior(match.document, match.prior))
    lines = (("原文", _shortened(match.current.text[start:end])), ("出自", came_from), ("数字", figures_words(match)))
    for label, words in lines:
        if words:
            yield from folded(f"{_INDENT}{label}  ", words)


def _carried_over(match: ReuseMatch) -> tuple[int, int]:
    """From the first to the last word of a part; a passage that was carried over as a whole, whole."""
    part = match.kind == "partial" and match.spans
    return (match.spans[0][0], match.spans[-1][1]) if part else (0, len(match.current.text))


def _shortened(text: str) -> str:
    shown = one_line(text)
    half = LONGEST_QUOTE // 2
    return shown if len(shown) <= LONGEST_QUOTE else f"{shown[:half]}……{shown[-half:]}"


def _spot(place: Place) -> str:
    words = spot_words(place)
    return f"（{words}）" if words else ""


def _origin(report: ReuseReport, document: int, place: Place) -> str:
    parts = (report_words(report.priors[document]), one_line(place.section), spot_words(place))
    return " › ".join(part for part in parts if part)


def _stale(fact: StaleFact, report: ReuseReport, places: Places) -> Iterator[str]:
    place = places.of_current(fact.passage, fact.start, fact.end)
    where = "，".join(part for part in (one_line(place.section), spot_words(place)) if part)
    yield f"  {STALE_WORDS[fact.kind]}  {_shortened(fact.words)}" + (f"（{where}）" if where else "")
    if fact.kind != "problem":
        text = fact.passage.text
        around = one_line(text[max(0, fact.start - AROUND) : fact.end + AROUND])
        yield from folded(f"{_INDENT}原文  ", around)
    yield from folded(f"{_INDENT}说明  ", one_line(fact.reason))
    if fact.prior:
        yield from folded(f"{_INDENT}出自  ", _origin(report, fact.document, places.of_prior(fact.document, fact.prior)))


def _table(sections: Sequence[SectionShare]) -> Iterator[str]:
    """Characters, convention, carried over, share, and what may stay, a section a line."""
    rows = [("章节", "字数", "惯例", "沿用", "占比", "可以沿用")]
    rows += [_row(section) for section in shown_shares(sections)]
    width = min(NAME_WIDTH, max(display_width(row[0]) for row in rows))
    for row in rows:
        yield _padded(row[0], width, left=True) + "".join(_padded(words, 10) for words in row[1:])
    yield "字数不含标点，一个数算一个字；占比 ＝ 沿用 ÷（字数 − 惯例）。"


def _row(section: SectionShare) -> tuple[str, str, str, str, str, str]:
    counts = (section.characters, section.convention, sum(section.reused.values()))
    return (_name(section.section), *map(str, counts), percent(section.share), str(section.allowed))  # type: ignore[return-value]


def _name(section: str) -> str:
    name = section_name(section)
    while display_width(name) > NAME_WIDTH:
        name = name[:-2] + "…" if name.endswith("…") else name[:-1] + "…"
    return name


def _padded(words: str, width: int, *, left: bool = False) -> str:
    blank = " " * max(0, width - display_width(words))
    return words + blank if left else blank + words
