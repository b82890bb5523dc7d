"""What sets two figures of one name apart: the document number, batch, quarter, month or year that they are of.

Which marks there are is data (configs/claims.yaml, 区分). A mark in a figure's own clause, or in a table's row and column, must be
the other figure's too, unless its kind is lenient; one further ahead in the sentence, or in the table's title, counts only against
another of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drafter.claims.claim_settings import ClaimSettings
from drafter.claims.labels import LabelledFigure
from drafter.claims.prose import MaskedPassage
from drafter.claims.years import years_named
from drafter.core.document import Location
from drafter.core.numerals import to_chinese
from drafter.core.patterns import lazy_re

__all__ = ["MarkReader", "Marks"]

LONGEST_SENTENCE = 600
"""So far ahead of a figure its sentence may begin, a figure counted as one character."""
_NUMERALS = {to_chinese(number): str(number) for number in range(1, 100)} | {"首": "1"}
_LAST_YEAR = lazy_re(r"上年|去年|上一年|以前年度|(?<!结转)下年|下一年|明年")
_PAST = {"去年": "上年", "上一年": "上年", "下一年": "下年", "明年": "下年"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What a figure is of."""

    own: Mapping[str, str]
    """By kind, where the words that name the figure themselves say it."""
    near: Mapping[str, str]
    """By kind, the same and what the sentence said before."""
    period: str
    """The year, where it is another than the report's: 上年, 下年 or its digits."""
    aside: bool
    """Whether the sentence says, before the figure, that no total of this year is meant."""

    @property
    def key(self) -> str:
        """The same for figures that nothing sets apart."""
        return f"{self.period} {sorted(self.near.items())}"


@dataclass(slots=True)
class MarkReader:
    """Reads the marks of figures."""

    kinds: Mapping[str, re.Pattern[str]]
    lenient: frozenset[str]
    """Kinds that only tell two figures apart where both have one."""
    aside: tuple[str, ...]
    year: int | None
    """The year that the report is about."""
    known: dict[Location, Marks] = field(default_factory=dict)

    @classmethod
    def of_settings(cls, settings: ClaimSettings, year: int | None) -> MarkReader:
        """As configs/claims.yaml says."""
        kinds = {kind.name: kind.pattern for kind in settings.marks}
        lenient = frozenset(kind.name for kind in settings.marks if kind.one_without == "可比")
        return cls(kinds, lenient, settings.other_sentences, year)

    def of_figure(self, passage: MaskedPassage, place: int) -> Marks:
        """The marks of the figure at a place of the masked text."""
        start = max(place - LONGEST_SENTENCE, *(passage.masked.rfind(mark, 0, place) + 1 for mark in "。；"))
        before = passage.masked[start:place]
        clause = before[before.rfind("，") + 1 :]
        return Marks(self._found(clause), self._found(before), self._period(clause), self._is_aside(before))

    def of_cell(self, entry: LabelledFigure) -> Marks:
        """The marks of a table's figure."""
        place = entry.figure.location
        if place not in self.known:
            path = "　".join((*entry.row, *entry.column))
            whole = f"{entry.where}　{path}"
            self.known[place] = Marks(self._found(path), self._found(whole), self._period(whole), self._is_aside(whole))
        return self.known[place]

    def apart(self, one: Marks, other: Marks, *, cell: bool) -> bool:
        """Whether two figures can't be of one thing; with `cell` the other is a table's."""
        if one.period != other.period or (cell and one.aside and not other.aside):
            return True
        if one.near == other.near:  # mostly both have none
            return False
        differ = {kind for kind in one.near.keys() | other.near.keys() if one.near.get(kind) != other.near.get(kind)}
        owned = (one.own.keys() | other.own.keys()) - self.lenient
        return any(kind in owned or (kind in one.near and kind in other.near) for kind in differ)

    def _found(self, text: str) -> dict[str, str]:
        """The last mark of each kind."""
        found = {kind: list(pattern.finditer(text)) for kind, pattern in self.kinds.items()}
        return {kind: _plain(matches[-1].groups()) for kind, matches in found.items() if matches}

    def _period(self, text: str) -> str:
        if match := _LAST_YEAR.search(text):
            return _PAST.get(match[0], match[0])
        years = years_named(text)
        if not years or years[-1] == self.year:
            return ""
        return "上年" if self.year is not None and years[-1] == self.year - 1 else str(years[-1])

    def _is_aside(self, text: str) -> bool:
        return any(word in text for word in self.aside)


def _plain(groups: Iterable[str | None]) -> str:
    """What a pattern's groups say, Chinese numerals in digits: 第一批 and 第1批 are the same."""
    return "-".join(_NUMERALS.get(group, group) for group in groups if group)
