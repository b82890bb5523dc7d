"""Which candidates were carried over, and how. Records and arrays in, records out, no state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from drafter.reuse.alignment import merged
from drafter.reuse.carried_figures import amounts, equal_amounts, same_amounts, years_of
from drafter.reuse.clauses import sentences
from drafter.reuse.join import Pairs
from drafter.reuse.kinds import Likeness, common_runs, likeness
from drafter.reuse.normalise import MARKS
from drafter.reuse.records import ReuseMatch
from drafter.reuse.reuse_settings import ReuseTools, Thresholds
from drafter.reuse.sides import Side
from drafter.reuse.twins import Twins

__all__ = ["Sides", "inside", "verified"]

MORE = 0.3
"""A further source must explain so much of a passage that the closest does not."""
LONG_ENOUGH = 12
"""A shorter stretch of a passage that was carried over in part is a frame, and its figures are not last year's."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a comparison, and the earlier report that each earlier passage is of."""

    current: Side
    prior: Side
    documents: tuple[int, ...]
    latest_first: tuple[int, ...]
    """The earlier passages, those of the latest report first."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of a passage an earlier one shares; see `ReuseMatch`."""

    containment: float
    ratio: float

    @property
    def best(self) -> float:
        """The greater of both."""
        return max(self.containment, self.ratio)


def verified(sides: Sides, pairs: Pairs, sizes: npt.NDArray[np.int64], tools: ReuseTools) -> Iterator[ReuseMatch]:
    """The passages that were carried over, each with the closest earlier one, and others that explain more of it.

    `sizes` tells what the grams of each passage's own weigh. A passage with few words of its own is a formula: only its figures
    can be copied.
    """
    twins = Twins(sides.prior, sides.latest_first, tools.settings)
    edges = np.searchsorted(pairs.current, np.arange(len(sizes) + 1)).tolist()
    for passage, size in enumerate(sizes.tolist()):
        twin = twins.of(sides.current, passage)
        own = size > 0 and len(sides.current.own(passage)) >= tools.settings.thresholds.fewest
        matches: Iterable[ReuseMatch] = ()
        if twin is not None and (own or twin[1]):
            matches = [_match(sides, passage, twin[0], Overlap(1.0, 1.0), tools)]
        elif own:
            found = slice(edges[passage], edges[passage + 1])
            sources = zip(pairs.prior[found].tolist(), pairs.shared[found].tolist(), strict=True)
            matches = _of_passage(sides, passage, size, list(sources), tools)
        yield from (match for match in matches if not _is_formula(sides.current, passage, match, tools.settings.thresholds))


def _is_formula(current: Side, passage: int, match: ReuseMatch, thresholds: Thresholds) -> bool:
    """Whether what is not known as convention most likely is one too: half of the passage is, and its figures moved."""
    if match.convention < thresholds.mixed or match.current.sort in {"问题", "措施"} or match.figures_unchanged:
        return False
    return match.figures_unchanged is False or len(current.own(passage)) < thresholds.mixed_words


def _of_passage(sides: Sides, passage: int, size: int, sources: list[tuple[int, int]], tools: ReuseTools) -> Iterator[ReuseMatch]:
    own = sides.current.own(passage)
    scored = [(Overlap(shared / size, fuzz.ratio(own, sides.prior.own(s)) / 100), s) for s, shared in sources]
    explained = np.zeros(len(sides.current.codes(passage)), np.bool_)
    for scores, source in sorted(scored, key=lambda entry: (-entry[0].best, entry[1])):
        if not _carried_over(sides, passage, source, scores, tools.settings.thresholds):
            continue
        match = _match(sides, passage, source, scores, tools)
        if match.kind == "partial" and not _in_part(sides, passage, source, scores, tools.settings.thresholds):
            continue
        new = explained | inside(sides.current, passage, match)
        if not explained.any() or (match.kind == "partial" and new.mean() - explained.mean() >= MORE):
            yield match
            explained = new
        if match.kind != "partial" or explained.mean() > 1 - MORE:
            return


def inside(side: Side, passage: int, match: ReuseMatch) -> npt.NDArray[np.bool_]:
    """Which codes of a passage a match explains."""
    places = side.places(passage)
    flags = np.zeros(len(places), np.bool_)
    for start, end in match.spans:
        flags |= (places >= start) & (places < end)
    return flags


def _carried_over(sides: Sides, passage: int, source: int, scores: Overlap, thresholds: Thresholds) -> bool:
    """Whether two passages agree more than chance and convention explain."""
    size = len(sides.current.own(passage))
    conventional = sides.current.conventional(passage) >= thresholds.conventional
    if conventional or size < thresholds.short:
        needed = thresholds.conventional_containment if conventional else thresholds.short_containment
        return scores.best >= needed and _longest(sides, passage, source) >= needed * len(sides.current.own(passage))
    return (
        scores.ratio >= thresholds.ratio
        or scores.containment >= thresholds.containment
        or _in_part(sides, passage, source, scores, thresholds)
    )


def _in_part(sides: Sides, passage: int, source: int, scores: Overlap, thresholds: Thresholds) -> bool:
    """Whether a part of a passage was carried over, and not only the frames of its sentences."""
    shared = scores.containment * len(sides.current.own(passage))  # a stretch of so many codes has nearly as many grams
    long = shared > thresholds.long_run / 2 and _longest(sides, passage, source) >= thresholds.long_run
    return scores.containment >= thresholds.containment or long or _same_sentence(sides, passage, source, thresholds)


def _same_sentence(sides: Sides, passage: int, source: int, thresholds: Thresholds) -> bool:
    """Whether a whole sentence with enough words of its own is the very same."""
    return not _long_sentences(sides.current, passage, thresholds).isdisjoint(_long_sentences(sides.prior, source, thresholds))


def _long_sentences(side: Side, passage: int, thresholds: Thresholds) -> frozenset[bytes]:
    """The codes of each sentence with enough words that are neither convention nor marks."""
    key = ("long sentences", passage)
    if key not in side.memo:
        codes = side.codes(passage)
        own = np.cumsum(~side.conventions(passage) & (codes > MARKS)).tolist()
        spans = [(a, b) for a, b in sentences(side, passage) if b - a >= thresholds.sentence]
        enough = [(a, b) for a, b in spans if own[b - 1] - (own[a - 1] if a else 0) >= thresholds.sentence]
        side.memo[key] = frozenset(codes[a:b].tobytes() for a, b in enough)
    found: frozenset[bytes] = side.memo[key]
    return found


def _longest(sides: Sides, passage: int, source: int) -> int:
    """Codes that are not convention in the longest stretch that both have."""
    found = merged(common_runs(sides.current, passage, sides.prior, source))
    own = ~sides.current.conventions(passage)
    return max((int(np.count_nonzero(own[run.current : run.current + run.length])) for run in found), default=0)


def _match(sides: Sides, passage: int, source: int, scores: Overlap, tools: ReuseTools) -> ReuseMatch:
    """A passage that was carried over, as a record."""
    like = likeness(sides.current, passage, sides.prior, source)
    now, then = amounts(sides.current, passage, tools.settings), amounts(sides.prior, source, tools.settings)
    pairs = _beside(now, then, like)
    inside = like.kind == "partial"
    compared = ([a for a, _ in pairs], [b for _, b in pairs]) if inside else (list(now.values()), list(then.values()))
    unchanged = same_amounts(*compared)
    if unchanged:
        pairs = equal_amounts(*compared)
    return ReuseMatch(
        like.kind,
        sides.current.passages[passage],
        sides.prior.passages[source],
        sides.documents[source],
        score=scores.best,
        containment=scores.containment,
        ratio=scores.ratio,
        convention=sides.current.conventional(passage),
        spans=tuple(sides.current.span(passage, run.current, run.current + run.length) for run in like.runs),
        prior_spans=tuple(sides.prior.span(source, run.prior, run.prior + run.prior_length) for run in like.runs),
        figures_unchanged=unchanged,
        year_bumped=sorted(years_of(sides.current, passage)) != sorted(years_of(sides.prior, source)),
        figures=tuple(pairs),
    )


def _beside(now: dict[int, str], then: dict[int, str], like: Likeness) -> list[tuple[str, str]]:
    """The figures that stand at the same place of both: all of them where the words are the same."""
    if like.kind in {"figures-only", "year-only", "verbatim"}:
        return [(now[place], then[place]) for place in sorted(now.keys() & then.keys())]
    least = LONG_ENOUGH if like.kind == "partial" else 0
    places = [
        (run.current + step, run.prior + step)
        for run in like.runs
        if run.length == run.prior_length and run.length >= least
        for step in range(run.length)
    ]
    return [(now[place], then[other]) for place, other in places if place in now and other in then]
