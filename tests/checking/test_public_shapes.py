"""Documents in the manner of many provinces: what is wrong in them is reported, and nothing that is right."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from drafter.rules.engine import CheckSettings
from drafter.verbs.check import CheckJob, check_one, load_settings
from tests.support.cases import parametrised, read_cases

CASES = "checking/各地写法.yaml"
SHOWN = {"现值": "stated", "应为": "expected"}


@cache
def _settings() -> CheckSettings:
    made: CheckSettings = load_settings(CheckJob())
    return made


@parametrised(CASES)
def test_a_document_of_the_province_is_told_what_is_wrong_and_nothing_else(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(case["文"], encoding="utf-8")
    checked = check_one(path, _settings())
    assert checked.report is not None
    found = [finding for finding in checked.report.findings if finding.severity != "note"]
    shown = [(f.rule, f.severity, f.stated, f.expected, f.message) for f in found]
    assert len(found) == len(case["报"]), shown
    for finding, wanted in zip(found, case["报"], strict=True):
        assert (finding.rule, finding.severity) == (wanted["规则"], wanted.get("级别", "error")), shown
        for key in SHOWN.keys() & wanted.keys():
            assert getattr(finding, SHOWN[key]) == wanted[key], shown


def test_right_and_wrong_documents_are_of_ten_provinces_and_more() -> None:
    cases = read_cases(CASES)
    right = [case for case in cases if not case["报"]]
    assert len(right) >= 25
    assert len(cases) - len(right) >= 25
    assert len({case["来源"].split("，")[0] for case in cases} - {"中央"}) >= 10
