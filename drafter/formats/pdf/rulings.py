"""The boxes of ruled tables, recognised by the lines that are drawn on a page.

Pieces of one line are put together first (dashes, a line drawn cell by cell, the two sides of a thin bar). Lines that touch make one
table; where no line stands between two places of its grid, they are one cell: so spans come out by themselves. What is missing of the
outline (tables open at the sides) is taken as drawn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drafter.formats.pdf.strokes import Stroke

__all__ = ["Box", "ruled_tables"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_SAME = 3.0
"""Points by which lines that are one may be apart."""
_SHORTEST = 4.0
"""Points from which a piece rules anything."""
_MOST_CROSSINGS = 1_000_000
_MOST_PLACES = 60_000
"""Places in a table's grid on one page."""
_OPEN = 3
"""Lines across from which a table may do without its outline."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at `place` of one axis, from `start` to `end` of the other."""

    place: float
    start: float
    end: float


def ruled_tables(strokes: Sequence[Stroke]) -> list[list[Box]]:
    """For each ruled table its cells' boxes, from top to bottom; shades rule only where nothing else does."""
    drawn = [stroke for stroke in strokes if not stroke.is_side]
    return _tables(drawn) or (_tables(strokes) if len(drawn) < len(strokes) else [])


def _tables(strokes: Sequence[Stroke]) -> list[list[Box]]:
    across = _whole_lines(_Line((s.top + s.bottom) / 2, s.x0, s.x1) for s in strokes if s.x1 - s.x0 >= s.bottom - s.top)
    upright = _whole_lines(_Line((s.x0 + s.x1) / 2, s.top, s.bottom) for s in strokes if s.x1 - s.x0 < s.bottom - s.top)
    if len(across) * len(upright) > _MOST_CROSSINGS:
        return []
    found = [_boxes(*group) for group in _touching(across, upright)]
    return sorted((boxes for boxes in found if len(boxes) > 1), key=lambda boxes: (boxes[0][1], boxes[0][0]))


def _whole_lines(pieces: Iterable[_Line]) -> list[_Line]:
    """Lines from pieces that lie in one another's course and nearly touch."""
    lines: list[_Line] = []
    for group in _by_place(sorted(pieces, key=lambda piece: piece.place)):
        place = sum(piece.place for piece in group) / len(group)
        start = end = None
        for piece in sorted(group, key=lambda piece: piece.start):
            if start is None or end is None or piece.start - end > _SAME:
                if start is not None and end is not None:
                    lines.append(_Line(place, start, end))
                start, end = piece.start, piece.end
            else:
                end = max(end, piece.end)
        if start is not None and end is not None:
            lines.append(_Line(place, start, end))
    return [line for line in lines if line.end - line.start >= _SHORTEST]


def _by_place(pieces: Sequence[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for piece in pieces:
        if group and piece.place - group[-1].place > _SAME:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _touching(across: Sequence[_Line], upright: Sequence[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Groups of lines that hang together."""
    parents = list(range(len(across) + len(upright)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for i, line in enumerate(across):
        for j, other in enumerate(upright, len(across)):
            if _cross(line, other):
                parents[root(j)] = root(i)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate(across):
        groups[root(i)][0].append(line)
    for j, other in enumerate(upright, len(across)):
        groups[root(j)][1].append(other)
    return [group for group in groups.values() if all(group)]


def _cross(line: _Line, other: _Line) -> bool:
    on_line = line.start - _SAME <= other.place <= line.end + _SAME
    return on_line and other.start - _SAME <= line.place <= other.end + _SAME


def _boxes(across: Sequence[_Line], upright: Sequence[_Line]) -> list[Box]:
    """The cells of one table."""
    rows, columns = _places(across, upright), _places(upright, across)
    if (len(rows) - 1) * (len(columns) - 1) > _MOST_PLACES:
        return []
    is_open = len(across) >= _OPEN
    below = _Walls(rows, columns, across, is_open=is_open)
    right = _Walls(columns, rows, upright, is_open=is_open)
    return [
        (columns[left], rows[top], columns[end], rows[bottom])
        for region in _regions(below, right)
        for left, top, end, bottom in _rectangles(region)
    ]


def _places(lines: Sequence[_Line], others: Sequence[_Line]) -> list[float]:
    """Where the grid is divided along one axis: at each line, and at the outermost ends of those that cross them."""
    ends = [min(other.start for other in others), max(other.end for other in others)]
    places: list[float] = []
    for place in sorted([*(line.place for line in lines), *ends]):
        if not places or place - places[-1] > _SAME:
            places.append(place)
    return places


class _Walls:
    """Which sides of a grid's places are drawn, along one axis."""

    def __init__(self, places: Sequence[float], others: Sequence[float], lines: Sequence[_Line], *, is_open: bool) -> None:
        self.count = len(places) - 1
        middles = [(one + other) / 2 for one, other in pairwise(others)]
        self._drawn: list[set[int]] = [set() for _ in places]
        for line in lines:
            index = min(bisect_left(places, line.place - _SAME), self.count)
            reached = range(bisect_left(middles, line.start), bisect_right(middles, line.end))
            self._drawn[index].update(reached)
        if is_open:
            self._drawn[0] = self._drawn[-1] = set(range(len(middles)))

    def stands(self, index: int, other: int) -> bool:
        """Whether there is a wall at a dividing place, beside a place of the other axis."""
        return other in self._drawn[index]


def _regions(below: _Walls, right: _Walls) -> Iterator[set[tuple[int, int]]]:
    """Places of the grid that no wall divides; such as are open to the outside belong to no table."""
    seen: set[tuple[int, int]] = set()
    for row in range(below.count):
        for column in range(right.count):
            if (row, column) not in seen:
                region, is_closed = _region((row, column), below, right)
                seen |= region
                if is_closed:
                    yield region


def _region(start: tuple[int, int], below: _Walls, right: _Walls) -> tuple[set[tuple[int, int]], bool]:
    found, waiting, is_closed = {start}, [start], True
    while waiting:
        row, column = waiting.pop()
        open_sides = (
            (row - 1, column, not below.stands(row, column)),
            (row + 1, column, not below.stands(row + 1, column)),
            (row, column - 1, not right.stands(column, row)),
            (row, column + 1, not right.stands(column + 1, row)),
        )
        for other_row, other_column, is_open in open_sides:
            if not is_open:
                continue
            if not (0 <= other_row < below.count and 0 <= other_column < right.count):
                is_closed = False
            elif (other_row, other_column) not in found:
                found.add((other_row, other_column))
                waiting.append((other_row, other_column))
    return found, is_closed


def _rectangles(region: set[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """A region as rectangles ``(left, top, right, bottom)``: one for a cell, several where lines are missing inside a table."""
    growing: dict[tuple[int, int], tuple[int, int]] = {}
    for row in sorted({row for row, _ in region}):
        runs = list(_runs(sorted(column for at, column in region if at == row)))
        for run in [run for run in growing if run not in runs]:
            top, bottom = growing.pop(run)
            yield run[0], top, run[1], bottom
        for run in runs:
            growing[run] = (growing[run][0] if run in growing else row, row + 1)
    for run, (top, bottom) in growing.items():
        yield run[0], top, run[1], bottom


def _runs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Unbroken stretches of columns, first and one past the last."""
    start = last = columns[0]
    for column in columns[1:]:
        if column != last + 1:
            yield start, last + 1
            start = column
        last = column
    yield start, last + 1
