"""The verdict on a rate of a budget: under every base that may be meant, and what may be said where its budget stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.claims.budgets import Completion
from drafter.claims.equation_parts import ratio_judgement
from drafter.claims.judgement import Judgement, doubted, settle
from drafter.claims.labels import LabelIndex, core, label_before, place_of
from drafter.claims.prose import Figure
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Cues, Role
from drafter.claims.rows import NamedRow, TableRows
from drafter.claims.shares import Readings, named_wholes
from drafter.claims.slips import slips_of
from drafter.core.patterns import lazy_re

__all__ = ["Elsewhere", "judge_completion"]

_WHOLE = lazy_re(r"(?:本年|全年|当年|年度|截至\S*|到?年底|用款|项目|资金|实际|累计|已|总|完成|支出|执行|使用|决算|数)*")
_BUDGET = lazy_re(r"预算|资金|到位|安排")
_COMPARED_YEAR = lazy_re(r"上年|去年|往年")
_TELLING = 4
"""Characters of a rate that hardly agree by accident."""
_NEAREST = 4
"""Budgets before a rate that are tried."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a base is looked for that the item itself does not name."""

    index: LabelIndex
    rows: TableRows
    cues: Cues


def judge_completion(found: Completion, elsewhere: Elsewhere, readings: Readings) -> Judgement | None:
    """It holds with one of the bases; it fails where its own item names them and none fits, or where a table's row has both."""
    claim = found.claim
    if found.bases:
        return settle(
            ratio_judgement(
                replace(claim, figures={**claim.figures, "part": one, "base": other}), one, other, claim.figures["rate"]
            )
            for base in found.bases
            for one in readings(claim.figures["part"])
            for other in readings(base)
        )
    if "whole" not in claim.words:
        return _rate_of_funds(claim, elsewhere.index, readings)
    return _in_table(claim, elsewhere, readings) or _somewhere(claim, elsewhere.index, readings)


def _in_table(claim: Claim, elsewhere: Elsewhere, readings: Readings) -> Judgement | None:
    """The rate by the row of a table that has the name and the very outturn; several such rows are no proof."""
    part, rate = claim.figures["part"], claim.figures["rate"]
    found = [
        (row, budget)
        for row in elsewhere.rows.named(claim.words["subject"])
        for budget in _budgets(row, part, elsewhere.cues, elsewhere.cues.scope(claim.words["whole"]))
    ]
    judged = settle(ratio_judgement(claim, one, budget, rate) for _, budget in found for one in readings(part))
    if judged is None or judged.verdict != "fails":
        return judged
    row, budget = found[0]
    if len({figure.value for _, figure in found}) > 1:
        return replace(judged, verdict="undecided", derivation="表里有几行同名，说不准是哪一行")
    return replace(judged, derivation=f"{judged.derivation}（{row.where}的预算为 {budget.text}）")


def _budgets(row: NamedRow, part: Figure, cues: Cues, scope: str) -> Iterator[Figure]:
    """The budgets of a row whose outturn is the one stated."""
    roles = [(cues.role_of(header), figure) for header, figure in row.cells]
    if any(role == Role.OUTTURN and figure.range.meets(part.range) for (role, _), figure in roles):
        yield from (figure for (role, which), figure in roles if role == Role.BUDGET and (not scope or which in {scope, ""}))


def _somewhere(claim: Claim, index: LabelIndex, readings: Readings) -> Judgement | None:
    """The rate of a budget of another item or paragraph: it may hold; it fails only where all is spoken of and a slip explains it."""
    wholes = named_wholes(claim, claim.words["whole"], index)
    found = settle(
        ratio_judgement(claim, one, other, claim.figures["rate"])
        for whole in wholes
        for one in readings(claim.figures["part"])
        for other in readings(whole)
    )
    if found is None or found.verdict != "fails":
        return found
    if claim.words["subject"] or not _is_of_all(claim):
        return replace(found, verdict="undecided", derivation="预算在别处，说不准是不是这一项的")
    if found.slip:
        return found
    message = f"写的是 {found.stated}；这一段没有写预算，按别处的预算计算是 {found.expected}，存疑，请核对"
    return replace(found, severity=doubted(found.severity), message=message)


def _is_of_all(claim: Claim) -> bool:
    """Whether what was spent is the whole of it, or the budget stands beside it: 公务接待费支出…，完成预算的… has one of its own."""
    part = claim.figures["part"]
    own = [f for f in claim.passage.figures if f.location.start < part.location.start and f.kind == part.kind]
    beside = any("预算" in label_before(claim.passage, place_of(claim.passage, figure)) for figure in own)
    return beside or _WHOLE.fullmatch(core(label_before(claim.passage, place_of(claim.passage, part)))) is not None


def _rate_of_funds(claim: Claim, index: LabelIndex, readings: Readings) -> Judgement | None:
    """An 执行率 whose budget stands in a sentence before: it holds with one of the amounts there.

    It fails where the rate is off the only budget of the paragraph by a slip of the pen and no other amount of the report would
    fit; where the budget itself is off by one and what it should be stands elsewhere, that is a note.
    """
    part, rate = claim.figures["part"], claim.figures["rate"]
    own = [f for f in claim.passage.figures if f.location.start < part.location.start and f.kind == part.kind and f.value]
    budgets = [figure for figure in own if _BUDGET.search(label_before(claim.passage, place_of(claim.passage, figure)))]
    near = (read for figure in reversed(budgets[-_NEAREST:]) for read in readings(figure))
    found = settle(ratio_judgement(claim, part, budget, rate) for budget in near)
    if found is None or found.verdict != "fails" or len(budgets) != 1 or len(rate.quantity.plain) < _TELLING:
        return found if found is not None and found.verdict == "holds" else None
    if _COMPARED_YEAR.search(claim.passage.masked, place_of(claim.passage, budgets[0]), claim.end):
        return None
    needed = part.range.over(rate.range)
    fits = needed is not None and index.holds(needed.times(Fraction(100)), part.kind)
    return _slipped_budget(claim, budgets[0], index) if fits else found if found.slip else None


def _slipped_budget(claim: Claim, budget: Figure, index: LabelIndex) -> Judgement | None:
    for value in slips_of(budget):
        meant = [entry for entry in index.valued(value, budget.kind) if entry.figure.location != budget.location]
        if not meant:
            continue
        judged = ratio_judgement(claim, claim.figures["part"], meant[0].figure, claim.figures["rate"])
        if judged.verdict == "holds":
            right = meant[0].figure.text
            message = f"写的是 {budget.text}，与后面的支出和执行率不符；别处写的是 {right}，按它计算正好相符"
            return replace(
                judged, verdict="fails", location=budget.location, stated=budget.text, expected=right, slip="slip",
                severity="note", message=message, figures=(budget, *judged.figures), suspects=(budget,),
            )  # fmt: skip
    return None
