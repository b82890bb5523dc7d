"""Judged relations of tables to findings: each rule takes its kind; the other places of a cause are listed inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.claims.judgement import Judgement
from drafter.core.document import Location
from drafter.core.findings import Cause, Finding
from drafter.rules.base import CheckContext, Rule, checks_by_kind
from drafter.tables.judgement import TableJudgement

__all__ = ["table_findings", "with_table_causes"]


def table_findings(rule: Rule, context: CheckContext, kinds: Sequence[str]) -> Iterator[Finding]:
    """The findings of some kinds: what fails, and tail differences as notes."""
    for judged in (judged for kind in kinds for judged in checks_by_kind(context).get(kind, ())):
        if _is_told(judged):
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
        context.cell_place(judged.cell),
        judged.stated,
        judged.expected,
        judged.derivation,
        tuple(context.cell_place(cell) for cell in judged.others),
        next((j.cause for j in context.judgements if j.cause and _is_behind(j.cause.location, judged)), None),
    )


def with_table_causes(judgements: Sequence[Judgement], checks: Sequence[TableJudgement]) -> tuple[Judgement, ...]:
    """The judgements; a cell that the prose tells otherwise, and that a sum of the table is off by just that, is their cause."""
    return tuple(_with_cause(judged, checks) for judged in judgements)


def _with_cause(judged: Judgement, checks: Sequence[TableJudgement]) -> Judgement:
    if judged.shape != "repeat" or judged.verdict != "fails" or judged.cause or len(judged.figures) < 2:
        return judged
    right, cell = judged.figures
    off = abs(cell.quantity.value - right.quantity.value) if cell.quantity.unit == right.quantity.unit else None
    same = any(
        _is_told(check) and check.difference is not None and abs(check.difference) == off and _is_behind(cell.location, check)
        for check in checks
    )
    return replace(judged, cause=Cause(cell.location, cell.text, right.text)) if same else judged


def _is_behind(place: Location, judged: TableJudgement) -> bool:
    """Whether a cell is the result or a part of a relation."""
    cells = ((ref.location.block, ref.location.row, ref.location.column) for ref in (judged.cell, *judged.parts))
    return place.row is not None and (place.block, place.row, place.column) in cells
