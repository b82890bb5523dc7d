"""What each figure of a passage is, from the words around it: a budget, what was spent, last year's, a change, a part, a rate.

The cue that stands last before a figure decides (支出预算为▮ is a budget, 预算支出▮ was spent); which words are cues is data
(configs/claims.yaml, 角色). Figures that speak of one thing make an item: 教育支出年初预算为▮，支出决算为▮，完成年初预算的▮ is one item, for
only the first figure has a name of its own; 卫生健康支出决算为▮ begins the next. What stands in brackets is an item inside another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from drafter.claims.labels import bare, same_name
from drafter.claims.prose import COUNT, MONEY, PERCENT, Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re

__all__ = ["CHANGES", "Cues", "Role", "RoleFigure"]


class Role(StrEnum):
    """What a figure is written as."""

    BUDGET = "预算"
    PLACED = "到位"
    OUTTURN = "决算"
    LAST = "上年"
    RISE = "增加"
    FALL = "减少"
    ADDED = "追加"
    REST = "结余"
    PLAIN = ""
    """An amount that only has a name."""
    RATE = "率"
    """A percentage that is no change."""


CHANGES = frozenset({Role.RISE, Role.FALL})
_MARKS = "，；。："
_COMPARED = lazy_re(r"(?:与|相?比(?!较(?:满意|好|了解|认可|熟悉))|相?较|同比|环比|同(?=上|去|20)|和(?=上|去|20)|跟)")
_LAST_YEAR = lazy_re(r"上年(?!结转|结余)|去年|上一?年度|上年同期")
_YEAR = lazy_re(r"(?<!\d)(20[0-4]\d)年")
_HEDGE = "约|近|超过?|不低于|不少于|不超过|不高于|不足|不到|逾|至少|最多"
_CHANGE_TAIL = rf"(?:（[^（）]{{1,4}}）)?(?:了|额|金额|数|值|率|幅|幅度|比例|{_HEDGE}|共|[为是达])*$"
_BEHIND = frozenset({Role.BUDGET, Role.ADDED})
"""Roles that are also written behind the amount: 把▮追加…, ▮的预算."""
SHORTEST = 2
"""Characters of a name that tells one thing from others."""
LONGEST = 60
"""Characters before a figure in which cues are looked for."""


@dataclass(frozen=True, slots=True)
class RoleFigure:
    """A figure of a passage with the part it plays."""

    figure: Figure
    place: int
    """In the masked text."""
    role: Role
    scope: str
    """Which budget: 年初, 调整, 全年, or empty."""
    name: str
    """Its own name, empty where it goes on with the last one's."""
    item: int
    sentence: int
    depth: int
    """Brackets around it."""
    start: int
    """Where its label begins."""
    subject: str = ""
    """The name of its item."""
    year: int | None = None
    word: str = ""
    """Of a change: the word for it (增加, 降幅)."""
    tail: str = ""
    """What it is of behind the word for its role: 省级财政 of 全年预算中省级财政▮."""

    @property
    def is_amount(self) -> bool:
        """Whether something is that much: no change, no rate, not left over and not last year's."""
        return self.role in {Role.BUDGET, Role.PLACED, Role.OUTTURN, Role.PLAIN} and self.figure.kind != PERCENT


class Cues:
    """The words of the settings that give figures their roles."""

    def __init__(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """`entries` are the name of a role, the scope and the pattern of its words."""
        steady = [entry for entry in entries if Role(entry[0]) not in CHANGES]
        self._kinds = [(Role(role), "" if scope == "其他" else scope) for role, scope, _ in steady]
        named = [(Role(role), f"(?P<c{n}>{text})") for n, (role, _, text) in enumerate(steady)]
        self._steady = lazy_re("|".join(text for _, text in named) or "(?!)")
        self._behind = lazy_re("的?(?:" + ("|".join(text for role, text in named if role in _BEHIND) or "(?!)") + ")")
        self._changes = {Role(role): lazy_re(f"({text}){_CHANGE_TAIL}") for role, _, text in entries if Role(role) in CHANGES}

    @classmethod
    def of(cls, roles: Mapping[str, Mapping[str, re.Pattern[str]]]) -> Cues:
        """The cues of the settings, patterns by role and scope, put together once."""
        return _cues(tuple((role, scope, words.pattern) for role, scopes in roles.items() for scope, words in scopes.items()))

    def told(self, passage: MaskedPassage) -> tuple[RoleFigure, ...]:
        """The figures of a passage in order."""
        return tuple(_in_items(_with_bare_rates(self._told(passage), passage)))

    def scope(self, words: str) -> str:
        """Which budget the words name."""
        return next((scope for role, scope in reversed(self._found(words)) if role == Role.BUDGET), "")

    def role_of(self, words: str) -> tuple[Role, str]:
        """The role and scope of the cue that stands last in a header or a label."""
        return next(reversed(self._found(words)), (Role.PLAIN, ""))

    def _found(self, words: str) -> list[tuple[Role, str]]:
        return [self._kinds[int(match.lastgroup[1:])] for match in self._steady.finditer(words) if match.lastgroup]

    def _told(self, passage: MaskedPassage) -> Iterator[RoleFigure]:
        depth = sentence = start = 0
        for place, character in enumerate(passage.masked):
            if character == "（":
                depth += 1
            elif character == "）":
                depth = max(depth - 1, 0)
            elif character == "。":
                sentence += 1
            if is_figure(character):
                yield self._one(passage, place, start, sentence, depth)
                start = place + 1
            elif character in _MARKS:
                start = place + 1

    def _one(self, passage: MaskedPassage, place: int, start: int, sentence: int, depth: int) -> RoleFigure:
        label = passage.masked[max(start, place - LONGEST) : place]
        figure = passage.figure_at(place)
        cues = [match for match in self._steady.finditer(label) if match.lastgroup]
        role, scope, words, word = self._role(label, figure, cues)
        if role == Role.PLAIN and len(bare(words)) < SHORTEST and (match := self._behind.match(passage.masked, place + 1)):
            (role, scope), words = self._kinds[int(str(match.lastgroup)[1:])], ""
        year = _YEAR.search(label)
        base = role == Role.BUDGET and _IS_BASE.match(passage.masked, place + 1) is not None
        name = "" if base else _name(words, _title(passage, start) if not bare(words) else "")
        told = RoleFigure(
            figure,
            place,
            role,
            scope,
            name=name,
            item=0,
            sentence=sentence,
            depth=depth,
            start=start,
            word=word,
            tail=bare(label[cues[-1].end() :].lstrip("中里的")) if cues else "",
        )
        return replace(told, year=int(year[1])) if year else told

    def _role(self, label: str, figure: Figure, found: Sequence[re.Match[str]]) -> tuple[Role, str, str, str]:
        """The role, the scope, the words that may hold a name, and the word of a change; `found` are the steady cues of the label."""
        for role, pattern in self._changes.items():
            match = pattern.search(label)
            if match:
                word = match[1][-1] if _COMPARED.match(match[1]) else match[1]
                return role, "", _COMPARED.split(label[: match.start()])[0], word
        if figure.kind == PERCENT:
            return Role.RATE, "", label, ""
        compared = _COMPARED.match(label) is not None and "预算" not in label
        last_year = compared or _LAST_YEAR.search(label.rpartition("（")[2]) is not None
        if not found:
            return (Role.LAST if last_year else Role.PLAIN), "", _COMPARED.split(label)[0] if last_year else label, ""
        role, scope = self._kinds[int(str(found[-1].lastgroup)[1:])]
        words = f"{label[: found[-1].start()]} {label[found[-1].end() :]}"
        return (Role.LAST, scope, _COMPARED.split(words)[0], "") if last_year else (role, scope, words, "")


@lru_cache(maxsize=4)
def _cues(entries: tuple[tuple[str, str, str], ...]) -> Cues:
    return Cues(entries)


_IS_BASE = lazy_re(rf"的[{chr(PERCENT)}-{chr(COUNT - 1)}]")
"""收入▮，为人大批准的全年预算▮的▮: the budget is of what was named before, whoever approved it."""
_NUMBER = r"(?:\d{1,2}[.、]|（[一二三四五六七八九十\d]{1,3}）、?|[一二三四五六七八九十]{1,3}[是、])"
_TITLE = lazy_re(rf"(?:^{_NUMBER}?|[。；]{_NUMBER})(?P<name>[^。；，：]{{2,60}})[。：]$")
_ITEM = lazy_re(rf"(?:^|[。；]){_NUMBER}(?P<name>[^。；，：（]{{2,30}})(?:（[^（）]{{1,12}}）)?，$")


def _title(passage: MaskedPassage, start: int) -> str:
    """The words of the sentence before, where it only names something: 2.教育支出。年初预算为▮."""
    span = max(0, start - LONGEST), start
    match = _TITLE.search(passage.masked, *span) or _ITEM.search(passage.masked, *span)
    return match["name"] if match and not any(map(is_figure, match["name"])) else ""


def _name(words: str, title: str) -> str:
    return bare(words) or (bare(title) if title else "")


_BARE_RATE = lazy_re(r"[，、]?（(?:约|近|即|幅度|比例|变动|[为是+-])*|[，、][+-]")


def _with_bare_rates(told: Iterator[RoleFigure], passage: MaskedPassage) -> Iterator[RoleFigure]:
    """A rate without a word of its own is the rate of the change before it: 减少▮（▮）, 增加▮，+▮. Below zero it is a growth."""
    before: RoleFigure | None = None
    for one in told:
        if before is not None and before.role in CHANGES and one.role == Role.RATE and before.figure.kind != PERCENT:
            sign = "-" * (one.figure.value < 0)
            if _BARE_RATE.fullmatch(passage.masked[before.place + 1 : one.place] + sign):
                yield replace(one, role=Role.RISE if sign else before.role, word="增长" if sign else before.word, name="")
                continue
        yield one
        before = one


def _in_items(told: Iterator[RoleFigure]) -> Iterator[RoleFigure]:
    """Each figure with its item: a name of its own begins one, a bracket is one inside, its end goes back to the one around."""
    count = 0
    around: list[tuple[int, str]] = [(0, "")]
    seen: set[tuple[int, Role, str]] = set()
    for one in told:
        while len(around) > one.depth + 1:
            around.pop()
        while len(around) < one.depth + 1:
            count += 1
            around.append((count, around[-1][1]))
        item, subject = around[-1]
        again = one.role == Role.BUDGET and (item, one.role, one.scope) in seen
        named = one.figure.kind == MONEY and one.is_amount and one.name
        if again or (named and not same_name(one.name, subject)):
            count += 1
            item, subject = around[-1] = (count, one.name or subject)
        seen.add((item, one.role, one.scope))
        yield replace(one, item=item, subject=subject)
