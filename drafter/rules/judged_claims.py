"""Judged claims to findings: one cause, one finding, the other places listed inside it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.claims.judgement import Judgement
from drafter.claims.slips import SLIPS
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule, claims_by_shape
from drafter.rules.page import RulePage

__all__ = ["diagnosis", "judgement_findings"]

TAIL = "tail"
_RANK = ("note", "warning", "error")
NOTED = frozenset({"slip", "capped", "omitted"})
"""Diagnoses that may be notes and still no rounding: a slip of the pen that is all there is to say, a rate held at 100 %, what is left out."""


def judgement_findings(rule: Rule, context: CheckContext, page: RulePage) -> Iterator[Finding]:
    """The findings of the claims that a rule's page takes, the same words at several places as one."""
    groups: dict[tuple[str, str, str], list[Judgement]] = {}
    shaped = (claims_by_shape(context).get(shape, ()) for shape in page.shapes) if page.shapes else (context.judgements,)
    for judgement in (judgement for some in shaped for judgement in some):
        if _is_taken(judgement, page):
            groups.setdefault((judgement.quote, judgement.stated, judgement.expected), []).append(judgement)
    for first, *others in groups.values():
        yield rule.finding(
            context,
            first.location,
            _message(first),
            quote=first.quote,
            stated=first.stated,
            expected=first.expected,
            derivation=first.derivation,
            severity=min(rule.severity, first.severity, key=_RANK.index),
            others=tuple(context.place(other.location) for other in others),
            cause=first.cause,
        )


def _is_taken(judgement: Judgement, page: RulePage) -> bool:
    """Whether a claim is wrong, or off by rounding, in a way that is for this rule to report."""
    slip = diagnosis(judgement)
    if judgement.verdict != "fails" and slip != TAIL:
        return False
    if slip == TAIL and TAIL not in page.slips:
        return False
    return (not page.slips or slip in page.slips) and slip not in page.except_slips


def diagnosis(judgement: Judgement) -> str:
    """The slip that explains a claim; what differs by no more than rounding explains is a tail difference."""
    noted = judgement.slip in NOTED or judgement.shape == "unsaid"
    off_by_one = judgement.verdict == "fails" and judgement.severity == "note" and not noted
    return TAIL if off_by_one else judgement.slip


def _message(judgement: Judgement) -> str:
    """What is wrong, what would be right, and which slip explains it; the arithmetic stands in the derivation."""
    told = judgement.message or f"写的是 {judgement.stated}，按文中数字计算应为 {judgement.expected}"
    slip = SLIPS.get(judgement.slip, "")
    return f"{told}；可能是{slip}" if slip else told
