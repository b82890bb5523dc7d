"""The stages of a comparison, one after the other: encode, join, verify. Each takes and gives records or arrays and keeps no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from drafter.reuse.grams import Postings, postings
from drafter.reuse.join import Ids, Pairs, closest, shared_grams, weights
from drafter.reuse.passages import Given
from drafter.reuse.records import PriorDocument, ReuseMatch, ReuseReport
from drafter.reuse.reuse_settings import ReuseTools
from drafter.reuse.sections import section_shares
from drafter.reuse.sides import Side, side
from drafter.reuse.stale import stale_facts
from drafter.reuse.verify import Sides, verified

__all__ = ["candidates", "compare", "own_postings"]

SIZE = 4
"""Characters of a gram."""
CANDIDATES = 4
"""So many earlier passages are looked at for each passage."""


def compare(current: Given, priors: Sequence[Given], tools: ReuseTools) -> ReuseReport:
    """What a report took over from earlier ones. Scores and shares between 0 and 1."""
    sides = _sides(current, priors, tools)
    matches = tuple(verified(sides, *candidates(sides, tools), tools))
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
    years = [priors[document].profile.year or 0 for document in documents]
    latest = tuple(sorted(range(len(documents)), key=lambda source: (-years[source], source)))
    now, then = (side(given, ordered, tools, size=SIZE) for given in (current.passages, passages))
    return Sides(now, then, tuple(documents), latest)


def _place(match: ReuseMatch) -> tuple[int, int, int, int]:
    place = match.current.location
    return place.block, place.row or 0, place.column or 0, place.start


def _may_stay(match: ReuseMatch, tools: ReuseTools) -> bool:
    return match.current.sort == "沿用" and match.score < tools.settings.thresholds.lasting


def _prior_document(current: Given, prior: Given) -> PriorDocument:
    other = current.profile.is_other_unit(prior.profile)
    same = [passage.text for passage in current.passages] == [passage.text for passage in prior.passages]
    return PriorDocument(prior.name, prior.profile, other, bool(current.passages) and same)


def own_postings(side: Side, tools: ReuseTools) -> Postings:
    """The grams of each passage that are not convention."""
    return postings(side.row, SIZE).without(tools.convention.grams(SIZE))


def candidates(sides: Sides, tools: ReuseTools) -> tuple[Pairs, Ids]:
    """For each passage the earlier ones that share most of its own grams, and what all of its own grams weigh."""
    own, prior = own_postings(sides.current, tools), postings(sides.prior.row, SIZE)
    weight = weights(own, prior)
    sizes = np.bincount(own.ids, weight, minlength=own.texts).astype(np.int64)
    return closest(shared_grams(own, prior, weight), CANDIDATES), sizes
