"""A report as JSON, schema ``drafter.report/1``. Keys are stable; new ones may be added. docs/wire-schema.md explains them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any

from drafter.core.findings import Basis, Broken, Coverage, Finding, JudgedClaim, Place, Report
from drafter.core.patterns import lazy_re
from drafter.core.presentation import in_order

__all__ = ["SCHEMA", "render_json", "report_data", "report_schema"]

SCHEMA = "drafter.report/1"
_HALF_PAIRS = lazy_re("[\ud800-\udfff]")


def render_json(reports: Sequence[Report], *, claims: bool = False) -> str:
    """One report as an object, several (or none) as a list, with a line break at the end."""
    data = [report_data(report, claims=claims) for report in reports]
    return dump(data[0] if len(data) == 1 else data)


def dump(data: Any) -> str:
    """JSON as all machine outputs write it; half a surrogate pair, which no UTF-8 file can hold, becomes U+FFFD."""
    return _HALF_PAIRS.sub("\ufffd", json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def report_data(report: Report, *, claims: bool = False) -> dict[str, Any]:
    """One report as plain dictionaries and lists, findings in the document's order."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "document": report.document,
        "findings": [_finding(finding) for finding in in_order(report.findings)],
        "coverage": _coverage(report.coverage),
        "broken": [_broken(broken) for broken in report.broken],
    }
    return data | {"claims": [_claim(claim) for claim in report.claims]} if claims else data


def report_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every output of `render_json` meets."""
    text = resources.files("drafter.report").joinpath("assets/drafter.report-1.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _finding(finding: Finding) -> dict[str, Any]:
    keys = ("rule", "name", "title", "severity", "quote", "stated", "expected", "derivation", "message")
    places = {"location": _location(finding.place), "others": [_location(place) for place in finding.others]}
    return {key: getattr(finding, key) for key in keys} | places


def _coverage(coverage: Coverage) -> dict[str, Any]:
    """The counts of everything, and of each basis apart."""
    return asdict(coverage.all) | {"by_basis": {basis: asdict(coverage.of(basis)) for basis in Basis}}


def _broken(broken: Broken) -> dict[str, Any]:
    place = _location(broken.place) if broken.place else None
    return {"name": broken.name, "message": broken.message, "location": place}


def _claim(claim: JudgedClaim) -> dict[str, Any]:
    data = {key: getattr(claim, key) for key in ("shape", "quote", "verdict", "basis", "derivation")}
    return data | {"location": _location(claim.place)}


def _location(place: Place) -> dict[str, Any]:
    """`table`, `row` and `column` are words; `cell` is where the cell is in the grid, counted from 0."""
    location = place.location
    cell = None if location.row is None or location.column is None else {"row": location.row, "column": location.column}
    return {
        "section": place.section,
        "block": location.block,
        "table": place.table or None,
        "row": place.row or None,
        "column": place.column or None,
        "cell": cell,
        "page": place.page,
        "line": place.line,
        "start": location.start,
        "end": location.end,
        "document": place.document or None,
    }
