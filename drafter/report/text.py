"""A report as text for the terminal: a finding in two lines, where and what is wrong, then the words and the arithmetic.

The gravest come first, notes are grouped by rule; or all in the order of the document, under their sections. With `verbose` each
finding has its quote, values, reason, arithmetic and further places on lines of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from drafter.core.findings import Broken, Coverage, Finding, JudgedClaim, Report, Severity
from drafter.core.presentation import (
    SEVERITIES,
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
from drafter.report.levels import at_or_above
from drafter.report.wrapping import folded

__all__ = ["Order", "TextOptions", "broken_words", "coverage_words", "render_text"]

Order = Literal["severity", "document"]
OTHERS_SHOWN = 3
LONGEST_QUOTE = 60
"""Characters of a quote that a short finding shows."""
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class TextOptions:
    """How much is shown, and in which order."""

    order: Order = "severity"
    verbose: bool = False
    """Every finding with all that is known of it, also each note."""
    claims: bool = False
    """Every judged claim too."""
    least: Severity = "note"
    """Only findings of this level and graver ones; the first line counts all."""


def render_text(reports: Sequence[Report], options: TextOptions = TextOptions()) -> str:
    """The reports one after the other and, for several, a summary."""
    parts = ["\n".join(_report(report, options)) for report in reports]
    if len(reports) > 1:
        parts.append("\n".join(_summary(reports)))
    return "\n\n".join(parts) + "\n" if parts else ""


def coverage_words(coverage: Coverage) -> tuple[str, str]:
    """How much was seen and understood; silence about figures that were not understood is no praise."""
    told = coverage.understood + coverage.none
    figures = (
        f"看到 {coverage.all.figures} 个数字：重算 {coverage.computed.figures}，与表格或事实比较 {coverage.table.figures}，"
        f"只见别处重复 {coverage.seen.figures}，没有读懂 {coverage.none.figures}"
    )
    claims = f"读出 {told.claims} 条说法：一致 {told.holds}，不一致 {told.fails}，无法判断 {told.undecided}"
    return figures, claims if coverage.understood.claims else f"{claims}（没有读懂任何说法，不能当作核对通过）"


def broken_words(broken: Broken) -> str:
    """What was not judged, where, and why."""
    where = f"（{place_words(broken.place)}）" if broken.place else ""
    return f"{one_line(broken.name)}{where}：{one_line(broken.message)}"


def _report(report: Report, options: TextOptions) -> Iterator[str]:
    yield f"{one_line(report.document)}：{headline(report)}"
    listed = in_order(at_or_above(report, options.least).findings)
    yield from _by_section(listed, options) if options.order == "document" else _by_severity(listed, options)
    if options.claims and report.claims:
        yield from ("", "读懂的说法")
        for claim in report.claims:
            yield from _claim(claim)
    if report.broken:
        yield from ("", "没有查完")
        for broken in report.broken:
            yield from folded("  ", broken_words(broken))
    yield from ("",) if report.findings or report.broken or options.claims else ()
    yield from coverage_words(report.coverage)


def _by_section(listed: Sequence[Finding], options: TextOptions) -> Iterator[str]:
    for section, findings in groupby(listed, key=lambda finding: one_line(finding.place.section)):
        yield from ("", section or "（正文）")
        for finding in findings:
            label = f"  {severity_word(finding.severity)} {finding.rule} "
            yield from _full(finding, label) if options.verbose else _short(finding, label, _where(finding, ""))


def _by_severity(listed: Sequence[Finding], options: TextOptions) -> Iterator[str]:
    for severity in SEVERITIES:
        found = [finding for finding in listed if finding.severity == severity]
        if found:
            yield from ("", severity_word(severity))
        if severity == "note" and not options.verbose:
            yield from _notes(found)
            continue
        for finding in found:
            label = f"  {finding.rule} "
            yield from (
                _full(finding, label) if options.verbose else _short(finding, label, _where(finding, finding.place.section))
            )


def _notes(found: Iterable[Finding]) -> Iterator[str]:
    """Notes of one rule in one line; a single note as any other finding."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    for code, notes in by_rule.items():
        if len(notes) == 1:
            yield from _short(notes[0], f"  {code} ", _where(notes[0], notes[0].place.section))
        else:
            places = dict.fromkeys(place_words(note.place) for note in notes)
            yield from folded(f"  {code} ", f"{one_line(notes[0].title)} {len(notes)} 处：{_first(list(places))}")


def _where(finding: Finding, section: str) -> str:
    """Section and spot; without the cell where the message itself names its table."""
    place = replace(finding.place, section=section)
    named = place.table and f"《{place.table}》" in finding.message
    if named:
        place = replace(place, table="", location=replace(place.location, row=None, column=None))
    return place_words(place) if section or place.document else spot_words(place)


def _short(finding: Finding, label: str, where: str) -> Iterator[str]:
    """Where, what is written and what would be right; below, the words and the arithmetic."""
    yield from folded(label, f"{where}：{_wrong(finding)}" if where else _wrong(finding))
    quote = one_line(finding.quote)
    shown = quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"
    parts = (("原文", shown), ("算式", one_line(finding.derivation)), ("别处", _first([place_words(p) for p in finding.others])))
    below = "　".join(f"{name}：{words}" for name, words in parts if words)
    yield from folded(" " * display_width(label), below) if below else ()


def _wrong(finding: Finding) -> str:
    """The message, with the two values where it does not name them."""
    message = one_line(finding.message) or one_line(finding.title)
    stated, expected = one_line(finding.stated), one_line(finding.expected)
    if not expected or expected in message:
        return message
    told = f"写的是 {stated}，" if stated and stated not in message else ""
    return f"{message}（{told}应为 {expected}）"


def _full(finding: Finding, label: str) -> Iterator[str]:
    spot = place_words(finding.place)
    yield f"{label}{one_line(finding.title)}（{spot}）"
    values = [("现值", finding.stated), ("应为", finding.expected)]
    lines = [("原文", finding.quote), *values, ("说明", finding.message), ("算式", finding.derivation)]
    lines.append(("别处", "；".join(dict.fromkeys(map(place_words, finding.others)))))
    for name, words in lines:
        if words.strip():
            yield from folded(f"{_INDENT}{name}  ", one_line(words))


def _first(places: Sequence[str]) -> str:
    """The first places, and how many there are."""
    more = f" 等 {len(places)} 处" if len(places) > OTHERS_SHOWN else ""
    return "；".join(dict.fromkeys(places[:OTHERS_SHOWN])) + more


def _claim(claim: JudgedClaim) -> Iterator[str]:
    yield from folded(f"  {verdict_word(claim.verdict)} {claim.shape}  ", one_line(claim.quote))
    if claim.derivation:
        yield from folded(f"{_INDENT}算式  ", one_line(claim.derivation))


def _summary(reports: Sequence[Report]) -> Iterator[str]:
    clean = sum(not report.findings and not report.coverage.all.fails for report in reports)
    yield f"合计 {len(reports)} 份文件，{clean} 份未发现问题：{count_words(reports)}"
    yield from coverage_words(sum((report.coverage for report in reports), Coverage()))
