"""Levels of rows: by numbering (一、 （一） 1.) and by classification code (3, 5, 7 digits)."""

from __future__ import annotations

from collections.abc import Container, Sequence

from drafter.tables.region import Row

__all__ = ["ancestors", "children_of", "leaves", "top_level"]

_STYLES = ("一、", "（一）", "1.", "（1）", "①")
_DEEPEST = len(_STYLES)


def level_of(row: Row) -> int:
    """0 for 一、 to 4 for ①; one deeper for a row without a number."""
    return _STYLES.index(row.label.style) if row.label.style in _STYLES else _DEEPEST


def children_of(rows: Sequence[Row], place: int) -> list[Row]:
    """The rows one level below a numbered row, up to the next row of its own level; -1 stands for the whole.

    A row without a number after deeper ones stands beside the highest level: 个性指标 after 一、 and 二、.
    """
    above = level_of(rows[place]) if place >= 0 else -1
    inside: list[Row] = []
    for row in rows[place + 1 :]:
        if row.is_total or (place >= 0 and level_of(row) <= above) or (place >= 0 and level_of(row) == _DEEPEST):
            break
        if row.name:
            inside.append(row)
    if not inside:
        return []
    highest = min(map(level_of, inside))
    return [row for row in inside if level_of(row) == highest or (place < 0 and level_of(row) == _DEEPEST)]


def leaves(rows: Sequence[Row]) -> list[Row]:
    """The rows that no row of a deeper level follows; none where the rows are not numbered."""
    named = [row for row in rows if row.name and not row.is_total]
    if not any(row.label.style for row in named):
        return []
    following = [*named[1:], None]
    return [
        row
        for row, after in zip(named, following, strict=True)
        if after is None or level_of(row) == _DEEPEST or level_of(after) == _DEEPEST or level_of(after) <= level_of(row)
    ]


def ancestors(codes: Container[str], code: str) -> str:
    """The longest code among `codes` that this one lies under, or empty.

    >>> ancestors({"201", "20103", "2010301"}, "2010301")
    '20103'
    """
    return next((code[:length] for length in (5, 3) if length < len(code) and code[:length] in codes), "")


def top_level(rows: Sequence[Row]) -> list[Row]:
    """The rows with codes under which no other row's code lies."""
    codes = frozenset(row.code for row in rows)
    return [row for row in rows if row.code and not ancestors(codes, row.code)]
