"""Wholes whose parts are known for good, through the whole report: “三公”经费 is 因公出国, 公务用车 and 公务接待, wherever each is stated.

Held against the sum of its parts are its amounts and its changes since last year and against the budget. One that stands with two
different numbers is left alone: then different things are spoken of. Which parts a whole has is data (configs/claims.yaml, 全部分项).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain

from drafter.claims.change_sums import signed_sum
from drafter.claims.claim_settings import ClosedWhole
from drafter.claims.judgement import Judgement, compare, failing, show
from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, NUMBER, Figure, MaskedPassage, is_figure
from drafter.claims.roles import CHANGES, Cues, Role, RoleFigure
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range, total

__all__ = ["ClosedWholes"]

SINCE_LAST_YEAR, AGAINST_BUDGET = "较上年", "较预算"
_EVEN = lazy_re(r"[与和同跟较比](?P<what>[^，。；]{1,14}?)(?:保持|基本)?(?:持平|一致|相同|无变化|没有变化|无增减)")
_BEFORE = 40
"""Characters before a figure that a quote begins with at most."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of one of the names with its passage; of a change, whether it rose."""

    figure: Figure
    passage: MaskedPassage
    place: int
    rises: bool = True

    @property
    def signed(self) -> tuple[bool, Range]:
        """What tells two figures apart."""
        return self.rises or not self.figure.value, self.figure.range


@dataclass(slots=True)
class _Name:
    """What a report says of one name, by measure: 决算, 预算, the change since last year."""

    told: dict[str, list[_Told]] = field(default_factory=dict)

    def only(self, measure: str) -> _Told | None:
        """The figure of a measure, where all that stand for it say the same."""
        found = self.told.get(measure, [])
        return found[0] if found and all(one.signed == found[0].signed for one in found) else None


class ClosedWholes:
    """Gathers what is stated of each name and judges the wholes."""

    def __init__(self, given: Iterable[ClosedWhole], cues: Cues) -> None:
        self._wholes: dict[str, list[tuple[str, ...]]] = {}
        self._names: dict[str, re.Pattern[str]] = {}
        wholes = list(given)
        for pattern in (*chain(*(one.parts for one in wholes)), *(one.whole for one in wholes)):
            self._names.setdefault(pattern.pattern, pattern)
        for one in wholes:
            self._wholes.setdefault(one.whole.pattern, []).append(tuple(part.pattern for part in one.parts))
        self._any = lazy_re("|".join(f"(?:{text})" for text in self._names) or "(?!)")
        self._cues = cues

    def judge(self, found: Sequence[MaskedPassage], year: int | None, done: frozenset[Location]) -> Iterator[Listing | Judgement]:
        """The sums of amounts as lists, those of changes judged; `done` are totals that were summed where they stand."""
        names = self._gathered(found, year)
        for whole, sets in self._wholes.items():
            parts = [[names[part] for part in names_] for names_ in sets]
            for measure in (Role.OUTTURN, Role.BUDGET, Role.PLAIN):
                yield from _best(_amounts(names[whole], one, measure, done) for one in parts)
            for against in (SINCE_LAST_YEAR, AGAINST_BUDGET):
                yield from _best(_changes(names[whole], one, against, done) for one in parts)

    def _gathered(self, found: Iterable[MaskedPassage], year: int | None) -> dict[str, _Name]:
        names = {text: _Name() for text in self._names}
        for passage in found:
            for name, before, one in self._in_order(passage) if self._speaks(passage) else ():
                if one.figure.kind != MONEY or one.figure.hedge:
                    continue
                if one.is_amount and one.year in {None, year}:
                    names[name].told.setdefault(one.role, []).append(_Told(one.figure, passage, one.place))
                    _add_even(names[name], one, passage, year)
                elif one.role in CHANGES and (measure := _measure(passage.masked[before : one.place], year)):
                    told = _Told(one.figure, passage, one.place, one.role == Role.RISE)
                    names[name].told.setdefault(measure, []).append(told)
        return names

    def _speaks(self, passage: MaskedPassage) -> bool:
        return bool(passage.figures) and self._any.search(passage.masked) is not None

    def _in_order(self, passage: MaskedPassage) -> Iterator[tuple[str, int, RoleFigure]]:
        """The figures of a passage that are of one of the names, with the place behind the amount before.

        What a sentence says without a name is of none, where the sentence before named several.
        """
        current, before, named, lead = "", 0, set[str](), None
        for one in self._cues.told(passage):
            lead = lead if lead is not None and lead.sentence == one.sentence else one
            if "。" in passage.masked[before : one.place]:
                current, named = current if len(named) < 2 else "", set()
            current = self._called(one.name) if one.name else current
            named.add(current)
            if current and not _is_cut(passage, one.place):
                yield current, before, _as_its_total(one, lead, passage)
            before = one.place + 1 if one.figure.kind == MONEY else before

    def _called(self, name: str) -> str:
        """The first of the names that a label holds; parts come before their whole."""
        return next((text for text, pattern in self._names.items() if name and pattern.search(name)), "")


def _as_its_total(one: RoleFigure, lead: RoleFigure, passage: MaskedPassage) -> RoleFigure:
    """What stands behind a 其中 without a word for its role is a budget where the amount before it is."""
    listed = lead.role == Role.BUDGET and "其中" in passage.masked[lead.place : one.place]
    return replace(one, role=Role.BUDGET) if listed and one.role == Role.PLAIN else one


_COMPARED = lazy_re(r"(?:(?<!相)[比较与和同跟]|(?=同比))(?P<what>[^，。；]*?)(?=相比|，|$|[增减上下降提压])")
_YEAR = lazy_re(r"(20\d\d)年")


def _measure(words: str, year: int | None) -> str:
    """Whether a change is stated since last year or against the budget; empty where the words do not say."""
    match = next(iter(list(_COMPARED.finditer(words))[-1:]), None)
    return _against(match["what"], year) if match else ""


def _against(what: str, year: int | None) -> str:
    """The measure of what a change is compared with: last year, last year's budget, this year's."""
    named = _YEAR.search(what)
    if named is not None and year is not None and int(named[1]) not in {year, year - 1}:
        return ""
    if "上年" in what or "去年" in what or what.startswith("同比") or (named and year is not None and int(named[1]) == year - 1):
        return SINCE_LAST_YEAR
    return AGAINST_BUDGET if "预算" in what else ""


def _best(found: Iterable[Listing | Judgement | None]) -> Iterator[Listing | Judgement]:
    """Of the ways to split a whole the first that holds, else the first."""
    given = [one for one in found if one is not None]
    yield from [one for one in given if _holds(one)][:1] or given[:1]


def _holds(one: Listing | Judgement) -> bool:
    if isinstance(one, Judgement):
        return one.verdict == "holds"
    return one.head.range.meets(total(part.range for part in one.parts))


def _add_even(name: _Name, one: RoleFigure, passage: MaskedPassage, year: int | None) -> None:
    """与2016年持平 in the sentence of an amount: it did not change."""
    stop = passage.masked.find("。", one.place)
    match = _EVEN.search(passage.masked, one.place, stop if stop >= 0 else len(passage.masked))
    measure = _against(match["what"], year) if match is not None else ""
    if measure:
        name.told.setdefault(measure, []).append(_nothing(one, passage))


def _nothing(one: RoleFigure, passage: MaskedPassage) -> _Told:
    quantity = replace(one.figure.quantity, value=Decimal(0), digits="0")
    return _Told(replace(one.figure, quantity=quantity), passage, one.place)


def _amounts(whole: _Name, parts: Sequence[_Name], measure: str, done: frozenset[Location]) -> Listing | None:
    head = whole.only(measure)
    told = [_part(part, measure) for part in parts]
    found = [one for one in told if one is not None]
    if head is None or head.figure.location in done or len(found) < len(parts):
        return None
    figures = tuple(one.figure for one in found)
    start = max(0, head.place - _BEFORE // 2)
    return Listing(head.passage, start, head.place + 1, head.figure, figures, (), complete=True)


def _is_cut(passage: MaskedPassage, place: int) -> bool:
    """Whether a space behind its thousands separator cuts a number in two (1, 250.0万元): a bare number and a comma stand before."""
    words = passage.masked[max(0, place - 2) : place]
    return len(words) == 2 and words[1] == "，" and is_figure(words[0]) and passage.figure_at(place - 2).kind == NUMBER


def _part(part: _Name, measure: str) -> _Told | None:
    """The figure of a part, or the one stated without a role, unless roles are stated too: then it is one of those."""
    plain = not {Role.OUTTURN, Role.BUDGET} & part.told.keys()
    return part.only(measure) or (part.only(Role.PLAIN) if plain else None)


def _changes(whole: _Name, parts: Sequence[_Name], measure: str, done: frozenset[Location]) -> Judgement | None:
    head = whole.only(measure)
    if head is None or head.figure.location in done:
        return None
    found = [part.only(measure) for part in parts]
    told = [one for one in found if one is not None]
    rest = [part for part, one in zip(parts, found, strict=True) if one is None]
    if len(told) < 2 or any(not _is_nothing(part, measure) for part in rest):
        return None
    signed = [(one.rises, one.figure) for one in told]
    computed, derivation = signed_sum(signed, head.figure, rises=head.rises)
    verdict, severity = compare(head.figure, computed)
    less = computed.low > head.figure.range.high if not head.rises else computed.high < head.figure.range.low
    if verdict == "holds" or not rest or less:
        return _judgement(head, told, computed, derivation, fails=verdict == "fails", note=severity == "note")
    return None


def _is_nothing(part: _Name, measure: str) -> bool:
    """Whether a part without a change is nothing and was never stated otherwise: then it can only have fallen."""
    amounts = [one.figure for role in (Role.OUTTURN, Role.PLAIN, Role.BUDGET) for one in part.told.get(role, [])]
    return bool(amounts) and not any(figure.value for figure in amounts) and not part.told.get(measure)


def _judgement(head: _Told, told: Sequence[_Told], computed: Range, derivation: str, *, fails: bool, note: bool) -> Judgement:
    stated, figures = head.figure, (head.figure, *(one.figure for one in told))
    quote = head.passage.quote(max(0, head.place - _BEFORE), head.place + 1)
    if not fails:
        return Judgement("sum", "holds", quote, stated.location, derivation, figures=figures)
    right = show(computed.middle, stated)
    message = f"各项增减相加为 {right}，与总的增减 {stated.text} 不符"
    return failing(
        "sum",
        quote,
        stated,
        derivation=derivation,
        expected=right,
        severity="note" if note else "error",
        message=message,
        figures=figures,
    )
