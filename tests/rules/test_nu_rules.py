"""NU rules: cases as data. A failing text gives exactly one finding of all NU rules, a passing one none."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from drafter.claims.slips import SLIPS
from drafter.core.document import Document
from drafter.core.findings import Finding
from drafter.rules.engine import CheckSettings, check_document
from drafter.rules.registry import NU, find_rule
from drafter.verbs.check import CheckJob, load_settings
from tests.support.text_cases import context_of, rule_cases

CASES = rule_cases("NU")
FEWEST = 5
"""Cases of each kind that a rule must have."""


@cache
def nu_settings() -> CheckSettings:
    settings: CheckSettings = load_settings(CheckJob(select=("NU",)))
    return settings


def findings_in(document: Document) -> list[Finding]:
    return list(check_document(document, "案例", nu_settings()).findings)


@pytest.mark.parametrize(("code", "case"), [pytest.param(code, case, id=f"{code}-{case['名称']}") for code, case in CASES])
def test_a_case_is_reported_once_or_not_at_all(code: str, case: dict[str, Any]) -> None:
    document = context_of(case["文"]).document
    found = findings_in(document)
    if "尾差" in case:
        found = [finding for finding in found if finding.severity != "note"]
    expected = case["报"]
    rule = find_rule(code)
    assert rule is not None
    told = [(f.rule, f.severity, f.stated, f.expected) for f in found]
    assert told == ([(code, expected.get("级别", rule.severity), expected["所写"], expected["应为"])] if expected else [])
    for finding in found:
        assert finding.quote in document.container_text(finding.place.location)
        assert SLIPS.get(expected.get("差错", ""), "") in finding.message
        assert finding.derivation or finding.message


@pytest.mark.parametrize("rule", [rule for rule in NU if rule.code < "NU20"], ids=lambda rule: rule.code)
def test_every_rule_has_enough_cases_of_either_kind(rule: Any) -> None:
    reported = [bool(case["报"]) for code, case in CASES if code == rule.code]
    assert reported.count(True) >= FEWEST
    assert reported.count(False) >= FEWEST
