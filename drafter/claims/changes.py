"""Changes: 与上年相比增加▮，增长▮, by the roles of the figures around them, whatever stands between.

A change is an amount, a rate, or both; last year's amount may stand before it or in a bracket. What it is a change of is the nearest
amount that is no change itself, is not last year's, and has the name that the change names; other amounts may be meant as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.budgets import FARTHEST, NO_FIGURE
from drafter.claims.claim_forms import CLASSES
from drafter.claims.compared_with import compares_with_another
from drafter.claims.labels import same_name
from drafter.claims.prose import PERCENT, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.roles import CHANGES, Role, RoleFigure
from drafter.core.patterns import lazy_re

__all__ = ["Change", "changes"]

_JOINED = lazy_re(rf"[，、（；]?[^。；，{CLASSES['量'][1:-1]}]{{0,16}}")
"""Nothing but words between an amount of change and its rate."""
_BECAME = lazy_re(r"^[^，]{0,4}(?:达到?|[增升降减调][到至为]|为)$")
"""增加▮，达到▮: what it grew to, stated after the change."""
_BEHIND = lazy_re(r"，(?:由此)?达到?了?")
"""增加▮，增长▮，达到▮."""
_BRACKET = lazy_re(rf"（{NO_FIGURE}{{0,30}}$")
_AGAINST = lazy_re(r"(?:[与较比同][^，。；]{0,10}(?:上年|去年|20\d\d年|预算|年初|同期)|同比|环比)")
"""A comparison that says against what."""
_SINCE_LAST_YEAR = lazy_re(r"同比|上年|去年|同期")
_INSIDE = lazy_re(r"其中|主要|原因|由于")
"""What stands between an amount and a change that is of something else: a part of it, or what made it change."""
_ON_YEAR = lazy_re(r"，(?:同比|[比较]前年)(?:(?!今年|本年)[^，。；]){0,12}")
"""A comparison with the year before the reported one."""
_ON_LAST = lazy_re(r"，(?:同比|[比较][前上]年)(?:(?!今年|本年)[^，。；]){0,12}")
"""去年▮，比上年▮: two words for two years."""
_MOST = 6
"""Amounts before a change that are tried."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change with what it may be a change of."""

    claim: Claim
    """`delta`, `rate`, `last` as far as they are stated, and `up`, `by`."""
    first: RoleFigure
    """The first figure of the change."""
    these: tuple[RoleFigure, ...]
    """The amounts that may have changed, the likeliest first."""
    sure: bool
    """Whether the likeliest is certain: it stands right before in the item, or it alone has the name."""


def changes(told: Sequence[RoleFigure], passage: MaskedPassage) -> Iterator[Change]:
    """The changes of a passage that an equation can be set up for."""
    taken: set[int] = set()
    for number, one in enumerate(told):
        if number in taken or one.role not in CHANGES or one.figure.quantity.unit in _POINTS:
            continue
        group = _group(told, number, passage)
        taken |= group.numbers
        found = _change(told, number, group, passage)
        if found is not None:
            yield found


_POINTS = frozenset({"个百分点", "‰"})


@dataclass(frozen=True, slots=True)
class _Group:
    """The figures of one change by their number."""

    delta: int | None = None
    rate: int | None = None
    last: int | None = None
    became: int | None = None

    @property
    def numbers(self) -> set[int]:
        return {number for number in (self.delta, self.rate, self.last, self.became) if number is not None}


def _group(told: Sequence[RoleFigure], number: int, passage: MaskedPassage) -> _Group:
    """The change that begins at a figure: with its other half, and last year's amount before it or in the bracket behind."""
    one = told[number]
    after = number + 1 if _goes_on(told, number, passage) else None
    became = None
    if after is None and number + 2 < len(told) and _became(told, number, passage):
        became, after = number + 1, number + 2
    halves = (number, after) if one.figure.kind != PERCENT else (after, number)
    end = max(part for part in (number, after) if part is not None)
    if became is None and end + 1 < len(told) and _BEHIND.fullmatch(passage.masked, told[end].place + 1, told[end + 1].place):
        became = end + 1
    return _Group(halves[0], halves[1], _last(told, number, end, passage), became)


def _goes_on(told: Sequence[RoleFigure], number: int, passage: MaskedPassage) -> bool:
    """Whether the next figure is the other half of the change: an amount and then its rate, or the other way round."""
    if number + 1 >= len(told):
        return False
    one, other = told[number], told[number + 1]
    halves = (one.figure.kind == PERCENT) != (other.figure.kind == PERCENT) and other.role in CHANGES
    between = _JOINED.fullmatch(passage.masked, one.place + 1, other.place)
    if not halves or between is None or other.name or other.figure.quantity.unit in _POINTS:
        return False
    return not compares_with_another(passage.masked, one.place, between[0])


def _became(told: Sequence[RoleFigure], number: int, passage: MaskedPassage) -> bool:
    """增加▮，达到▮，增长▮."""
    middle, other = told[number + 1], told[number + 2]
    label = passage.masked[middle.start : middle.place]
    fits = _BECAME.match(label) is not None and middle.figure.kind == told[number].figure.kind
    return fits and other.role in CHANGES and other.figure.kind == PERCENT and not other.name


def _last(told: Sequence[RoleFigure], number: int, end: int, passage: MaskedPassage) -> int | None:
    """Last year's amount: right before the change, or in a bracket behind it or behind the amount that changed."""
    before, one = told[number - 1], told[number]
    if number and _is_reported(told, number, passage):
        return None
    if number and before.role == Role.LAST and before.sentence == one.sentence and before.depth <= one.depth:
        return number - 1
    if number and _is_earlier(told, number - 1):
        return number - 1
    if number > 1 and _in_order(told[number - 2], told[number - 1], one):
        return number - 2
    if end + 1 < len(told) and told[end + 1].depth > told[end].depth and _is_base(told[end + 1], passage):
        return end + 1
    return None


def _is_reported(told: Sequence[RoleFigure], number: int, passage: MaskedPassage) -> bool:
    """Whether an amount called last year's is what changed against the year before: 去年全年收入▮，同比增加▮ of a January report."""
    before, one = told[number - 1], told[number]
    called = before.role == Role.LAST and before.sentence == one.sentence and before.figure.kind != PERCENT
    words = _ON_LAST if "去年" in passage.masked[before.start : before.place] else _ON_YEAR
    return called and words.fullmatch(passage.masked, before.place + 1, one.place) is not None


def _is_earlier(told: Sequence[RoleFigure], number: int) -> bool:
    """Whether an amount is of the year before the amount in front of it: 2023年支出▮，2022年支出▮; 收入▮（2022年度▮）."""
    one = told[number]
    if one.year is None or number == 0 or one.figure.kind == PERCENT:
        return False
    before = next((other for other in reversed(told[:number]) if other.figure.kind == one.figure.kind and other.is_amount), None)
    return before is not None and (one.depth > before.depth or (before.year is not None and before.year == one.year + 1))


def _in_order(first: RoleFigure, second: RoleFigure, change: RoleFigure) -> bool:
    """Whether the two amounts before a change are of the year before and of the year after: 2022年收入▮，2023年收入▮，增长▮."""
    years = first.year is not None and second.year == first.year + 1
    alike = first.figure.kind == second.figure.kind != PERCENT and same_name(
        first.name or first.subject, second.name or second.subject
    )
    return years and alike and not change.name and first.sentence == second.sentence == change.sentence


def _is_base(one: RoleFigure, passage: MaskedPassage) -> bool:
    return (
        (one.role == Role.LAST or one.year is not None)
        and one.figure.kind != PERCENT
        and (_BRACKET.search(passage.masked, max(0, one.place - 32), one.place) is not None)
    )


def _change(told: Sequence[RoleFigure], number: int, group: _Group, passage: MaskedPassage) -> Change | None:
    """The claim of a group, with its shape; `None` where there is nothing to compute."""
    parts = {
        role: told[at] for role, at in (("delta", group.delta), ("rate", group.rate), ("last", group.last)) if at is not None
    }
    kind = next((parts[role].figure.kind for role in ("delta", "last") if role in parts), None)
    shape = _SHAPES.get(frozenset(parts))
    if kind is None or shape is None:
        return None
    one = told[number]
    these = [told[group.became]] if group.became is not None else _these(told, number, group, kind, passage)
    since = min(told[at].start for at in group.numbers), max(told[at].place for at in group.numbers)
    these = _spent_first(these) if _SINCE_LAST_YEAR.search(passage.masked, *since) else these
    figures = {role: part.figure for role, part in parts.items()}
    words = _words(parts)
    start = _start(passage, one, these, parts)
    end = max(part.place for part in (*parts.values(), *(these if group.became is not None else ()))) + 1
    claim = Claim(shape, passage, start, end, figures, words)
    return Change(claim, one, tuple(these), group.became is not None or _is_sure(told, number, these, passage))


_SHAPES = {
    frozenset({"delta", "rate"}): "growth",
    frozenset({"delta", "last"}): "growth-to",
    frozenset({"delta", "rate", "last"}): "growth-to",
    frozenset({"rate", "last"}): "growth-from",
}


def _words(parts: dict[str, RoleFigure]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, role in (("up", "delta"), ("by", "rate")):
        if role in parts:
            found |= {key: parts[role].word, f"{key}-role": str(parts[role].role)}
    return found


def _these(told: Sequence[RoleFigure], number: int, group: _Group, kind: int, passage: MaskedPassage) -> list[RoleFigure]:
    """The amounts before a change that it may be a change of: of its name, of its item, then the others, nearest first."""
    one = told[number]
    before = [
        other
        for at, other in enumerate(told[:number])
        if at not in group.numbers and other.figure.kind == kind and (other.is_amount or _is_balance(told, at, number, passage))
    ]
    called = [other for other in reversed(before) if one.name and _is_called(other, one, passage)]
    if called:
        return called[:_MOST]
    mine = [other for other in before if other.item == one.item and other.depth <= one.depth]
    others = [other for other in before if other not in mine]
    near = [*reversed(mine), *reversed(others)][:_MOST]
    heads = [other for other in before if other.sentence == one.sentence and other not in near][:1]
    return [*near, *heads]  # 转移性收入▮，其中：甲▮、乙▮、丙▮，比预算▮增加▮: of the whole


def _spent_first(these: Sequence[RoleFigure]) -> list[RoleFigure]:
    """The amounts of an item, its budgets last: what came in or was spent is compared with last year's (为全年预算▮的▮，同比减收▮)."""
    items = {one.item for one in these[:1]}
    mine = [one for one in these if one.item in items]
    return [*sorted(mine, key=lambda one: one.role == Role.BUDGET), *(one for one in these if one.item not in items)]


_BOTH = frozenset({"收支", "收、支", "收入支出"})
"""收入总计▮，支出总计▮。收支较上年增加▮: of either."""


def _is_balance(told: Sequence[RoleFigure], at: int, number: int, passage: MaskedPassage) -> bool:
    """Whether what is left over, or what last year's is called, stands right before the change: 年末结转和结余▮，较上年减少▮."""
    if at + 1 != number or told[at].sentence != told[number].sentence:
        return False
    return told[at].role == Role.REST or _is_reported(told, number, passage)


def _is_called(one: RoleFigure, change: RoleFigure, passage: MaskedPassage) -> bool:
    """Whether an amount bears the name that a change gives: 房地产营业税 of a 其中 is not 营业税, but a part of it."""
    name, subject = one.name or one.subject, change.name
    if subject in _BOTH and name.endswith(("收入", "支出")):
        return True
    if _is_other_side(subject, passage.masked[one.start : one.place]):
        return False
    if same_name(name, subject) or (len(name) > 1 and subject in name):
        return True
    return len(name) > 1 and name in subject and "其中" not in passage.masked[one.place : change.place]


def _is_other_side(subject: str, label: str) -> bool:
    """Whether the words before an amount are of expenditure where income changed, or the other way round."""
    sides = (("收入", "支出"), ("支出", "收入"))
    return any(mine in subject and mine not in label and other in label and other not in subject for mine, other in sides)


def _is_sure(told: Sequence[RoleFigure], number: int, these: Sequence[RoleFigure], passage: MaskedPassage) -> bool:
    """Whether the likeliest amount is meant for certain."""
    if not these:
        return False
    one, first = told[number], these[0]
    if one.name and not _is_called(first, one, passage):
        return False
    if one.name in _BOTH:
        return len({other.figure.value for other in these}) == 1
    if one.name:
        return len({other.figure.value for other in these}) == 1 or one.sentence - first.sentence <= 1
    if first.item != one.item or one.sentence - first.sentence > 1:
        return False
    if first.role == Role.REST and any(other.sentence == one.sentence for other in these[1:]):
        return False
    between = told[told.index(first) + 1 : number]
    planned = first.role == Role.BUDGET and any(other.role == Role.RATE for other in between)
    others = any(other.role in CHANGES and other.figure.kind != PERCENT for other in between)
    return not planned and (not others or _is_another_comparison(one, first, passage))


def _is_another_comparison(one: RoleFigure, first: RoleFigure, passage: MaskedPassage) -> bool:
    """Whether a change after others is against a year or budget of its own: ▮，较上年减少▮，下降▮，较年初预算减少▮."""
    return _AGAINST.match(passage.masked, one.start) is not None and not _INSIDE.search(passage.masked, first.place, one.place)


def _start(passage: MaskedPassage, one: RoleFigure, these: Sequence[RoleFigure], parts: dict[str, RoleFigure]) -> int:
    """Where the quote begins: at the amount that changed if it is near, else at the sentence or the clause."""
    starts = [other.start for other in these[:1] if other.sentence == one.sentence and other.place < one.place]
    sentence = passage.masked.rfind("。", 0, one.place) + 1
    clause = max(passage.masked.rfind(mark, 0, one.place) for mark in "。；，") + 1
    candidates = [*starts, one.start if one.name else sentence, min([clause, *(part.start for part in parts.values())])]
    return next((start for start in candidates if one.place - start <= FARTHEST - 20), one.place)
