"""Every rule reports what its cases say, no more and no less, in the words of the document."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.claims.slips import SLIPS
from drafter.core.findings import Finding
from drafter.rules.base import LONGEST_QUOTE, CheckContext, Rule
from drafter.rules.registry import RULES, TB, find_rule
from tests.support.rule_cases import context_of, findings_of, rule_cases

CASES = rule_cases()
FEWEST = 5
"""Cases of each kind that a rule about figures in prose must have."""
WITH_FACTS = {"NU20", "NU21"}
"""Rules that need a facts file; their cases are examples of their pages."""
KEYS = {"原文", "级别", "现值", "应为", "算式", "说明", "差错", "另见"}


def each(cases: list[tuple[str, dict[str, Any]]]) -> Any:
    return pytest.mark.parametrize(
        ("code", "case"), [pytest.param(code, case, id=f"{code}-{case['名称']}") for code, case in cases]
    )


@each(CASES)
def test_a_rule_reports_what_its_case_says_and_nothing_else(code: str, case: dict[str, Any]) -> None:
    context = context_of(case)
    found = findings_of(code, case, context)
    shown = [(f.rule, f.severity, f.stated, f.expected, f.quote, f.message) for f in found]
    assert len(found) == len(case["报"]), shown
    for finding, wanted in zip(found, case["报"], strict=True):
        assert_is(finding, code, wanted)
        assert_quotes(finding, context)
    if not case["报"] and code.startswith("TB"):
        assert _by_other_table_rules(code, case, context) == []


def assert_is(finding: Finding, code: str, wanted: dict[str, str]) -> None:
    """That a finding is the one that a case asks for."""
    rule = find_rule(code)
    assert rule is not None
    assert set(wanted) <= KEYS
    assert (finding.rule, finding.severity) == (code, wanted.get("级别", rule.severity)), finding
    assert finding.quote == wanted.get("原文", finding.quote)
    assert finding.stated == wanted.get("现值", finding.stated), finding
    assert finding.expected == wanted.get("应为", finding.expected), finding
    assert wanted.get("算式", "") in finding.derivation
    for words in wanted.get("说明", "").split("｜"):
        assert words in finding.message
    assert SLIPS.get(wanted.get("差错", ""), "") in finding.message
    assert len(finding.others) == int(wanted.get("另见", len(finding.others)))
    assert finding.derivation or finding.message


def assert_quotes(finding: Finding, context: CheckContext) -> None:
    """That a finding stands in the document and quotes its words."""
    context.document.text_at(finding.place.location)
    assert len(finding.quote) <= LONGEST_QUOTE
    if finding.rule.startswith("NU"):
        assert finding.quote in context.document.container_text(finding.place.location)
    known = "\n".join(text for _, text in context.document.texts())
    for words in finding.quote.replace("\t", "\n").split("\n"):
        assert words in known


def _by_other_table_rules(code: str, case: dict[str, Any], context: CheckContext) -> list[Finding]:
    allowed = {code, *case.get("另有", "").split()}
    return [finding for rule in TB if rule.code not in allowed for finding in rule.check(context)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_enough_cases_that_report_and_that_do_not(rule: Rule) -> None:
    reported = [bool(case["报"]) for code, case in CASES if code == rule.code]
    fewest = 0 if rule.code in WITH_FACTS else FEWEST if rule.code.startswith("NU") and rule.code < "NU20" else 1
    assert reported.count(True) >= fewest
    assert reported.count(False) >= fewest


def test_no_case_is_without_a_rule() -> None:
    assert {code for code, _ in CASES} <= {rule.code for rule in RULES}
