from __future__ import annotations

import json
import re

import jsonschema
import pytest

from drafter.core.findings import Coverage, Report
from drafter.report.json_report import render_json, report_data, report_schema
from tests.support.report_samples import ROOT, clean, document, finding, half, report


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(report_schema())
    return jsonschema.Draft202012Validator(report_schema())


def test_every_output_meets_the_schema(validator: jsonschema.Draft202012Validator) -> None:
    for reports in ([report()], [clean()], [report(), clean()], []):
        for claims in (True, False):
            validator.validate(json.loads(render_json(reports, claims=claims)))


def test_the_schema_refuses_what_is_not_a_report(validator: jsonschema.Draft202012Validator) -> None:
    data = report_data(report())
    for broken in (
        data | {"schema": "drafter.report/2"},
        data | {"coverage": {"figures": 1}},
        data | {"findings": [data["findings"][0] | {"severity": "fatal"}]},
        data | {"findings": [data["findings"][0] | {"quote": "字" * 121}]},
        {key: value for key, value in data.items() if key != "document"},
    ):
        assert not validator.is_valid(broken)


def test_the_schema_lets_new_keys_in(validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(report_data(report()) | {"elapsed": 1})


def test_one_document_is_an_object_and_several_are_a_list() -> None:
    assert json.loads(render_json([report()]))["document"] == "决算.docx"
    assert [data["document"] for data in json.loads(render_json([report(), clean()]))] == ["决算.docx", "另一份.docx"]
    assert json.loads(render_json([])) == []


def test_the_keys_are_those_of_the_design() -> None:
    data = report_data(report(), claims=True)
    assert list(data) == ["schema", "document", "findings", "coverage", "broken", "claims"]
    keys = ["rule", "name", "title", "severity", "quote", "stated", "expected", "derivation", "message", "location", "others"]
    assert list(data["findings"][0]) == keys
    places = ["section", "block", "table", "row", "column", "cell", "page", "line", "start", "end", "document"]
    assert list(data["findings"][0]["location"]) == places
    by_basis = data["coverage"].pop("by_basis")
    assert data["coverage"] == {"figures": 12, "claims": 3, "holds": 1, "fails": 1, "undecided": 1}
    assert by_basis["recomputed"] == {"figures": 6, "claims": 2, "holds": 1, "fails": 1, "undecided": 0}
    assert by_basis["none"] == {"figures": 6, "claims": 1, "holds": 0, "fails": 0, "undecided": 1}
    assert data["coverage"]["figures"] == sum(share["figures"] for share in by_basis.values())
    assert data["claims"][0]["verdict"] == "fails"


def test_claims_are_left_out_unless_asked_for() -> None:
    assert "claims" not in report_data(report())


def test_a_cell_has_words_and_numbers() -> None:
    location = next(f["location"] for f in report_data(report())["findings"] if f["rule"] == "TB01")
    assert (location["table"], location["row"], location["column"]) == ("公开06表", "工资福利支出", "决算数")
    assert location["cell"] == {"row": 1, "column": 1}


def test_chinese_stays_readable_and_the_order_does_not_depend_on_the_input() -> None:
    text = render_json([report()])
    assert "增长率写成了比率" in text
    shuffled = Report("决算.docx", report().findings[::-1], report().coverage)
    assert render_json([shuffled]) == text


def test_words_that_no_file_can_hold_do_not_break_the_output() -> None:
    broken = finding(document(), "212.50%", quote="半\ud83d个\x00")
    data = json.loads(render_json([Report("决算.docx", (broken,), Coverage())]).encode("utf-8"))
    assert data["findings"][0]["quote"] == "半\ufffd个\x00"


def test_every_key_of_the_schema_is_told_in_the_docs() -> None:
    page = (ROOT / "docs" / "wire-schema.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    keys = {key for part in report_schema()["$defs"].values() for key in part["properties"]}
    assert keys <= told


def test_what_failed_is_told_with_its_place() -> None:
    rule, form = json.loads(render_json([half()]))["broken"]
    assert (rule["name"], rule["location"]) == ("TB01", None)
    assert (form["name"], form["location"]["block"]) == ("某种说法", 2)
    assert json.loads(render_json([report()]))["broken"] == []
