"""Judged relations of tables to findings: each rule takes its kind; the other places of a cause are listed inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.claims.judgement import Judgement
from drafter.claims.prose import Figure
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
        quote=judged.cell.quote,
        message=judged.message,
        place=context.cell_place(judged.cell),
        stated=judged.stated,
        expected=judged.expected,
        derivation=judged.derivation,
        others=tuple(context.cell_place(cell) for cell in judged.others),
        cause=next((j.cause for j in context.judgements if j.cause and _is_behind(j.cause.location, judged)), None),
    )


def with_table_causes(judgements: Sequence[Judgement], checks: Sequence[TableJudgement]) -> tuple[Judgement, ...]:
    """The judgements; a cell that the prose states otherwise and that fails in its own table is their cause.

    So no two findings ask for contradictory corrections, one of the prose, one of the cell.
    """
    told = [check for check in checks if _is_told(check)]
    return tuple(_with_cause(judged, told) for judged in judgements)


def _with_cause(judged: Judgement, told: Sequence[TableJudgement]) -> Judgement:
    pair = _prose_and_cell(judged)
    if pair is None or judged.cause or pair[1].location.start == pair[1].location.end:  # a blank cell says nothing that is wrong
        return judged
    right, cell = pair
    off = abs(cell.quantity.value - right.quantity.value) if _same_unit(right, cell) else None
    behind = [check for check in told if _is_behind(cell.location, check)]
    if any(check.difference is not None and abs(check.difference) == off for check in behind):
        return replace(judged, cause=Cause(cell.location, cell.text, right.text))
    wrong = any(check.verdict == "fails" and check.cell.location == cell.location for check in behind)
    return replace(judged, cause=Cause(cell.location, cell.text, "")) if wrong and judged.shape == "table" else judged


def _prose_and_cell(judged: Judgement) -> tuple[Figure, Figure] | None:
    """Of a claim that fails: its figure in the prose and the cell that it was held against."""
    if judged.verdict != "fails":
        return None
    if judged.shape == "repeat" and len(judged.figures) >= 2:
        return judged.figures[0], judged.figures[1]
    return (judged.figures[0], judged.looked_up[0]) if judged.shape == "table" and judged.looked_up else None


def _same_unit(one: Figure, other: Figure) -> bool:
    return one.quantity.unit == other.quantity.unit or "" in {one.quantity.unit, other.quantity.unit}


def _is_behind(place: Location, judged: TableJudgement) -> bool:
    """Whether a cell is the result or a part of a relation."""
    cells = ((ref.location.block, ref.location.row, ref.location.column) for ref in (judged.cell, *judged.parts))
    return place.row is not None and (place.block, place.row, place.column) in cells
