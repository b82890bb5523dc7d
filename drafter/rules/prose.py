"""Judged claims to findings: one cause, one finding, the other places listed inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drafter.claims.judgement import Judgement
from drafter.claims.slips import SLIPS
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext, Rule

__all__ = ["ANY", "fails", "is_tail", "judgement_findings"]

ANY: frozenset[str] = frozenset()
"""Every shape."""
_RANK = ("note", "warning", "error")
NOTED = frozenset({"slip", "capped"})
"""Diagnoses that may be notes and still no rounding: a slip of the pen that is all there is to say, a rate held at 100 %."""


def fails(judgement: Judgement, shapes: frozenset[str]) -> bool:
    """Whether a claim of one of these shapes plainly fails."""
    fits = not shapes or judgement.shape in shapes
    weak = judgement.severity == "note" and judgement.slip not in NOTED
    return fits and judgement.verdict == "fails" and not weak and judgement.slip != "tail"


def is_tail(judgement: Judgement) -> bool:
    """Whether what differs is no more than rounding explains."""
    off_by_one = (
        judgement.verdict == "fails"
        and judgement.severity == "note"
        and judgement.shape != "unsaid"
        and judgement.slip not in NOTED
    )
    return judgement.slip == "tail" or off_by_one


def judgement_findings(rule: Rule, context: CheckContext, *, wanted: Callable[[Judgement], bool]) -> Iterator[Finding]:
    """The findings of a rule, the same words at several places as one."""
    groups: dict[tuple[str, str, str], list[Judgement]] = {}
    for judgement in context.judgements:
        if wanted(judgement):
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


def _message(judgement: Judgement) -> str:
    """What is wrong, what would be right, and which slip explains it; the arithmetic stands in the derivation."""
    told = judgement.message or f"写的是 {judgement.stated}，按文中数字计算应为 {judgement.expected}"
    slip = SLIPS.get(judgement.slip, "")
    return f"{told}；可能是{slip}" if slip else told
