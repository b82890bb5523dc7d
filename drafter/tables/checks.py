"""The judged relations of a document's tables, worked out once for all rules, and as claims for the report's coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from drafter.core.document import Document, Location
from drafter.core.findings import JudgedClaim, Place
from drafter.tables.judge import judge_tables
from drafter.tables.judgement import TableJudgement
from drafter.tables.model import ReadTable
from drafter.tables.places import CellRef

__all__ = ["TableContext", "cell_place", "table_checks", "table_claims"]

_MEMO = "table-judgements"
_PLACES = "table-places"
_NO_CLAIMS = frozenset({"repeated-item", "code-name"})


class TableContext(Protocol):
    """What checking tables needs of `drafter.rules.base.CheckContext`."""

    document: Document
    tables: tuple[ReadTable, ...]
    settings: Mapping[str, Any]
    memo: dict[str, Any]

    def place(self, location: Location, *, row: str = "", column: str = "") -> Place:
        """A location as people find it again."""
        ...


def table_checks(context: TableContext) -> tuple[TableJudgement, ...]:
    """Every judged relation of the document's tables."""
    found: tuple[TableJudgement, ...] | None = context.memo.get(_MEMO)
    if found is None:
        context.memo[_MEMO] = ()  # what the rules get where judging fails, which `check_document` reports once
        found = context.memo[_MEMO] = judge_tables(context.tables, context.settings)
    return found


def table_claims(context: TableContext) -> Iterator[JudgedClaim]:
    """The judged relations as claims; what differs by rounding only holds."""
    for judged in table_checks(context):
        if judged.kind not in _NO_CLAIMS:
            shape = f"table-{judged.kind}"
            place = cell_place(context, judged.cell)
            yield JudgedClaim(shape, judged.cell.quote, judged.verdict, judged.derivation, place, judged.basis)


def cell_place(context: TableContext, cell: CellRef) -> Place:
    """The place of a cell; section and line are looked up once a table."""
    known: dict[int, Place] = context.memo.setdefault(_PLACES, {})
    block = cell.location.block
    if block not in known:
        known[block] = context.place(cell.location)
    return replace(known[block], location=cell.location, table=cell.table, row=cell.row, column=cell.column)
