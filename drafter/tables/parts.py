"""Which rows a total row may add up: its readings, the most plausible first.

Which those are is seldom said. A formula in the label may tell it ((=1+2+3)); codes and numbering tell levels; 其中 begins a list of
parts of the row before it; a 小计 stands for the rows around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.tables.region import Row, Strip
from drafter.tables.row_levels import children_of, leaves, top_level
from drafter.tables.table_words import TableWords, matches

__all__ = ["Parts", "parts_of", "without_inner"]

REACH = 60
"""Rows around a total among which those of its formula stand."""
_FORMULA = lazy_re(r"[=＝]\s*(\d{1,2}(?:\s*[+＋]\s*\d{1,2})+)")


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows that a total may be the sum of."""

    name: str
    """How they were chosen; the same choice may bear other totals out."""
    rows: tuple[Row, ...]
    declared: bool = False
    """Whether the rows are plainly its parts, so that a total that differs is wrong."""


def parts_of(strip: Strip, place: int, words: TableWords) -> list[Parts]:
    """What the total in a row may add up; each set of rows once."""
    named = _by_formula(strip.rows, place)
    if named:
        return [Parts("算式", named, declared=True)]
    found = _coded(strip, place) if strip.coded else _uncoded(strip, place, words)
    first: dict[tuple[int, ...], Parts] = {}
    for parts in found:
        if parts.rows:
            first.setdefault(tuple(row.number for row in parts.rows), parts)
    return list(first.values())


def _by_formula(rows: Sequence[Row], place: int) -> tuple[Row, ...]:
    """资金总额（=1+2+3）: the nearest rows numbered so, below it or else above."""
    match = _FORMULA.search(fold_width(rows[place].written))
    if not match:
        return ()
    wanted = re.findall(r"\d+", match[1])
    for near in (rows[place + 1 : place + 1 + REACH], rows[max(0, place - REACH) : place]):
        found = {row.label.number: row for row in reversed(near) if row.label.style == "1."}
        if all(number in found for number in wanted):
            return tuple(found[number] for number in wanted)
    return ()


def _coded(strip: Strip, place: int) -> Iterator[Parts]:
    """The codes that lie under no other; of a grand total all of the half, of others those since the total before."""
    if strip.rows[place].code:
        return
    coded = [row for row in strip.rows if row.code]
    grand = sum(row.is_total for row in strip.rows) == 1
    yield Parts("各类", tuple(top_level(coded)), declared=grand)
    if grand:
        return
    before = next((i for i in range(place - 1, -1, -1) if strip.rows[i].is_total and not strip.rows[i].code), -1)
    yield Parts("上面各类", tuple(top_level([row for row in strip.rows[before + 1 : place] if row.code])))
    after = next((i for i in range(place + 1, len(strip.rows)) if strip.rows[i].is_total), len(strip.rows))
    yield Parts("下面各类", tuple(top_level([row for row in strip.rows[place + 1 : after] if row.code])))


def _uncoded(strip: Strip, place: int, words: TableWords) -> Iterator[Parts]:
    rows, sub = strip.rows, _is_sub(strip.rows[place], words)
    on_top = not any(row.name for row in rows[:place])
    above, before = _above(rows, place, words)
    below = _below(rows, place, words)
    main = below if on_top else above
    alone = before is None and not any(row.is_total for row in main)
    yield from _levels("下面" if on_top else "上面", main, alone=alone)
    if before is not None and not sub:
        yield Parts("上一合计和以下", (before, *without_inner([row for row in above if not row.is_total])))
    if not on_top:
        yield from _levels("下面", below, alone=False)
        yield Parts("上面全部", tuple(without_inner([row for row in rows[:place] if not row.is_total])))
    yield Parts("同组", tuple(_same_group(rows, place)))


def _levels(side: str, domain: Sequence[Row], *, alone: bool) -> Iterator[Parts]:
    """The rows of a block at each level that they may be added up at."""
    plain = [row for row in domain if not row.is_total]
    outer = without_inner(plain)
    listed = any(row.label.of_which for row in plain)
    numbered = _outlined(outer)
    flat = [row for row in plain if not row.label.of_which] if listed else []
    several = alone and len(outer) > 1
    yield Parts(f"{side}各级编号", tuple(numbered), declared=several and _is_numbered(plain))
    yield Parts(f"{side}各行", tuple(outer), declared=several and not listed and _is_flat(plain))
    yield Parts(f"{side}编号旁", tuple(children_of(outer, -1) if numbered and not _is_numbered(outer) else ()))
    yield Parts(f"{side}末级", tuple(leaves(outer)))
    yield Parts(f"{side}其中以外", tuple(flat))
    yield Parts(f"{side}其中以前", tuple(_before_list(plain)))
    yield Parts(f"{side}小计", tuple(row for row in domain if row.is_total))


def without_inner(rows: Sequence[Row]) -> list[Row]:
    """The rows less each 其中 that begins a list of parts of the row before it; at the top it begins the parts themselves."""
    kept: list[Row] = []
    for row in rows:
        if not (row.label.of_which and any(before.name for before in kept)):
            kept.append(row)
    return kept


def _before_list(rows: Sequence[Row]) -> list[Row]:
    """The rows that are numbered or stand before a 其中; the rows after it go on with its list until the next number."""
    kept: list[Row] = []
    inside = False
    for row in rows:
        inside = row.label.of_which or (inside and not row.label.style)
        if not inside:
            kept.append(row)
    return kept if len(kept) < len(rows) else []


def _is_sub(row: Row, words: TableWords) -> bool:
    return matches(row.path[-1] if row.path else "", words.subtotals)


def _above(rows: Sequence[Row], place: int, words: TableWords) -> tuple[Sequence[Row], Row | None]:
    """The rows above a total since the one before that is not part of it, and that total."""
    sub = _is_sub(rows[place], words)
    last = next((i for i in range(place - 1, -1, -1) if rows[i].is_total and (sub or not _is_sub(rows[i], words))), None)
    return (rows[:place], None) if last is None else (rows[last + 1 : place], rows[last])


def _below(rows: Sequence[Row], place: int, words: TableWords) -> Sequence[Row]:
    sub = _is_sub(rows[place], words)
    return rows[
        place + 1 : next(
            (i for i in range(place + 1, len(rows)) if rows[i].is_total and (sub or not _is_sub(rows[i], words))), len(rows)
        )
    ]


def _same_group(rows: Sequence[Row], place: int) -> list[Row]:
    """The rows with the same outer label as 培训·小计."""
    own = rows[place].path
    if len(own) < 2:
        return []
    near = rows[max(0, place - REACH) : place + REACH]
    return [row for row in near if len(row.path) > 1 and row.path[0] == own[0] and not row.is_total]


def _is_flat(rows: Sequence[Row]) -> bool:
    """Whether all rows stand at one level: same numbering, no 其中, no row further in than the others."""
    plain = [row for row in rows if row.name]
    return (
        len({row.label.style for row in plain}) <= 1
        and not any(row.label.of_which for row in plain)
        and len({row.label.indent for row in plain}) <= 1
        and len({row.path[0] for row in plain if len(row.path) > 1}) <= len({row.path for row in plain})
    )


def _outlined(rows: Sequence[Row]) -> list[Row]:
    """The rows at the highest level of numbering; none where no row is numbered."""
    return [row for row in children_of(rows, -1) if row.label.style]


def _is_numbered(rows: Sequence[Row]) -> bool:
    """Whether every row but those of 其中 lists is numbered, so that the levels are plain."""
    outer = [row for row in rows if row.name]
    inner = {row.number for row in outer} - {row.number for row in _before_list(outer)} if _before_list(outer) else set()
    return bool(outer) and all(row.label.style for row in outer if row.number not in inner)
