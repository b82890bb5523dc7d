"""Failures that one wrong figure explains: with that figure put right, every one of them is gone.

A wrong amount makes its sum, its rate and its repetitions wrong as well. For a figure behind several failures the numbers that it
may have been meant to be are tried: those that a failure itself expects, then the usual slips of the pen. A number is accepted
only if it settles at least two failures and breaks nothing that holds; a second, true error is never settled by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from drafter.claims.judgement import Judgement, compare
from drafter.claims.prose import Figure
from drafter.claims.slips import slips_of
from drafter.core.document import Location
from drafter.core.findings import Cause
from drafter.core.quantity import Quantity, parse_quantity

__all__ = ["Corrected", "Step", "equality", "undone", "with_causes"]

Corrected = Mapping[Location, Figure]
"""Figures put otherwise than they are written."""
MOST = 40
"""More failures than this are not looked at: such a document has other troubles. A figure with which more than this holds is right."""


@dataclass(frozen=True, slots=True)
class Step:
    """A judgement that can be made again."""

    judgement: Judgement
    again: Callable[[Corrected], Judgement | None] | None = None
    """The judgement with some figures put otherwise; `None` where there is no way to tell."""

    @property
    def is_told(self) -> bool:
        """Whether a rule has something to say about figures of it."""
        return bool(self.judgement.figures) and (self.judgement.verdict == "fails" or self.judgement.slip == "tail")

    @property
    def standing(self) -> tuple[Figure, ...]:
        """The figures that take part."""
        return (*self.judgement.figures, *self.judgement.looked_up)

    def stands_on(self, place: Location) -> bool:
        """Whether the figure at a place takes part."""
        return any(figure.location == place for figure in self.standing)

    def holds_with(self, corrected: Corrected) -> bool:
        """Whether it holds then, a tail difference or not."""
        judged = self.again(corrected) if self.again else None
        return judged is not None and judged.verdict == "holds"

    def settled_by(self, corrected: Corrected) -> bool:
        """Whether there is nothing left to say."""
        judged = self.again(corrected) if self.again else None
        return judged is not None and judged.verdict == "holds" and judged.slip != "tail"


def equality(judged: Judgement) -> Step:
    """A figure that has to be the same as another: its own last one, or the one that is expected."""
    first, *others = judged.figures
    meant = parse_quantity(judged.expected) if judged.expected else None
    other = others[0] if others else replace(first, quantity=meant, hedge="") if meant else first

    def again(corrected: Corrected) -> Judgement:
        stated, right = corrected.get(first.location, first), corrected.get(other.location, other) if others else other
        verdict, severity = compare(stated, right.range)
        return replace(judged, verdict=verdict, severity=severity, slip="")

    return Step(judged, again)


def with_causes(steps: Sequence[Step]) -> list[Judgement]:
    """The judgements; those that one wrong figure explains have it as their cause."""
    told = [number for number, step in enumerate(steps) if step.is_told]
    causes: dict[int, Cause] = {}
    if 1 < len(told) <= MOST:
        found = [_cause(figure, steps, told) for figure in _suspects([steps[number] for number in told])]
        for settled, cause in sorted(found, key=lambda pair: -len(pair[0])):
            left = [number for number in settled if number not in causes]
            causes |= dict.fromkeys(left if len(left) > 1 else (), cause)
    return [replace(step.judgement, cause=causes.get(number)) for number, step in enumerate(steps)]


def _suspects(told: Sequence[Step]) -> list[Figure]:
    """The figures that several failures stand on, those of most failures first."""
    figures = {figure.location: figure for step in told for figure in step.standing}
    behind = Counter(place for step in told for place in {figure.location for figure in step.standing})
    shared = [(place, count) for place, count in behind.items() if count > 1]
    return [figures[place] for place, _ in sorted(shared, key=lambda item: (-item[1], item[0].block, item[0].start))]


def _cause(figure: Figure, steps: Sequence[Step], told: Sequence[int]) -> tuple[list[int], Cause]:
    """The failures that a figure explains, and what it should be where that is certain."""
    place = figure.location
    standing = [step for step in steps if step.stands_on(place) and step.judgement.verdict == "holds"]
    here = [number for number in told if steps[number].stands_on(place)] if len(standing) <= MOST else []
    best: list[int] = []
    meant: list[Figure] = []
    for other in _meant(figure, [steps[number] for number in here]):
        corrected = {place: other}
        settled = _settled(here, steps, corrected, max(2, len(best)))
        if not settled or not all(step.holds_with(corrected) for step in standing):
            continue
        meant = [*meant, other] if settled == best else [other]
        best = settled
    return best, Cause(place, figure.text, meant[0].text if len(meant) == 1 else "")


def _settled(here: Sequence[int], steps: Sequence[Step], corrected: Corrected, fewest: int) -> list[int]:
    """The failures of `here` that a correction settles; none once fewer than `fewest` can be, most numbers being wrong guesses."""
    settled: list[int] = []
    for tried, number in enumerate(here):
        if len(settled) + len(here) - tried < fewest:
            return []
        if steps[number].settled_by(corrected):
            settled.append(number)
    return settled if len(settled) >= fewest else []


def _meant(figure: Figure, told: Sequence[Step]) -> Iterator[Figure]:
    """What a figure may have been meant to be."""
    numbers = [step.judgement.expected for step in told if step.judgement.stated == figure.text]
    numbers += [other.text for step in told if step.judgement.shape == "repeat" for other in step.judgement.figures]
    expected = [quantity for text in numbers if (quantity := parse_quantity(text))]
    expected += _slips(figure)
    for quantity in {(q.value, q.unit): q for q in expected}.values():
        same = (quantity.plain, quantity.unit) == (figure.quantity.plain, figure.quantity.unit)
        if quantity.value >= 0 and not same:
            yield replace(figure, quantity=quantity, hedge="")


def undone(figure: Figure) -> Iterator[Figure]:
    """What a figure may have been before a usual slip of the pen."""
    return (replace(figure, quantity=quantity) for quantity in _slips(figure))


def _slips(figure: Figure) -> Iterator[Quantity]:
    """Slips of the pen, undone, in the unit that the figure is written in."""
    for value in slips_of(figure):
        number = value * Fraction(figure.quantity.value) / figure.range.middle
        written = Decimal(number.numerator) / Decimal(number.denominator)
        yield Quantity(written, figure.quantity.unit, f"{written:f}")
