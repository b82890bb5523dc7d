"""Scores that the prose states of an indicator, against the row of that name in the score table: “个性指标”得47分，失分3分.

得 is the row's score, 扣 and 失 what is left to its weight. A name that stands in several rows is held against each; only what
fits none of them fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from drafter.claims.judgement import Judgement, failing
from drafter.claims.labels import LabelledFigure, label_before
from drafter.claims.prose import Figure, MaskedPassage, is_figure
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.quantity import quantize
from drafter.tables.cells import key_of

__all__ = ["ScoreRows"]

_TOLD = lazy_re(r"(?:.*[“、：])?(?P<name>[^“”]{2,20}?)(?:”)?(?:一项|指标)?(?P<verb>得分?|扣分?|失分?)为?")
_AGAIN = lazy_re(r"(?:其中)?(?P<verb>扣分?|失分?)为?")


@dataclass(slots=True)
class _Row:
    """A row of a score table."""

    names: tuple[str, ...]
    """The labels of its groups and, last, its own (or its target)."""
    weight: Figure | None = None
    score: Figure | None = None
    entry: LabelledFigure | None = None


@dataclass(slots=True)
class ScoreRows:
    """The rows of the document's score tables by the names in them."""

    entries: Iterable[LabelledFigure]
    rows: dict[tuple[int, int | None], _Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.entries:
            if entry.figure.quantity.unit == "分" and entry.row and entry.column:
                row = self.rows.setdefault(_row_key(entry.figure.location), _Row(tuple(map(key_of, entry.row))))
                if key_of(entry.column[-1]).endswith("得分"):
                    row.score, row.entry = entry.figure, entry
                else:
                    row.weight = entry.figure

    def judge(self, passage: MaskedPassage) -> Iterator[Judgement]:
        """The scores of a passage whose indicator a score table has."""
        rows: list[_Row] = []
        for place, character in enumerate(passage.masked if self.rows else ""):
            if character in "。；":
                rows = []
            if not is_figure(character) or passage.figure_at(place).quantity.unit != "分":
                continue
            label = label_before(passage, place)
            told, again = _TOLD.fullmatch(label), _AGAIN.fullmatch(label)
            if not again:
                rows = self._named(told["name"]) if told else []
            verb = again or told
            if verb is not None and rows:
                yield _judged(passage, place, [_meant(row, verb["verb"]) for row in rows], rows[0])

    def _named(self, name: str) -> list[_Row]:
        """The rows of that name; the name of a group of several rows is no row's."""
        wanted = key_of(name)
        found = [row for row in self.rows.values() if wanted in row.names and row.score and row.weight]
        own = [row for row in found if row.names[-1] == wanted]
        return own or (found if len(found) == 1 else [])


def _row_key(place: Location) -> tuple[int, int | None]:
    return place.block, place.row


def _meant(row: _Row, verb: str) -> Fraction:
    score = row.score.value if row.score else Fraction(0)
    return score if verb.startswith("得") else (row.weight.value if row.weight else Fraction(0)) - score


def _judged(passage: MaskedPassage, place: int, meant: list[Fraction], row: _Row) -> Judgement:
    figure = passage.figure_at(place)
    start = max(passage.masked.rfind(mark, 0, place) for mark in "。；，") + 1
    quote = passage.quote(max(start, place - 40), place + 1)
    where = row.entry.where if row.entry else ""
    right = f"{quantize(meant[0], '分', places=4).plain}分"
    if any(figure.range.low <= number <= figure.range.high for number in meant):
        return Judgement("table", "holds", quote, figure.location, f"与{where}相符", figures=(figure,))
    derivation = f"{where}，按表应为 {right}"
    message = f"正文写的是 {figure.text}，与{where.partition('，')[0]}不符"
    cell = (row.score,) if row.score else ()
    return replace(
        failing("table", quote, figure, derivation=derivation, expected=right, message=message, figures=(figure,)), looked_up=cell
    )
