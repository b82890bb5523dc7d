"""Charity: a failure that the figures around it explain is no failure.

Forms and roles say which figures a claim is about; a sentence of another province may mean others. So before a share, a rate, a
change or a sum is reported, the amounts in reach are put in the place of those that were found. Where they give the figure as it
stands, the claim was misread, not miswritten, and nothing is said: 分别为2666.3亿元和30400.7亿元，占8.1%和91.9% has two parts, and
the whole of both stands a sentence before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations

from drafter.claims.claim_forms import CLASSES
from drafter.claims.judgement import Judgement
from drafter.claims.labels import ALIKE, core, label_before, likeness, place_of
from drafter.claims.prose import PERCENT, Figure, MaskedPassage
from drafter.claims.roots import Step, undone
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range, total

__all__ = ["Reach", "spared"]

ABOVE = 3
"""Paragraphs before a claim whose amounts it may mean."""
FINE = Fraction(1, 5)
"""The width of a rate stated to one place and more; a coarser one is met by chance too often to be tried against every amount."""
MOST_AMOUNTS = 60
"""Amounts in reach that are tried."""
STRIDES = (2, 3, 4)
"""So many measures each item of a list may tell: 支出…，预算…，差值…."""
TELLING = 3
"""Digits of a rate that hardly agree by accident."""
HUNDRED = 100
LONGEST_NAME = 40
"""Characters before a rate in which its whole is named."""
_OF = lazy_re(rf"占(?P<whole>[^，。；（）占]+?){CLASSES['量']}?的?(?:比重|比例)?[为是达到]{{0,2}}$")
_LEFT_OUT = lazy_re(r"(?:剔除|扣除|除去|不考虑)[^，。；]{0,16}")
_PROVED = frozenset({"direction", "rate-on-zero"})
"""Slips that stand whatever the amounts are."""
_RATES = frozenset({"share", "completion"})
_CHANGES = frozenset({"growth", "growth-change", "growth-from", "growth-to"})
_FAR_FETCHED = frozenset({"share", "completion", "growth", "growth-change"})


@dataclass(frozen=True, slots=True)
class Reach:
    """The amounts that a claim of a passage may mean."""

    passage: MaskedPassage
    above: tuple[MaskedPassage, ...]

    @classmethod
    def of(cls, passage: MaskedPassage, found: Sequence[MaskedPassage], place: int) -> Reach:
        """The reach of the passage at a place among all."""
        return cls(passage, tuple(found[max(0, place - ABOVE) : place]))

    def amounts(self, like: Figure) -> list[Figure]:
        """The figures of a kind, nearest paragraph first."""
        passages = (self.passage, *reversed(self.above))
        return [figure for one in passages for figure in one.figures if figure.kind == like.kind][:MOST_AMOUNTS]

    def beside(self, rate: Figure) -> list[Figure]:
        """The figures of the sentence that a rate stands in."""
        place = place_of(self.passage, rate)
        text = self.passage.masked
        start, end = text.rfind("。", 0, place) + 1, text.find("。", place)
        end = end if end >= 0 else len(text)
        return [figure for figure in self.passage.figures if start <= place_of(self.passage, figure) < end]

    def name(self, figure: Figure) -> str:
        """What the words before a figure call it; empty for one of another paragraph."""
        passages = (self.passage, *self.above)
        home = next((one for one in passages if one.block == figure.location.block and figure in one.figures), None)
        return core(label_before(home, place_of(home, figure))) if home else ""


def spared(step: Step, reach: Reach) -> Judgement:
    """The judgement; undecided where other figures in reach give what is stated, and no slip of the pen explains it better."""
    judged = step.judgement
    if judged.verdict != "fails" or judged.severity == "note" or judged.slip in _PROVED:
        return judged
    told = next(_adjusted(judged, reach), "") or _left_out(judged, reach) or _far_fetched(judged, reach)
    if not told:
        told = next(_explained(judged, reach), "")
        told = "" if told and _is_slip(step) else told
    if not told:
        return judged
    derivation = f"换一种读法与所写相符：{told}"
    return replace(judged, verdict="undecided", derivation=derivation, stated="", expected="", slip="", suspects=())


def _left_out(judged: Judgement, reach: Reach) -> str:
    """The words that take something out of both years before they are compared: 剔除这一因素，仍减少▮."""
    if judged.shape not in _CHANGES or not judged.figures:
        return ""
    place = place_of(reach.passage, judged.figures[0])
    found = _LEFT_OUT.search(reach.passage.masked, reach.passage.masked.rfind("。", 0, place) + 1, place)
    return f"{found[0]}以后的变动" if found else ""


FAR = 5
"""So many times too much or too little is no reckoning of what stands in another sentence."""


TOO_MUCH = 2
"""A part so many times its whole is no slip of the pen."""


def _far_fetched(judged: Judgement, reach: Reach) -> str:
    """What is computed from an amount of another sentence and is nowhere near what is stated: that amount is of something else.

    A part that is far more than such a whole is none of its parts, however the two are written.
    """
    rate = next((figure for figure in judged.figures if figure.kind == PERCENT and figure.text == judged.stated), None)
    own = [figure for figure in judged.figures if figure.kind != PERCENT]
    operands = [*own, *judged.looked_up][:2]
    if judged.shape not in _FAR_FETCHED or rate is None or not rate.value or len(operands) < 2 or not operands[1].value:
        return ""
    beside = {figure.location for figure in reach.beside(rate)}
    if all(figure.location in beside for figure in operands):
        return ""
    off = abs(operands[0].value / operands[1].value * HUNDRED / rate.value)
    too_much = judged.shape == "share" and operands[1].range.high * TOO_MUCH < operands[0].range.low and rate.range.low <= HUNDRED
    called = _called(rate, reach.passage)
    named = bool(called) and _is_called(operands[1], called, reach)
    far = not judged.slip and not named and not Fraction(1, FAR) <= off <= FAR
    return f"{operands[1].text} 说的多半是另一件事" if too_much or far else ""


def _is_slip(step: Step) -> bool:
    """Whether it would hold as it was read, were one of its figures written with a usual slip of the pen undone.

    A misreading hardly ever misses by just that, while among many amounts some pair nearly always gives a rate by chance. A rate of
    two digits (8.1%) is met by so many numbers that a slip says nothing.
    """
    rates = [figure for figure in step.standing if figure.kind == PERCENT]
    if any(rate.telling < TELLING for rate in rates):
        return False
    return any(step.holds_with({figure.location: other}) for figure in dict.fromkeys(step.standing) for other in undone(figure))


def _explained(judged: Judgement, reach: Reach) -> Iterator[str]:
    if judged.shape == "sum" and len(judged.figures) > 1:
        head, *parts = judged.figures
        yield from _strides(head, parts)
        return
    rate = next((figure for figure in judged.figures if figure.kind == PERCENT and figure.text == judged.stated), None)
    own = [figure for figure in judged.figures if figure.kind != PERCENT]
    if rate is None or not own:
        return
    if judged.shape in _RATES:
        yield from _shares(judged, rate, own, reach)
    elif judged.shape in _CHANGES:
        yield from _growths(rate, own, reach)
        yield from _as_changes(rate, own if judged.shape == "growth-from" else ())


def _strides(head: Figure, parts: Sequence[Figure]) -> Iterator[str]:
    """The sum of every second, third, fourth amount: those of the same measure as the total."""
    for stride in STRIDES:
        if len(parts) % stride or len(parts) // stride < 2:
            continue
        for first in range(stride):
            chosen = parts[first::stride]
            if total(part.range for part in chosen).meets(head.range):
                yield f"{' + '.join(part.text for part in chosen)} = {head.text}"


def _shares(judged: Judgement, rate: Figure, own: Sequence[Figure], reach: Reach) -> Iterator[str]:
    fine = rate.range.high - rate.range.low <= FINE
    parts = [*own, *(figure for figure in reach.beside(rate) if fine and figure.kind == own[0].kind)]
    wholes = reach.amounts(own[0]) if fine else [figure for figure in reach.beside(rate) if figure.kind == own[0].kind]
    called = _called(rate, reach.passage)
    used = frozenset() if called else _names(judged.looked_up, reach)
    wholes = [*judged.looked_up, *(whole for whole in wholes if _is_called(whole, called, reach))]
    tried = {figure.location for figure in (*own, *judged.looked_up)}
    for part in parts:
        for whole in wholes:
            if (
                not {part.location, whole.location} <= tried
                and _may_be(whole, part, used, reach)
                and _is_rate(part.range, whole.range, rate)
            ):
                yield f"{part.text} ÷ {whole.text} = {rate.text}"
    if fine:
        yield from _joint_shares(judged, rate, own[0], reach)


def _joint_shares(judged: Judgement, rate: Figure, part: Figure, reach: Reach) -> Iterator[str]:
    """A share of several amounts together: 高级▮，中级▮，占教师的▮ is of both."""
    beside = [one for one in reach.beside(rate) if one.kind == part.kind and one.location.start <= part.location.start]
    for count in range(2, min(len(beside), MOST_JOINT) + 1):
        parts = beside[-count:]
        for whole in judged.looked_up:
            if whole not in parts and _is_rate(total(one.range for one in parts), whole.range, rate):
                yield f"（{' + '.join(one.text for one in parts)}）÷ {whole.text} = {rate.text}"


MOST_JOINT = 4
"""Amounts that are tried together as the part of a share."""
_CAME_OR_WENT = lazy_re(r"追加|调[增减剂整]|核[增减]|结[转余]|含|另|配套|扣|除|剔")
"""Words for what was added to a budget, taken from it, or is not of this year."""


def _adjusted(judged: Judgement, reach: Reach) -> Iterator[str]:
    """A rate of what was there and what came or went: 年初预算▮，追加▮，支出▮，执行率▮; or of a part less what it holds of last year's."""
    rate = next((figure for figure in judged.figures if figure.kind == PERCENT and figure.text == judged.stated), None)
    own = [figure for figure in judged.figures if figure.kind != PERCENT][:2]
    if judged.shape != "completion" or rate is None or not own:
        return
    tried = {figure.location for figure in own}
    beside = [one for one in reach.beside(rate) if one.kind == own[0].kind and one.location not in tried and one.value]
    for other in beside:
        for part, whole in permutations(own, 2):
            if any(_came_or_went(one, reach.passage) for one in (other, whole)):
                yield from _with_other(part, whole, other, rate)


def _came_or_went(figure: Figure, passage: MaskedPassage) -> bool:
    return _CAME_OR_WENT.search(label_before(passage, place_of(passage, figure))) is not None


def _with_other(part: Figure, whole: Figure, other: Figure, rate: Figure) -> Iterator[str]:
    for terms, top, base in (
        (f"{part.text} ÷ （{whole.text} + {other.text}）", part.range, whole.range + other.range),
        (f"{part.text} ÷ （{whole.text} − {other.text}）", part.range, whole.range - other.range),
        (f"（{part.text} − {other.text}）÷ {whole.text}", part.range - other.range, whole.range),
    ):
        if base.low > 0 and _is_rate(top, base, rate):
            yield f"{terms} = {rate.text}"


def _called(rate: Figure, passage: MaskedPassage) -> str:
    """What the words 占… call the whole; empty where they say nothing."""
    place = place_of(passage, rate)
    found = _OF.search(passage.masked, max(0, place - LONGEST_NAME), place)
    return core(found["whole"]) if found else ""


def _is_called(whole: Figure, called: str, reach: Reach) -> bool:
    """Whether an amount bears the name of the whole, where the words give one."""
    if not called:
        return True
    name, wanted = reach.name(whole).replace("的", ""), called.replace("的", "")
    return bool(name) and (wanted in name or name in wanted or likeness(name, wanted) >= ALIKE)


def _names(figures: Iterable[Figure], reach: Reach) -> frozenset[str]:
    return frozenset(name for figure in figures if (name := reach.name(figure)))


def _may_be(whole: Figure, part: Figure, used: frozenset[str], reach: Reach) -> bool:
    """Whether an amount is another one than the part, and not just the whole that was found with other digits."""
    return whole.value != part.value and (not used or reach.name(whole) not in used)


def _is_rate(part: Range, whole: Range, rate: Figure) -> bool:
    quotient = part.over(whole)
    return quotient is not None and quotient.times(HUNDRED).meets(rate.range)


def _growths(rate: Figure, own: Sequence[Figure], reach: Reach) -> Iterator[str]:
    """A change of another amount than the one found: as its last year's, or as this year's."""
    if rate.range.high - rate.range.low > FINE:
        return
    used = _names(own, reach)
    others = [figure for figure in reach.amounts(own[0]) if figure.location not in {one.location for one in own}]
    for delta in own:
        for other in others:
            if reach.name(other) in used or not other.value:
                continue
            for base in (other.range, other.range - delta.range, other.range + delta.range):
                if _is_rate(delta.range, base, rate):
                    yield f"{delta.text} 是 {other.text} 的变动，{rate.text}"


def _as_changes(rate: Figure, own: Sequence[Figure]) -> Iterator[str]:
    """Last year's amount as the change itself: 比上年预算数（增）加11.40万元，增长9.91%."""
    for delta, this in permutations(own, 2):
        if this.value > delta.value and _is_rate(delta.range, this.range - delta.range, rate):
            yield f"{delta.text} 是 {this.text} 的增减，{rate.text}"
