"""Amounts that are a part of another: what went to 小微企业 is within what went to 中小企业, that within all purchases.

Every amount that the names may mean is tried as the whole; only what is more than each of them fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from drafter.claims.judgement import Judgement, show
from drafter.claims.prose import Figure
from drafter.claims.relations.named import NamedFigure, judged, money
from drafter.core.quantity import Quantity
from drafter.core.ranges import Range, total
from drafter.tables.cross import USUAL_UNIT
from drafter.tables.lookup import Found, Lookup
from drafter.tables.prose_relations import Bound

__all__ = ["judge_bounds"]

Whole = tuple[Range, str, tuple[Figure, ...]]
"""What an amount is within, what it is called, and the figures it is made of."""


def judge_bounds(told: Sequence[NamedFigure], text: str, lookup: Lookup, bounds: Sequence[Bound]) -> Iterator[Judgement]:
    """The amounts that have a whole in reach; `text` is the whole report's."""
    amounts = money(told)
    for bound in bounds:
        large = [other for name in bound.large for other in _named(amounts, name, bound)]
        if len(bound.small) > 1:
            yield from _together(amounts, large, lookup, bound)
            continue
        alone = bound.alone is not None and bound.alone.search(text) is None
        for one in _named(amounts, bound.small[0], bound):
            wholes = _wholes(one, large, lookup, bound)
            differs = alone and bool(wholes) and all(one.figure.range.high < whole[0].low for whole in wholes)
            yield from [_unequal(one, wholes[0], bound)] if differs else _judge([one], wholes, bound)


def _unequal(one: NamedFigure, whole: Whole, bound: Bound) -> Judgement:
    """The part that should be the whole, where nothing in the report is to take the rest."""
    said = f"{one.figure.text} 小于 {whole[1]}"
    message = f"{bound.name}：{said}，全文没有说其余的是谁的"
    return judged(
        "bound",
        one,
        expected=show(whole[0].middle, one.figure),
        message=message,
        derivation=said,
        others=whole[2],
        severity="warning",
    )


def _named(
    amounts: Sequence[NamedFigure], name: re.Pattern[str], bound: Bound, *, by_sentence: bool = False
) -> list[NamedFigure]:
    return [one for one in amounts if name.search(one.sentence if by_sentence else one.name) and not _is_left_out(one, bound)]


def _is_left_out(one: NamedFigure, bound: Bound) -> bool:
    return bound.without is not None and bound.without.search(one.name) is not None


def _together(amounts: Sequence[NamedFigure], large: Sequence[NamedFigure], lookup: Lookup, bound: Bound) -> Iterator[Judgement]:
    """The parts of one paragraph that have to be within the whole together, each named once."""
    paragraphs: dict[int, list[NamedFigure]] = {}
    for one in amounts:
        paragraphs.setdefault(one.passage.block, []).append(one)
    for here in paragraphs.values():
        parts = [_named(here, name, bound, by_sentence=bound.by_sentence == "是") for name in bound.small]
        if all(len(part) == 1 for part in parts):
            found = sorted((part[0] for part in parts), key=lambda one: one.place)
            yield from _judge(found, _wholes(found[0], large, lookup, bound), bound)


def _wholes(one: NamedFigure, large: Sequence[NamedFigure], lookup: Lookup, bound: Bound) -> list[Whole]:
    """What the amount may be a part of: one of those that are called so, or cells of the tables."""
    said = [other for other in large if other is not one and _is_near(one, other, bound)]
    wholes: list[Whole] = [(other.figure.range, f"“{other.name}” {other.figure.text}", (other.figure,)) for other in said]
    for cells in bound.tables:
        found = [cell for side in cells.cells if (cell := lookup.cell(side)) is not None]
        filled = [_figure(cell.entry.quantity, cell) for cell in found if cell.entry.quantity is not None]
        if len(filled) == len(cells.cells):
            names = " + ".join(f"《{cell.ref.table}》{cell.ref.row} {cell.ref.value}" for cell in found)
            wholes.append((total(figure.range for figure in filled), names, tuple(filled)))
    return wholes


def _figure(quantity: Quantity, cell: Found) -> Figure:
    """The figure of a cell; a table that names no unit is in 万元."""
    return Figure(replace(quantity, unit=quantity.unit or USUAL_UNIT), cell.ref.location)


def _is_near(one: NamedFigure, other: NamedFigure, bound: Bound) -> bool:
    if bound.scope == "段":
        return one.passage.block == other.passage.block
    return bound.scope == "全文" or one.section == other.section


def _judge(parts: Sequence[NamedFigure], wholes: Sequence[Whole], bound: Bound) -> Iterator[Judgement]:
    if not wholes:
        return
    stated = parts[-1]
    sum_ = total(part.figure.range for part in parts)
    largest = max(wholes, key=lambda whole: whole[0].high)
    words = " + ".join(part.figure.text for part in parts)
    if sum_.low <= largest[0].high:
        yield Judgement(
            "bound", "holds", stated.quote, stated.figure.location, f"{words} ≤ {largest[1]}", figures=(stated.figure,)
        )
        return
    rest = largest[0].middle - sum((part.figure.range.middle for part in parts[:-1]), Fraction(0))
    limit = show(rest, stated.figure) if rest > 0 else f"0{stated.figure.quantity.unit}"
    others = (*(part.figure for part in parts[:-1]), *largest[2])
    message = f"{bound.name}：{words} 多于 {largest[1]}"
    yield judged(
        "bound", stated, expected=f"不超过{limit}", message=message, derivation=f"{words} ＞ {largest[1]}", others=others
    )
