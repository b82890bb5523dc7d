"""The rows of tables that bear classification codes: what each code is called and has, and what stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.tables.cells import key_of
from drafter.tables.model import ReadTable
from drafter.tables.region import Row, Strip
from drafter.tables.table_words import matches

__all__ = ["CodedRow", "alike", "coded_rows", "plain_name"]

_TRIMMINGS = lazy_re(r"[和与及的、等]|支出$|经费$|事务$|费用$|（款）|（项）|（类）")
ALIKE = 72
"""Likeness in percent from which two names may be one, shortened."""
TOTAL = ("合计", "小计", "本年支出合计", "支出合计", "本年支出", "决算数", "金额", "支出决算数")


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row with a code."""

    code: str
    name: str
    above: tuple[str, ...]
    """Names of the codes above it, from the 类 down."""
    amounts: tuple[tuple[str, Fraction], ...]
    """By the last header label, in the table's unit; blank cells as zero."""
    kind: str
    title: str
    location: Location

    def amount(self, *columns: str) -> Fraction | None:
        """The amount in the first column of one of these names."""
        return next((value for label, value in self.amounts if matches(label, columns)), None)

    @property
    def total(self) -> Fraction | None:
        """What the row comes to: its total column, else its only one."""
        found = self.amount(*TOTAL)
        return found if found is not None or len(self.amounts) != 1 else self.amounts[0][1]


def coded_rows(tables: Sequence[ReadTable]) -> tuple[CodedRow, ...]:
    """The rows with codes of all tables, in reading order."""
    return tuple(
        row
        for table in tables
        for region in table.regions
        for strip in region.strips
        if strip.coded
        for row in _rows(table, strip)
    )


def _rows(table: ReadTable, strip: Strip) -> Iterator[CodedRow]:
    names = {row.code: row.name for row in strip.rows if row.code}
    for row in strip.rows:
        if row.code and row.name:
            above = tuple(names[row.code[:length]] for length in (3, 5) if length < len(row.code) and row.code[:length] in names)
            place = Location(table.block, 0, len(row.cells[0].text), row.cells[0].row, row.cells[0].column)
            yield CodedRow(
                row.code, row.name, above, tuple(_amounts(row, strip)), kind=table.kind, title=table.title, location=place
            )


def _amounts(row: Row, strip: Strip) -> Iterator[tuple[str, Fraction]]:
    for column in strip.columns:
        entry = row.entries.get(column.index)
        if entry is not None and column.role == "amount" and not entry.words:
            yield column.label, Fraction(entry.quantity.value) if entry.quantity is not None else Fraction(0)


def plain_name(name: str) -> str:
    """A name without what prose and tables add to it or leave out.

    >>> plain_name("文化和旅游"), plain_name("维修（护）费"), plain_name("其他社会保障缴费支出")
    ('文化旅游', '维修费', '其他社会保障缴费')
    """
    return _TRIMMINGS.sub("", key_of(name))


def alike(one: str, other: str) -> bool:
    """Whether two names may mean the same 科目."""
    from rapidfuzz import fuzz

    mine, theirs = plain_name(one), plain_name(other)
    return mine == theirs or (
        bool(mine) and bool(theirs) and (mine in theirs or theirs in mine or fuzz.ratio(mine, theirs) >= ALIKE)
    )
