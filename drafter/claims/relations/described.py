"""The items of a table that the prose describes one by one: 项 by 项, every row with an amount has its item.

Only where most rows are described is the rest missed; a name that stands anywhere in the prose is enough, and it is a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.claims.judgement import Judgement
from drafter.claims.prose import MaskedPassage
from drafter.claims.relations.chains import Chain
from drafter.claims.relations.coded import CodedRow, plain_name

__all__ = ["judge_described"]

ITEM = 7
"""Digits of the code of a 项."""
FEWEST = 3
"""Items that a description one by one has at the least."""
MOSTLY = 3
"""The rows that are described are at least so many times those that are not."""


def judge_described(
    found: Sequence[MaskedPassage], told: Sequence[Chain], rows: Sequence[CodedRow], table: str
) -> Iterator[Judgement]:
    """The rows of a kind of table that no item of the description names."""
    mine = [row for row in rows if row.kind == table and len(row.code) == ITEM and row.total]
    named = {plain_name(chain.name) for chain in told}
    missing = [row for row in mine if plain_name(row.name) not in named]
    described = len(mine) - len(missing)
    if described < FEWEST or len({row.location.block for row in mine}) != 1:
        return
    last = next(chain for chain in reversed(told) if plain_name(chain.name) in {plain_name(row.name) for row in mine})
    place = last.passage.location(last.start, last.end)
    text = "".join(passage.masked for passage in found)
    untold = [row for row in missing if row.name not in text]
    if not missing:
        yield Judgement("listed", "holds", last.quote, place, f"《{mine[0].title}》的 {len(mine)} 项都有说明")
    elif untold and described >= MOSTLY * len(untold):
        names = "、".join(f"{row.code} {row.name}" for row in untold)
        message = f"《{untold[0].title}》里有金额的 {names}没有说明"
        yield Judgement(
            "listed",
            "fails",
            last.quote,
            place,
            stated="（未说明）",
            expected=names,
            slip="omitted",
            severity="note",
            message=message,
        )
