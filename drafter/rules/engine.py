"""Runs the rules over one document: reading tables and claims once, then every rule, then suppressions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from drafter.claims.engine import Judged, judge_document
from drafter.claims.figures import Numbers
from drafter.claims.judgement import Judgement
from drafter.claims.relations.engine import judge_relations
from drafter.core.document import Document
from drafter.core.findings import Broken, Finding, JudgedClaim, Place, Report
from drafter.core.presentation import SEVERITIES
from drafter.reuse.records import ReuseReport
from drafter.rules.against import AgainstFacts
from drafter.rules.base import CheckContext, Rule
from drafter.rules.coverage import coverage_of
from drafter.rules.folding import folded
from drafter.rules.reuse import without_told_twice
from drafter.rules.tables import with_table_causes
from drafter.system.boundary import STRICT, Failures
from drafter.tables.checks import table_checks, table_claims
from drafter.tables.model import ReadTable
from drafter.tables.read import read_tables
from drafter.tables.relations import relations_of

__all__ = ["CheckSettings", "check_document", "located"]


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What checking needs beside the document, loaded once for many documents."""

    numbers: Numbers
    files: Mapping[str, Any]
    """Contents of the settings files by stem."""
    rules: tuple[Rule, ...]


def check_document(
    document: Document,
    name: str,
    settings: CheckSettings,
    places: Any = None,
    against: AgainstFacts | None = None,
    reuse: ReuseReport | None = None,
    failures: Failures = STRICT,
) -> Report:
    """The report of one document.

    `places` is its `drafter.formats.read.Source`, for lines and pages; `against` holds it against a facts file as well;
    `reuse` is what it took over from earlier reports; a table, a passage or a rule that failed is noted in `failures`.
    """
    tables = read_tables(document, settings.files, failures)
    given: Sequence[Judgement] = ()
    with failures.guard("与事实文件比较"):
        given = tuple(against.judge(document, settings.numbers, tables)) if against else ()
    judged = judge_document(document, tables, settings.numbers, settings.files["claims"], given, failures)
    with failures.guard("正文里、正文与表之间的关系"):
        judged = _with_relations(judged, document, tables, settings)
    numbered = places.numbered if places is not None else frozenset()
    context = CheckContext(document, tables, settings.files, numbered=numbered, reuse=reuse, judgements=judged.judgements)
    with failures.guard("表内表间的等式"):
        context.judgements = with_table_causes(judged.judgements, table_checks(context))
    found = folded(without_told_twice(_found(settings.rules, context, failures)))
    claims = [*_claims(judged.judgements, context), *table_claims(context)]
    figures = judged.figures + sum(len(table.figures) for table in tables)
    if places is not None:
        found = [located(finding, places) for finding in found]
    coverage = coverage_of(claims, judged.judgements, table_checks(context), figures)
    return Report(name, tuple(_sorted(found)), coverage, tuple(claims), _with_places(failures.broken, context))


def _with_relations(judged: Judged, document: Document, tables: tuple[ReadTable, ...], settings: CheckSettings) -> Judged:
    """The judgements with those on relations through the whole report."""
    prose = relations_of(settings.files).prose
    more = judge_relations(document, judged.passages, judged.claims, judged.judgements, tables, prose)
    return replace(judged, judgements=(*judged.judgements, *more))


def _with_places(broken: Iterable[Broken], context: CheckContext) -> tuple[Broken, ...]:
    """What failed, with the section, the table and the line of its place."""
    return tuple(replace(one, place=context.place(one.place.location)) if one.place else one for one in broken)


def _found(rules: Iterable[Rule], context: CheckContext, failures: Failures) -> Iterator[Finding]:
    """The findings of all rules; one that fails costs what it would still have found, and no other rule's."""
    for rule in rules:
        with failures.guard(f"规则 {rule.code}（{rule.title}）"):
            yield from rule.check(context)


def _claims(judgements: Sequence[Judgement], context: CheckContext) -> Iterable[JudgedClaim]:
    for judgement in judgements:
        if judgement.shape == "unsaid":
            continue
        place = context.place(judgement.location)
        yield JudgedClaim(judgement.shape, judgement.quote, judgement.verdict, judgement.derivation, place, judgement.basis)


def located(finding: Finding, places: Any) -> Finding:
    """The finding with the line and page of its source."""

    def with_source(place: Place) -> Place:
        return replace(place, line=places.line_of(place.location), page=places.page_of(place.location))

    return replace(finding, place=with_source(finding.place), others=tuple(map(with_source, finding.others)))


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    """In reading order, the graver first at one place."""
    return sorted(
        found,
        key=lambda f: (
            f.place.location.block,
            f.place.location.row or 0,
            f.place.location.column or 0,
            f.place.location.start,
            SEVERITIES.index(f.severity),
            f.rule,
            f.quote,
        ),
    )
