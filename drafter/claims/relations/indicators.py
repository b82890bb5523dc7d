"""What the prose says of an indicator against its row in the score table: 新增图书计划3600册以上、实际3745册.

A figure is an indicator's where nothing but words of filling (计划, 实际, 年度指标值为) stands between the name and it. It holds where the
row has the number; it fails where the row's number is one slip of the pen away. Numbers that simply differ may be of a part or a stretch
of the year, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from drafter.claims.judgement import Judgement
from drafter.claims.prose import Figure, is_figure
from drafter.claims.relations.named import NamedFigure, judged
from drafter.claims.slips import slips_of
from drafter.core.document import Cell, Location
from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity
from drafter.tables.cells import key_of, squeeze
from drafter.tables.model import ReadTable
from drafter.tables.prose_relations import Targets

__all__ = ["judge_indicators"]

SHORTEST_NAME = 3
LONGEST_NAME = 40
FARTHEST = 60
"""Characters between the name of an indicator and its figure."""
FIGURE = "▮"
"""What an earlier figure is written as between the two."""
_NUMBER = lazy_re(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BOUNDARY = lazy_re(r"(?:^|[。；，：、（“”]|其中|指标|\d[.、．]|）)$")
"""What stands before the name of an indicator that is named whole."""

_OF = lazy_re(r"^(?:以[上下内])?的?")
_ABOUT = frozenset({"约", "左右", "近", "余", "多"})


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator of a score table with the numbers of its target and its outcome."""

    name: str
    cells: dict[str, tuple[Figure, str]]
    """By 目标 and 完成, the number and the words behind it."""
    title: str


def judge_indicators(told: Sequence[NamedFigure], tables: Sequence[ReadTable], words: Targets) -> Iterator[Judgement]:
    """The figures that the prose states of an indicator of a score table."""
    rows: dict[str, list[_Row]] = {}
    for table in tables:
        for row in _rows(table, words):
            rows.setdefault(row.name, []).append(row)
    for one in told if rows else ():
        found = _named(one, rows, words)
        if found is not None:
            yield from _held(one, found, words)


def _rows(table: ReadTable, words: Targets) -> Iterator[_Row]:
    """The rows below a header that has a column for the name, the target and the outcome."""
    columns: dict[str, int] = {}
    lines: dict[int, dict[int, Cell]] = {}
    for cell in table.table.cells:
        lines.setdefault(cell.row, {})[cell.column] = cell
    for line in lines.values():
        header = _columns(line.values(), words)
        if len(header) > 1:
            columns = header
        elif columns and (row := _row(table, line, columns)):
            yield row


def _columns(cells: Iterable[Cell], words: Targets) -> dict[str, int]:
    """The columns of the name and of what is stated of it; nothing where a row is no header."""
    kinds = {"名称": words.names, "目标": words.targets, "完成": words.outcomes}
    keyed = [(key_of(cell.text), cell.column) for cell in cells]
    found = {kind: [column for key, column in keyed if key in names] for kind, names in kinds.items()}
    return {kind: columns[-1] for kind, columns in found.items() if columns} if found["名称"] else {}


def _row(table: ReadTable, line: dict[int, Cell], columns: dict[str, int]) -> _Row | None:
    named = line.get(columns["名称"])
    name = key_of(named.text) if named else ""
    stated = {kind: _stated(table.block, line[column]) for kind, column in columns.items() if kind != "名称" and column in line}
    cells = {kind: cell for kind, cell in stated.items() if cell is not None}
    return _Row(name, cells, table.title) if SHORTEST_NAME <= len(name) <= LONGEST_NAME and cells else None


def _stated(block: int, cell: Cell) -> tuple[Figure, str] | None:
    """The one number of a cell, with what it is a number of; none where there are more."""
    text = squeeze(cell.text)
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return None
    digits = found[0][0].replace(",", "")
    behind = text[found[0].end() :]
    figure = Figure(Quantity(Decimal(digits), "", digits), Location(block, 0, len(cell.text), cell.row, cell.column))
    return figure, behind


def _named(one: NamedFigure, rows: dict[str, list[_Row]], words: Targets) -> tuple[_Row, str] | None:
    """The only row whose name the figure goes with, and the words between the two."""
    said = "".join(FIGURE if is_figure(character) else character for character in one.sentence)[-FARTHEST - LONGEST_NAME :]
    plain = said.replace("“", "").replace("”", "")
    for name, found in rows.items():
        start = plain.rfind(name)
        if start < 0 or len(found) != 1 or _BOUNDARY.search(plain, 0, start) is None:
            continue
        between = plain[start + len(name) :]
        if words.between.fullmatch(between):
            return found[0], between
    return None


def _held(one: NamedFigure, found: tuple[_Row, str], words: Targets) -> Iterator[Judgement]:
    """The figure against the row's numbers; a slip of the pen only against the one that its words point to, where they do."""
    row, between = found
    unit, stated = one.figure.quantity.unit, one.figure.quantity.value
    cells = {kind: cell for kind, (cell, behind) in row.cells.items() if behind.startswith(unit)}
    where = f"《{row.title}》“{row.name}”" if row.title else f"表中“{row.name}”"
    if any(stated == cell.quantity.value for cell in cells.values()):
        yield Judgement("table", "holds", one.quote, one.figure.location, f"与{where}相符", figures=(one.figure,))
        return
    bare = Figure(Quantity(stated, "", one.figure.quantity.plain), one.figure.location)
    slips = set() if one.figure.hedge in _ABOUT else set(slips_of(bare))
    last = f"{between.rpartition(FIGURE)[2] or between}{FIGURE}{_OF.sub('', one.after)[:2]}"
    meant = [cells[kind] for kind in _kinds(last, words) if kind in cells]
    yield from (_failing(one, cell, where) for cell in [cell for cell in meant if cell.value in slips][:1])


def _kinds(said: str, words: Targets) -> tuple[str, ...]:
    """What the words around a figure say that it is, else an outcome; 达到▮以上的目标 is a target."""
    found = {"目标": words.target.search(said), "完成": words.outcome.search(said)}
    if words.target.match(said.rpartition(FIGURE)[2]):
        return ("目标",)
    return tuple(kind for kind, match in found.items() if match) or ("完成",)


def _failing(one: NamedFigure, cell: Figure, where: str) -> Judgement:
    right = f"{cell.quantity.plain}{one.figure.quantity.unit}"
    message = f"正文写的是 {one.figure.text}，{where}是 {right}，请核对"
    return judged(
        "table", one, expected=right, message=message, derivation=f"{where}为 {right}", others=(cell,), severity="warning"
    )
