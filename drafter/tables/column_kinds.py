"""Which columns of a region are labels and which values, and where a second half begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.tables.cells import code_of, is_year, key_of
from drafter.tables.code_parts import is_code_part
from drafter.tables.layout import GridRow
from drafter.tables.row_levels import ancestors
from drafter.tables.table_words import TableWords, matches

__all__ = ["ColumnKinds", "kinds_of"]

MOST_HALVES = 12
"""Halves side by side that a table made by people may have."""


@dataclass(frozen=True, slots=True)
class ColumnKinds:
    """What each column is: ``名称`` ``编码`` ``行号`` ``值`` ``文字``."""

    kinds: tuple[str, ...]
    starts: tuple[int, ...]
    """Where each half begins."""

    def parts(self) -> list[tuple[int, int]]:
        """The halves as half-open ranges of columns."""
        ends = [*self.starts[1:], len(self.kinds)]
        return list(zip(self.starts, ends, strict=True))


def kinds_of(paths: Sequence[tuple[str, ...]], body: Sequence[GridRow], words: TableWords) -> ColumnKinds:
    """The kinds of the columns, by their header and by what they hold."""
    count = len(paths)
    numbers, texts, codes = [0] * count, [0] * count, [set[str]() for _ in range(count)]
    pieces = [0] * count
    dated = [bool(path) and matches(path[-1], words.years) for path in paths]
    for line in body:
        for spot in line.spots:
            if spot.goes_on or spot.kind == "blank" or spot.column >= count or spot.column < 0:
                continue
            is_figure = spot.kind == "number" and not (dated[spot.column] and is_year(spot.text))
            (numbers if is_figure else texts)[spot.column] += 1
            pieces[spot.column] += is_code_part(spot.text)
            if code := code_of(spot.text):
                codes[spot.column].add(code)
    kinds: list[str] = []
    for column, path in enumerate(paths):
        seen = _Seen(numbers[column], texts[column], frozenset(codes[column]), pieces[column])
        kinds.append(_kind(path, seen, words, first="值" not in kinds, beside=kinds[-1:] == ["编码"]))
    return ColumnKinds(tuple(kinds), _starts(paths, kinds, words))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a column holds."""

    numbers: int
    texts: int
    codes: frozenset[str]
    pieces: int
    """Cells that are a code, or two digits as of a 款 or 项."""


def _kind(path: tuple[str, ...], seen: _Seen, words: TableWords, *, first: bool, beside: bool) -> str:
    leaf = path[-1] if path else ""
    numbers, texts, codes = seen.numbers, seen.texts, seen.codes
    if any(matches(label, words.row_numbers) for label in path):
        return "行号"
    coded = codes or not numbers or (seen.pieces >= numbers and (beside or not first))
    if (matches(leaf, words.codes) and coded) or (first and (_is_tree(codes, numbers) or _is_level(seen, beside=beside))):
        return "编码"
    if numbers and words.heads_values(leaf):
        return "值"
    if matches(leaf, words.names) and texts >= numbers:
        return "名称"
    if matches(leaf, words.texts) and texts >= numbers:
        return "文字" if not first or numbers else "名称"
    if first and (texts > numbers or not (numbers or words.heads_values(leaf))):
        return "名称"
    return "值" if numbers >= texts and (numbers or path) else "文字"


def _is_tree(codes: frozenset[str], numbers: int) -> bool:
    """Whether a column's numbers are codes that lie under one another, whatever its header says."""
    return numbers > 0 and len(codes) >= max(3, numbers) and any(ancestors(codes, code) for code in codes)


def _is_level(seen: _Seen, *, beside: bool) -> bool:
    """Whether a column right of a code holds nothing but the two digits of the next level."""
    return beside and seen.numbers > 0 and seen.pieces >= seen.numbers + seen.texts


def _starts(paths: Sequence[tuple[str, ...]], kinds: Sequence[str], words: TableWords) -> tuple[int, ...]:
    """A half begins where the header of the first label comes again after values."""
    label = next((path[-1] for path, kind in zip(paths, kinds, strict=True) if path and kind in {"名称", "编码"}), "")
    if (
        not label
        or "值" not in kinds
        or kinds.index("值") < next(i for i, path in enumerate(paths) if path and path[-1] == label)
    ):
        return (0,)
    value = kinds.index("值")
    again = [index for index, path in enumerate(paths) if index > value and path and path[-1] == label]
    again = again or _like_the_first(paths, kinds, label, words)
    return (0, *again) if len(again) < MOST_HALVES else (0,)


def _like_the_first(paths: Sequence[tuple[str, ...]], kinds: Sequence[str], label: str, words: TableWords) -> list[int]:
    """Labels after values that are worded like the first, over values that are: 项目 决算数 | 项目（按功能分类） 决算数."""
    value = paths[kinds.index("值")]
    found: list[int] = []
    for index in range(kinds.index("值") + 1, len(kinds)):
        if kinds[index] not in {"名称", "编码"} or kinds[index - 1] in {"名称", "编码"} or not paths[index]:
            continue
        own, following = key_of(paths[index][-1]), next((paths[i] for i in range(index, len(kinds)) if kinds[i] == "值"), ())
        related = own.startswith(key_of(label)) or own[-2:] == key_of(label)[-2:]
        if related and matches(own, words.names) and following[-1:] == value[-1:]:
            found.append(index)
    return found
