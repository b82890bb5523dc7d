"""Where else a figure stands, and which figure it may have been meant to be: places looked up by value, names held side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice

from drafter.claims.labels import LabelIndex, LabelledFigure, likeness
from drafter.claims.marks import MarkReader
from drafter.claims.mentions import Mention, pairs_of, same_before, same_score
from drafter.claims.prose import MONEY, Figure
from drafter.claims.settled import Settled, width
from drafter.claims.slips import slips_of
from drafter.core.document import Location
from drafter.core.findings import Severity
from drafter.core.patterns import lazy_re

__all__ = ["Repeats", "crowded_names"]

TELLING_DIGITS = 3
"""A figure with so many digits hardly stands elsewhere by accident."""
LONGEST_LABEL = 200
"""The last characters of a label that are compared: a real one is far shorter, and comparing takes the product of both lengths."""
NO_ACCIDENT = 6
"""A figure with so many digits is hardly another one's slip of the pen by accident."""
ALIKE, HALF = 84, 50
SAME = 2
"""Two names are of the same thing."""
LONG, NAME = 4, 3
"""Characters of a name that tells one thing from others, in the prose and in a table."""
FEW, MOST = 8, 200
"""Places of one figure that are looked at: of the same name, and of any."""
MOST_PAIRS = 200_000
"""Places that are held side by side for one value: of one that stands thousands of times fewer are looked at for each."""
CROWDED = 60
"""Values of one name from which it names no single thing: of a list of sixty 预算 none is another one's slip."""
_DONE = lazy_re(r"(?:实际)?(?:完成|支出|使用|花[去了费]|用[去了掉])$")


@dataclass(slots=True)
class Repeats:
    """Looks figures up by value, and tells whether two names are of one thing."""

    index: LabelIndex
    by_place: dict[Location, Mention]
    settled: Settled
    equal: Mapping[Location, Location]
    """The figure that a sentence says to be the same amount (完成预算的100%)."""
    marker: MarkReader
    crowded: frozenset[str] = frozenset()
    """Names that stand for too many things, see `crowded_names`."""
    parts: Mapping[Location, str] = field(default_factory=dict)
    """What part a figure without a name plays in the one account that the report gives."""
    by_label: dict[tuple[Fraction, int], dict[str, list[LabelledFigure]]] = field(default_factory=dict)
    slips: dict[tuple[str, str, str], tuple[Fraction, ...]] = field(default_factory=dict)
    by_passage: dict[tuple[int, int | None, int | None], frozenset[tuple[Fraction, int]]] = field(default_factory=dict)
    """The values that stand in a passage."""

    def twin(self, mention: Mention) -> LabelledFigure | None:
        """The best other place of the same figure, where its name is alike or its digits are telling."""
        best: list[tuple[int, float, LabelledFigure]] = []
        telling = _is_telling(mention.figure)
        if mention.is_nameless and not telling:
            return None
        for entry in self._valued(mention.figure.range.middle, mention):
            if telling or not self._apart(mention, entry):
                best.append((self.alike(mention, entry), _likeness(mention, entry), entry))
            if best and best[-1][0] == SAME:
                break
        if not best:
            return None
        alike, likely, entry = max(best, key=lambda found: found[:2])
        return entry if telling or alike == SAME or likely >= HALF else None

    def odd(self, mention: Mention) -> tuple[list[LabelledFigure], Severity] | None:
        """The places of the figure that this one was meant to be, and how sure that is."""
        best: tuple[int, list[LabelledFigure]] | None = None
        if mention.label in self.crowded or (mention.is_nameless and mention.figure.location not in self.equal):
            return None
        for value in self._slips_that_stand(mention.figure):
            places = self._meant(mention, value)
            if (
                not places
                or self.settled.is_sure(mention.figure, value)
                or self._is_part(mention, value)
                or (self._is_tail(mention.figure, value) and not self._is_said_equal(mention, places[0]))
            ):
                continue
            alike = self._alike_or_equal(mention, places[0])
            named = [place for place in places if self._alike_or_equal(mention, place)]
            sure = alike + (len(named) > 1 and self.alike(mention, places[0]) == alike)
            if alike and (sure >= SAME or self._is_no_accident(mention, value)) and (best is None or sure > best[0]):
                best = (sure, places)
        if best is None:
            return None
        return best[1], "error" if best[0] > SAME else "note"

    @staticmethod
    def _is_no_accident(mention: Mention, value: Fraction) -> bool:
        """Whether a figure of so many digits hardly is another one's slip by chance; a tail difference is none."""
        return mention.figure.telling >= NO_ACCIDENT and abs(value - mention.figure.range.middle) > width(mention.figure)

    def _is_tail(self, figure: Figure, value: Fraction) -> bool:
        """Whether a figure that another claim supports differs by no more than one unit of its last place."""
        return figure.location in self.settled and abs(value - figure.range.middle) <= width(figure)

    def _alike_or_equal(self, mention: Mention, entry: LabelledFigure) -> int:
        same = self._is_said_equal(mention, entry) or self._plays_the_part(mention, entry)
        return SAME if same else self.alike(mention, entry)

    def _plays_the_part(self, mention: Mention, entry: LabelledFigure) -> bool:
        """Whether both are the one amount of a kind that the report's account has: its budget, what was spent, what came of a source."""
        part = self.parts.get(mention.figure.location, "")
        return part != "" and part == self.parts.get(entry.figure.location) and not self._apart(mention, entry)

    def _is_said_equal(self, mention: Mention, entry: LabelledFigure) -> bool:
        return self.equal.get(mention.figure.location) == entry.figure.location

    def _slips_that_stand(self, figure: Figure) -> tuple[Fraction, ...]:
        """The numbers that it may have been meant to be and that stand somewhere, worked out once for a number and its unit."""
        key = (figure.quantity.plain, figure.quantity.unit, figure.hedge)
        if key not in self.slips:
            self.slips[key] = tuple(value for value in slips_of(figure) if self.index.valued(value, figure.kind))
        return self.slips[key]

    def _meant(self, mention: Mention, value: Fraction) -> list[LabelledFigure]:
        """The places of a value that the figure may have been meant to repeat, the best name first."""
        found = [
            (alike, entry)
            for entry in self._valued(value, mention)
            if not entry.figure.hedge and _is_long(entry.figure)
            for alike in [self._alike_or_equal(mention, entry)]
            if _is_telling(entry.figure)
            or (
                alike == SAME
                and _is_long(entry.figure)
                and _is_long(mention.figure)
                and not _is_round(entry.figure, mention.figure)
            )
        ]
        ranked = sorted(found, key=lambda pair: -pair[0])
        return list({entry.figure.location: entry for _, entry in reversed(ranked)}.values())[::-1]

    def _valued(self, value: Fraction, mention: Mention) -> Iterator[LabelledFigure]:
        """Other figures of a value, those of the same name first; of a value that stands everywhere (zero) only so many."""
        entries = self.index.valued(value, mention.figure.kind)
        if not entries:
            return
        key = (value, mention.figure.kind)
        if key not in self.by_label:
            groups = self.by_label[key] = defaultdict(list)
            for entry in entries:
                groups[entry.label].append(entry)
        named = self.by_label[key].get(mention.label, ())
        most = min(MOST, max(FEW, MOST_PAIRS // len(entries)))
        for entry in (*islice(named, FEW), *islice(entries, most)):
            if entry.figure.location != mention.figure.location and _unit_fits(mention.figure, entry.figure):
                yield entry

    def _is_part(self, mention: Mention, value: Fraction) -> bool:
        """Whether the difference stands in the same paragraph: 30 + 67.75 beside 97.75."""
        passage = mention.passage
        place = (passage.block, passage.row, passage.column)
        if place not in self.by_passage:
            self.by_passage[place] = frozenset((figure.range.middle, figure.kind) for figure in passage.figures)
        return (abs(value - mention.figure.range.middle), mention.figure.kind) in self.by_passage[place]

    def alike(self, mention: Mention, entry: LabelledFigure) -> int:
        """`SAME` for the same name, 1 for one that has something telling in common, 0 for another or of another year, batch …"""
        other = self.by_place.get(entry.figure.location)
        if self._apart(mention, entry):
            return 0
        if other is not None and (same_before(mention, other) or same_score(mention, other)):
            return SAME
        mine, theirs = mention.label, entry.label
        if mine and mine == theirs:
            return SAME if len(mine) >= (LONG if other is not None else 2) else 1
        if (mine and likeness(mine, theirs) >= ALIKE) or (other is None and self._names_row(mention, (theirs, *entry.row))):
            return SAME
        shorter, longer = sorted((mine, theirs), key=len)
        if len(shorter) >= 2 and longer.endswith(shorter) and mention.figure.kind == MONEY:
            return 1
        if mention.figure.kind != MONEY:  # counts are short, and one word names many of them
            return 0
        pairs = other.pairs if other is not None else pairs_of(theirs)
        return 1 if mention.pairs & pairs else 0

    def _apart(self, mention: Mention, entry: LabelledFigure) -> bool:
        """Whether the marks say that they are of two things."""
        other = self.by_place.get(entry.figure.location)
        marks = other.marks if other is not None else self.marker.of_cell(entry)
        return self.marker.apart(mention.marks, marks, cell=other is None)

    @staticmethod
    def _names_row(mention: Mention, rows: tuple[str, ...]) -> bool:
        """Whether the words before a figure end with the name of a table's row; a long figure needs fewer."""
        least = 2 if len(mention.figure.quantity.plain.replace(".", "")) > LONG - 1 else NAME
        label = _DONE.sub("", mention.label)
        return any(len(row) >= least and (label.endswith(row) or mention.label.endswith(row)) for row in rows)


def crowded_names(every: Iterable[Mention]) -> frozenset[str]:
    """The names that stand with more than `CROWDED` different numbers."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for mention in every:
        numbers[mention.label].add(mention.figure.quantity.plain)
    return frozenset(name for name, found in numbers.items() if len(found) > CROWDED)


def _likeness(mention: Mention, entry: LabelledFigure) -> float:
    from rapidfuzz import fuzz

    mine, theirs = mention.label[-LONGEST_LABEL:], entry.label[-LONGEST_LABEL:]
    return fuzz.partial_ratio(mine, theirs) if min(len(mine), len(theirs)) >= 2 else 0.0


def _unit_fits(figure: Figure, other: Figure) -> bool:
    return figure.kind == MONEY or figure.quantity.unit == other.quantity.unit or not other.quantity.unit


def _is_telling(figure: Figure) -> bool:
    return figure.telling >= TELLING_DIGITS


def _is_round(*figures: Figure) -> bool:
    """Whether all are single digits with zeros (3.00 and 9.00): one stands for the other by chance."""
    return all(figure.telling <= 1 for figure in figures)


def _is_long(figure: Figure) -> bool:
    return figure.long >= TELLING_DIGITS
