"""Lists whose items tell several measures each, as their total does: 采购▮个，金额▮，其中货物▮个，金额▮；工程▮个，金额▮.

Which figure is of which measure only the order tells: every item and the total have figures of the same kinds in the same order. So a
measure counts only where another one of the same list closes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.claims.labels import label_before, place_of
from drafter.claims.list_parts import is_change
from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, PERCENT, Figure, MaskedPassage
from drafter.core.patterns import lazy_re
from drafter.core.ranges import total

__all__ = ["parallel_listings"]

_OF_WHICH = lazy_re(r"其中[：，]?")
_DISTANCE = lazy_re(r"差[值额距]|相差|[户人亩次年月日]均|标准|最[高低]")
"""What is stated without its sign, or of each: no such figures are added up."""
_ITEM_ENDS = lazy_re(r"[；。]")
LEAST = 2
"""Measures of each item, and items of a list."""
TELLING = 3
"""Digits of a total that its parts hardly make up by accident."""


def parallel_listings(passage: MaskedPassage) -> Iterator[Listing]:
    """The total of each measure of such a list with its parts."""
    text = passage.masked
    for match in _OF_WHICH.finditer(text):
        begin = text.rfind("。", 0, match.start()) + 1
        begin = begin if begin < match.start() else text.rfind("。", 0, max(begin - 1, 0)) + 1
        head = _measures(passage, begin, match.start())
        items = list(_items(passage, match.end(), head))
        if len(items) >= LEAST and len(items[0]) >= LEAST:
            yield from _best(passage, begin, head[-len(items[0]) :], items)


def _items(passage: MaskedPassage, begin: int, head: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of each item, as long as they are of the kinds that the total's last figures are."""
    kinds: list[str] = []
    ends = [match.start() for match in _ITEM_ENDS.finditer(passage.masked, begin)]
    for stop in (*ends, len(passage.masked)):
        told = _measures(passage, begin, stop)
        kinds = kinds or _period(told, head)
        count = len(told) // len(kinds) if kinds else 0
        if not count or _kinds(told) != kinds * count or _kinds(head[-len(kinds) :]) != kinds:
            return
        yield from (told[number * len(kinds) : (number + 1) * len(kinds)] for number in range(count))
        begin = stop + 1


def _period(told: Sequence[Figure], head: Sequence[Figure]) -> list[str]:
    """The kinds of figures that come again and again in a stretch of one item or of several between commas, as the total's last do."""
    kinds = _kinds(told)
    lengths = [n for n in range(LEAST, len(kinds)) if len(kinds) % n == 0 and kinds == kinds[:n] * (len(kinds) // n)]
    return next((kinds[:n] for n in lengths if _kinds(head[-n:]) == kinds[:n]), kinds)


def _measures(passage: MaskedPassage, begin: int, end: int) -> list[Figure]:
    """The figures of a stretch that are no rates, changes or what stands in a bracket."""
    found = [figure for figure in passage.figures if begin <= place_of(passage, figure) < end]
    return [figure for figure in found if figure.kind != PERCENT and not _is_aside(passage, figure, begin)]


def _is_aside(passage: MaskedPassage, figure: Figure, begin: int) -> bool:
    place = place_of(passage, figure)
    before = passage.masked[begin:place]
    label = label_before(passage, place)
    return before.count("（") > before.count("）") or is_change(label) or _DISTANCE.search(label) is not None


def _kinds(figures: Sequence[Figure]) -> list[str]:
    return ["元" if figure.kind == MONEY else figure.quantity.unit for figure in figures]


_Sums = list[tuple[Figure, tuple[Figure, ...]]]


def _best(passage: MaskedPassage, begin: int, head: Sequence[Figure], items: Sequence[Sequence[Figure]]) -> Iterator[Listing]:
    """The measures of as many items as most of them close with; what follows may be of something else."""
    tried = [_measured(head, items[:count]) for count in range(LEAST, len(items) + 1)]
    found = max(tried, key=lambda sums: sum(_closes(whole, parts) for whole, parts in sums))
    if any(_closes(whole, parts) for whole, parts in found):
        for whole, parts in found:
            end = place_of(passage, parts[-1]) + 1
            yield Listing(passage, begin, end, whole, parts, (), complete=True, flat=True)


def _measured(head: Sequence[Figure], items: Sequence[Sequence[Figure]]) -> _Sums:
    return [(whole, tuple(item[number] for item in items)) for number, whole in enumerate(head)]


def _closes(whole: Figure, parts: Sequence[Figure]) -> bool:
    return whole.telling >= TELLING and whole.range.meets(total(part.range for part in parts))
