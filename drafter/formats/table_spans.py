"""How many columns each cell of a table takes, where only the order of the cells is known.

Extracted text has one entry for a merged cell, so rows above others with more cells must be spread over them: ``项目 | 本年支出``
over ``科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出`` is 2 and 3 columns. What cannot be decided keeps one column for each cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafter.core.patterns import lazy_re

__all__ = ["column_spans"]

Row = Sequence[str]
_TOTALS = frozenset({"合计", "栏次", "总计"})
"""Labels that stand over code and name together."""
_NUMBER = lazy_re(r"[-−+]?[\d,，]+(?:\.\d+)?\s*[%％]?")


def column_spans(rows: Sequence[Row]) -> list[list[int]]:
    """For each row the number of columns of each of its cells.

    >>> column_spans([["收入", "支出"], ["项目", "金额", "项目", "金额"], ["一、拨款", "5", "一、支出", "5"]])
    [[2, 2], [1, 1, 1, 1], [1, 1, 1, 1]]
    """
    columns = max(map(len, rows), default=0)
    named = _second_column_names(rows, columns)
    spans: list[list[int]] = [[]] * len(rows)
    for index in range(len(rows) - 1, -1, -1):
        below = (rows[index + 1], spans[index + 1]) if index + 1 < len(rows) else ((), [])
        spans[index] = _row_spans(rows[index], columns, below, named=named)
    return spans


def _row_spans(row: Row, columns: int, below: tuple[Row, list[int]], *, named: bool) -> list[int]:
    if len(row) == 1:
        return [columns]
    if len(row) == columns - 1 and named and _label(row[0]) in _TOTALS:
        return [2] + [1] * (len(row) - 1)
    if len(row) < columns and sum(below[1]) == columns and not any(map(_is_number, (*row, *below[0]))):
        found = _over(row, *below)
        if found and sum(found) == columns:
            return found
    return [1] * len(row)


def _second_column_names(rows: Sequence[Row], columns: int) -> bool:
    """Whether the second column of most full rows holds names, so that a label may stand over it."""
    seconds = [row[1] for row in rows if len(row) == columns > 1 and row[1]]
    return sum(map(_is_number, seconds)) * 2 < len(seconds)


def _over(row: Row, below: Row, widths: list[int]) -> list[int] | None:
    """Spreads a row over the one below it, in which an empty cell is the rest of a merged one above."""
    groups = _groups(below, widths)
    if len(groups) == len(row):
        return [sum(width for _, width in group) for group in groups]
    filled = [index for index, group in enumerate(groups) if group[0][0]]
    parents = len(row) - (len(groups) - 1)
    if len(filled) != 1 or parents < 1:
        return None
    place = filled[0]
    split = _split(groups[place], row[place : place + parents])
    if split is None:
        return None
    return [g[0][1] for g in groups[:place]] + split + [g[0][1] for g in groups[place + 1 :]]


def _groups(below: Row, widths: list[int]) -> list[list[tuple[str, int]]]:
    """Each empty cell by itself, and the runs of cells that are not empty; with their widths."""
    groups: list[list[tuple[str, int]]] = []
    for text, width in zip(map(_label, below), widths, strict=True):
        if text and groups and groups[-1][0][0]:
            groups[-1].append((text, width))
        else:
            groups.append([(text, width)])
    return groups


def _split(run: list[tuple[str, int]], parents: Row) -> list[int] | None:
    """The widths of the parts of a run that belong to each of the labels above it."""
    texts, count = [text for text, _ in run], len(parents)
    starts = _by_kinship(texts, parents) or _by_repetition(texts, count) or _by_code(texts, parents) or _evenly(len(run), count)
    if starts is None:
        return None
    ends = [*starts[1:], len(run)]
    return [sum(width for _, width in run[start:end]) for start, end in zip(starts, ends, strict=True)]


def _by_kinship(texts: list[str], parents: Row) -> list[int] | None:
    """到位金额 到位率 支出金额 支出率 below 实际到位金额 实际支出: by their first two characters."""
    starts: list[int] = []
    for index, text in enumerate(texts):
        kin = [number for number, parent in enumerate(parents) if text[:2] in _label(parent)]
        if len(kin) != 1 or kin[0] not in (len(starts) - 1, len(starts)):
            return None
        if kin[0] == len(starts):
            starts.append(index)
    return starts if len(starts) == len(parents) else None


def _by_repetition(texts: list[str], count: int) -> list[int] | None:
    """项目 行次 金额 项目 行次 合计 below 收入 支出: a part begins where the first label comes again."""
    starts = [index for index, text in enumerate(texts) if text == texts[0]]
    return starts if len(starts) == count else None


def _by_code(texts: list[str], parents: Row) -> list[int] | None:
    """科目编码 科目名称 below 项目; the others share what is left."""
    if len(texts) < 3 or _label(parents[0]) != "项目" or "名称" not in texts[1]:
        return None
    rest = _evenly(len(texts) - 2, len(parents) - 1)
    return [0, *(start + 2 for start in rest)] if rest else None


def _evenly(length: int, count: int) -> list[int] | None:
    return list(range(0, length, length // count)) if count and length % count == 0 else None


def _label(text: str) -> str:
    return "".join(text.split())


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None
