"""A total over a single row, which proves nothing by itself, borne out by another table: 资金指标明细 of one line and 到位金额.

Where the total agrees with the other table, its only part is doubtful; where the part does, the total is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.core.document import Location
from drafter.tables.judgement import TableJudgement
from drafter.tables.places import CellRef, where

__all__ = ["with_lone_parts"]


def with_lone_parts(inside: Sequence[TableJudgement], between: Sequence[TableJudgement]) -> Iterator[TableJudgement]:
    """The judgements inside tables; a sum of one part that was left undecided is doubtful where one `between` tables speaks for it."""
    crossed = [one for one in between if one.kind == "cross-table"]
    held = {ref.location for one in crossed if one.verdict == "holds" for ref in (one.cell, *one.parts)}
    for one in inside:
        if one.kind != "sum" or one.verdict != "undecided" or len(one.parts) != 1 or not one.difference:
            yield one
        elif one.cell.location in held:
            yield _doubted(one, one.parts[0], one.cell)
        elif one.parts[0].value in _meant(one.cell.location, crossed):
            yield _doubted(one, one.cell, one.parts[0])
        else:
            yield one


def _meant(location: Location, crossed: Sequence[TableJudgement]) -> set[str]:
    """What other tables say that a cell should be, where they don't agree with it."""
    failed = [one for one in crossed if one.verdict != "holds" and one.difference]
    stated = {one.cell.value for one in failed if len(one.parts) == 1 and one.parts[0].location == location}
    return stated | {one.expected for one in failed if one.cell.location == location}


def _doubted(one: TableJudgement, wrong: CellRef, right: CellRef) -> TableJudgement:
    message = (
        f"{where(wrong)}写的是 {wrong.value}，只有一行的合计与它应当一样，{where(right)}是 {right.value}，与另一张表相符，请核对"
    )
    return replace(
        one, verdict="fails", severity="warning", cell=wrong, stated=wrong.value, expected=right.value,
        message=message, parts=(right,),
    )  # fmt: skip
