from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from drafter.core.findings import Coverage, Finding, Report
from drafter.report.sarif import render_sarif
from drafter.rules.base import CheckContext, Rule
from tests.support.report_samples import clean, document, finding, half, report

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
URI = {"type": "string", "pattern": r"^[A-Za-z0-9_.~!*'();:@&=+$,/?#%\[\]-]+$"}
ARTIFACT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["uri"],
    "properties": {"uri": URI, "index": {"type": "integer", "minimum": 0}},
}
INVOCATION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["executionSuccessful"],
    "properties": {
        "executionSuccessful": {"type": "boolean"},
        "toolExecutionNotifications": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message"],
                "properties": {"level": {"enum": ["none", "note", "warning", "error"]}, "message": TEXT},
            },
        },
    },
}
REGION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["startLine"],
    "properties": {"startLine": {"type": "integer", "minimum": 1}, "snippet": TEXT},
}
LOGICAL = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"name": {"type": "string"}, "fullyQualifiedName": {"type": "string"}, "kind": {"const": "element"}},
}
LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer", "minimum": -1},
        "message": TEXT,
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
        },
        "logicalLocations": {"type": "array", "items": LOGICAL, "uniqueItems": True},
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "shortDescription"],
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "shortDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
}
RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ruleId", "message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
    },
}
SARIF: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "additionalProperties": False,
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                                    "rules": {"type": "array", "items": RULE, "uniqueItems": True},
                                },
                            }
                        },
                    },
                    "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "artifacts": {"type": "array", "uniqueItems": True, "items": {"properties": {"location": ARTIFACT}}},
                    "results": {"type": "array", "items": RESULT},
                    "invocations": {"type": "array", "items": INVOCATION},
                    "properties": {"type": "object"},
                },
            },
        },
    },
}
"""What of the SARIF 2.1.0 schema concerns us, written by hand."""


def sarif(*reports: Report, rules: tuple[Rule, ...] = ()) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render_sarif(reports, rules=rules))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_the_log_is_valid_and_points_at_its_rules() -> None:
    run = sarif(report(), clean())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["NU07", "TB01", "TB06", "TX01"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert rules[0]["shortDescription"]["text"] == "把比率写成增长率"


def test_a_word_file_has_logical_places_and_no_lines() -> None:
    result = next(result for result in sarif(report())["results"] if result["ruleId"] == "TB01")
    location = result["locations"][0]
    assert "region" not in location["physicalLocation"]
    name = "九、机关运行经费支出说明 › 表《公开06表》·工资福利支出·决算数"
    assert location["logicalLocations"][0] == {"name": "决算数", "fullyQualifiedName": name, "kind": "element"}


def test_a_text_file_has_lines() -> None:
    lined = finding(document(), "212.50%", line=12)
    location = sarif(Report("决算.txt", (lined,), Coverage()))["results"][0]["locations"][0]
    assert location["physicalLocation"]["region"]["startLine"] == 12


def test_further_places_are_related_locations() -> None:
    related = [result.get("relatedLocations", []) for result in sarif(report())["results"]]
    assert [len(locations) for locations in related] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("document_name", "uri"),
    [
        ("决算 1.docx", "%E5%86%B3%E7%AE%97%201.docx"),
        ("甲/a#b.docx", "%E7%94%B2/a%23b.docx"),
        ("/srv/a.docx", "file:///srv/a.docx"),
        ("C:\\报告\\a.docx", "file:///C:/%E6%8A%A5%E5%91%8A/a.docx"),
        ("\\\\server\\share\\a.docx", "file://server/share/a.docx"),
        ("a:b.docx", "a%3Ab.docx"),
    ],
)
def test_paths_become_uris(document_name: str, uri: str) -> None:
    assert sarif(report(document_name))["artifacts"][0]["location"]["uri"] == uri


def test_a_finding_keeps_its_fingerprint_when_the_document_moves() -> None:
    def fingerprint(block_shift: int) -> str:
        from dataclasses import replace

        found = finding(document(), "212.50%")
        location = replace(found.place.location, block=found.place.location.block + block_shift)
        moved = replace(found, place=replace(found.place, location=location))
        result = sarif(Report("a.docx", (moved,), Coverage()))["results"][0]
        return str(result["partialFingerprints"]["drafter/v1"])

    assert fingerprint(0) == fingerprint(5)


def test_checked_rules_are_listed_with_their_pages() -> None:
    def nothing(_: CheckContext) -> Iterator[Finding]:
        yield from ()

    rule = Rule("TX09", "space-before-percent", "百分号前有空格", "warning", nothing, "做什么\n\n指出空格。")
    listed = sarif(clean(), rules=(rule,))["tool"]["driver"]["rules"]
    assert [(entry["id"], entry["help"]["markdown"]) for entry in listed] == [("TX09", "做什么\n\n指出空格。")]
    assert len(sarif(clean())["tool"]["driver"]["rules"]) == 0


def test_no_document_gives_an_empty_run() -> None:
    assert sarif()["results"] == []


def test_what_failed_makes_the_run_no_success() -> None:
    (invocation,) = sarif(half())["invocations"]
    assert not invocation["executionSuccessful"]
    texts = [notice["message"]["text"] for notice in invocation["toolExecutionNotifications"]]
    assert [text.split("：")[1] for text in texts] == ["TB01", "某种说法（九、机关运行经费支出说明）"]
    assert sarif(report())["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
