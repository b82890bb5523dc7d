"""All relations of a document's tables, judged: a visible list of steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from drafter.core.document import Location
from drafter.tables.blank_totals import without_explained
from drafter.tables.by_code import item_checks
from drafter.tables.codes import code_hypotheses, economic_totals
from drafter.tables.columns import column_hypotheses
from drafter.tables.cross import cross_checks
from drafter.tables.formula_columns import formula_hypotheses
from drafter.tables.hypotheses import calibrate
from drafter.tables.items import name_checks, repeat_checks
from drafter.tables.judgement import Sum, TableJudgement
from drafter.tables.lone_parts import with_lone_parts
from drafter.tables.lookup import Lookup
from drafter.tables.model import ReadTable
from drafter.tables.rates import rate_hypotheses
from drafter.tables.region import Region, Strip
from drafter.tables.relations import Relations
from drafter.tables.row_equations import row_equations
from drafter.tables.scores import score_checks
from drafter.tables.shared_causes import one_each
from drafter.tables.sums import total_hypotheses
from drafter.tables.table_words import TableWords
from drafter.tables.turned import turn

__all__ = ["judge_tables"]

MOST_COLUMNS = 100
"""Columns of values that a table made by people may have; beyond, nothing is looked for across columns."""
_OVER_ROWS = frozenset({"sum", "code-tree", "economic-tree", "balance", "score", "empty-total"})
"""Kinds that add up rows."""


def judge_tables(tables: Sequence[ReadTable], words: TableWords, relations: Relations) -> tuple[TableJudgement, ...]:
    """Every relation that could be judged, in reading order, each cause of a failure once."""
    tables = [table for table in tables if not table.continues]
    torn = _torn(tables)
    inside = [
        judged
        for table in tables
        for region in table.regions
        for judged in _region(table, region, relations, words)
        if table.index not in torn or judged.kind not in _OVER_ROWS or judged.verdict == "holds"
    ]
    inside = list(without_explained(inside))
    lookup = Lookup(tables, _filled(inside))
    related = [*cross_checks(lookup, relations.cross), *item_checks(lookup, relations.items)]
    between = [*_weighed(related, tables), *name_checks(tables)]
    return tuple(sorted(one_each([*with_lone_parts(inside, between), *between]), key=_place))


def _weighed(judged: Sequence[TableJudgement], tables: Sequence[ReadTable]) -> Iterator[TableJudgement]:
    """The judgements; a table that neither title nor number names is only thought to be what its rows and columns say."""
    nameless = {table.block for table in tables if not (table.title or table.number)}
    for one in judged:
        blocks = {ref.location.block for ref in (one.cell, *one.parts)}
        weak = one.verdict == "fails" and one.severity == "error" and not nameless.isdisjoint(blocks)
        yield replace(one, severity="warning") if weak else one


def _torn(tables: Sequence[ReadTable]) -> frozenset[int]:
    """Tables that go on in the next one, as over pages: sums over their rows can only be seen to hold."""
    torn: set[int] = set()
    for before, after in pairwise(tables):
        if after.title in {"", before.title} and _goes_on(before, after):
            torn.update((before.index, after.index))
    return frozenset(torn)


def _goes_on(before: ReadTable, after: ReadTable) -> bool:
    if before.table.columns != after.table.columns or not before.regions:
        return False
    return not after.regions or _paths(before.regions[-1]) == _paths(after.regions[0])


def _paths(region: Region) -> list[tuple[str, ...]]:
    return [column.path for strip in region.strips for column in strip.columns]


def _region(table: ReadTable, region: Region, relations: Relations, words: TableWords) -> Iterator[TableJudgement]:
    for strip in region.strips:
        equations = list(row_equations(table, region, strip, relations.rows))
        yield from calibrate(total_hypotheses(table, region, strip, words, equations, relations.rows))
        if len(strip.columns) <= MOST_COLUMNS:
            for hypothesis in column_hypotheses(table, region, strip, relations.columns, words):
                yield from calibrate([hypothesis])
            for hypothesis in formula_hypotheses(table, region, strip):
                yield from calibrate([hypothesis])
            for hypothesis in rate_hypotheses(table, region, strip, relations.rates, words):
                yield from calibrate([hypothesis])
        yield from score_checks(table, region, strip, Fraction(relations.scoring.full), words)
    for strip in region.turned or [turn(strip, words) for strip in region.strips if any(row.formula for row in strip.rows)]:
        yield from _turned(table, region, strip, relations, words)
    for hypothesis in code_hypotheses(table, region):
        yield from calibrate([hypothesis])
    yield from economic_totals(table, region, relations)
    yield from repeat_checks(table, region, words)


def _turned(table: ReadTable, region: Region, strip: Strip, relations: Relations, words: TableWords) -> Iterator[TableJudgement]:
    """What holds between the rows: where items stand as columns all relations of columns, elsewhere those of formulas."""
    columns = relations.columns if region.turned else ()
    for hypothesis in column_hypotheses(table, region, strip, columns, words):
        yield from calibrate([hypothesis])
    for hypothesis in formula_hypotheses(table, region, strip):
        yield from calibrate([hypothesis])
    for hypothesis in rate_hypotheses(table, region, strip, relations.rates, words) if region.turned else ():
        yield from calibrate([hypothesis])


def _filled(judgements: Sequence[TableJudgement]) -> dict[Location, Sum]:
    """What empty totals should say, by cell."""
    return {location: total for judged in judgements for location, total in judged.fills}


def _place(judged: TableJudgement) -> tuple[int, int, int, str, str]:
    location = judged.cell.location
    return location.block, location.row or 0, location.column or 0, judged.kind, judged.name
