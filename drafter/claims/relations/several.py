"""Cells that hold several counts of different things (9个赛事34个赛项) against the sentence that names their row.

A sentence is held against a row only where it has the row's label and repeats one of the row's counts; then another figure before
the same thing (43个赛项) contradicts the table, unless the sentence tells the table's own count of it as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.claims.judgement import Judgement
from drafter.claims.prose import COUNT, Figure
from drafter.claims.relations.named import NamedFigure, judged
from drafter.core.document import Cell, Location
from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity
from drafter.tables.cells import key_of, squeeze
from drafter.tables.model import ReadTable

__all__ = ["judge_several"]

SHORTEST_LABEL = 4
_COUNT = lazy_re(r"(\d{1,9}(?:\.\d+)?)([^\d\s，、；。：/%.-]{2,12})[，、；+]?")


@dataclass(frozen=True, slots=True)
class _Several:
    """A row with the counts that its cells hold, by the unit and the thing counted."""

    label: str
    counts: dict[str, list[Decimal]]
    cell: Cell
    block: int
    title: str


def judge_several(told: Sequence[NamedFigure], tables: Sequence[ReadTable]) -> Iterator[Judgement]:
    """The counts that a sentence states of a row, where the row has several kinds of them."""
    rows = [row for table in tables for row in _rows(table)]
    by_sentence: dict[tuple[int, int], list[NamedFigure]] = {}
    for one in told if rows else ():
        if one.figure.kind == COUNT:
            by_sentence.setdefault((one.passage.block, one.place - len(one.sentence)), []).append(one)
    for counts in by_sentence.values():
        said = counts[-1].sentence + counts[-1].after
        for row in rows:
            if row.label in said:
                yield from _sentence(counts, row)


def _rows(table: ReadTable) -> Iterator[_Several]:
    lines: dict[int, list[Cell]] = {}
    for cell in table.table.cells:
        lines.setdefault(cell.row, []).append(cell)
    for cells in lines.values():
        first, *others = sorted(cells, key=lambda cell: cell.column)
        counts: dict[str, list[Decimal]] = {}
        found = [(cell, pairs) for cell in others if len(pairs := counts_in(cell.text)) > 1]
        for _, pairs in found:
            for number, thing in pairs:
                counts.setdefault(thing, []).append(number)
        named = [key_of(cell.text) for cell in (first, *others) if not counts_in(cell.text)]
        label = max((name for name in named if not name.isdigit()), key=len, default="")
        if found and len(label) >= SHORTEST_LABEL:
            yield _Several(label, counts, found[-1][0], table.block, table.title)


def counts_in(text: str) -> list[tuple[Decimal, str]]:
    """The counts that a cell consists of, with what is counted; none where it holds anything else.

    >>> counts_in("9个赛事34个赛项"), counts_in("完成34个")
    ([(Decimal('9'), '个赛事'), (Decimal('34'), '个赛项')], [])
    """
    plain = squeeze(text)
    found = list(_COUNT.finditer(plain))
    whole = "".join(match[0] for match in found) == plain
    return [(Decimal(match[1]), match[2]) for match in found] if whole else []


def _sentence(told: Sequence[NamedFigure], row: _Several) -> Iterator[Judgement]:
    """The one thing of the row that the sentence counts otherwise, while it repeats another count of the row."""
    things = {thing: [one for one in told if f"{one.figure.quantity.unit}{one.after}".startswith(thing)] for thing in row.counts}
    for thing, ones in things.items():
        others = [(value, other) for other, values in row.counts.items() if other != thing for value in values]
        borne_out = any(
            one.figure.quantity.value == value and other.startswith(one.figure.quantity.unit)
            for one in told
            if one not in ones
            for value, other in others
        )
        if len(ones) == 1 and borne_out and not ones[0].figure.hedge:
            yield _judged(ones[0], thing, row)


def _judged(one: NamedFigure, thing: str, row: _Several) -> Judgement:
    values, unit = row.counts[thing], one.figure.quantity.unit
    where = f"《{row.title}》{row.label}" if row.title else f"表中“{row.label}”"
    if one.figure.quantity.value in values:
        return Judgement("table", "holds", one.quote, one.figure.location, f"与{where}相符", figures=(one.figure,))
    place = Location(row.block, 0, len(row.cell.text), row.cell.row, row.cell.column)
    cell = Figure(Quantity(values[-1], unit, str(values[-1])), place)
    message = f"正文写的是 {one.figure.text}，{where}是 {squeeze(row.cell.text)}"
    return judged(
        "table", one, expected=cell.text, message=message, derivation=f"{where}为 {squeeze(row.cell.text)}", others=(cell,)
    )
