"""The verdict on a claim, with the arithmetic in words.

Two figures disagree only if no numbers in their intervals agree; off by one unit of the last place is a tail difference and a
note. Where the stated figure fails, the usual slips are tried and the one that explains it is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.claims.prose import Figure, scale_of
from drafter.core.document import Location
from drafter.core.findings import Basis, Cause, Severity, Verdict
from drafter.core.quantity import round_half_up
from drafter.core.ranges import Range

__all__ = ["Judgement", "compare", "doubted", "failing", "settle", "show", "show_exact", "show_telling", "with_tail"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of holding a claim against figures."""

    shape: str
    verdict: Verdict
    quote: str
    location: Location
    derivation: str = ""
    stated: str = ""
    expected: str = ""
    slip: str = ""
    """Diagnosis: ``ratio-as-growth`` …; empty where none of the usual slips explains it."""
    severity: Severity = "error"
    message: str = ""
    figures: tuple[Figure, ...] = ()
    """The figures that took part."""
    suspects: tuple[Figure, ...] = ()
    """The figures that would have to be wrong; a later claim built on one of them is not wrong again."""
    looked_up: tuple[Figure, ...] = ()
    """Figures from elsewhere that it was held against, such as the total that a share is of."""
    cause: Cause | None = None
    """The wrong figure behind this failure and others (`drafter.claims.roots`)."""

    @property
    def basis(self) -> Basis:
        """What the verdict rests on."""
        if self.verdict == "undecided":
            return Basis.NONE
        return _BASES.get(self.shape, Basis.COMPUTED)


MOST_PLACES = 8
"""Decimal places of a number that is shown exactly."""
_BASES = {"repeat": Basis.SEEN, "table": Basis.TABLE, "fact": Basis.TABLE}


def failing(
    shape: str,
    quote: str,
    figure: Figure,
    *,
    expected: str,
    message: str = "",
    derivation: str = "",
    slip: str = "",
    severity: Severity = "error",
    figures: tuple[Figure, ...] = (),
) -> Judgement:
    """The judgement that one figure, as it is stated, is wrong."""
    return Judgement(
        shape,
        "fails",
        quote,
        figure.location,
        derivation=derivation,
        stated=figure.text,
        expected=expected,
        slip=slip,
        severity=severity,
        message=message,
        figures=figures,
        suspects=(figure,),
    )


def with_tail(judgement: Judgement, stated: Figure, right: str, message: str) -> Judgement:
    """The judgement with the note that the digits as written differ by what rounding explains."""
    return replace(judgement, stated=stated.text, expected=right, slip="tail", severity="note", message=message)


def show(number: Fraction, like: Figure) -> str:
    """A computed number with the places and unit of a written one."""
    places = max(-int(like.quantity.value.as_tuple().exponent), 0)
    return f"{round_half_up(number / scale_of(like.quantity.unit), places)}{like.quantity.unit}"


def show_telling(number: Fraction, like: Figure) -> str:
    """As `show`, one that is not zero with as many places as it takes to see that: what a wrong figure should have been."""
    scaled, places = number / scale_of(like.quantity.unit), max(-int(like.quantity.value.as_tuple().exponent), 0)
    while number and places < MOST_PLACES and not round_half_up(scaled, places):
        places += 1
    return f"{round_half_up(scaled, places)}{like.quantity.unit}"


def show_exact(number: Fraction, like: Figure) -> str:
    """A number that digits can say exactly, with all of them, in the unit of a written one."""
    scaled = number / scale_of(like.quantity.unit)
    places = max(-int(like.quantity.value.as_tuple().exponent), 0)
    while (scaled * 10**places).denominator != 1 and places < MOST_PLACES:
        places += 1
    return f"{round_half_up(scaled, places)}{like.quantity.unit}"


def compare(stated: Figure, computed: Range) -> tuple[Verdict, Severity]:
    """Whether a written figure and a computed one can agree; off by at most one unit of the last place is a note."""
    if stated.range.meets(computed):
        return "holds", "note"
    unit = (stated.range.high - stated.range.low) if not stated.hedge else Fraction(0)
    if stated.range.widened(unit).meets(computed):
        return "fails", "note"
    return "fails", "error"


def doubted(severity: Severity) -> Severity:
    """The severity of a failure with one witness short: no error, only a warning."""
    return "warning" if severity == "error" else severity


def settle(judgements: Iterable[Judgement | None]) -> Judgement | None:
    """The best verdict of several readings: it holds if one holds, at best exactly; it fails only if every one fails."""
    found = sorted((judgement for judgement in judgements if judgement is not None), key=lambda j: j.slip == "tail")
    for verdict in ("holds", "undecided"):
        for judgement in found:
            if judgement.verdict == verdict:
                return judgement
    tails = [judgement for judgement in found if judgement.severity == "note"]
    explained = [judgement for judgement in found if judgement.slip]
    return next(iter(tails or explained or found), None)
