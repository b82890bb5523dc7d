"""A report as one HTML file: the document's text with the findings marked at their words and explained in the margin.

The file asks nothing of the network, and a policy inside it forbids it to: only the one style and the one script that stand in it
run. Without the script everything is shown and nothing can be filtered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.core.document import Document
from drafter.core.findings import Report
from drafter.core.presentation import SEVERITIES, count_words, headline, in_order, severity_word
from drafter.report.document_page import document_rows
from drafter.report.marked_text import MarginNote
from drafter.report.shell import asset, page
from drafter.report.text import broken_words, coverage_words

__all__ = ["render_html"]


def render_html(checked: Sequence[tuple[Document, Report]]) -> str:
    """The page for one or several documents, each with its report."""
    reports = [report for _, report in checked]
    title = reports[0].document if len(reports) == 1 else f"{len(reports)} 份文件"
    return page(
        "report.html.jinja",
        style=asset("report.css"),
        script=asset("report.js"),
        title=f"核对意见：{title}",
        counts=count_words(reports),
        filter_label="按严重程度显示",
        buttons=list(_buttons(reports)),
        documents=[_document(number, *pair) for number, pair in enumerate(checked, 1)],
    )


def _buttons(reports: Sequence[Report]) -> Iterator[tuple[str, str, int]]:
    """Each severity, its name and how many findings have it."""
    severities = [finding.severity for report in reports for finding in report.findings]
    for severity in SEVERITIES:
        yield severity, severity_word(severity), severities.count(severity)


def _document(number: int, document: Document, report: Report) -> dict[str, object]:
    notes = [MarginNote(finding, n, f"d{number}n") for n, finding in enumerate(in_order(report.findings), 1)]
    return {
        "id": f"d{number}",
        "name": report.document,
        "coverage": "；".join(coverage_words(report.coverage)),
        "broken": [broken_words(broken) for broken in report.broken],
        "notes": notes,
        "look": "coverage" if report.coverage.all.fails else "clean",
        "headline": headline(report),
        "rows": list(document_rows(document, notes)),
    }
