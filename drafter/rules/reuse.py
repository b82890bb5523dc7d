"""What RU rules share: which rule a passage that was carried over belongs to, and its finding.

One cause, one finding: a passage is reported by the first rule that fits it, in the order RU05 (its problem was called solved), RU01
(its figures are last year's), RU03 (problems and measures), RU06 (only figures were changed), RU02 (all else).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from drafter.core.document import Location
from drafter.core.findings import Finding
from drafter.reuse.records import Kind, ReuseMatch, ReuseReport, Sort
from drafter.reuse.terms import KIND_WORDS, figures_words, origin_words, same_report_year
from drafter.rules.base import CheckContext, Rule

__all__ = ["code_of", "findings_of", "without_repeats"]


def code_of(report: ReuseReport, match: ReuseMatch) -> str:
    """The code of the rule that reports a passage."""
    if any(fact.kind == "problem" and fact.passage == match.current for fact in report.stale):
        return "RU05"
    if match.figures_unchanged and not same_report_year(report, match.document):
        return "RU01"
    if match.current.sort in {"问题", "措施"}:
        return "RU03"
    return "RU06" if match.kind == "figures-only" else "RU02"


def findings_of(
    rule: Rule,
    context: CheckContext,
    advice: str,
    reports: Callable[[Kind], bool] = lambda _: True,
    mild: frozenset[Sort] = frozenset(),
) -> Iterator[Finding]:
    """A finding for each passage that belongs to a rule; the same passage in another place is listed with the first.

    `reports` tells which kinds of copying are wanted, `mild` the sorts of sections in which it is only a note.
    """
    report = context.reuse
    if report is None:
        return
    found: dict[tuple[str, str, int], list[ReuseMatch]] = {}
    for match in report.matches:
        if code_of(report, match) == rule.code and reports(match.kind):
            found.setdefault((match.current.text, match.kind, match.document), []).append(match)
    for matches in found.values():
        match = matches[0]
        place, quote = _words(match)
        others = tuple(context.place(_words(other)[0]) for other in matches[1:])
        severity = "note" if match.current.sort in mild else rule.severity
        message = f"{_how(report, match)}；{advice}"
        yield rule.finding(context, place, message, quote=quote, others=others, severity=severity)


def _words(match: ReuseMatch) -> tuple[Location, str]:
    """Where the words that were carried over stand, and how they read: of a part its first to its last, else the whole passage."""
    text = match.current.text
    part = match.kind == "partial" and match.spans
    start, end = (match.spans[0][0], match.spans[-1][1]) if part else (0, len(text))
    return match.current.at(start, end), text[start:end]


def _how(report: ReuseReport, match: ReuseMatch) -> str:
    """Where a passage came from, how it was carried over, and which figures stayed."""
    figures = figures_words(match)
    bumped = "，年份改了" if match.year_bumped and match.kind != "year-only" else ""
    return f"{KIND_WORDS[match.kind]}{bumped}：出自{origin_words(report, match)}" + (f"；数字：{figures}" if figures else "")


def without_repeats(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without stale years (RU04) at places where TX03 reports the same year."""
    kept = list(found)
    told = [finding.place.location for finding in kept if finding.rule == "TX03"]
    for finding in kept:
        if finding.rule != "RU04" or not any(_meet(finding.place.location, place) for place in told):
            yield finding


def _meet(one: Location, other: Location) -> bool:
    same = (one.block, one.row, one.column) == (other.block, other.row, other.column)
    return same and one.start < other.end and other.start < one.end
