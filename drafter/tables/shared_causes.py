"""One cause, one finding: failures that share a cell and are off by the same amount are reported once, the others are listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from drafter.core.document import Location
from drafter.tables.judgement import TableJudgement
from drafter.tables.places import CellRef

__all__ = ["EMPTY", "one_each"]

_RANK = {
    "empty-total": 0, "empty-cell": 1, "row-sum": 2, "sum": 3, "code-tree": 4, "economic-tree": 4, "score": 4, "balance": 5,
    "cross-table": 6, "rate": 7,
}  # fmt: skip
"""Kinds that can have a cause in common, the plainest first."""
EMPTY = frozenset({"empty-total", "empty-cell"})
"""Kinds of results that are left empty."""
NEARLY = Fraction(1, 20)
"""Share by which two differences of one cause may differ, as rounding adds to it."""

Numbered = tuple[int, TableJudgement]


def one_each(judgements: Iterable[TableJudgement]) -> list[TableJudgement]:
    """The judgements with those that tell the same cause again put into `others` of the first."""
    wrong: list[Numbered] = []
    rest: list[TableJudgement] = []
    for number, judged in enumerate(judgements):
        told = judged.verdict == "fails" or (judged.verdict == "holds" and judged.severity == "note")
        if told and judged.kind in _RANK:
            wrong.append((number, judged))
        else:
            rest.append(judged)
    return rest + _merged(wrong)


def _merged(wrong: Sequence[Numbered]) -> list[TableJudgement]:
    """Groups by the cell that most failures share; the clearest of each group stands for it."""
    by_cell: dict[Location, list[Numbered]] = {}
    for number, judged in wrong:
        for cell in _cells(judged):
            by_cell.setdefault(cell, []).append((number, judged))
    groups = [(cell, group) for cell, sharing in by_cell.items() for group in _alike(sharing) if len(group) > 1]
    done: set[int] = set()
    merged: list[Numbered] = []
    for cell, group in sorted(groups, key=lambda pair: (-len(pair[1]), _order(pair[0]))):
        left = [(number, judged) for number, judged in group if number not in done]
        if len(left) > 1:
            done.update(number for number, _ in left)
            merged.append((left[0][0], _one(left, cell)))
    merged += [(number, judged) for number, judged in wrong if number not in done]
    return [judged for _, judged in sorted(merged, key=lambda pair: pair[0])]


def _alike(sharing: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """Failures that are off by nearly the same; rates and limits go with the first of them, but not with an empty total."""
    off = [pair for pair in sharing if pair[1].difference is not None]
    loose = [pair for pair in sharing if pair[1].difference is None]
    groups: list[list[Numbered]] = []
    for pair in off:
        home = next((group for group in groups if _nearly(group[0][1], pair[1])), None)
        if home is None:
            groups.append([pair])
        else:
            home.append(pair)
    stated = next((group for group in groups if not all(judged.kind in EMPTY for _, judged in group)), None)
    if stated is not None:
        stated += loose
    elif loose:
        groups.append(loose)
    yield from groups


def _nearly(one: TableJudgement, other: TableJudgement) -> bool:
    mine, theirs = (abs(judged.difference or Fraction(0)) for judged in (one, other))
    if (one.kind in EMPTY) != (other.kind in EMPTY):
        return False
    return abs(mine - theirs) <= NEARLY * max(mine, theirs)


def _cells(judged: TableJudgement) -> list[Location]:
    """Result and parts, as cells; and the row of the result, as columns that are off alike have one missing row in common."""
    cells = dict.fromkeys(_cell(ref.location) for ref in (judged.cell, *judged.parts))
    return [*cells, replace(_cell(judged.cell.location), column=None)]


def _cell(location: Location) -> Location:
    return replace(location, start=0, end=0)


def _order(location: Location) -> tuple[bool, int, int, int]:
    """Single cells before whole rows, so that of two sums in one row the cell that they share is reported."""
    return location.column is None, location.block, location.row or 0, location.column or 0


def _one(group: Sequence[Numbered], shared: Location) -> TableJudgement:
    """The failure that stands for a group: an error before a note, one that states the shared cell, the nearest relation."""
    best = min(
        group, key=lambda pair: (pair[1].severity == "note", _cell(pair[1].cell.location) != shared, _RANK[pair[1].kind], pair[0])
    )[1]
    others: list[CellRef] = list(best.others)
    for _, judged in group:
        if judged is not best and judged.cell not in others and judged.cell.location != best.cell.location:
            others.append(judged.cell)
    return replace(best, others=tuple(others))
