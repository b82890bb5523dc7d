"""Header rows: which lines they are, and the labels over each column from the top down.

Headers of two to eight lines occur, with merged cells, with cells left empty where one goes on, with whole lines empty; a line
that numbers the columns (栏次 1 2 3) ends them.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.core.patterns import lazy_re
from drafter.tables.cells import is_year, label_of, squeeze
from drafter.tables.formulas import Formula, numbered
from drafter.tables.layout import GridRow, Spot
from drafter.tables.table_words import TableWords, matches

__all__ = ["column_numbers", "column_paths", "header_end", "is_column_numbers", "is_header_line", "reads_like_header"]

LONGEST_LABEL = 30
MOST_LINES = 10
MOST_MERGED = 5
"""Lines that the first cell of a header may be merged over."""
_COLUMN_NUMBER = lazy_re(r"[（(]?(\d{1,2})[)）]?(?:[=＝].+)?")
"""3 or （3） or 3=1+2, in a line that numbers the columns."""


def header_end(lines: Sequence[GridRow], start: int, words: TableWords) -> int:
    """The first line after the header that begins at `start`; `start` itself where none does."""
    end, filled = start, 0
    unknown = _unknown_header(lines, start, words)
    counted = _counted_end(lines, start, words)
    while end < min(len(lines), start + MOST_LINES):
        line = lines[end]
        if is_column_numbers(line, words):
            return end + 1 if filled > 1 else start
        if line.own and not is_header_line(line, words) and not (filled and _hangs_below(line, lines[end - 1].row)):
            break
        if filled and _is_blank_total(lines, end, words):
            break
        filled += len(line.own)
        end += 1
    return max(end if filled > 1 else start, unknown, counted, _merged_end(lines, start))


def _is_blank_total(lines: Sequence[GridRow], place: int, words: TableWords) -> bool:
    """Whether a line is the total row above the data, left blank: 合计 and nothing else, with figures right below."""
    line = lines[place]
    return line.is_lonely() and words.is_total(line.own[0].text) and place + 1 < len(lines) and bool(lines[place + 1].numbers)


def _merged_end(lines: Sequence[GridRow], start: int) -> int:
    """The end of a header whose first cell is merged over its lines, whatever its words are, with figures right below."""
    first = lines[start].spots[0] if start < len(lines) and lines[start].spots else None
    if first is None or first.kind != "text" or first.goes_on or not 1 < first.cell.rows <= MOST_MERGED:
        return start
    end = start + first.cell.rows
    header = lines[start:end]
    worded = all(not line.numbers and all(len(squeeze(spot.text)) <= LONGEST_LABEL for spot in line.own) for line in header)
    return end if worded and len(lines[start].own) > 1 and end < len(lines) and lines[end].numbers else start


def _counted_end(lines: Sequence[GridRow], start: int, words: TableWords) -> int:
    """The end of a header of words that no list knows, recognised by the line that counts the columns below it."""
    for end in range(start, min(len(lines), start + MOST_LINES)):
        if is_column_numbers(lines[end], words):
            return end + 1 if end > start else start
        if not _is_worded(lines[end]):
            break
    return start


def _hangs_below(line: GridRow, header: int) -> bool:
    """Whether a line of words begins below a merged or under an empty header cell, so that it belongs to the header.

    There 其中：教育收费 beside 金额 is no row of the table, though it is worded like one.
    """
    first = line.spots[0]
    goes_on = first.goes_on and first.cell.row <= header
    if line.numbers or any(len(squeeze(spot.text)) > LONGEST_LABEL or label_of(spot.text).style for spot in line.own):
        return False
    return goes_on or (first.kind == "blank" and len(line.words) > 1 and _is_worded(line))


def _unknown_header(lines: Sequence[GridRow], start: int, words: TableWords) -> int:
    """The end of a header of one line whose words no list knows, recognised by the numbers right below."""
    if start + 1 >= len(lines) or not _is_worded(lines[start]) or len(lines[start].words) < 2:
        return start
    below = lines[start + 1]
    first = next((index for index, spot in enumerate(below.spots) if spot.kind == "number"), None)
    if not first or any(spot.kind == "text" for spot in below.spots[first:]) or len(below.own) < 2:
        return start
    heads = [lines[start].at(spot.column) for spot in below.numbers]
    return (
        start + 1
        if all(head and head.kind == "text" for head in heads) and not words.is_total(lines[start].own[0].text)
        else start
    )


def is_header_line(line: GridRow, words: TableWords) -> bool:
    """Whether most of a line's cells are words that headers are made of."""
    return _is_worded(line) and reads_like_header(line, words, share=2)


def reads_like_header(line: GridRow, words: TableWords, *, share: int) -> bool:
    """Whether at least one in `share` of the cells is a header word."""
    own = line.own
    known = sum(words.is_header(spot.text) or is_year(spot.text) for spot in own)
    return bool(own) and known * share >= len(own)


def _is_worded(line: GridRow) -> bool:
    """Short unnumbered words only; years may stand among them."""
    return all(_may_head(spot, first=place == 0) for place, spot in enumerate(line.own))


def _may_head(spot: Spot, *, first: bool) -> bool:
    """A year or short words; 其中 heads a column only right of another label."""
    if spot.kind == "number":
        return is_year(spot.text)
    label = label_of(spot.text)
    return len(squeeze(spot.text)) <= LONGEST_LABEL and not label.style and not (first and label.of_which)


def is_column_numbers(line: GridRow, words: TableWords) -> bool:
    """Whether a line only counts the columns: 栏次 1 2 3."""
    if any(matches(spot.text, words.column_numbers) for spot in line.words):
        return True
    found = [_COLUMN_NUMBER.fullmatch(squeeze(spot.text)) for spot in line.own]
    return len(found) > 2 and [match[1] if match else "" for match in found] == [str(place + 1) for place in range(len(found))]


def column_paths(header: Sequence[GridRow], columns: int, words: TableWords) -> list[tuple[str, ...]]:
    """For each column the labels over it, from the top down."""
    rows = [_spread(line, columns) for line in header if line.spots and not is_column_numbers(line, words)]
    filled_below = [False] * columns
    has_below = [filled_below]
    for row in reversed(rows):
        filled_below = [known or _is_filled(spot) for known, spot in zip(filled_below, row, strict=True)]
        has_below.insert(0, filled_below)
    labels: list[list[str]] = []
    for number, row in enumerate(rows):
        labels.append(_labels(row, has_below[number + 1], labels[-1] if labels else [""] * columns))
    return [_path([row[column] for row in labels]) for column in range(columns)]


def column_numbers(header: Sequence[GridRow], columns: int) -> list[tuple[str, Formula | None]]:
    """The number and the formula that the header gives each column, the lowest line first."""
    found: list[tuple[str, Formula | None]] = [("", None)] * columns
    for line in header:
        for spot in line.own:
            number, formula = numbered(spot.text)
            if (number or formula) and spot.columns == 1 and 0 <= spot.column < columns:
                before = found[spot.column]
                found[spot.column] = (number or before[0], formula or before[1])
    return found


def _labels(row: list[Spot | None], filled_below: list[bool], parents: list[str]) -> list[str]:
    """The label of each column in one line; an empty cell over a filled one belongs to the label on its left."""
    labels: list[str] = []
    last: int | None = None
    for column, spot in enumerate(row):
        if _is_filled(spot):
            last = column
            labels.append(squeeze(spot.text) if spot else "")
        elif spot is not None and filled_below[column] and last is not None and parents[last] == parents[column]:
            labels.append(labels[last])
        else:
            labels.append("")
    return labels


def _path(labels: list[str]) -> tuple[str, ...]:
    return tuple(label for place, label in enumerate(labels) if label and label not in labels[max(0, place - 1) : place])


def _spread(line: GridRow, columns: int) -> list[Spot | None]:
    row: list[Spot | None] = [None] * columns
    for spot in line.spots:
        for column in range(max(0, spot.column), min(columns, spot.column + spot.columns)):
            row[column] = spot
    return row


def _is_filled(spot: Spot | None) -> bool:
    return spot is not None and spot.kind != "blank"
