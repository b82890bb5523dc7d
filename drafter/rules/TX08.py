"""Rule repeated-item: names that one enumeration has twice, lines that a table has in a row; manual page: pages/TX08.md."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from drafter.core.document import Cell, Location, Table
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, squeeze, worded

__all__ = ["RULE"]

_QUOTED = lazy_re(r"“[^“”]{2,60}”")
_BETWEEN = lazy_re(r"\s*(?:(?:[、，,和及与]|以及)\s*)?")
_LISTED = lazy_re(r"[^，。；：:;,\n“”（）()《》]+")
_FIGURE = lazy_re(r"\d")
"""Two equal amounts in a list are no repeat."""
FEWEST_ITEMS = 3
SHORTEST_ITEM = 4
CONTEXT = 24


def check(context: CheckContext) -> Iterator[Finding]:
    """Names that one enumeration has twice, then lines that a table has in a row."""
    for passage in worded(context):
        for items in (*_quoted(passage), *_listed(passage)):
            yield from _twice(context, passage, items)
    for index, block in enumerate(context.document.blocks):
        if isinstance(block, Table):
            yield from _pasted(context, index, block)


_Item = tuple[int, int, str]


def _quoted(passage: FoldedPassage) -> Iterator[list[_Item]]:
    """Runs of names in quotation marks with nothing between them but 、 or 和."""
    run: list[_Item] = []
    for match in _QUOTED.finditer(passage.text):
        if run and not _BETWEEN.fullmatch(passage.text, run[-1][1], match.start()):
            yield run
            run = []
        run.append((*match.span(), match.group()))
    yield run


def _listed(passage: FoldedPassage) -> Iterator[list[_Item]]:
    """The items of a clause with 、 between them."""
    for clause in _LISTED.finditer(passage.text):
        if clause.group().count("、") >= FEWEST_ITEMS - 1:
            items = re.finditer(r"[^、]+", clause.group())
            yield [(clause.start() + m.start(), clause.start() + m.end(), m.group()) for m in items]


def _twice(context: CheckContext, passage: FoldedPassage, items: list[_Item]) -> Iterator[Finding]:
    if len(items) < FEWEST_ITEMS:
        return
    seen: set[str] = set()
    for place, (start, end, words) in enumerate(items):
        name = squeeze(words)
        if name in seen and len(name) >= SHORTEST_ITEM and not _FIGURE.search(name):
            first = items[place - 1][0]
            stop = re.compile(r"[，。；\n]").search(passage.text, end)
            last = min(stop.start() if stop else len(passage.text), end + CONTEXT)
            message = f"这一串里{words.strip()}列了两次"
            yield RULE.finding(context, passage.at(start, end), message, quote=passage.words(first, last).strip())
        seen.add(name)


def _pasted(context: CheckContext, index: int, table: Table) -> Iterator[Finding]:
    """Lines over the whole width of a table, or in the cell before them, that come again and again."""
    by_row = {row: list(cells) for row, cells in itertools.groupby(table.cells, key=lambda cell: cell.row)}
    run: list[tuple[Cell, str]] = []
    for row in sorted(by_row):
        cells = by_row[row]
        wide = len(cells) == 1 and cells[0].columns == table.columns > 1
        if not wide:
            yield from _pasted_lines(context, index, run)
            run = []
        run = run if wide else []
        run.extend((cells[-1], line) for line in cells[-1].text.split("\n") if wide or "\n" in cells[-1].text)
    yield from _pasted_lines(context, index, run)


def _pasted_lines(context: CheckContext, index: int, run: list[tuple[Cell, str]]) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    for _, line in run:
        name = squeeze(line)
        counts[name] = counts.get(name, 0) + (len(name) >= SHORTEST_ITEM)
    repeated = [name for name, count in counts.items() if count > 1]
    if repeated and len({(cell.row, cell.column) for cell, _ in run}) > 1:
        cell = next(cell for cell, line in run if squeeze(line) in repeated)
        location = Location(index, 0, len(cell.text), cell.row, cell.column)
        names = "、".join(f"“{name}”" for name in repeated)
        yield RULE.finding(context, location, f"表里{names}连着出现了{max(counts.values())}次，多贴了", quote=repeated[0])


RULE = computed("TX08", check)
