"""What the claims that were judged already say of a figure: how nearly they support it, and which other it should equal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from drafter.claims.judgement import Judgement
from drafter.claims.prose import MONEY, PERCENT, Figure
from drafter.core.document import Location

__all__ = ["Settled", "said_equal", "width"]

NOTHING = Fraction(1, 10**6)
"""What a rate of zero is taken for."""
WHOLE = 100
BALANCE = ("base", "part", "rest")
PAIR = 2


class Settled:
    """The figures that other claims speak for."""

    def __init__(self, judged: Sequence[Judgement]) -> None:
        self._claims: dict[Location, list[Judgement]] = {}
        for judgement in judged:
            if judgement.verdict != "undecided" and judgement.shape != "direction":
                for figure in judgement.figures:
                    self._claims.setdefault(figure.location, []).append(judgement)

    def __contains__(self, location: Location) -> bool:
        return location in self._claims

    def is_sure(self, figure: Figure, value: Fraction) -> bool:
        """Whether one of the claims would no longer hold if the figure were the value."""
        middle = abs(figure.range.middle)
        distance = abs(value - figure.range.middle)
        return any(distance > _slack(judgement, middle) for judgement in self._claims.get(figure.location, ()))


def _slack(judgement: Judgement, size: Fraction) -> Fraction:
    """By how much a figure of that size can change without the claim noticing: a rate tells no more digits than it has itself."""
    if judgement.verdict == "fails":
        return Fraction(0)
    rates = [rate for rate in judgement.figures if rate.kind == PERCENT]
    if rates:
        return size * max(width(rate) / (abs(rate.range.middle) or NOTHING) for rate in rates)
    return sum(map(width, judgement.figures), Fraction(0))


def width(figure: Figure) -> Fraction:
    """How wide the interval of a figure is."""
    return figure.range.high - figure.range.low


def said_equal(judged: Sequence[Judgement]) -> dict[Location, Location]:
    """The two amounts of a completion of 100 %, or of which nothing is left: each with the other."""
    equal: dict[Location, Location] = {}
    for judgement in judged:
        amounts = [figure for figure in (*judgement.figures, *judgement.looked_up) if figure.kind == MONEY]
        whole = any(figure.kind == PERCENT and figure.quantity.value == WHOLE for figure in judgement.figures)
        if judgement.shape == "balance" and len(amounts) == len(BALANCE) and not amounts[-1].quantity.value:
            amounts, whole = amounts[:PAIR], True
        if judgement.shape in {"completion", "balance"} and judgement.verdict == "holds" and whole and len(amounts) == PAIR:
            first, second = (figure.location for figure in amounts)
            equal |= {first: second, second: first}
    return equal
