r"""Tables in extracted text: one cell a line, one row a line, or cells separated by |, in Markdown or without its second line.

One cell a line is what Apache Tika writes: each cell begins with a tab, its further paragraphs with none, an empty line ends a
row, two empty lines end the table. Columns that a cell spans are recognised by `table_spans`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter.core.document import Cell, Table
from drafter.core.patterns import lazy_re
from drafter.formats.headings import heading_level, is_caption
from drafter.formats.table_spans import column_spans
from drafter.formats.text.lines import FileLine

__all__ = ["CellLines", "TextTable", "find_table"]

CellLines = Mapping[tuple[int, int], int]
"""Row and column of a cell → source line where it begins."""

_CELL = lazy_re(r"\t(?!\t)")
_RULE = lazy_re(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_PIPE = lazy_re(r"(?<!\\)\|")
_FIGURE = lazy_re(r"[-−]?\d[\d,.]*\s*(?:[%％万亿千百元个人次辆批]|$)")
_LOOK_AHEAD = 40
"""Lines that a cell may go on over after an empty line inside it."""
_MOST_COLUMNS = 256
_LEAST_BARS = 2
"""Bars in each line of a table that has no line of rules."""


@dataclass(slots=True)
class _Written:
    """A cell as it stands in the text."""

    line: int
    parts: list[str]

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (part.strip() for part in self.parts)))


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table, where its cells stand, and the index of the first line after it."""

    table: Table
    cell_lines: CellLines
    end: int


@dataclass(frozen=True, slots=True)
class _Region:
    """The rows of what may be a table."""

    rows: list[list[_Written]]
    end: int
    header_rows: int = field(default=0)


def find_table(lines: Sequence[FileLine], start: int) -> TextTable | int:
    """The table that begins at a line; or the index up to which the lines are no table."""
    text = lines[start].text
    if text.lstrip().startswith("|") and start + 1 < len(lines) and _RULE.fullmatch(lines[start + 1].words):
        region = _markdown(lines, start)
        return _finished(region) if region.rows else start + 1
    if start + 1 < len(lines) and _LEAST_BARS <= _bars(text) == _bars(lines[start + 1].text):
        piped = _piped(lines, start)
        return _finished(piped) if piped.rows else piped.end
    if _bars(text) == 1 and "\t" not in text:
        pairs = _piped(lines, start)
        return _finished(pairs) if _is_list_of_figures(pairs) else pairs.end
    if not _has_cells(text) or (not text.strip("\t") and not _CELL.match(text)):
        return start + 1
    if _is_cell(text):
        region = _cell_per_line(lines, start)
        if _is_table(region.rows):
            return _finished(region)
        if region.end == len(lines) or not _has_cells(lines[region.end].text):
            return region.end
    region = _row_per_line(lines, start)
    return _finished(region) if _has_columns(region.rows) else region.end


def _cell_per_line(lines: Sequence[FileLine], start: int) -> _Region:
    rows: list[list[_Written]] = [[]]
    index = start
    while index < len(lines):
        line = lines[index]
        if _CELL.match(line.text):
            rows[-1].append(_Written(line.number, [line.text]))
        elif line.text.startswith("\t") or ("\t" in line.text and len(rows) == len(rows[0]) == 1):
            break
        elif not line.blank:
            rows[-1][-1].parts.append(line.text)
        else:
            following = _next_filled(lines, index)
            if following < len(lines) and _CELL.match(lines[following].text):
                rows.append([])
            elif following - index > 1 or not _cell_goes_on(lines, following):
                break
            index = following
            continue
        index += 1
    return _Region([row for row in rows if row], index)


def _next_filled(lines: Sequence[FileLine], index: int) -> int:
    while index < len(lines) and lines[index].blank:
        index += 1
    return index


def _cell_goes_on(lines: Sequence[FileLine], start: int) -> bool:
    """Whether the lines after one empty line are more of the same cell: they lead to a next cell and name no new table."""
    blanks = 0
    for line in lines[start : start + _LOOK_AHEAD]:
        if _CELL.match(line.text):
            return True
        blanks = blanks + 1 if line.blank else 0
        if blanks > 1 or line.text.startswith("\t") or is_caption(line.text) or heading_level(line.text) is not None:
            return False
    return False


def _is_table(rows: list[list[_Written]]) -> bool:
    """Whether cells make a table, and are not paragraphs that begin with a tab."""
    texts = [text for row in rows for text in (cell.text for cell in row) if text]
    sentences = sum(text.endswith(("。", "；", ";")) for text in texts)
    widest = max(map(len, rows))
    wide = 1 < widest < _MOST_COLUMNS and (len(rows) > 1 or widest > 2)
    return wide and bool(texts) and sentences * 2 <= len(texts)


def _row_per_line(lines: Sequence[FileLine], start: int) -> _Region:
    end = start
    while end < len(lines) and _has_cells(lines[end].text):
        end += 1
    lonely = [index for index in range(start + 1, end) if _is_cell(lines[index].text)]
    if lonely and (lines[start].text.count("\t") > 1 or 2 * len(lonely) > end - start):
        end = lonely[0]  # a table of one cell a line begins there
    return _Region([_split_row(line) for line in lines[start:end]], end)


def _has_cells(text: str) -> bool:
    return 0 < text.count("\t") < _MOST_COLUMNS


def _is_cell(text: str) -> bool:
    return _CELL.match(text) is not None and "\t" not in text[1:]


def _split_row(line: FileLine) -> list[_Written]:
    return [_Written(line.number, [cell]) for cell in line.text.split("\t")]


def _has_columns(rows: list[list[_Written]]) -> bool:
    """Whether rows belong together: two with words have the same number of cells, and not all are captions of a table to come."""
    filled = [row for row in rows if any(cell.text for cell in row)]
    widths = Counter(map(len, filled))
    if max(widths.values(), default=0) < 2:
        return False
    return not all(is_caption("".join(cell.text for cell in row)) for row in filled)


def _markdown(lines: Sequence[FileLine], start: int) -> _Region:
    index = start
    rows: list[list[_Written]] = []
    while index < len(lines) and lines[index].text.lstrip().startswith("|") and lines[index].text.count("|") < _MOST_COLUMNS:
        if index != start + 1:
            rows.append(_barred_row(lines[index]))
        index += 1
    return _Region(rows, index, header_rows=1)


def _barred_row(line: FileLine, *, closed: bool = True) -> list[_Written]:
    """The cells of a line; where not all lines are `closed` by a bar, one at the end stands before an empty cell."""
    words = line.words.removeprefix("|")
    pieces = _PIPE.split(words.removesuffix("|") if closed else words)
    cells = [piece.replace("\\|", "|").replace("<br>", "\n") for piece in pieces]
    return [_Written(line.number, cell.split("\n")) for cell in cells]


def _bars(text: str) -> int:
    return len(_PIPE.findall(text)) if text.count("|") < _MOST_COLUMNS else 0


def _piped(lines: Sequence[FileLine], start: int) -> _Region:
    """Lines with as many bars each: 项目 | 预算数 | 决算数 |.

    No rows where bars follow each other: there merged cells stand once and the line is filled up at its end, so that no cell is
    known to stand in its column.
    """
    end = start
    while end < len(lines) and _bars(lines[end].text) == _bars(lines[start].text):
        end += 1
    filled_up = any("||" in line.text for line in lines[start:end])
    closed = all(line.words.endswith("|") for line in lines[start:end])
    rows = [_barred_row(line, closed=closed) for line in lines[start:end] if not _RULE.fullmatch(line.words)]
    return _Region([] if filled_up else rows, end)


def _is_list_of_figures(region: _Region) -> bool:
    """Whether lines with one bar are names with their figures below a header: 项目 | 预算数, 合计 | 12.5."""
    second = [row[1].text for row in region.rows[1:] if len(row) == _LEAST_BARS and row[1].text]
    figures = sum(_FIGURE.match(text) is not None for text in second)
    return len(region.rows) > _LEAST_BARS and len(second) > 1 and figures == len(second)


def _finished(region: _Region) -> TextTable:
    """The region as a table; rows without words at its ends are left out."""
    filled = [index for index, row in enumerate(region.rows) if any(cell.text for cell in row)]
    rows = region.rows[filled[0] : filled[-1] + 1] if filled else region.rows[:1]
    cells: list[Cell] = []
    cell_lines: dict[tuple[int, int], int] = {}
    spans = column_spans([[cell.text for cell in row] for row in rows])
    for number, row in enumerate(rows):
        column = 0
        for written, columns in zip(row, spans[number], strict=True):
            cells.append(Cell(written.text, number, column, 1, columns))
            cell_lines[number, column] = written.line
            column += columns
    columns = max(cell.column + cell.columns for cell in cells)
    return TextTable(Table(tuple(cells), len(rows), columns, min(region.header_rows, len(rows))), cell_lines, region.end)
