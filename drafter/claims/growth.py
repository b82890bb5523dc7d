"""The verdict on a change under every amount that may have changed; it fails only where the likeliest one is certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.claims.changes import Change
from drafter.claims.equations import judge_equation
from drafter.claims.judgement import Judgement, doubted, settle
from drafter.claims.labels import LabelIndex
from drafter.claims.prose import MONEY, Figure, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Role
from drafter.claims.roots import undone
from drafter.claims.shares import Readings
from drafter.claims.subjects import Subjects
from drafter.core.patterns import lazy_re

__all__ = ["Surroundings", "judge_change"]

_COMPARES = lazy_re(r"(?:[与较比同]|同比|环比)[^。；，]{0,14}，?[^。；，]{0,8}")
TELLING = 3
"""Digits of a rate that hardly agree by accident."""
_NAMED = 6
"""Amounts of the name that are tried, the nearest first."""
_ABOVE = 2
"""Amounts of the paragraph above that are tried where this one tells none."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an amount is looked for that does not stand beside its change."""

    before: Sequence[MaskedPassage]
    index: LabelIndex
    subjects: Subjects


def judge_change(found: Change, these: Sequence[Figure], told: Surroundings, readings: Readings) -> Judgement | None:
    """It holds with one of the amounts; `these` are those of `found`, put otherwise where a claim is judged again."""
    claim = found.claim
    if not these:
        return _without_amount(found, told, readings)
    judged = [settle(_judged(claim, this, readings)) for this in these]
    holding = settle(one for one in judged if one is not None and one.verdict == "holds")
    if holding is not None:
        return holding
    if found.sure or (judged[0] is not None and judged[0].slip == "direction"):
        return judged[0]
    if judged[0] is not None and _is_of_the_only_amount(found, these) and _is_slipped(claim, these[0]):
        return _doubtful(judged[0], these[0])
    return replace(judged[0], verdict="undecided", derivation="上文有几个数，说不准指哪一个") if judged[0] else None


def _is_of_the_only_amount(found: Change, these: Sequence[Figure]) -> bool:
    """Whether a sentence that begins with the comparison (比上年减少▮) has but one amount before it, be it sentences away, and no budget."""
    text, place = found.claim.passage.masked, found.first.place
    begins = _COMPARES.fullmatch(text, text.rfind("。", 0, place) + 1, place) is not None
    planned = any(one.role in {Role.BUDGET, Role.PLACED} for one in found.these)
    return begins and not planned and len({figure.value for figure in these}) == 1


def _is_slipped(claim: Claim, this: Figure) -> bool:
    """Whether it would hold with a slip of the pen in its amount or its rate undone; of a short rate that says nothing."""
    if "rate" not in claim.figures or claim.figures["rate"].telling < TELLING:
        return False
    whole = replace(claim, figures={**claim.figures, "this": this})
    tried = (
        judge_equation(replace(whole, figures={**whole.figures, role: other}))
        for role, figure in claim.figures.items()
        for other in undone(figure)
    )
    return any(judged is not None and judged.verdict == "holds" for judged in tried)


def _judged(claim: Claim, this: Figure, readings: Readings) -> Iterator[Judgement | None]:
    roles = tuple(claim.figures)
    for one in readings(this):
        yield judge_equation(replace(claim, figures={**claim.figures, "this": one}))
    for role in roles:
        for other in [other for other in readings(claim.figures[role]) if other != claim.figures[role]]:
            yield judge_equation(replace(claim, figures={**claim.figures, role: other, "this": this}))


def _without_amount(found: Change, told: Surroundings, readings: Readings) -> Judgement | None:
    """A change whose amount is not stated beside it: by last year's, else with an amount of its name or of the paragraph above."""
    claim = found.claim
    if {"delta", "last", "rate"} <= claim.figures.keys():
        return judge_equation(replace(claim, shape="growth-change"))
    alone = judge_equation(claim) if claim.shape == "growth" else None
    if alone is not None:
        return alone
    like = next(figure for role, figure in claim.figures.items() if role != "rate")
    named = [entry.figure for entry in told.index.named(found.first.name, like.kind, near=claim.passage.block)][:_NAMED]
    above = [figure for passage in told.before[-1:] for figure in passage.figures if figure.kind == like.kind == MONEY][:_ABOVE]
    of_subject = told.subjects.named(found.first.name, like)
    judged = settle(one for this in (*named, *above, *of_subject) for one in _judged(claim, this, readings))
    if judged is None or judged.verdict == "holds":
        return judged
    if len(of_subject) == 1:
        return _doubtful(settle(_judged(claim, of_subject[0], readings)), of_subject[0]) or judged
    return replace(judged, verdict="undecided", derivation="这一段没有说是哪个数的增减")


def _doubtful(judged: Judgement | None, this: Figure) -> Judgement | None:
    """A failure by the only amount of the name, which stands in another sentence: one witness is short."""
    if judged is None or judged.verdict != "fails" or judged.slip == "direction":
        return judged
    message = f"写的是 {judged.stated}；这一句没有写数额，按别处的 {this.text} 计算是 {judged.expected}，存疑，请核对"
    return replace(judged, severity=doubted(judged.severity), message=message)
