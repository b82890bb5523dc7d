"""What figures are called: labels cut from the words before them, and the look-up of figures by label.

A label is what stands between a figure and the punctuation before it, without years, 本单位 and the like. Two labels are the same
thing when one holds the other, or when they are nearly the same words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from drafter.claims.prose import MONEY, Figure, MaskedPassage, is_figure
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range
from drafter.tables.model import ReadTable, TableFigure

__all__ = [
    "ALIKE",
    "LabelIndex",
    "LabelledFigure",
    "bare",
    "core",
    "label_before",
    "likeness",
    "place_of",
    "same_name",
    "table_entries",
    "without_numbering",
]

_NOISE = lazy_re(
    r"\d{4}年度?|上年度?|本年度?|当年|本部门|我部门|本单位|我单位|全系统|其中|截至\S{0,8}日|部门（单位）|（[^（）]*）|[“”\"《》、，：；。\s]"
    r"|共计|合计|总计|总额|总数|(?<=支出)决算数?|(?<=收入)决算数?"
)
_TRAILING = "数额为是达到共有计约近超逾余过的"
_NUMBERING = lazy_re(r"^(?:[一二三四五六七八九十]+[、是]|（[一二三四五六七八九十]+）|\d{1,2}[.、])")
_APART = ("基本", "项目", "收入", "支出")
"""Words that only one of two like labels has: then they are not the same thing (一般公共预算支出, 一般公共预算基本支出)."""
_GENERIC = lazy_re(
    r"(?:本年度?|全年|当年|本期|年度|年末|实际|累计|已|共|总|财政|安排|预算|决算|执行|支出|使用|完成|项目(?!支出)|资金|经费|金额|总额|数额|数|额"
    r"|按?(?:同|可比)口径|到?年底|用款|目前|截至|期间|的|后|年中|其|该|本项|此项|分别|各项|为|占年?)*"
)
"""Words that name nothing of their own: the figure is of what was named before."""
_LEAD = lazy_re(r"^(?:全年|本年|当年|本期|实际|累计|主要是)+(?=.{2})")
_FILLER = lazy_re(r"(?:支出|经费支出|数|额|的|为|是|共计?){1,9}$")
ALIKE = 84


@dataclass(frozen=True, slots=True)
class LabelledFigure:
    """A figure under a label."""

    label: str
    figure: Figure
    where: str
    """What it is called in a derivation: the table's title and row, or 正文."""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    table_kind: str = ""


def label_before(passage: MaskedPassage, place: int) -> str:
    """The words that name the figure at a place of the masked text."""
    start = place
    while start > 0 and not is_figure(passage.masked[start - 1]) and passage.masked[start - 1] not in "，；。：":
        start -= 1
    return passage.masked[start:place]


def place_of(passage: MaskedPassage, figure: Figure) -> int:
    """The place of a figure in the masked text."""
    return bisect_left(passage.offsets, figure.location.start)


def without_numbering(label: str) -> str:
    """A label without the number of its item.

    >>> without_numbering("1.公务接待费")
    '公务接待费'
    """
    return _NUMBERING.sub("", label)


def core(label: str) -> str:
    """A label without what does not tell one figure from another.

    >>> core("2024年度财政拨款支出合计")
    '财政拨款支出'
    """
    before = None
    label = without_numbering(label)
    while before != label:
        before, label = label, _NOISE.sub("", label).rstrip(_TRAILING)
    return label


def bare(words: str) -> str:
    """A name without what does not tell one thing from another; empty where nothing is left.

    >>> bare("2023年度教育支出"), bare("本年实际支出"), bare("全年累计")
    ('教育', '', '')
    """
    plain = words.replace(" ", "")
    name = core(plain).strip("（）")
    if _GENERIC.fullmatch(name) or _GENERIC.fullmatch(plain):
        return ""
    name = _LEAD.sub("", name)
    return _FILLER.sub("", name) or name


def same_name(one: str, other: str) -> bool:
    """Whether two names are of one thing."""
    if one == other:
        return True
    return bool(one and other) and likeness(one, other) >= ALIKE


def table_entries(tables: Iterable[ReadTable]) -> Iterator[LabelledFigure]:
    """The figures of tables under their row label, under their column where the row is a total, and under both."""
    for table in tables:
        for cell in table.figures:
            yield from _cell_entries(table, cell)


def _cell_entries(table: ReadTable, cell: TableFigure) -> Iterator[LabelledFigure]:
    figure = Figure(replace(cell.quantity, written=""), cell.location)
    row = cell.row[-1] if cell.row else ""
    column = cell.column[-1] if cell.column else ""
    where = "，".join(part for part in (f"《{table.title}》" if table.title else "表", row, column) if part)
    labels = {core(row), core(column), core(row + column), core("".join(cell.column))} - {""}
    for label in sorted(labels):
        yield LabelledFigure(label, figure, where, cell.row, cell.column, table.kind)


class LabelIndex:
    """Figures by label."""

    def __init__(self, entries: Iterable[LabelledFigure]) -> None:
        self._entries: dict[str, list[LabelledFigure]] = {}
        self._alike: dict[str, list[tuple[float, list[LabelledFigure]]]] = {}
        """The entries whose label is like one that was asked for, worked out once."""
        self._by_value: dict[tuple[Fraction, int], list[LabelledFigure]] = {}
        for entry in entries:
            self._entries.setdefault(entry.label, []).append(entry)
            self._by_value.setdefault((entry.figure.range.middle, entry.figure.kind), []).append(entry)

    def named(self, label: str, kind: int, *, near: int | None = None) -> list[LabelledFigure]:
        """The figures of that kind called so, best label first; `near` prefers those that stand before a block."""
        wanted = core(label)
        if len(wanted) < 2:
            return []
        if wanted not in self._alike:
            scored = ((likeness(wanted, known), entries) for known, entries in self._entries.items())
            self._alike[wanted] = [(score, entries) for score, entries in scored if score >= ALIKE]
        found = [(score, entry) for score, entries in self._alike[wanted] for entry in entries if entry.figure.kind == kind]
        return [entry for _, entry in sorted(found, key=lambda pair: (-pair[0], _distance(pair[1].figure.location, near)))]

    def totals(self, name: str) -> list[Figure]:
        """The amounts that are called 支出, 收入 and no more, once years, 合计 and the like are taken away."""
        return [entry.figure for entry in self._entries.get(name, ()) if entry.figure.kind == MONEY and not entry.table_kind]

    def valued(self, value: Fraction, kind: int) -> list[LabelledFigure]:
        """The figures of that value and kind."""
        return self._by_value.get((value, kind), [])

    def holds(self, wanted: Range, kind: int) -> bool:
        """Whether there is a figure of that kind within a range."""
        return any(known == kind and wanted.low <= value <= wanted.high for value, known in self._by_value)


def _distance(location: Location, near: int | None) -> int:
    if near is None:
        return location.block
    return near - location.block if location.block <= near else 100_000 + location.block


def likeness(wanted: str, known: str) -> float:
    """100 for the same words, less the more one has beyond the other; zero for short accidental matches."""
    from rapidfuzz import fuzz

    if wanted == known:
        return 100.0
    shorter, longer = (wanted, known) if len(wanted) <= len(known) else (known, wanted)
    if len(shorter) < 4:
        return 0.0
    if longer.endswith(shorter):
        return 99.0 - min(len(longer) - len(shorter), 14)
    return fuzz.ratio(wanted, known) if _named_of(wanted) == _named_of(known) else 0.0


@lru_cache(maxsize=8192)
def _named_of(label: str) -> tuple[str, ...]:
    """Those of the words that set labels apart."""
    return tuple(word for word in _APART if word in label)
