"""A reading that fails in more than a few places is wrong, not the table; a declared one needs no witness."""

from __future__ import annotations

from fractions import Fraction

from drafter.core.document import Location
from drafter.tables.hypotheses import Hypothesis, Reading, calibrate
from drafter.tables.judgement import TableJudgement
from drafter.tables.places import CellRef


def told(place: int, off: int, terms: int = 2) -> TableJudgement:
    """An instance that is off by so much."""
    cell = CellRef(Location(0, 0, 1, place, place), "表", str(place), "", "", "1")
    verdict = "fails" if off else "holds"
    return TableJudgement("sum", "合计", verdict, "error", cell, "1", str(off), difference=Fraction(off), terms=terms)  # type: ignore[arg-type]


def verdicts(*readings: Reading, beside: tuple[Reading, ...] = ()) -> list[str]:
    family = [Hypothesis(readings), *(Hypothesis((reading,)) for reading in beside)]
    return [judged.verdict for judged in calibrate(family)][: len(readings[0].instances)]


def reading(*offs: int, declared: bool = False, needed: int = 1, terms: int = 2, name: str = "各行") -> Reading:
    return Reading(name, tuple(told(place, off, terms) for place, off in enumerate(offs)), declared=declared, needed=needed)


def test_one_failure_among_many_is_a_mistake() -> None:
    assert verdicts(reading(0, 0, 5, 0)) == ["holds", "holds", "fails", "holds"]


def test_failures_in_most_places_are_a_wrong_reading() -> None:
    assert verdicts(reading(3, 9, 5, 0)) == ["undecided", "undecided", "undecided", "holds"]
    assert verdicts(reading(3, 9, 5, 0, declared=True)) == ["undecided", "undecided", "undecided", "holds"]


def test_the_reading_that_holds_in_most_places_is_taken() -> None:
    assert verdicts(reading(3, 9, 5), reading(0, 0, 7, name="其中以外")) == ["holds", "holds", "fails"]


def test_a_lone_failure_is_told_only_of_a_declared_reading() -> None:
    assert verdicts(reading(4)) == ["undecided"]
    assert verdicts(reading(4, declared=True)) == ["fails"]


def test_a_relation_of_the_same_reading_is_a_witness() -> None:
    assert verdicts(reading(4), beside=(reading(0),)) == ["fails"]
    assert verdicts(reading(4), beside=(reading(0, name="其中以外"),)) == ["undecided"]


def test_figures_that_repeat_their_only_part_are_weak_witnesses() -> None:
    alone = tuple(told(place, 0, terms=1) for place in range(5))
    assert [j.verdict for j in calibrate([Hypothesis((Reading("各行", (*alone, told(9, 4))),))])][-1] == "undecided"
    assert [j.verdict for j in calibrate([Hypothesis((Reading("各行", (*alone, told(9, 4, terms=1))),))])][-1] == "fails"


def test_some_readings_need_more_witnesses() -> None:
    assert verdicts(reading(0, 4, needed=2)) == ["holds", "undecided"]
    assert verdicts(reading(0, 0, 4, needed=2)) == ["holds", "holds", "fails"]
