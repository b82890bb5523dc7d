"""A total whose parts stand in the lines below it: 全年支出84万元，用于： and an item a line, or the rest of a torn paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.claims.list_parts import is_change, parts_of
from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, NUMBER, PERCENT, Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re

__all__ = ["listings_below"]

_FIG = f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_PAGE_NUMBER = lazy_re(rf"[-—–―~]*第?(?:{_FIG}|\d+)页?[-—–―~]*")
_GOES_ON = lazy_re(r"其中|(?:主要)?(?:包括|用于)|分别")
_STYLES = tuple(map(lazy_re, (
    r"\d{1,2}[.、．]", r"[（(]\d{1,2}[）)]", r"[（(][一二三四五六七八九十]+[）)]", r"[①-⑳]", r"[一二三四五六七八九十]+是", r"[-—•·●]",
)))  # fmt: skip
"""The ways in which the lines of a list are numbered."""
FARTHEST = 60
"""Lines after which the parts of a total are no longer looked for."""


def listings_below(found: list[MaskedPassage]) -> Iterator[Listing]:
    """The totals that the lines below them make up."""
    for number, passage in enumerate(found):
        if passage.figures and passage.masked.endswith(("：", "，", "、", "其中")):
            yield from _below(passage, found[number + 1 : number + 1 + FARTHEST])


def _below(passage: MaskedPassage, following: list[MaskedPassage]) -> Iterator[Listing]:
    """全年支出84万元， then, perhaps over a page, 其中冲锋舟31万元、…; or …，其中： and an item a line: 1.培训36万元；"""
    place = _head_place(passage)
    if place is None:
        return
    head, start = passage.figure_at(place), _clause_start(passage.masked, place)
    label = passage.masked[start:place]
    following = [other for other in following if not _PAGE_NUMBER.fullmatch(other.masked)]
    if following and not passage.masked.endswith("：") and _GOES_ON.match(following[0].masked):
        stop = following[0].masked.find("。")
        span = (0, stop if stop >= 0 else len(following[0].masked))
        parts, labels, last, closed = parts_of(following[0], span, head, label)
        partial = not closed or following[0].masked.startswith("等", last)
    elif passage.masked.endswith("："):
        parts, labels, partial = _item_parts(following, head, label)
    else:
        return
    if len(parts) > 1:
        yield Listing(passage, start, place + 1, head, tuple(parts), tuple(labels), complete=False, partial=partial, least=2)


def _head_place(passage: MaskedPassage) -> int | None:
    """The one amount of the sentence that goes on below; of several, none is surely the total."""
    begin = passage.masked.rfind("。", 0, len(passage.masked) - 1) + 1
    places = [place for place in range(begin, len(passage.masked)) if is_figure(passage.masked[place])]
    amounts = [place for place in places if passage.figure_at(place).kind == MONEY] or places
    if len(amounts) != 1 or is_change(passage.masked[_clause_start(passage.masked, amounts[0]) : amounts[0]]):
        return None
    return amounts[0] if passage.figure_at(amounts[0]).kind != PERCENT else None


def _clause_start(text: str, place: int) -> int:
    return max(text.rfind(mark, 0, place) for mark in "。；，：") + 1


def _item_parts(following: list[MaskedPassage], head: Figure, label: str) -> tuple[list[Figure], list[str], bool]:
    """The amount of each item of the lines that follow, as long as they are numbered alike; whether there may be more."""
    style = next((n for n, pattern in enumerate(_STYLES) if following and pattern.match(following[0].masked)), None)
    parts: list[Figure] = []
    labels: list[str] = []
    for item in following if style is not None else ():
        if not _STYLES[style or 0].match(item.masked) or item.is_heading:
            break
        found, names, _, _ = parts_of(item, (0, len(item.masked)), head, label)
        if len(found) != 1:
            return parts, labels, True
        parts += found
        labels += names
    return parts, labels, bool(labels) and "等" in labels[-1]
