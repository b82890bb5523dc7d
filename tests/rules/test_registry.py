"""The registry: a golden list of codes and names, and a page for every rule."""

from __future__ import annotations

import re

import pytest

from drafter.core.presentation import SEVERITIES
from drafter.rules.base import Rule
from drafter.rules.registry import FM, NU, RU, RULES, TB, TX, find_rule
from tests.support.cases import read

SECTIONS = ("做什么", "为什么", "依据", "错误示例", "正确示例")
GOLDEN = [(entry["编号"], entry["名称"]) for entry in read("rules/golden.yaml")]


def test_no_rule_vanishes_and_none_is_renamed() -> None:
    assert [(rule.code, rule.name) for rule in RULES] == GOLDEN


def test_codes_and_names_are_each_used_once() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert (*TB, *NU, *TX, *FM, *RU) == RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_in_chinese_what_it_does(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{2}\d{2}", rule.code)
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.name)
    assert re.search(r"[\u4e00-\u9fff]", rule.title)
    assert rule.severity in SEVERITIES
    lead, *parts = re.split(r"\n## (\S+)\n", rule.page)
    headings, bodies = parts[::2], parts[1::2]
    assert lead.strip()
    assert tuple(headings) == SECTIONS
    assert all(body.strip() for body in bodies)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_found_by_code_and_by_name_in_either_case(rule: Rule) -> None:
    assert find_rule(rule.code.lower()) is find_rule(rule.name.upper()) is rule
    assert find_rule(f" {rule.code} ") is rule


def test_an_unknown_rule_is_none() -> None:
    assert find_rule("ZZ99") is None
