"""A table's regions: a header with the rows below it, as far as the next header, a title row or rows of another kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.core.document import Cell
from drafter.tables.caption import Caption, unit_in
from drafter.tables.cells import squeeze
from drafter.tables.column_kinds import kinds_of
from drafter.tables.formulas import Formula
from drafter.tables.header import column_numbers, column_paths, header_end, is_column_numbers, is_header_line, reads_like_header
from drafter.tables.layout import GridRow
from drafter.tables.region import Region, Strip
from drafter.tables.strips import pairs_in, read_strips
from drafter.tables.table_words import TableWords
from drafter.tables.turned import has_items_as_columns, turn

__all__ = ["Split", "find_regions"]

USUAL_DECIMALS = 2
EVIDENCE = 24
"""Figures that a table must have before its lack of decimals is taken for its rounding."""
LOOK_AHEAD = 60
"""Rows below a header among which there must be a figure."""


@dataclass(frozen=True, slots=True)
class Split:
    """The regions of a table and the lines that belong to none."""

    regions: tuple[Region, ...]
    others: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """Lines from `start` are header, from `body` data, up to `end`; `title` stands above."""

    start: int
    body: int
    end: int
    title: str


def find_regions(lines: Sequence[GridRow], columns: int, caption: Caption, words: TableWords) -> Split:
    """The regions in reading order; `lines` without the rows of title and unit."""
    regions: list[Region] = []
    used: set[int] = set()
    for span in _spans(lines, columns, words):
        region = _region(lines, span, columns, caption, words)
        if region is not None:
            regions.append(region)
            used.update(range(span.start, span.end))
    return Split(tuple(regions), tuple(line for index, line in enumerate(lines) if index not in used))


def _spans(lines: Sequence[GridRow], columns: int, words: TableWords) -> Iterator[_Span]:
    index, title = 0, ""
    while index < len(lines):
        line = lines[index]
        if line.is_wide(columns):
            title, index = line.own[0].text, index + 1
            continue
        body = header_end(lines, index, words)
        promising = body > index and _has_figures(lines[body : body + LOOK_AHEAD], words)
        header = [_texts(line) for line in lines[index:body]] if promising else []
        end = _body_end(lines, body, columns, words, header) if promising else index
        if end > body > index and _has_figures(lines[body : min(end, body + LOOK_AHEAD)], words):
            yield _Span(index, body, end, title)
            index, title = end, ""
        else:
            index += 1


def _body_end(lines: Sequence[GridRow], start: int, columns: int, words: TableWords, header: Sequence[Texts]) -> int:
    """The first line that is no longer data; the region's own header may come again on a new page."""
    valued: set[int] = set()
    for index in range(start, len(lines)):
        line = lines[index]
        if line.is_wide(columns) and not _goes_on_after(lines, index, columns):
            return index
        begins = index > start and _begins_header(lines, index, words) and not _is_again(lines, index, header)
        if begins and not _is_row_without_values(line, valued):
            return index
        valued.update(spot.column for spot in line.numbers)
    return len(lines)


def _is_row_without_values(line: GridRow, valued: set[int]) -> bool:
    """Whether a line of several labels leaves the columns of figures blank, as 年初结转和结余 | | 年末结转和结余 | does; a header names them."""
    return len(line.own) > 1 and bool(valued) and all(not any(spot.covers(at) for at in valued) for spot in line.own)


def _is_again(lines: Sequence[GridRow], index: int, header: Sequence[Texts]) -> bool:
    """Whether a line is one of the region's own header, or a row of a single label right above it, at the foot of a page."""
    line = lines[index]
    return _texts(line) in header or (line.is_lonely() and index + 1 < len(lines) and _texts(lines[index + 1]) in header)


Texts = tuple[str, ...]


def _texts(line: GridRow) -> Texts:
    return tuple(squeeze(spot.text) for spot in line.own)


def _goes_on_after(lines: Sequence[GridRow], index: int, columns: int) -> bool:
    """Whether the next line that is not a title row has data, so that this one only strayed in."""
    below = lines[index + 1 : index + 1 + LOOK_AHEAD]
    following = next((line for line in below if line.own and not line.is_wide(columns)), None)
    return following is not None and following.has_data()


def _begins_header(lines: Sequence[GridRow], index: int, words: TableWords) -> bool:
    line = lines[index]
    if line.is_lonely():
        below = lines[index + 1] if index + 1 < len(lines) else None
        return below is not None and len(below.own) > 1 and is_header_line(below, words) and not words.is_total(line.own[0].text)
    if len(line.own) < 2 or words.is_total(line.own[0].text) or is_column_numbers(line, words):
        return False
    return not line.numbers and is_header_line(line, words) and _mostly_known(line, words)


def _mostly_known(line: GridRow, words: TableWords) -> bool:
    known = sum(words.is_header(spot.text) for spot in line.own)
    return known * 3 >= len(line.own) * 2 and any(words.heads_values(spot.text) for spot in line.own)


def _has_figures(body: Sequence[GridRow], words: TableWords) -> bool:
    return any(line.numbers or any(words.is_total(spot.text) for spot in line.words) for line in body)


def _region(lines: Sequence[GridRow], span: _Span, columns: int, caption: Caption, words: TableWords) -> Region | None:
    header, body = lines[span.start : span.body], lines[span.body : span.end]
    title = span.title or caption.title
    paths = column_paths(header, columns, words)
    unit = (
        unit_in(span.title, words)
        or next((u for path in paths for label in path if (u := unit_in(label, words))), "")
        or caption.unit
    )
    again = {_texts(line) for line in header if line.own}
    data = [
        line for line in body if not line.is_wide(columns) and not is_column_numbers(line, words) and _texts(line) not in again
    ]
    kinds = kinds_of(paths, data, words)
    strips = read_strips(paths, kinds, data, unit, words)
    strips = _with_numbers(strips, column_numbers(header, columns))
    pairs = [pair for line in data if _is_pair_line(line, kinds.starts, strips, words) for pair in pairs_in(line, unit, words)]
    paired = {pair.row for pair in pairs}
    if not strips or not (any(reads_like_header(line, words, share=3) for line in header) or _plain(strips)):
        return None
    strips = tuple(Strip(s.columns, tuple(r for r in s.rows if r.number not in paired), s.coded) for s in _halves(strips, header))
    known = words.known(span.title or caption.title, "" if span.title else caption.number[-2:])
    strays: tuple[Cell, ...] = tuple(line.own[0].cell for line in body if line.is_wide(columns) and line.block == lines[0].block)
    turned = (turn(strips[0], words),) if has_items_as_columns(strips, words) else ()
    return Region(
        title.strip(),
        known.name if known else "",
        unit,
        _decimals(strips, known.decimals if known else 0, unit),
        strips=strips,
        pairs=tuple(pairs),
        strays=strays,
        rows=tuple(line.row for line in data),
        header=tuple(line.row for line in header),
        turned=turned,
    )


def _with_numbers(strips: tuple[Strip, ...], numbers: Sequence[tuple[str, Formula | None]]) -> tuple[Strip, ...]:
    """The halves with the number and the formula of each column; a formula needs numbers for what it names."""
    return tuple(
        replace(
            strip,
            columns=tuple(
                replace(column, number=numbers[column.index][0], formula=numbers[column.index][1]) for column in strip.columns
            ),
        )
        for strip in strips
    )


def _halves(strips: tuple[Strip, ...], header: Sequence[GridRow]) -> tuple[Strip, ...]:
    """The halves with the labels of the top line in order, where it has one for each: 收入 | 支出 may stand over wrong columns."""
    top = [squeeze(spot.text) for spot in header[0].own] if header else []
    tall = all(len(column.path) > 1 for strip in strips for column in strip.columns)
    if len(top) != len(strips) or len(strips) < 2 or not tall:
        return strips
    return tuple(
        replace(strip, columns=tuple(replace(column, path=(label, *column.path[1:])) for column in strip.columns))
        for label, strip in zip(top, strips, strict=True)
    )


def _plain(strips: Sequence[Strip]) -> bool:
    """Whether a table without any known header word still reads like one: labels and numbers only."""
    return all(entry.words is False for strip in strips for row in strip.rows for entry in row.entries.values())


def _is_pair_line(line: GridRow, starts: tuple[int, ...], strips: Sequence[Strip], words: TableWords) -> bool:
    """Whether a total row goes its own way below halves with codes: 人员经费合计 340.64 公用经费合计 385.74."""
    return len(starts) > 1 and any(strip.coded for strip in strips) and bool(line.words) and words.is_total(line.words[0].text)


def _decimals(strips: Sequence[Strip], least: int, unit: str) -> int:
    """Places that amounts are rounded to: as many as at least a third of those with a point have.

    A few round figures in 万元 do not show that the table is rounded more coarsely than the usual two places.
    """
    places: Counter[int] = Counter()
    written = 0
    for strip in strips:
        amounts = {column.index for column in strip.columns if column.role == "amount"}
        for row in strip.rows:
            digits = [entry.quantity.digits for index, entry in row.entries.items() if index in amounts and entry.quantity]
            written += len(digits)
            places.update(len(text.rsplit(".", 1)[1]) for text in digits if "." in text)
    total = sum(places.values())
    seen = max((place for place in places if sum(n for p, n in places.items() if p >= place) * 3 >= total), default=0)
    usual = USUAL_DECIMALS if unit == "万元" and written < EVIDENCE else 0
    return max(seen, least, usual)
