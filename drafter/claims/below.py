"""A total whose parts stand in the lines below it: 全年支出84万元，用于： and an item a line, or 其中：…，… as a paragraph of its own.

Lines are items where they are numbered alike; what is numbered closer, or begins with 其中, is an account of the item above it. An
item that is only a name and an amount (（一）场地建设543.1万元；) may be the total of the closer ones below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.claims.line_levels import begins_anew, level_of
from drafter.claims.list_parts import is_change, parts_of
from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, NUMBER, PERCENT, Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re
from drafter.core.ranges import total

__all__ = ["listings_below"]

_FIG = f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]"
_PAGE_NUMBER = lazy_re(rf"[-—–―~]*第?(?:{_FIG}|\d+)页?[-—–―~]*")
_GOES_ON = lazy_re(r"其中|(?:主要)?(?:包括|用于)|分别")
_OF_WHICH = lazy_re(r"其中[：，]?")
_LEADS_ON = ("：", "，", "、", "其中")
_TOTAL = lazy_re(r"[合总共]计|总额|总收入|总支出")
_COMPARED = lazy_re(r"比(?!赛|武|选)|[较与同]")
"""What a part is compared with (比2013年决算数▮) is no part."""
_NAME_AND_AMOUNT = lazy_re(rf"[^。；，：]{{4,60}}[{chr(MONEY)}-{chr(PERCENT - 1)}][；。，]?")
FARTHEST = 60
"""Lines after which the parts of a total are no longer looked for."""
MOST_SENTENCES = 3
"""Sentences before the end of a paragraph in which the total of the lines below stands."""
MOST_BETWEEN = 2
"""Lines without figures (责任单位：…) that may stand between two items."""


def listings_below(found: list[MaskedPassage]) -> Iterator[Listing]:
    """The totals that the lines below them make up; what only the numbering suggests counts where it is borne out elsewhere."""
    outlines: list[Listing] = []
    for number, passage in enumerate(found):
        if passage.figures:
            told = list(_below(passage, found[number + 1 : number + 1 + FARTHEST]))
            outlines += [listing for listing in told if listing.loose]
            yield from (listing for listing in told if not listing.loose)
    borne_out = any(map(_closes, outlines))
    yield from (replace(listing, loose=False) for listing in outlines if borne_out or _closes(listing))


def _closes(listing: Listing) -> bool:
    return listing.head.range.meets(total(part.range for part in listing.parts))


def _below(passage: MaskedPassage, following: list[MaskedPassage]) -> Iterator[Listing]:
    """全年支出84万元， then, perhaps over a page, 其中冲锋舟31万元、…; or …，其中： and an item a line: 1.培训36万元；"""
    following = [other for other in following if not _PAGE_NUMBER.fullmatch(other.masked)]
    place = _head_place(passage) if following else None
    if place is None:
        return
    head, start = passage.figure_at(place), _clause_start(passage.masked, place)
    label, text = passage.masked[start:place], passage.masked
    of_which = _OF_WHICH.match(following[0].masked)
    outline = False
    some = of_which is not None and not text.endswith(_LEADS_ON)
    if some or (not text.endswith("：") and text.endswith(_LEADS_ON) and _GOES_ON.match(following[0].masked)):
        parts, labels, partial = _in_sentence(following[0], head, label, of_which.end() if of_which and some else 0)
    elif text.endswith("："):
        some = _OF_WHICH.search(text, place) is not None
        parts, labels, partial = _item_parts(following, head, label, level_of(text))
    elif outline := _is_outline(passage, following[0]):
        parts, labels, partial = _item_parts(following, head, label, level_of(text))
    else:
        return
    if len(parts) > 1:
        yield Listing(
            passage, start, place + 1, head, tuple(parts), tuple(labels), complete=False,
            partial=partial, least=2, some=some, loose=outline,
        )  # fmt: skip


def _is_outline(passage: MaskedPassage, below: MaskedPassage) -> bool:
    """Whether a line that is a number, a name and an amount stands above one that is numbered closer and is no more than that."""
    own, next_ = level_of(passage.masked), level_of(below.masked)
    plain = all(_NAME_AND_AMOUNT.fullmatch(one.masked) for one in (passage, below))
    return plain and own is not None and next_ is not None and own < next_


def _head_place(passage: MaskedPassage) -> int | None:
    """The one amount of the last sentence that tells any; of several only one that is called a total is surely that of the lines."""
    text = passage.masked
    end = len(text)
    for _ in range(MOST_SENTENCES):
        begin = text.rfind("。", 0, max(end - 1, 0)) + 1
        places = [place for place in _open_places(text, begin, end) if passage.figure_at(place).kind != PERCENT]
        amounts = [place for place in places if passage.figure_at(place).kind == MONEY] or places
        stated = [place for place in amounts if not is_change(text[_clause_start(text, place) : place])]
        if stated:
            last = stated[-1]
            sure = len(stated) == 1 or (last == amounts[-1] and _TOTAL.search(text, _clause_start(text, last), last) is not None)
            return last if sure else None
        if begin == 0:
            return None
        end = begin
    return None


def _open_places(text: str, begin: int, end: int) -> Iterator[int]:
    """The figures of a stretch that stand in no bracket."""
    depth = 0
    for place in range(begin, end):
        depth += (text[place] == "（") - (text[place] == "）")
        if depth <= 0 and is_figure(text[place]):
            yield place


def _clause_start(text: str, place: int) -> int:
    return max(text.rfind(mark, 0, place) for mark in "。；，：") + 1


_Parts = tuple[list[Figure], list[str], bool]
"""The parts, their labels, whether there may be more."""


def _in_sentence(passage: MaskedPassage, head: Figure, label: str, begin: int) -> _Parts:
    """The parts that the first sentence of a paragraph tells."""
    stop = passage.masked.find("。")
    span = (begin, stop if stop >= 0 else len(passage.masked))
    found, names, last, closed = parts_of(passage, span, head, label)
    kept = [(part, name) for part, name in zip(found, names, strict=True) if not _COMPARED.match(name)]
    parts, labels = [part for part, _ in kept], [name for _, name in kept]
    return parts, labels, not closed or passage.masked.startswith("等", last)


def _item_parts(following: Sequence[MaskedPassage], head: Figure, label: str, above: int | None) -> _Parts:
    """The amount of each item of the lines that follow, as long as they are numbered alike."""
    level = level_of(following[0].masked)
    if level is None and following[0].figures and not following[0].is_heading:
        return _in_sentence(following[0], head, label, 0)
    parts: list[Figure] = []
    labels: list[str] = []
    if level is None or (above is not None and level <= above):
        return parts, labels, True
    for item in _items(following, level):
        one = _first_amount(item, head, label)
        if one is None:
            return parts, labels, True
        parts.append(one[0])
        labels.append(one[1])
    return parts, labels, bool(labels) and "等" in labels[-1]


def _items(following: Sequence[MaskedPassage], level: int) -> Iterator[MaskedPassage]:
    """The lines of a level, without what is inside an item, down to a line that is of another list."""
    between, count = 0, 0
    for line in following:
        own = level_of(line.masked)
        if own == level:
            if count and begins_anew(line.masked):
                return
            between, count = 0, count + 1
            yield line
        elif (own is None and (line.figures or line.is_heading) and not _OF_WHICH.match(line.masked)) or (
            own is not None and own < level
        ):
            return
        else:
            between = between + 1 if not line.figures else 0
            if between > MOST_BETWEEN:
                return


def _first_amount(item: MaskedPassage, head: Figure, label: str) -> tuple[Figure, str] | None:
    """The only amount of the first sentence of an item that tells one, with its label."""
    begin = 0
    while begin < len(item.masked):
        stop = item.masked.find("。", begin)
        stop = stop if stop >= 0 else len(item.masked)
        found, names, _, _ = parts_of(item, (begin, stop), head, label)
        if found:
            return (found[0], names[0]) if len(found) == 1 else None
        begin = stop + 1
    return None
