"""A growth whose subject is stated before it: the amounts before it are tried, nearest first."""

from __future__ import annotations

from dataclasses import replace

from drafter.claims.equations import judge_equation
from drafter.claims.judgement import Judgement, settle
from drafter.claims.labels import ALIKE, core, label_before, likeness, place_of
from drafter.claims.prose import MONEY, Figure, MaskedPassage, is_figure
from drafter.claims.recogniser import Claim
from drafter.core.patterns import lazy_re

__all__ = ["judge_with_subject"]

_BRACKETS = lazy_re(r"（[^（）]*）")
_COMPARED = lazy_re(r"(?:与|比|较)[^，]*?(?:相比|，|$|(?=增加|减少|增长|下降|降低|上升))|(?:增加|减少|增长|下降|降低|上升)了?$")
_SUBJECT = lazy_re(
    r"[^，、。；（）]*?(?:收入|支出|经费|费用|费|资金|总计|合计|总额|金额|规模|采购)(?=[^\u4e00-\u9fff]|同比|决算|$)"
)
FARTHEST = 60
"""Characters before a change in which its subject is looked for."""


def judge_with_subject(claim: Claim, before: list[MaskedPassage], judged: Judgement | None = None) -> Judgement | None:
    """A growth whose subject is stated before it: the amounts before it are tried, nearest first.

    `judged` is what came of the amount right beside it. Where the sentence names its subject and the amount is of something
    else, or several could be meant, a failure is no more than undecided.
    """
    delta = claim.figures.get("delta") or claim.figures.get("last")
    kind = delta.kind if delta else MONEY
    start = claim.passage.location(claim.start, claim.end).start
    here = [f for f in claim.passage.figures if f.location.start < start and f.kind == kind and not _changed(claim, f)][-6:]
    subject = _subject(claim)
    alike = [figure for figure in here if subject and _is_called(claim.passage, figure, subject)]
    if judged is not None:
        return _other_than(claim, judged, here, subject)
    above = [] if here or not before else [f for f in before[-1].figures if f.kind == kind][:2]
    found = settle(judge_equation(_with(claim, figure)) for figure in reversed(alike or here or above))
    if found is None or found.verdict == "holds" or len(alike) == 1:
        return found
    if len({figure.value for figure in here}) == 1 and not subject and any(not _is_plan(claim.passage, f) for f in here):
        return found
    return replace(found, verdict="undecided", derivation="上文有几个数，说不准指哪一个")


_CHANGE = lazy_re(r"(?:增加|减少|增收|减收|增支|减支|调增|调减|增长|下降|降低|上升|压减)了?\s*$")


def _changed(claim: Claim, figure: Figure) -> bool:
    """Whether a figure is itself a change (增加M) and no amount that something could be a change of."""
    return _CHANGE.search(claim.passage.text, max(0, figure.location.start - 6), figure.location.start) is not None


def _other_than(claim: Claim, judged: Judgement, here: list[Figure], subject: str) -> Judgement:
    this = claim.figures.get("this")
    if this is not None and this.order > claim.figures["delta"].order:  # 增加M，达到N
        return judged
    for figure in reversed(here):
        other = judge_equation(_with(claim, figure))
        if other is not None and other.verdict == "holds":
            return other
    if this is not None and subject and not _is_called(claim.passage, this, subject):
        return replace(judged, verdict="undecided", derivation=f"说不准“{subject}”是哪个数")
    if this is not None and (_changed(claim, this) or _is_of_part(claim, this)):
        return replace(judged, verdict="undecided", derivation="前面的数不是它的总数")
    return judged


def _is_of_part(claim: Claim, this: Figure) -> bool:
    """Whether the change is of something 其中 and the amount of the whole: 支出20万元，其中接待比上年减少1万元."""
    start, end = (place_of(claim.passage, figure) for figure in (this, claim.figures["delta"]))
    return "其中" in claim.passage.masked[start:end]


def _with(claim: Claim, this: Figure) -> Claim:
    return replace(claim, figures={**claim.figures, "this": this})


def _subject(claim: Claim) -> str:
    """What the clause says that it is about: 财政拨款收入 of 财政拨款收入比上年增加; empty where it says nothing."""
    text = claim.passage.masked
    figure = claim.figures.get("delta") or claim.figures["rate"]
    end = place_of(claim.passage, figure)
    start = end
    while start > 0 and not is_figure(text[start - 1]) and text[start - 1] not in "。；" and end - start < FARTHEST:
        start -= 1
    found = _SUBJECT.findall(_COMPARED.sub("，", _BRACKETS.sub("", text[start:end])))
    return core(found[-1]) if found else ""


def _is_called(passage: MaskedPassage, figure: Figure, subject: str) -> bool:
    label = core(label_before(passage, place_of(passage, figure)))
    return len(label) < 2 or label in subject or subject in label or likeness(label, subject) >= ALIKE


def _is_plan(passage: MaskedPassage, figure: Figure) -> bool:
    label = label_before(passage, place_of(passage, figure))
    return "预算" in label and "决算" not in label
