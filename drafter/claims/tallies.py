"""Lists whose total follows them: 栽植香樟320株、栾树185株、水杉240株，共计745株. What may stand before such a total is data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.labels import place_of
from drafter.claims.list_parts import parts_of
from drafter.claims.lists import LONGEST_LIST, Listing, label_start
from drafter.claims.prose import Figure, MaskedPassage, is_figure
from drafter.core.patterns import lazy_re
from drafter.core.ranges import total

__all__ = ["runs_into_a_total", "tallies"]

_ON_THIS_SIDE = lazy_re(r"结转|结余|调入|调出|补助|动用|还本|上解|转贷|债券|转移支付")
"""What is a part of 收入总计, 支出总计 beside income and expenditure."""
_SPENT, _SOURCE = lazy_re(r"支出|支付|使用|拨付|完成"), lazy_re(r"拨款|资金|收入|自筹|配套|补助$|结[转余]")
"""What was spent, and where money comes from."""
_ADDED_TO = lazy_re(r"加上?")
LONGEST_CLOSING = 24
"""Characters between the last part of a list and the total that follows it."""
_LIST_BEGINS = lazy_re(r"：|其中|用于|包括|分别")


def tallies(passage: MaskedPassage, closing: re.Pattern[str] | None) -> Iterator[Listing]:
    """栽植香樟320株、栾树185株、水杉240株，共计745株: the total follows its parts, in the same sentence."""
    text = passage.masked
    if closing is None:
        return
    for place in passage.places:
        start = label_start(text, place)
        if start > 0 and (match := closing.fullmatch(text, start, place)):
            listing = _before(passage, (start, place), _sentence_start(text, start, closing), match)
            if listing:
                yield listing


def _sentence_start(text: str, end: int, closing: re.Pattern[str]) -> int:
    """Where the parts of a total can begin: behind the sentence before, or the total before."""
    begin = max(text.rfind("。", 0, end) + 1, end - LONGEST_LIST)
    for place in range(end - 1, begin, -1):
        if is_figure(text[place]) and closing.fullmatch(text, label_start(text, place), place):
            return place + 1
    return begin


def _is_inside(before: str) -> bool:
    """Whether a bracket is open behind a stretch of text."""
    return before.count("（") > before.count("）")


def _before(passage: MaskedPassage, span: tuple[int, int], begin: int, match: re.Match[str]) -> Listing | None:
    """The parts before a total: of the beginnings that the words allow, the one whose parts come nearest to it."""
    start, place = span
    if _ADDED_TO.match(passage.masked, begin):
        return None  # 加上▮、▮，收入总计▮: the first addend stands in a sentence before
    head = passage.figure_at(place)
    marks = (found.end() for found in _LIST_BEGINS.finditer(passage.masked, begin, start))
    begins = {begin, *(at for at in marks if not _is_inside(passage.masked[begin:at]))}
    found = [
        (parts, labels, closed)
        for at in begins
        if len((read := parts_of(passage, (at, start), head, match[0]))[0]) > 1
        for parts, labels, _, closed in [read]
    ]
    for parts, labels, closed in list(found):
        found += [
            (parts[n:], labels[n:], closed)
            for n in range(1, len(parts) - 1)
            if head.range.meets(total(part.range for part in parts[n:]))
        ]
    if not found:
        return None
    parts, labels, closed = min(found, key=lambda read: abs(head.value - sum(part.value for part in read[0])))
    if not closed and not head.range.meets(total(part.range for part in parts)):
        return None  # where a 其中 ends is open: what follows it may be parts of the total
    named = match.groupdict()
    kind = named.get("kind") or named.get("side")
    if kind and any(kind not in label and not _ON_THIS_SIDE.search(label) for label in labels):
        return None
    if _SPENT.search(match[0]) and all(_SOURCE.search(label) for label in labels):
        return None  # 财政拨款▮，自筹资金▮，合计支出▮ tells what was spent of them
    first = place_of(passage, parts[0])
    partial = "等" in passage.masked[place_of(passage, parts[-1]) : start]
    quoted = max(passage.masked.rfind(mark, 0, first) for mark in "。；，：") + 1
    return Listing(
        passage, quoted, place + 1, head, tuple(parts), tuple(labels), complete=False,
        partial=partial, least=2,
    )  # fmt: skip


def runs_into_a_total(listing: Listing, closing: re.Pattern[str]) -> bool:
    """Whether another total follows the last part: 加补助▮，其中：专项▮，上年结余▮，收入合计为▮. What is part of which is not known."""
    text, end = listing.passage.masked, listing.end
    if not any(part.location.start < listing.passage.offsets[end] for part in listing.parts if _is_here(part, listing)):
        return False  # the parts stand below the total
    place = next((place for place in range(end, min(end + LONGEST_CLOSING, len(text))) if is_figure(text[place])), -1)
    if place < 0 or listing.passage.figure_at(place).location == listing.head.location:
        return False
    return closing.fullmatch(text[end:place].lstrip("，、；")) is not None


def _is_here(part: Figure, listing: Listing) -> bool:
    return part.location.block == listing.passage.block
