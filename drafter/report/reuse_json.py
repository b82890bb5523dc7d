"""A comparison as JSON, schema ``drafter.reuse/1``. Keys are stable; new ones may be added. docs/wire-schema.md explains them."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from drafter.core.findings import Place
from drafter.report.json_report import dump
from drafter.report.reuse_places import Places
from drafter.reuse.records import Passage, PriorDocument, ReuseMatch, ReuseReport, SectionShare, StaleFact
from drafter.reuse.terms import changed_figures

__all__ = ["SCHEMA", "render_reuse_json", "reuse_data", "reuse_schema"]

SCHEMA = "drafter.reuse/1"
DIGITS = 4
"""Of scores and shares."""


def render_reuse_json(report: ReuseReport, places: Places) -> str:
    """The comparison as one object, with a line break at the end."""
    return dump(reuse_data(report, places))


def reuse_data(report: ReuseReport, places: Places) -> dict[str, Any]:
    """The comparison as plain dictionaries and lists, passages in reading order."""
    return {
        "schema": SCHEMA,
        "document": report.document,
        "unit": report.profile.unit or None,
        "year": report.profile.year,
        "priors": [_prior(prior) for prior in report.priors],
        "passages": [_match(match, report, places) for match in report.matches],
        "stale": [_stale(fact, report, places) for fact in report.stale],
        "sections": [_section(section) for section in report.sections],
        "notices": list(report.notices),
    }


def reuse_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every output of `render_reuse_json` meets."""
    text = resources.files("drafter.report").joinpath("assets/drafter.reuse-1.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _prior(prior: PriorDocument) -> dict[str, Any]:
    return {
        "document": prior.name,
        "unit": prior.profile.unit or None,
        "year": prior.profile.year,
        "other_unit": prior.other_unit,
        "identical": prior.identical,
    }


def _match(match: ReuseMatch, report: ReuseReport, places: Places) -> dict[str, Any]:
    scores = {key: round(getattr(match, key), DIGITS) for key in ("score", "containment", "ratio", "convention")}
    return {
        "kind": match.kind,
        **scores,
        "figures_unchanged": match.figures_unchanged,
        "year_bumped": match.year_bumped,
        "current": _passage(match.current, places.of_current(match.current)) | {"spans": _spans(match.spans)},
        "prior": _source(match.document, match.prior, report, places) | {"spans": _spans(match.prior_spans)},
        "figures": [{"current": now, "prior": then, "same": same} for now, then, same in changed_figures(match)],
    }


def _spans(spans: tuple[tuple[int, int], ...]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]


def _passage(passage: Passage, place: Place) -> dict[str, Any]:
    return {"text": passage.text, "section": passage.section, "sort": passage.sort, "location": _location(place)}


def _source(document: int, passage: Passage, report: ReuseReport, places: Places) -> dict[str, Any]:
    place = places.of_prior(document, passage)
    return {"document": report.priors[document].name} | _passage(passage, place)


def _location(place: Place) -> dict[str, Any]:
    location = place.location
    keys = {key: getattr(location, key) for key in ("block", "row", "column", "start", "end")}
    return keys | {"line": place.line, "page": place.page}


def _stale(fact: StaleFact, report: ReuseReport, places: Places) -> dict[str, Any]:
    place = places.of_current(fact.passage, fact.start, fact.end)
    return {
        "kind": fact.kind,
        "words": fact.words,
        "reason": fact.reason,
        "current": _passage(fact.passage, place) | {"spans": _spans(((fact.start, fact.end),))},
        "prior": _source(fact.document, fact.prior, report, places) if fact.prior else None,
        "document": report.priors[fact.document].name,
    }


def _section(section: SectionShare) -> dict[str, Any]:
    keys = ("section", "sort", "characters", "convention", "allowed")
    data = {key: getattr(section, key) for key in keys}
    return data | {"reused": dict(section.reused), "share": round(section.share, DIGITS)}
