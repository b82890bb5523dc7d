"""The verdict on one relation of a table, with its arithmetic and the cells that took part.

A sum of n rounded parts may be off by half a unit of the last place for each part and for the total: that is a tail difference
(尾差), a note and never an error. Zero and blank parts add no rounding, so with a single part left both are one figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from drafter.core.document import Location
from drafter.core.findings import Basis, Severity, Verdict
from drafter.core.quantity import round_half_up
from drafter.tables.places import CellRef, where
from drafter.tables.region import ValueCell

__all__ = [
    "Kind",
    "Sum",
    "TableJudgement",
    "compare_sum",
    "empty_total",
    "exact",
    "half_unit",
    "judge_sum",
    "judge_value",
    "show",
    "value_of",
]

Kind = Literal[
    "sum", "code-tree", "economic-tree", "row-sum", "balance", "cross-table", "rate", "score", "empty-total", "empty-cell",
    "repeated-item", "code-name",
]  # fmt: skip
FEW = 6
MOST_SHOWN = 40
"""Parts of a sum that a derivation writes out."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of cells: its value, how many parts have rounding in them, and its words."""

    value: Fraction
    rounded: int
    words: str
    cells: tuple[CellRef, ...] = ()

    @classmethod
    def of(cls, plus: Sequence[ValueCell], minus: Sequence[ValueCell] = (), cells: Sequence[CellRef] = ()) -> Sum:
        """The sum of the written cells, less those of `minus`."""
        added = [entry for entry in plus if entry.quantity is not None]
        taken = [entry for entry in minus if entry.quantity is not None]
        value = sum(map(exact, added), Fraction(0)) - sum(map(exact, taken), Fraction(0))
        counted = [entry for entry in (*added, *taken) if exact(entry)]
        return cls(value, len(counted), _words(added, taken, value), tuple(cells))


@dataclass(frozen=True, slots=True)
class TableJudgement:
    """What came of holding one relation against the figures."""

    kind: Kind
    name: str
    """The relation's name."""
    verdict: Verdict
    severity: Severity
    cell: CellRef
    """The cell that states the result."""
    stated: str = ""
    expected: str = ""
    derivation: str = ""
    message: str = ""
    parts: tuple[CellRef, ...] = ()
    """The other cells that took part."""
    difference: Fraction | None = Fraction(0)
    """How far off the result is; `None` where that says nothing about the cell that is wrong (rates, limits)."""
    others: tuple[CellRef, ...] = ()
    """Where the same cause shows again."""
    fills: tuple[tuple[Location, Sum], ...] = ()
    """For results left empty: the cells and what they should say."""
    terms: int = 0
    """Parts that are not zero."""

    @property
    def basis(self) -> Basis:
        """What the verdict rests on."""
        if self.verdict == "undecided":
            return Basis.NONE
        return Basis.TABLE if self.kind == "cross-table" else Basis.COMPUTED


def exact(entry: ValueCell) -> Fraction:
    """The number in a cell; zero for a blank one."""
    return Fraction(entry.quantity.value) if entry.quantity is not None else Fraction(0)


def _words(added: Sequence[ValueCell], taken: Sequence[ValueCell], value: Fraction) -> str:
    """683.64 + 5 − 1.2 = 687.44; noughts only where few parts are written; a single part stands alone."""
    few = len(added) + len(taken) <= FEW
    plus = [entry.quantity.plain for entry in added if entry.quantity and (few or exact(entry))] or ["0"]
    minus = [entry.quantity.plain for entry in taken if entry.quantity and (few or exact(entry))]
    shown = " + ".join(plus[:MOST_SHOWN]) + (f" + … 共 {len(plus)} 项" if len(plus) > MOST_SHOWN else "")
    if len(plus) + len(minus) == 1:
        return shown
    places = max((_places(entry) for entry in (*added, *taken)), default=0)
    return "".join((shown, *(f" − {text}" for text in minus), f" = {show(value, places)}"))


def _places(entry: ValueCell) -> int:
    return max(0, -int(entry.quantity.value.as_tuple().exponent)) if entry.quantity else 0


def show(value: Fraction, places: int) -> str:
    """A number with so many places.

    >>> show(Fraction(3214, 10), 2), show(Fraction(127), 0)
    ('321.40', '127')
    """
    rounded: Decimal = round_half_up(value, places)
    return f"{rounded:f}"


def half_unit(decimals: int) -> Fraction:
    """Half a unit of the last place."""
    return Fraction(1, 2 * 10**decimals)


def compare_sum(stated: Fraction, expected: Sum, half: Fraction, *, least: int = 1) -> tuple[Verdict, Severity]:
    """Whether a stated total and a sum agree; a tail difference holds, with a note.

    `least` is how many rounded parts are behind the sum at the least: two where it repeats a total that was rounded by itself.
    """
    difference = abs(stated - expected.value)
    if not difference:
        return "holds", "error"
    within = difference < half * (max(expected.rounded, least) + 1)
    return ("holds", "note") if within else ("fails", "error")


def judge_sum(
    kind: Kind, name: str, cell: CellRef, stated: ValueCell, expected: Sum, half: Fraction, *, least: int = 1
) -> TableJudgement:
    """The judgement on the total in a cell."""
    written = stated.quantity.plain if stated.quantity else ""
    return judge_value(kind, name, cell, exact(stated), expected, half, written=written, least=least)


def judge_value(
    kind: Kind, name: str, cell: CellRef, value: Fraction, expected: Sum, half: Fraction, *, written: str, least: int = 1
) -> TableJudgement:
    """The judgement on a total that may have been converted or added up first; `written` is what the cell says."""
    verdict, severity = compare_sum(value, expected, half, least=least)
    difference = value - expected.value
    places = max(_places_in(written), _places_in(expected.words.rsplit(" ", 1)[-1]))
    should = show(expected.value, places)
    message = "" if not difference else _message(cell, written, should, show(abs(difference), places), severity)
    return TableJudgement(
        kind,
        name,
        verdict,
        severity,
        cell=cell,
        stated=written,
        expected=should,
        derivation=expected.words,
        message=message,
        parts=expected.cells,
        difference=difference,
        terms=expected.rounded,
    )


def _places_in(number: str) -> int:
    return len(number.rsplit(".", 1)[1]) if "." in number else 0


def empty_total(
    cell: CellRef, missing: Sequence[tuple[str, Sum]], *, kind: Kind = "empty-total", fills: Sequence[Location] = ()
) -> TableJudgement:
    """A result left empty that other cells determine; `missing` has the column's label and the sum for each empty cell.

    `fills` are the places of the empty cells, where there are several.
    """
    results = [total.words.rsplit("= ", 1)[-1] for _, total in missing]
    told = "；".join(f"{label}：{total.words}" if label else total.words for label, total in missing)
    place = where(replace(cell, column="") if len(missing) > 1 else cell)
    should = (
        "，".join(f"{label} {result}" for (label, _), result in zip(missing, results, strict=True))
        if len(missing) > 1
        else results[0]
    )
    message = f"{place}空着，而由别的格可以算出，应填：{should}"
    parts = tuple(part for _, total in missing for part in total.cells)
    expected = " | ".join(results)
    filled = tuple(zip(fills or (cell.location,), (total for _, total in missing), strict=True))
    return TableJudgement(
        kind,
        "漏填",
        "fails",
        "error",
        cell=cell,
        expected=expected,
        derivation=told,
        message=message,
        parts=parts,
        difference=missing[0][1].value,
        fills=filled,
    )


def _message(cell: CellRef, stated: str, should: str, off: str, severity: Severity) -> str:
    tail = "，在尾差范围内" if severity == "note" else ""
    return f"{where(cell)}写的是 {stated}，应为 {should}，相差 {off}{tail}"


def value_of(entry: ValueCell | None) -> Fraction | None:
    """The number in a cell, or `None` for a blank one."""
    return None if entry is None or entry.quantity is None else exact(entry)
