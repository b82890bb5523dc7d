"""All relations of the prose and between prose and tables, judged: a visible list of steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.claims.judgement import Judgement
from drafter.claims.labels import table_entries
from drafter.claims.prose import MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.relations.bounds import judge_bounds
from drafter.claims.relations.chains import chains, judge_chains
from drafter.claims.relations.coded import coded_rows
from drafter.claims.relations.coded_amounts import judge_coded_amounts
from drafter.claims.relations.described import judge_described
from drafter.claims.relations.empty import judge_empty
from drafter.claims.relations.flat_form import judge_flat_forms
from drafter.claims.relations.indicators import judge_indicators
from drafter.claims.relations.involved import judge_involved
from drafter.claims.relations.last_year import judge_last_year
from drafter.claims.relations.listed import judge_listed
from drafter.claims.relations.named import told_figures
from drafter.claims.relations.presence import judge_presence
from drafter.claims.relations.several import judge_several
from drafter.claims.relations.units import judge_units
from drafter.core.document import Document
from drafter.tables.lookup import Lookup
from drafter.tables.model import ReadTable
from drafter.tables.prose_relations import ProseRelations

__all__ = ["judge_relations"]


def judge_relations(
    document: Document,
    found: Sequence[MaskedPassage],
    claims: Sequence[Claim],
    judgements: Sequence[Judgement],
    tables: Sequence[ReadTable],
    relations: ProseRelations,
) -> Iterator[Judgement]:
    """The relations of configs/reconciliation.yaml (文内) that the report has figures for."""
    told = told_figures(found)
    text = "\n".join(text for _, text in document.texts())
    wrong = frozenset(figure.location for one in judgements if one.verdict == "fails" for figure in one.figures)
    yield from judge_bounds(told, text, Lookup(tables, {}), relations.bounds)
    yield from judge_presence(told, list(table_entries(tables)), relations.presence)
    if relations.last_year is not None:
        yield from judge_last_year(claims, wrong, relations.last_year)
    if relations.units is not None:
        yield from judge_units(document, told, relations.units)
    yield from judge_empty(found, told, tables, relations.empty)
    yield from judge_several(told, tables)
    if relations.targets is not None:
        yield from judge_indicators(told, tables, relations.targets)
    yield from judge_flat_forms(found)
    yield from judge_involved(found)
    rows = coded_rows(tables)
    yield from judge_coded_amounts(found, rows, wrong)
    if relations.listed is not None:
        yield from judge_listed(found, rows, relations.listed)
    items = chains(found)
    yield from judge_chains(items, rows)
    if relations.described:
        yield from judge_described(found, items, rows, relations.described)
