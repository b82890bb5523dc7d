"""What a rule is, and what it sees: the document, its tables, its judged claims, settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from drafter.claims.judgement import Judgement
from drafter.config.settings import Setting
from drafter.core.document import Document, Heading, Location
from drafter.core.findings import Finding, Place, Severity
from drafter.reuse.records import ReuseReport
from drafter.rules.known_forms import FormsBook
from drafter.tables.classification import Classification
from drafter.tables.judgement import TableJudgement
from drafter.tables.model import ReadTable
from drafter.tables.places import CellRef
from drafter.tables.table_words import TableWords
from drafter.wording.lexicon import Lexicon

__all__ = ["Check", "CheckContext", "Rule", "RuleSettings", "checks_by_kind", "claims_by_shape", "once", "quote_around"]

LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What the settings files say of rules."""

    forms: FormsBook = field(default_factory=FormsBook)
    """``configs/forms.yaml``."""
    options: Mapping[str, Setting] = field(default_factory=dict)
    """``configs/wording_rules.yaml``: the options of a rule under its code."""
    tables: TableWords | None = None
    """``configs/tables.yaml``: the names of the known tables."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    """``configs/lexicon.yaml``: what words mean."""
    classification: Classification = field(default_factory=Classification)
    """``configs/classification.yaml``: the codes of the classification with their names."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class CheckContext:
    """One document as rules see it. What several rules need of it is worked out by a function that is `once`."""

    document: Document
    tables: tuple[ReadTable, ...] = ()
    settings: RuleSettings = field(default_factory=RuleSettings)
    judgements: tuple[Judgement, ...] = ()
    """Judged claims of the prose, for NU rules."""
    checks: tuple[TableJudgement, ...] = ()
    """Judged relations of tables, for TB rules."""
    numbered: frozenset[int] = frozenset()
    """Blocks that Word puts an automatic number before; their text lacks it."""
    reuse: ReuseReport | None = None
    """What was taken over from earlier reports, for RU rules; `None` where there is nothing to compare with."""

    def place(self, location: Location, *, row: str = "", column: str = "") -> Place:
        """A location with its section and its table."""
        return Place(location, _sections(self)[location.block], _titles(self).get(location.block, ""), row, column)

    def cell_place(self, cell: CellRef) -> Place:
        """The place of a cell of a table."""
        return replace(self.place(cell.location, row=cell.row, column=cell.column), table=cell.table)


_T = TypeVar("_T")


def once(work_out: Callable[[CheckContext], _T]) -> Callable[[CheckContext], _T]:
    """The function, which does its work once for a document."""
    known: WeakKeyDictionary[CheckContext, _T] = WeakKeyDictionary()

    @wraps(work_out)
    def worked_out(context: CheckContext) -> _T:
        if context not in known:
            known[context] = work_out(context)
        return known[context]

    return worked_out


@once
def _titles(context: CheckContext) -> dict[int, str]:
    """The titles of the tables by block."""
    return {table.block: table.title for table in context.tables}


@once
def claims_by_shape(context: CheckContext) -> dict[str, list[Judgement]]:
    """The judged claims of each shape, in reading order."""
    return _grouped((judged.shape, judged) for judged in context.judgements)


@once
def checks_by_kind(context: CheckContext) -> dict[str, list[TableJudgement]]:
    """The judged relations of each kind, in reading order."""
    return _grouped((judged.kind, judged) for judged in context.checks)


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    groups: dict[str, list[_T]] = {}
    for key, member in pairs:
        groups.setdefault(key, []).append(member)
    return groups


@once
def _sections(context: CheckContext) -> dict[int, str]:
    """The section of every block: the nearest heading at or above it."""
    document, found = context.document, dict[int, str]()
    section = document.title
    for index, block in enumerate(document.blocks):
        section = block.text if isinstance(block, Heading) and block.level else section
        found[index] = section if document.note_at(index) is None else document.section_of(index)
    return found


Check = Callable[[CheckContext], Iterator[Finding]]
"""What works out the findings of a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the checker reports under one code, and the function that finds it."""

    code: str
    """Group and number, never reused: ``TB01``."""
    name: str
    """English, kebab case, reads as “allow X”: ``sum-mismatch``."""
    title: str
    """Chinese, what is flagged."""
    severity: Severity
    check: Check
    page: str
    """Chinese manual page in Markdown: 做什么, 为什么, 依据, 错误示例, 正确示例."""
    options: type[Setting] | None = None
    """What ``configs/wording_rules.yaml`` may say of it."""

    def finding(self, context: CheckContext, location: Location, message: str, **more: Any) -> Finding:
        """A finding of this rule at a location; ``quote`` defaults to the words around it."""
        quote = more.pop("quote", "") or quote_around(context.document, location)
        severity = more.pop("severity", self.severity)
        row, column = more.pop("row", ""), more.pop("column", "")
        place = context.place(location, row=row, column=column)
        return Finding(
            self.code, self.name, self.title, severity, quote=quote[:LONGEST_QUOTE], message=message, place=place, **more
        )


def quote_around(document: Document, location: Location, reach: int = 40) -> str:
    """The sentence or clause around a location, verbatim, at most 120 characters."""
    text = document.container_text(location)
    start = max(text.rfind(mark, 0, location.start) for mark in "。；\n") + 1
    ends = [place for mark in "。；\n" if (place := text.find(mark, location.end)) >= 0]
    end = min(ends) if ends else len(text)
    start = max(start, location.end + reach - LONGEST_QUOTE, 0) if end - start > LONGEST_QUOTE else start
    return text[start : min(end, start + LONGEST_QUOTE)].strip()
