"""A report as text for the terminal: by section, each finding with its quote, what it says, what was expected and why.

Lines are folded at terminal columns, of which a Chinese character takes two. A report without findings takes two lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.core.findings import Coverage, Finding, JudgedClaim, Report
from drafter.core.presentation import (
    count_words,
    headline,
    in_order,
    one_line,
    place_words,
    severity_word,
    spot_words,
    verdict_word,
)
from drafter.core.text import display_width

__all__ = ["coverage_words", "folded", "render_text"]

WIDTH = 100
OTHERS_SHOWN = 3
_INDENT = "    "
_NOT_BEFORE = frozenset("，。；：！？、）〕】》”’%％,.;:!?)")
"""No line begins with one of these."""
_WORD = re.compile(r"[A-Za-z0-9.,]+$")


def render_text(reports: Sequence[Report], *, verbose: bool = False) -> str:
    """The reports one after the other and, for several, a summary. With `verbose` every judged claim and every further place."""
    parts = ["\n".join(_report(report, verbose=verbose)) for report in reports]
    if len(reports) > 1:
        parts.append("\n".join(_summary(reports)))
    return "\n\n".join(parts) + "\n" if parts else ""


def coverage_words(coverage: Coverage) -> str:
    """How much was seen and understood; silence about figures that were not understood is no praise."""
    words = (
        f"看到 {coverage.figures} 个数字，读懂 {coverage.claims} 条说法，"
        f"其中一致 {coverage.holds}、不一致 {coverage.fails}、无法判断 {coverage.undecided}"
    )
    return words if coverage.claims else f"{words}（没有读懂任何说法，不能当作核对通过）"


def _report(report: Report, *, verbose: bool) -> Iterator[str]:
    yield f"{one_line(report.document)}：{headline(report)}"
    for section, findings in groupby(in_order(report.findings), key=lambda finding: one_line(finding.place.section)):
        yield ""
        yield section or "（正文）"
        for finding in findings:
            yield from _finding(finding, verbose=verbose)
    if verbose and report.claims:
        yield from ("", "读懂的说法")
        for claim in report.claims:
            yield from _claim(claim)
    yield from ("",) if report.findings or verbose else ()
    yield coverage_words(report.coverage)


def _finding(finding: Finding, *, verbose: bool) -> Iterator[str]:
    spot = spot_words(finding.place)
    yield f"  {severity_word(finding.severity)} {finding.rule} {one_line(finding.title)}" + (f"（{spot}）" if spot else "")
    values = [("现值", finding.stated), ("应为", finding.expected)]
    lines = [("原文", finding.quote), *values, ("说明", finding.message), ("算式", finding.derivation)]
    lines.append(("别处", _others(finding, verbose=verbose)))
    for label, words in lines:
        if words.strip():
            yield from folded(f"{_INDENT}{label}  ", one_line(words))


def _others(finding: Finding, *, verbose: bool) -> str:
    places = [place_words(place) for place in finding.others]
    shown = places if verbose else places[:OTHERS_SHOWN]
    more = f" 等 {len(places)} 处" if len(places) > len(shown) else ""
    return "；".join(dict.fromkeys(shown)) + more


def _claim(claim: JudgedClaim) -> Iterator[str]:
    yield from folded(f"  {verdict_word(claim.verdict)} {claim.shape}  ", one_line(claim.quote))
    if claim.derivation:
        yield from folded(f"{_INDENT}算式  ", one_line(claim.derivation))


def _summary(reports: Sequence[Report]) -> Iterator[str]:
    clean = sum(not report.findings and not report.coverage.fails for report in reports)
    yield f"合计 {len(reports)} 份文件，{clean} 份未发现问题：{count_words(reports)}"
    yield coverage_words(_total([report.coverage for report in reports]))


def _total(coverages: Sequence[Coverage]) -> Coverage:
    numbers = [(c.figures, c.claims, c.holds, c.fails, c.undecided) for c in coverages]
    return Coverage(*map(sum, zip(*numbers, strict=True)))


def folded(label: str, text: str) -> Iterator[str]:
    """The text behind its label, folded at the terminal's columns, further lines below the first word."""
    indent = display_width(label)
    for number, line in enumerate(_fold(text, WIDTH - indent)):
        yield (" " * indent if number else label) + line


def _fold(text: str, width: int) -> Iterator[str]:
    line, taken = "", 0
    for character in text:
        columns = display_width(character)
        if taken + columns > width and character not in _NOT_BEFORE:
            kept, line = _broken(line, character)
            taken = display_width(line)
            yield kept.rstrip()
        line += character
        taken += columns
    if line.strip():
        yield line


def _broken(line: str, character: str) -> tuple[str, str]:
    """What stays on a full line and what moves down: a number or a Latin word that goes on is not torn."""
    word = _WORD.search(line) if character.isascii() and character.isalnum() else None
    return (line[: word.start()], word[0]) if word and word.start() else (line, "")
