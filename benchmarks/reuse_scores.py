"""What a comparison found of what was planted: the counts behind the tables of bench_reuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.reuse_corpus import KINDS, NEGATIVES, STALE, Pair, Place, Planted
from drafter.core.document import Location
from drafter.reuse.compare import compare
from drafter.reuse.passages import Given, given
from drafter.reuse.records import ReuseMatch, ReuseReport, StaleFact
from drafter.reuse.reuse_settings import ReuseTools

__all__ = ["Outcome", "Scores", "outcomes", "sides_of"]

HARD_KINDS = {"verbatim", "year", "figures", "synonyms"}
"""With words swapped on top of it, such a paragraph is rightly called edited or reworded."""
ALARMS = {*NEGATIVES, "stale-one"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One paragraph of this year's report with what was said about it."""

    pair: str
    planted: Planted
    matches: tuple[ReuseMatch, ...]
    stale: tuple[StaleFact, ...]

    @property
    def right(self) -> ReuseMatch | None:
        """The match with the paragraph that it came from."""
        return next((match for match in self.matches if match.prior.text == self.planted.source), None)

    @property
    def kind_right(self) -> bool:
        """Whether the kind is that of the label."""
        match, label = self.right, self.planted.label
        wanted = {KINDS.get(label, "")} | ({"edited", "reworded"} if self.planted.swapped and label in HARD_KINDS else set())
        return match is not None and match.kind in wanted

    @property
    def found(self) -> bool:
        """Whether what was planted is told."""
        if self.planted.label == "stale":
            return bool(self.stale) or any(match.figures_unchanged for match in self.matches)
        if self.planted.label == "stale-one":
            return any(self.planted.stale in fact.words or fact.words in self.planted.stale for fact in self.stale)
        return self.right is not None

    @property
    def false(self) -> list[ReuseMatch]:
        """The matches that are false alarms: of text that was not carried over, or with another source."""
        if self.planted.label == "stale":
            return [match for match in self.matches if match.prior.text != self.planted.source]
        return [match for match in self.matches if self.planted.label in ALARMS or match is not self.right]

    @property
    def false_unchanged(self) -> bool:
        """Whether figures are called unchanged that are not."""
        told = any(match.figures_unchanged for match in self.matches)
        return told and (self.planted.unchanged is False or self.planted.label in ALARMS)


def sides_of(pair: Pair, tools: ReuseTools) -> tuple[Given, Given]:
    """This year's and last year's report, ready to be compared."""
    return given(pair.current, "今年.docx", tools.settings), given(pair.prior, "去年.docx", tools.settings)


def outcomes(pair: Pair, tools: ReuseTools) -> list[Outcome]:
    """What a comparison says about each planted paragraph of a pair."""
    current, prior = sides_of(pair, tools)
    return list(_outcomes(pair, compare(current, [prior], tools)))


def _outcomes(pair: Pair, report: ReuseReport) -> Iterator[Outcome]:
    for at, planted in pair.truth.items():
        matches = tuple(match for match in report.matches if _place(match.current.location) == at)
        yield Outcome(pair.name, planted, matches, tuple(f for f in report.stale if _place(f.passage.location) == at))


def _place(location: Location) -> Place:
    return location.block, location.row, location.column


class Scores:
    """The counts of many outcomes; shares between 0 and 1."""

    def __init__(self, found: Sequence[Outcome]) -> None:
        self.outcomes = found

    def of(self, labels: Iterable[str]) -> list[Outcome]:
        """The outcomes of some labels."""
        wanted = set(labels)
        return [outcome for outcome in self.outcomes if outcome.planted.label in wanted]

    def recall(self, *labels: str) -> float:
        """The share of what was planted that is told, with its source."""
        return _share(outcome.found for outcome in self.of(labels))

    def kind_right(self, *labels: str) -> float:
        """Of what is told the share with the right kind."""
        return _share(outcome.kind_right for outcome in self.of(labels) if outcome.right)

    def flagged(self, *labels: str) -> float:
        """The share of paragraphs with any match."""
        return _share(bool(outcome.matches) for outcome in self.of(labels))

    def precision(self) -> float:
        """Of all matches the share that is right."""
        wrong = sum(len(outcome.false) for outcome in self.outcomes)
        total = sum(len(outcome.matches) for outcome in self.outcomes)
        return 1 - wrong / total if total else 1.0

    def unchanged(self, *labels: str) -> tuple[int, int]:
        """Of the planted paragraphs with last year's figures: how many are told, and how many there are."""
        mine = [outcome for outcome in self.of(labels) if outcome.planted.unchanged]
        return sum(any(match.figures_unchanged for match in outcome.matches) for outcome in mine), len(mine)

    def misses(self) -> list[Outcome]:
        """What was planted and is not told, or told as another kind, or without its figures."""
        positive = self.of([*KINDS, *STALE])
        return [o for o in positive if not o.found or (o.planted.label in KINDS and not o.kind_right) or self._quiet(o)]

    def _quiet(self, outcome: Outcome) -> bool:
        told = any(match.figures_unchanged for match in outcome.matches)
        return bool(outcome.planted.unchanged) and outcome.planted.label in {"verbatim", "year"} and not told

    def alarms(self) -> list[Outcome]:
        """The paragraphs with a false match, with figures wrongly called unchanged, or with a fact wrongly called stale."""
        return [o for o in self.outcomes if o.false or o.false_unchanged or (o.planted.label in NEGATIVES and o.stale)]


def _share(flags: Iterable[bool]) -> float:
    counted = list(flags)
    return sum(counted) / len(counted) if counted else 1.0
