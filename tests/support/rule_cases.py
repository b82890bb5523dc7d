"""Cases of rules, one form for all groups: a document in few words, and every finding that a rule has to make of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from drafter.core.document import Document
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.engine import CheckSettings, check_document
from drafter.rules.registry import find_rule
from drafter.tables.judge import judge_tables
from drafter.tables.read import read_tables
from drafter.verbs.check import CheckJob, load_settings
from tests.support.cases import CASES, read_cases
from tests.support.documents import document_of, table_relations, table_words
from tests.support.text_cases import compared, settings

__all__ = ["context_of", "findings_of", "prose_findings", "rule_cases"]


def rule_cases(group: str = "[A-Z][A-Z]") -> list[tuple[str, dict[str, Any]]]:
    """Code and case of every case of a group of rules, or of all."""
    files = sorted((CASES / "rules").glob(f"{group}[0-9][0-9].yaml"))
    return [(path.stem, case) for path in files for case in read_cases(f"rules/{path.name}")]


def context_of(case: dict[str, Any]) -> CheckContext:
    """What rules see of the document of a case."""
    document = document_of(case["文"])
    tables = read_tables(document, table_words())
    return CheckContext(
        document,
        tables,
        settings=settings(),
        checks=judge_tables(tables, table_words(), table_relations()),
        numbered=frozenset(map(int, case.get("自动编号", ()))),
        reuse=compared(document, document_of(case["上年"])) if "上年" in case else None,
    )


def findings_of(code: str, case: dict[str, Any], context: CheckContext) -> list[Finding]:
    """What the rule of a case reports; for the prose, what all its rules do, but those that the case lets report too."""
    if code.startswith("NU"):
        allowed = case.get("另有", "").split()
        return [finding for finding in prose_findings(context.document) if finding.rule not in allowed]
    rule = find_rule(code)
    assert rule is not None
    return list(rule.check(context))


def prose_findings(document: Document) -> list[Finding]:
    """The findings of all NU rules."""
    return list(check_document(document, "案例", _prose_settings()).findings)


@cache
def _prose_settings() -> CheckSettings:
    made: CheckSettings = load_settings(CheckJob(select=("NU",)))
    return made
