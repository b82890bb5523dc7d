"""What a rule is, and what it sees: the document, its tables, its judged claims, settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from drafter.config.settings import Setting
from drafter.core.document import Document, Location
from drafter.core.findings import Finding, Place, Severity
from drafter.reuse.records import ReuseReport
from drafter.tables.model import ReadTable

__all__ = ["Check", "CheckContext", "Rule", "quote_around"]

LONGEST_QUOTE = 120


@dataclass(slots=True)
class CheckContext:
    """One document as rules see it."""

    document: Document
    tables: tuple[ReadTable, ...]
    settings: Mapping[str, Any]
    """Contents of the settings files that rules ask for, by file stem (``tables``, ``forms``, ``wording`` …)."""
    lines: tuple[int, ...] = ()
    """1-based source line of each block, in text sources; else empty."""
    judgements: tuple[Any, ...] = field(default=())
    """Judged claims of the prose (`drafter.claims`), for NU rules."""
    numbered: frozenset[int] = frozenset()
    """Blocks that Word puts an automatic number before; their text lacks it."""
    reuse: ReuseReport | None = None
    """What was taken over from earlier reports, for RU rules; `None` where there is nothing to compare with."""
    memo: dict[str, Any] = field(default_factory=dict, repr=False)
    """What one rule worked out and others need too (`drafter.rules.texts`, `drafter.rules.outline`)."""

    def place(self, location: Location, *, row: str = "", column: str = "") -> Place:
        """A location with section, table and line."""
        table = next((t.title for t in self.tables if t.block == location.block), "")
        line = self.lines[location.block] if location.block < len(self.lines) else None
        return Place(location, self.document.section_of(location.block), table, row, column, None, line)


Check = Callable[[CheckContext], Iterator[Finding]]
"""What works out the findings of a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the checker."""

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
        return Finding(self.code, self.name, self.title, severity, quote[:LONGEST_QUOTE], message, place, **more)


def quote_around(document: Document, location: Location, reach: int = 40) -> str:
    """The sentence or clause around a location, verbatim, at most 120 characters."""
    text = document.container_text(location)
    start = max(text.rfind(mark, 0, location.start) for mark in "。；\n") + 1
    ends = [place for mark in "。；\n" if (place := text.find(mark, location.end)) >= 0]
    end = min(ends) if ends else len(text)
    start = max(start, location.end + reach - LONGEST_QUOTE, 0) if end - start > LONGEST_QUOTE else start
    return text[start : min(end, start + LONGEST_QUOTE)].strip()
