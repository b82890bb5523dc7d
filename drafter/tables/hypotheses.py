"""Relations that a layout suggests, held against the table itself before anything is said about it.

A total row, a column beside others or a code above others suggests a sum; which cells are its parts is seldom said (其中, levels,
blocks, percentages among amounts). So a relation is a hypothesis with several readings. In a table that is read well the true reading
holds nearly everywhere; a reading that fails in more than a few places is wrong, not the table. Then the next reading is tried, and
where none holds the relation is not understood: undecided, which is counted and never reported as an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.tables.judgement import TableJudgement
from drafter.tables.shared_causes import EMPTY, one_each

__all__ = ["Hypothesis", "Reading", "calibrate", "undecided"]

FEW = 3
"""So many instances must hold for each cause of failure beyond the first."""
MOST_CAUSES = 40
"""Failures of one reading that are looked at; a table with more of them is read wrongly."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a relation, with what comes of it in each place where it can be tested."""

    name: str
    """What the parts are, so that other relations of the table can support the reading."""
    instances: tuple[TableJudgement, ...]
    declared: bool = False
    """Whether names, codes or a formula say which cells are the parts, so that one place is proof enough."""
    needed: int = 1
    """Where nothing is declared: so many instances must hold for each cause of failure."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A relation with its readings, the most plausible first."""

    readings: tuple[Reading, ...]


def calibrate(family: Iterable[Hypothesis]) -> Iterator[TableJudgement]:
    """The instances of the reading that fits best, for each hypothesis; the others of the family are its witnesses.

    >>> list(calibrate([Hypothesis(())]))
    []
    """
    found = [hypothesis for hypothesis in family if hypothesis.readings]
    proven = Counter(reading.name for hypothesis in found for reading in hypothesis.readings if _is_proven(reading))
    for hypothesis in found:
        chosen = max(hypothesis.readings, key=lambda reading: _fit(reading, proven))
        alike = len({_sums(reading) for reading in hypothesis.readings if reading.instances}) == 1
        yield from _settled(chosen, proven[chosen.name], alone=alike)


def undecided(judged: TableJudgement) -> TableJudgement:
    """The same judgement without a verdict."""
    return replace(judged, verdict="undecided")


def _fit(reading: Reading, proven: Counter[str]) -> tuple[int, int, bool, bool]:
    """What speaks for a reading: where it holds exactly, where nearly, that it is declared, that it holds elsewhere."""
    held = [judged for judged in reading.instances if judged.verdict == "holds" and judged.terms]
    exactly = sum(min(2, judged.terms) for judged in held if judged.severity != "note")
    return exactly, len(held), reading.declared, proven[reading.name] > 0


def _sums(reading: Reading) -> tuple[str, ...]:
    return tuple(judged.expected for judged in reading.instances)


def _failures(reading: Reading) -> list[TableJudgement]:
    return [judged for judged in reading.instances if judged.verdict == "fails" and judged.kind not in EMPTY]


def _is_proven(reading: Reading) -> bool:
    return witnesses(reading, ()) > 0 and not _failures(reading)


def witnesses(reading: Reading, failures: Sequence[TableJudgement]) -> int:
    """How many instances bear a reading out.

    A figure that repeats its only part proves little: two of them count as one, and none against sums of several parts.
    """
    held = [judged for judged in reading.instances if judged.verdict == "holds"]
    several = sum(judged.terms > 1 for judged in held)
    if any(judged.terms > 1 for judged in failures):
        return several
    return several + sum(judged.terms == 1 for judged in held) // 2


def _settled(reading: Reading, elsewhere: int, *, alone: bool) -> Iterator[TableJudgement]:
    failures = _failures(reading)
    proved = _is_sound(reading, failures, elsewhere) if failures else True
    fills = proved and (reading.declared or alone or witnesses(reading, ()) > 0)
    for judged in reading.instances:
        if judged.kind in EMPTY:
            if fills:
                yield judged
        else:
            yield judged if judged.verdict != "fails" or proved else undecided(judged)


def _causes(failures: Sequence[TableJudgement]) -> int:
    """How many mistakes could have made the failures: one for those that share a cell or are off by the same amount."""
    apart = one_each(failures)
    off = {abs(judged.difference) for judged in apart if judged.difference is not None}
    return len(off) + sum(judged.difference is None for judged in apart)


def _is_sound(reading: Reading, failures: Sequence[TableJudgement], elsewhere: int) -> bool:
    """Whether failures are mistakes of the table: few, and the reading is declared or borne out."""
    held = witnesses(reading, failures)
    if len(failures) > MOST_CAUSES and len(failures) > held:
        return False
    causes = _causes(failures)
    if causes > max(1, held // FEW):
        return False
    return reading.declared or max(held, elsewhere) >= reading.needed * causes
