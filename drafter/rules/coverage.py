"""How much of a document the verdicts reach: every figure under the best basis that a claim about it has, every claim under its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.claims.judgement import Judgement
from drafter.core.document import Location
from drafter.core.findings import Basis, Coverage, JudgedClaim, Share, Verdict
from drafter.tables.judgement import TableJudgement

__all__ = ["coverage_of"]

_BEST = tuple(Basis)
"""From the surest down: worked out again, compared, seen, not understood."""


def coverage_of(
    claims: Sequence[JudgedClaim],
    judgements: Iterable[Judgement],
    checks: Iterable[TableJudgement],
    prose: int,
    cells: Iterable[Location],
) -> Coverage:
    """The coverage of a document with so many figures in its prose and these in its tables; one that no claim reaches is not understood.

    A figure of a draft that stands among words in a cell (“1.92万元，已结转”) is seen by its anchor alone: it counts as well.
    """
    best: dict[Location, Basis] = {}
    for place, basis in (*_of_prose(judgements), *_of_tables(checks)):
        best[place] = min(best.get(place, Basis.NONE), basis, key=_BEST.index)
    reached = Counter(best.values())
    figures = prose + len(set(cells) | {place for place in best if place.row is not None})
    reached[Basis.NONE] = figures - sum(reached[basis] for basis in _BEST if basis is not Basis.NONE)
    return Coverage(*(_share(basis, reached[basis], claims) for basis in _BEST))


def _share(basis: Basis, figures: int, claims: Iterable[JudgedClaim]) -> Share:
    verdicts: list[Verdict] = [claim.verdict for claim in claims if claim.basis is basis]
    return Share(figures, len(verdicts), verdicts.count("holds"), verdicts.count("fails"), verdicts.count("undecided"))


def _of_prose(judgements: Iterable[Judgement]) -> Iterator[tuple[Location, Basis]]:
    for judgement in judgements:
        for figure in (*judgement.figures, *judgement.looked_up):
            yield figure.location, judgement.basis


def _of_tables(checks: Iterable[TableJudgement]) -> Iterator[tuple[Location, Basis]]:
    for judged in checks:
        for cell in (judged.cell, *judged.parts):
            if cell.value:
                yield cell.location, judged.basis
