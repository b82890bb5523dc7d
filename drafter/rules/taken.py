"""Rules that compute nothing: they report the judgements, or the passages that were carried over, which their page takes."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule
from drafter.rules.judged_claims import judgement_findings
from drafter.rules.judged_tables import table_findings
from drafter.rules.page import read_page
from drafter.rules.reuse import findings_of

__all__ = ["taken"]


def taken(code: str) -> Rule:
    """The rule of a page that says what it takes: `tables`, `shapes` or `slips`, or, with `advice`, passages."""
    page = read_page(code)

    def check(context: CheckContext) -> Iterator[Finding]:
        if page.tables:
            return table_findings(rule, context, page.tables)
        if page.advice:
            return findings_of(rule, context, page.advice)
        return judgement_findings(rule, context, page)

    rule = page.rule(check)
    return rule
