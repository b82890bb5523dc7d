"""Judged relations of tables to findings: each rule takes its kind; the other places of a cause are listed inside it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.tables.checks import cell_place, table_checks
from drafter.tables.judgement import Kind, TableJudgement

__all__ = ["table_findings"]


def table_findings(rule: Rule, context: CheckContext, kind: Kind) -> Iterator[Finding]:
    """The findings of one kind: what fails, and tail differences as notes."""
    for judged in table_checks(context):
        if judged.kind == kind and _is_told(judged):
            yield _finding(rule, context, judged)


def _is_told(judged: TableJudgement) -> bool:
    return judged.verdict == "fails" or (judged.verdict == "holds" and judged.severity == "note")


def _finding(rule: Rule, context: CheckContext, judged: TableJudgement) -> Finding:
    return Finding(
        rule.code,
        rule.name,
        rule.title,
        judged.severity,
        judged.cell.quote,
        judged.message,
        cell_place(context, judged.cell),
        judged.stated,
        judged.expected,
        judged.derivation,
        tuple(cell_place(context, cell) for cell in judged.others),
    )
