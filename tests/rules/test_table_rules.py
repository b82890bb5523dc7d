"""Every TB rule finds what its failing cases hold, says nothing about its passing ones, and has a page."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.rules.registry import TB
from tests.support.cases import CASES, read_cases
from tests.support.table_cases import context_of, table_settings

SETTINGS = table_settings()
RULES = {rule.code: rule for rule in TB}
SECTIONS = ("## 做什么", "## 为什么", "## 依据", "## 错误示例", "## 正确示例")


def _cases() -> list[Any]:
    found = [(rule.code, case) for rule in TB for case in read_cases(f"rules/{rule.code}.yaml")]
    return [pytest.param(code, case, id=f"{code}-{case['名称']}") for code, case in found]


@pytest.mark.parametrize(("code", "case"), _cases())
def test_rule_reports_what_its_case_says(code: str, case: dict[str, Any]) -> None:
    context = context_of(case["文档"], SETTINGS)
    found = list(RULES[code].check(context))
    expected = case.get("应报") or []
    shown = [(f.severity, f.stated, f.expected, f.quote, f.message) for f in found]
    assert len(found) == len(expected), shown
    for finding, wanted in zip(found, expected, strict=True):
        assert finding.severity == wanted.get("级别", RULES[code].severity), shown
        assert finding.stated == wanted.get("写", finding.stated), shown
        assert finding.expected == wanted.get("应", finding.expected), shown
        assert wanted.get("算式", "") in finding.derivation, shown
        for words in wanted.get("原文", "").split("｜"):
            assert words in finding.quote, shown
        for words in wanted.get("说明", "").split("｜"):
            assert words in finding.message, shown
        assert len(finding.others) == int(wanted.get("另见", len(finding.others))), shown


@pytest.mark.parametrize(("code", "case"), [p for p in _cases() if not p.values[1].get("应报")])
def test_passing_cases_are_clean_for_every_rule(code: str, case: dict[str, Any]) -> None:
    context = context_of(case["文档"], SETTINGS)
    allowed = set((case.get("另有") or "").split())
    found = [f for rule in TB if rule.code not in allowed for f in rule.check(context)]
    assert not found, [(f.rule, f.severity, f.quote, f.message) for f in found]


@pytest.mark.parametrize(("code", "case"), _cases())
def test_quotes_are_words_of_the_document(code: str, case: dict[str, Any]) -> None:
    context = context_of(case["文档"], SETTINGS)
    known = "\n".join(text for _, text in context.document.texts())
    for finding in RULES[code].check(context):
        assert len(finding.quote) <= 120
        for words in finding.quote.replace("\t", "\n").split("\n"):
            assert words in known


@pytest.mark.parametrize("rule", TB, ids=lambda rule: rule.code)
def test_each_rule_has_a_page_and_cases_that_pass_and_fail(rule: Any) -> None:
    places = [rule.page.find(section) for section in SECTIONS]
    assert -1 not in places
    assert places == sorted(places)
    cases = read_cases(f"rules/{rule.code}.yaml")
    assert any(case.get("应报") for case in cases)
    assert any(not case.get("应报") for case in cases)


def test_no_case_file_is_without_a_rule() -> None:
    assert {path.stem for path in (CASES / "rules").glob("TB*.yaml")} == set(RULES)
