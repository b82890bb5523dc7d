"""The stages of a comparison, one after the other: encode, join, verify. Each takes and gives records or arrays and keeps no state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz

from drafter.reuse.figures import amounts, same_amounts, years_of
from drafter.reuse.formulas import unchanged_formulas
from drafter.reuse.grams import Postings, postings
from drafter.reuse.join import Pairs, closest, shared_grams
from drafter.reuse.kinds import Likeness, likeness
from drafter.reuse.normalise import words_of
from drafter.reuse.passages import Given
from drafter.reuse.records import PriorDocument, ReuseMatch, ReuseReport
from drafter.reuse.sections import section_shares
from drafter.reuse.settings import ReuseTools, Thresholds
from drafter.reuse.sides import Side, side
from drafter.reuse.stale import stale_facts

__all__ = ["compare", "own_postings"]

SIZE = 4
"""Characters of a gram."""
CANDIDATES = 4
"""So many earlier passages are looked at for each passage."""
MORE = 0.3
"""A further source must explain so much of a passage that the closest does not."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a comparison, and the earlier report that each earlier passage is of."""

    current: Side
    prior: Side
    documents: tuple[int, ...]


def compare(current: Given, priors: Sequence[Given], tools: ReuseTools) -> ReuseReport:
    """What a report took over from earlier ones. Scores and shares between 0 and 1."""
    sides = _sides(current, priors, tools)
    pairs = candidates(sides, tools)
    matches = tuple(verified(sides, pairs, tools))
    matches += tuple(unchanged_formulas(sides.current, sides.prior, sides.documents, matches, tools.settings))
    ordered = tuple(sorted(matches, key=lambda match: (*_place(match), -match.score, match.document)))
    reported = tuple(match for match in ordered if not _may_stay(match, tools))
    known = tuple(_prior_document(current, prior) for prior in priors)
    report = ReuseReport(current.name, current.profile, known, reported)
    stale = stale_facts(sides.current, sides.prior, sides.documents, report, tools.settings)
    return replace(report, stale=tuple(stale), sections=tuple(section_shares(sides.current, ordered, reported)))


def _sides(current: Given, priors: Sequence[Given], tools: ReuseTools) -> Sides:
    names = {name for given in (current, *priors) for name in given.profile.names}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    earlier = [(passage, document) for document, given in enumerate(priors) for passage in given.passages]
    passages, documents = zip(*earlier, strict=True) if earlier else ((), ())
    return Sides(side(current.passages, ordered, tools, size=SIZE), side(passages, ordered, tools, size=SIZE), tuple(documents))


def _place(match: ReuseMatch) -> tuple[int, int, int, int]:
    place = match.current.location
    return place.block, place.row or 0, place.column or 0, place.start


def _may_stay(match: ReuseMatch, tools: ReuseTools) -> bool:
    return match.current.sort == "沿用" and match.score < tools.settings.thresholds.lasting


def _prior_document(current: Given, prior: Given) -> PriorDocument:
    other = bool(current.profile.unit and prior.profile.unit and not _same_unit(current.profile.unit, prior.profile.unit))
    same = [passage.text for passage in current.passages] == [passage.text for passage in prior.passages]
    return PriorDocument(prior.name, prior.profile, other, bool(current.passages) and same)


def _same_unit(one: str, other: str) -> bool:
    """Whether one name is the other with the place before it left out."""
    return one.endswith(other) or other.endswith(one)


def own_postings(side: Side, tools: ReuseTools) -> Postings:
    """The grams of each passage that are not convention."""
    return postings(side.row, SIZE).without(tools.convention.grams(SIZE))


def candidates(sides: Sides, tools: ReuseTools) -> Pairs:
    """For each passage the earlier ones that share most of its grams; the very same row of codes always among them."""
    prior = postings(sides.prior.row, SIZE)
    return closest(shared_grams(own_postings(sides.current, tools), prior), CANDIDATES)


def verified(sides: Sides, pairs: Pairs, tools: ReuseTools) -> Iterator[ReuseMatch]:
    """The candidates that were carried over: for each passage the closest, and others that explain more of it."""
    sizes = own_postings(sides.current, tools).sizes
    edges = np.flatnonzero(np.diff(pairs.current, prepend=-1, append=-1)).tolist()
    for first, last in pairwise(edges):
        passage = int(pairs.current[first])
        if sizes[passage] < tools.settings.thresholds.fewest:
            continue
        sources = list(zip(pairs.prior[first:last].tolist(), pairs.shared[first:last].tolist(), strict=True))
        yield from _of_passage(sides, passage, int(sizes[passage]), sources, tools)


def _of_passage(sides: Sides, passage: int, size: int, sources: list[tuple[int, int]], tools: ReuseTools) -> Iterator[ReuseMatch]:
    own = words_of(sides.current.own(passage))
    scored = []
    for source, shared in sources:
        ratio = fuzz.ratio(own, words_of(sides.prior.own(source))) / 100
        scored.append((max(shared / size, ratio), shared / size, ratio, source))
    explained = np.zeros(len(sides.current.row.of(passage)), np.bool_)
    for score, containment, ratio, source in sorted(scored, key=lambda entry: (-entry[0], entry[3])):
        like = (
            likeness(sides.current, passage, sides.prior, source) if not explained.any() or explained.mean() < 1 - MORE else None
        )
        if like is None or not _carried_over(sides, passage, size, containment, ratio, like, tools.settings.thresholds):
            continue
        new = explained.copy()
        for run in like.runs:
            new[run.current : run.current + run.length] = True
        if not explained.any() or (new.mean() - explained.mean() >= MORE and like.kind == "partial"):
            explained = new
            yield _match(sides, passage, source, (score, containment, ratio), like, tools)


def _carried_over(
    sides: Sides, passage: int, size: int, containment: float, ratio: float, like: Likeness, thresholds: Thresholds
) -> bool:
    """Whether two passages agree more than chance and convention explain."""
    conventional = sides.current.conventional(passage) >= thresholds.conventional
    needed = max(
        thresholds.containment,
        thresholds.short_containment if size < thresholds.short else 0.0,
        thresholds.conventional_containment if conventional else 0.0,
    )
    likely = max(thresholds.ratio, needed)
    longest = max((run.length for run in like.runs), default=0)
    return containment >= needed or ratio >= likely or (longest >= thresholds.long_run and not conventional)


def _match(
    sides: Sides, passage: int, source: int, scores: tuple[float, float, float], like: Likeness, tools: ReuseTools
) -> ReuseMatch:
    now, then = amounts(sides.current, passage, tools.settings), amounts(sides.prior, source, tools.settings)
    pairs = [
        (now[run.current + step], then[run.prior + step])
        for run in like.runs
        if run.length == run.prior_length
        for step in range(run.length)
        if run.current + step in now and run.prior + step in then
    ]
    if like.kind in {"figures-only", "year-only", "verbatim"}:
        pairs = [(now[place], then[place]) for place in sorted(now.keys() & then.keys())]
    inside = like.kind == "partial"
    unchanged = (
        same_amounts([a for a, _ in pairs], [b for _, b in pairs]) if inside else same_amounts(now.values(), then.values())
    )
    years = sorted(years_of(sides.current, passage)) != sorted(years_of(sides.prior, source))
    return ReuseMatch(
        like.kind,
        sides.current.passages[passage],
        sides.prior.passages[source],
        sides.documents[source],
        *scores,
        sides.current.conventional(passage),
        tuple(sides.current.span(passage, run.current, run.current + run.length) for run in like.runs),
        tuple(sides.prior.span(source, run.prior, run.prior + run.prior_length) for run in like.runs),
        unchanged,
        years,
        tuple(pairs),
    )
