"""A report as one HTML file: the document's text with the findings marked at their words and explained in the margin.

The file asks nothing of the network, and a policy inside it forbids it to: only the one style and the one script that stand in it
run. Without the script everything is shown and nothing can be filtered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Template

from drafter.core.document import Document
from drafter.core.findings import Report
from drafter.core.presentation import SEVERITIES, count_words, headline, in_order, place_words, severity_word
from drafter.report.marks import Note, escaped
from drafter.report.page import document_rows
from drafter.report.shell import asset, policy
from drafter.report.text import broken_words, coverage_words

__all__ = ["render_html"]


def render_html(checked: Sequence[tuple[Document, Report]]) -> str:
    """The page for one or several documents, each with its report."""
    reports = [report for _, report in checked]
    title = reports[0].document if len(reports) == 1 else f"{len(reports)} 份文件"
    style, script = asset("report.css"), asset("report.js")
    return Template(asset("report.html")).substitute(
        title=escaped(f"核对意见：{title}"),
        policy=policy(style, script),
        style=style,
        script=script,
        counts=escaped(count_words(reports)),
        buttons="".join(_buttons(reports)),
        documents="".join(_document(number, *pair) for number, pair in enumerate(checked, 1)),
    )


def _buttons(reports: Sequence[Report]) -> Iterator[str]:
    severities = [finding.severity for report in reports for finding in report.findings]
    for severity in SEVERITIES:
        label = f"{severity_word(severity)} {severities.count(severity)}"
        yield f'<button type="button" class="{severity}" data-severity="{severity}" aria-pressed="true">{label}</button>'


def _document(number: int, document: Document, report: Report) -> str:
    notes = [Note(finding, n, f"d{number}n") for n, finding in enumerate(in_order(report.findings), 1)]
    head = f'<h2 id="d{number}">{escaped(report.document)}</h2><p class="coverage">{escaped("；".join(coverage_words(report.coverage)))}</p>'
    head += "".join(f'<p class="broken">没有查完：{escaped(broken_words(broken))}</p>' for broken in report.broken)
    rows = "".join(document_rows(document, notes))
    return (
        f'<article aria-labelledby="d{number}">{head}{_overview(notes, report)}<div class="document">\n{rows}</div></article>\n'
    )


def _overview(notes: Sequence[Note], report: Report) -> str:
    if not notes:
        look = "coverage" if report.coverage.all.fails else "clean"
        return f'<p class="{look}">{escaped(headline(report))}。</p>'
    items = "".join(
        f'<li class="{note.finding.severity}"><a href="#{note.id}m">{severity_word(note.finding.severity)} '
        f"{escaped(note.finding.title)}</a> <small>{escaped(place_words(note.finding.place))}</small></li>"
        for note in notes
    )
    return f"<details><summary>意见一览（{len(notes)} 条）</summary><ol>{items}</ol></details>"
