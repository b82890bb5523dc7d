"""Runs the rules over one document: tables and claims are read and judged once, then every rule reports its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from drafter.claims.claim_settings import ClaimSettings
from drafter.claims.engine import Judged, judge_document
from drafter.claims.figures import Numbers
from drafter.claims.judgement import Judgement
from drafter.claims.relations.engine import judge_relations
from drafter.core.document import Document
from drafter.core.findings import Broken, Finding, Place, Report
from drafter.core.presentation import SEVERITIES
from drafter.reuse.records import ReuseReport
from drafter.rules.against import AgainstFacts
from drafter.rules.base import CheckContext, Rule, RuleSettings
from drafter.rules.coverage import coverage_of
from drafter.rules.folding import folded
from drafter.rules.judged import judged_claims
from drafter.rules.judged_tables import with_table_causes
from drafter.rules.reuse import without_repeats
from drafter.system.boundary import STRICT, Failures
from drafter.tables.blank_totals import with_blank_totals
from drafter.tables.judge import judge_tables
from drafter.tables.judgement import TableJudgement
from drafter.tables.model import ReadTable
from drafter.tables.read import read_tables
from drafter.tables.relations import Relations
from drafter.tables.table_words import TableWords

if TYPE_CHECKING:
    from drafter.formats.read import ReadDocument

__all__ = ["CheckSettings", "check_document", "lent_title", "located", "understood"]


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What checking needs beside the document, loaded once for many documents."""

    numbers: Numbers
    words: TableWords
    """``configs/tables.yaml``."""
    relations: Relations
    """``configs/reconciliation.yaml``."""
    claims: ClaimSettings
    """``configs/claims.yaml``."""
    rules: tuple[Rule, ...]
    own: RuleSettings = field(default_factory=RuleSettings)
    """What the settings files say of the rules themselves."""


def check_document(
    document: Document,
    name: str,
    settings: CheckSettings,
    *,
    source: ReadDocument | None = None,
    against: AgainstFacts | None = None,
    reuse: ReuseReport | None = None,
    failures: Failures = STRICT,
    lenders: Mapping[int, str] | None = None,
) -> Report:
    """The report of one document.

    `source` has its lines and pages; `against` holds it against a facts file as well; `reuse` is what it took over from
    earlier reports; a table, a passage or a rule that failed is noted in `failures`; `lenders` names the file of each block that
    is not the document's own (`drafter.rules.joint`).
    """
    context, figures = understood(document, settings, against=against, failures=failures, lenders=lenders or {})
    context = replace(context, numbered=source.numbered if source else frozenset(), reuse=reuse)
    found = folded(without_repeats(_found(settings.rules, context, failures)))
    listed = tuple(judged_claims(context))
    cells = (figure.location for table in context.tables for figure in table.figures)
    coverage = coverage_of(listed, context.judgements, context.checks, figures, cells)
    placed = [located(finding, source) for finding in found] if source else found
    return Report(name, tuple(_sorted(placed)), coverage, listed, _with_places(failures.broken, context))


def understood(
    document: Document,
    settings: CheckSettings,
    *,
    against: AgainstFacts | None = None,
    failures: Failures = STRICT,
    lenders: Mapping[int, str] = MappingProxyType({}),
) -> tuple[CheckContext, int]:
    """What the rules see of a document, its tables and its prose judged, and how many figures the prose has."""
    tables = tuple(_lent(table, lenders) for table in read_tables(document, settings.words, failures))
    checks: tuple[TableJudgement, ...] = ()
    with failures.guard("表内表间的等式"):
        checks = judge_tables(tables, settings.words, settings.relations)
    judged = _judge_prose(document, with_blank_totals(tables, checks), settings, against, failures)
    judgements = with_table_causes(judged.judgements, checks)
    return CheckContext(document, tables, settings.own, judgements, checks), judged.figures


def lent_title(name: str, title: str) -> str:
    """What a table of another file is called in messages.

    >>> lent_title("决算.xlsx", "支出决算表")
    '决算.xlsx·支出决算表'
    """
    return f"{name}·{title}"


def _lent(table: ReadTable, lenders: Mapping[int, str]) -> ReadTable:
    """The table, called by its file as well where that is another one."""
    lender = lenders.get(table.block)
    return replace(table, title=lent_title(lender, table.title or table.kind)) if lender else table


def _judge_prose(
    document: Document, tables: tuple[ReadTable, ...], settings: CheckSettings, against: AgainstFacts | None, failures: Failures
) -> Judged:
    """The judged claims of the prose, those on the facts file and those on relations through the whole report among them."""
    given: Sequence[Judgement] = ()
    with failures.guard("与事实文件比较"):
        given = tuple(against.judge(document, settings.numbers, tables)) if against else ()
    judged = judge_document(document, tables, settings.numbers, settings.claims, given, failures)
    more: Sequence[Judgement] = ()
    with failures.guard("正文里、正文与表之间的关系"):
        prose = settings.relations.prose
        more = tuple(judge_relations(document, judged.passages, judged.claims, judged.judgements, tables, prose))
    return replace(judged, judgements=(*judged.judgements, *more))


def _with_places(broken: Iterable[Broken], context: CheckContext) -> tuple[Broken, ...]:
    """What failed, with the section, the table and the line of its place."""
    return tuple(replace(one, place=context.place(one.place.location)) if one.place else one for one in broken)


def _found(rules: Iterable[Rule], context: CheckContext, failures: Failures) -> Iterator[Finding]:
    """The findings of all rules; one that fails costs what it would still have found, and no other rule's."""
    for rule in rules:
        with failures.guard(f"规则 {rule.code}（{rule.title}）"):
            yield from rule.check(context)


def located(finding: Finding, source: ReadDocument) -> Finding:
    """The finding with the lines and pages of its source."""

    def with_source(place: Place) -> Place:
        return replace(place, line=source.line_of(place.location), page=source.page_of(place.location))

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
