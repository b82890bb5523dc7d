"""A report as SARIF 2.1.0, for code review platforms and editors.

SARIF knows lines of text files. A Word file has none, so a finding there has its file as the physical location, without a region,
and section, table, row and column as logical ones. A reader without any line may show such a finding at the top of the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from drafter import __version__
from drafter.core.findings import Finding, Place, Report
from drafter.core.presentation import in_order, one_line, place_words, safe
from drafter.report.json_report import dump, report_data
from drafter.report.text import broken_words
from drafter.rules.base import Rule

__all__ = ["render_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(reports: Sequence[Report], *, rules: Iterable[Rule] = ()) -> str:
    """One run over all the documents. Rules that were checked are listed with their pages; a finding's rule is always listed."""
    listed = _rules(reports, rules)
    index = {rule["id"]: number for number, rule in enumerate(listed)}
    uris = list(dict.fromkeys(_uri(report.document) for report in reports))
    driver = {"name": "drafter", "version": __version__, "language": "zh-CN", "rules": listed}
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}} for uri in uris],
        "results": [
            _result(finding, uri, uris.index(uri), index[finding.rule])
            for report, uri in ((report, _uri(report.document)) for report in reports)
            for finding in in_order(report.findings)
        ],
        "invocations": [_invocation(reports)],
        "properties": {"coverage": [report_data(report)["coverage"] for report in reports]},
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(reports: Sequence[Report]) -> dict[str, Any]:
    """Whether everything was judged, and what was not."""
    told = [f"{report.document}：{broken_words(broken)}" for report in reports for broken in report.broken]
    notices = [{"level": "error", "message": {"text": safe(words)}} for words in told]
    return {"executionSuccessful": not told, "toolExecutionNotifications": notices}


def _rules(reports: Sequence[Report], rules: Iterable[Rule]) -> list[dict[str, Any]]:
    described = {rule.code: _described(rule.code, rule.name, rule.title, rule.severity, rule.page) for rule in rules}
    for report in reports:
        for finding in in_order(report.findings):
            described.setdefault(finding.rule, _described(finding.rule, finding.name, finding.title, finding.severity))
    return [described[code] for code in sorted(described)]


def _described(code: str, name: str, title: str, severity: str, page: str = "") -> dict[str, Any]:
    rule = {"id": code, "name": name, "shortDescription": {"text": title}, "defaultConfiguration": {"level": severity}}
    return rule | {"help": {"text": page, "markdown": page}} if page else rule


def _result(finding: Finding, uri: str, artifact: int, rule: int) -> dict[str, Any]:
    lines = [finding.message or finding.title]
    lines += [f"原文：{one_line(finding.quote)}"] if finding.quote else []
    lines += [f"算式：{finding.derivation}"] if finding.derivation else []
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": safe("\n".join(lines))},
        "locations": [_location(finding.place, uri, artifact, finding.quote)],
        "partialFingerprints": {"drafter/v1": _fingerprint(finding)},
        "properties": {key: getattr(finding, key) for key in ("quote", "stated", "expected", "derivation")},
    }
    if finding.others:
        words = "同一问题还出现在这里"
        others = [
            _location(place, uri, artifact) | {"id": n, "message": {"text": words}} for n, place in enumerate(finding.others)
        ]
        result["relatedLocations"] = others
    return result


def _location(place: Place, uri: str, artifact: int, words: str = "") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri, "index": artifact}}
    if place.line is not None:
        physical["region"] = {"startLine": place.line} | ({"snippet": {"text": words}} if words else {})
    return {"physicalLocation": physical, "logicalLocations": [_logical(place)]}


def _logical(place: Place) -> dict[str, Any]:
    """Section, table, row and column as one name; the kind is SARIF's for a piece of a document."""
    cell = [one_line(part) for part in (place.table, place.row, place.column) if part]
    name = cell[-1] if cell else one_line(place.section)
    words = place_words(place)
    return {"name": name or words, "fullyQualifiedName": words, "kind": "element"}


def _fingerprint(finding: Finding) -> str:
    """The same for the same finding in a later version of the document, wherever its block has moved."""
    parts = (finding.rule, finding.quote, finding.stated, finding.place.section, finding.place.row, finding.place.column)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _uri(document: str) -> str:
    """A relative path as a relative reference, an absolute one of either system as ``file:``."""
    document = safe(document)
    for path in (PurePosixPath(document), PureWindowsPath(document)):
        if path.is_absolute():
            return path.as_uri()
    return quote(document)
