"""What checking says: findings with the arithmetic, judged claims, and how much of the document was understood.

A finding is data, never an exception. Severities: 错误 ``error`` (plainly contradictory), 警告 ``warning`` (form and wording),
提示 ``note`` (tail difference).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from drafter.core.document import Location

__all__ = ["Basis", "Broken", "Cause", "Coverage", "Finding", "JudgedClaim", "Place", "Report", "Severity", "Share", "Verdict"]

Severity = Literal["error", "warning", "note"]
Verdict = Literal["holds", "fails", "undecided"]


class Basis(StrEnum):
    """What a verdict rests on; a value that was only seen twice is nothing understood."""

    COMPUTED = "recomputed"
    """Worked out again from figures that the text or a table names."""
    TABLE = "table"
    """Compared with the cell of a table that the words name."""
    SEEN = "seen"
    """The same value stands elsewhere under a like name."""
    NONE = "none"
    """Recognised as a claim, and not understood."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as a person finds it again."""

    location: Location
    section: str = ""
    """The nearest heading above."""
    table: str = ""
    """The table's title, for a cell."""
    row: str = ""
    """The row's label, for a cell."""
    column: str = ""
    """The column's label, for a cell."""
    page: int | None = None
    line: int | None = None
    """1-based, in sources that have pages or lines."""
    document: str = ""
    """The file that it stands in, where that is not the one that is reported on."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One wrong figure that several findings come from."""

    location: Location
    stated: str
    """As it is written."""
    meant: str
    """As it would have to be for all of them to go; empty where several numbers would do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, once; where it shows again is in `others`."""

    rule: str
    name: str
    """The rule's name in English, e.g. ``ratio-as-growth``."""
    title: str
    severity: Severity
    quote: str
    """Verbatim words of the document around the place, at most 120 characters."""
    message: str
    """In Chinese: what is wrong, what would be right, why."""
    place: Place
    stated: str = ""
    expected: str = ""
    derivation: str = ""
    others: tuple[Place, ...] = ()
    cause: Cause | None = None
    """Findings of the same cause become one (`drafter.rules.folding`)."""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim of the document with its verdict and the arithmetic in words."""

    shape: str
    quote: str
    verdict: Verdict
    derivation: str
    place: Place
    basis: Basis = Basis.COMPUTED


@dataclass(frozen=True, slots=True)
class Broken:
    """A claim form or rule that failed: the rest of the document is judged all the same, and exit code 2 says so."""

    name: str
    """The form as the settings call it, or the rule's code."""
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a document's figures and claims whose best verdict rests on one basis."""

    figures: int = 0
    claims: int = 0
    holds: int = 0
    fails: int = 0
    undecided: int = 0

    def __add__(self, other: Share) -> Share:
        """The counts of two shares added up."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return Share(*map(sum, pairs))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was seen, understood and judged, by what the verdicts rest on; no data is never a pass."""

    computed: Share = Share()
    table: Share = Share()
    seen: Share = Share()
    none: Share = Share()

    def of(self, basis: Basis) -> Share:
        """The part that rests on a basis."""
        return {Basis.COMPUTED: self.computed, Basis.TABLE: self.table, Basis.SEEN: self.seen, Basis.NONE: self.none}[basis]

    @property
    def understood(self) -> Share:
        """What was worked out again or compared with a table."""
        return self.computed + self.table

    @property
    def all(self) -> Share:
        """All figures of the document, understood or not."""
        return self.understood + self.seen + self.none

    def __add__(self, other: Coverage) -> Coverage:
        """Of two documents together."""
        return Coverage(*(self.of(basis) + other.of(basis) for basis in Basis))


@dataclass(frozen=True, slots=True)
class Report:
    """What one document's check says."""

    document: str
    findings: tuple[Finding, ...]
    coverage: Coverage
    claims: tuple[JudgedClaim, ...] = field(default=())
    broken: tuple[Broken, ...] = field(default=())
