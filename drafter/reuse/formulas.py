"""Standard sentences whose figures did not move: the wording is convention, the values in its slots are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.reuse.figures import amount_of, amounts, years_of
from drafter.reuse.kinds import likeness
from drafter.reuse.records import ReuseMatch
from drafter.reuse.settings import ReuseSettings
from drafter.reuse.sides import Side

__all__ = ["unchanged_formulas"]


def unchanged_formulas(
    current: Side, prior: Side, documents: Sequence[int], matches: Sequence[ReuseMatch], settings: ReuseSettings
) -> Iterator[ReuseMatch]:
    """Passages of the same codes, no match yet, whose telling figures are all last year's."""
    sources: dict[bytes, list[int]] = {}
    for source in range(len(prior.row)):
        sources.setdefault(prior.row.of(source).tobytes(), []).append(source)
    known = {match.current.location for match in matches}
    for passage in range(len(current.row)):
        if current.passages[passage].location in known:
            continue
        now = amounts(current, passage, settings)
        for source in sources.get(current.row.of(passage).tobytes(), ()) if now else ():
            then = amounts(prior, source, settings)
            if now.keys() == then.keys() and all(amount_of(now[place]) == amount_of(then[place]) for place in now):
                yield _match(current, passage, prior, source, documents[source], now, then)
                break


def _match(
    current: Side, passage: int, prior: Side, source: int, document: int, now: dict[int, str], then: dict[int, str]
) -> ReuseMatch:
    like = likeness(current, passage, prior, source)
    return ReuseMatch(
        like.kind,
        current.passages[passage],
        prior.passages[source],
        document,
        1.0,
        1.0,
        1.0,
        current.conventional(passage),
        tuple(current.span(passage, run.current, run.current + run.length) for run in like.runs),
        tuple(prior.span(source, run.prior, run.prior + run.prior_length) for run in like.runs),
        figures_unchanged=True,
        year_bumped=sorted(years_of(current, passage)) != sorted(years_of(prior, source)),
        figures=tuple((now[place], then[place]) for place in sorted(now)),
    )
