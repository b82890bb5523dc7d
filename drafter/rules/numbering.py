"""What is wrong with the numbers of headings and list items: one walk over all of them, for the FM rules.

The walk keeps, for each style (一、 （一） 1. （1） …), the numbers that were seen since the heading above. Chinese numerals and
digits of the same shape are twins (一、 and 1、, （一） and （1）): a number that breaks its own row and goes on its twin's is
written in the wrong style, which happens when Word turns automatic numbers into text. Whatever a page break or Word's own
numbering could explain is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from drafter.core.document import Paragraph, Table
from drafter.rules.base import CheckContext, once
from drafter.rules.outline import LEVELS, NumberedParagraph, Style, marks, write_mark
from drafter.rules.texts import FoldedPassage, is_title_like, passages, squeeze

__all__ = ["Fault", "FaultKind", "faults"]

FaultKind = Literal["style", "gap", "repeat", "unnumbered", "restart"]

_TWINS: dict[Style, Style] = {"1.": "一、", "（1）": "（一）", "一、": "1.", "（一）": "（1）"}
_DIGITS: tuple[Style, ...] = ("1.", "（1）")
_DEEPER = {style: tuple(other for other in LEVELS if LEVELS[other] > level) for style, level in LEVELS.items()}
LONGEST_UNNUMBERED = 20
FARTHEST = 200
"""Numbered paragraphs that are looked ahead."""
DEEPEST_NESTING = 3
SHORT_ROW = 4
"""Up to here a row that began anew can be a list inside the old one, though its numbers would go on by themselves."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a number."""

    kind: FaultKind
    mark: NumberedParagraph
    expected: str
    """The number that should stand there."""
    unnumbered: int | None = None
    """For a first heading without number: its block."""


@dataclass(slots=True)
class _Walk:
    """Where the rows of numbers stand."""

    rows: dict[Style, list[int]] = field(default_factory=dict)
    """For each style the numbers at which a row was left, the present one last: a list may begin anew inside another."""
    latest: dict[Style, int] = field(default_factory=dict)
    """For each style of digits its last number since the twin's level: some offices set （一） below 1. ."""

    def follows(self, style: Style, number: int) -> bool:
        """Whether the number goes on a row of that style, perhaps one that a nested list interrupted."""
        return number - 1 in self.rows.get(style, ()) or self.latest.get(style) == number - 1

    def begin(self, style: Style, *, titled: bool) -> None:
        """A row begins: inside the present one, or after a title in place of all."""
        self.rows[style] = [1] if titled else [*self.rows.get(style, [])[-DEEPEST_NESTING:], 1]
        self._leave_deeper(style, 1)

    def take(self, style: Style, number: int) -> None:
        """The number is the next of its row."""
        rows = self.rows.setdefault(style, [])
        while rows and rows[-1] != number - 1:
            rows.pop()
        self.rows[style] = [*rows[:-1], number]
        self._leave_deeper(style, number)

    def jump(self, style: Style, number: int) -> None:
        """The number does not follow; what comes after is held against it."""
        self.rows[style] = [*self.rows.get(style, [])[:-1], number]
        self._leave_deeper(style, number)

    def _leave_deeper(self, style: Style, number: int) -> None:
        for deeper in _DEEPER[style]:
            self.rows.pop(deeper, None)
        for digits in _DIGITS:
            if LEVELS[style] <= LEVELS[_TWINS[digits]]:
                self.latest.pop(digits, None)
        if style in _DIGITS:
            self.latest[style] = number

    def last(self, style: Style) -> int:
        """The present number of a style, 0 where none is open."""
        return self.rows.get(style, [0])[-1]


@once
def faults(context: CheckContext) -> tuple[Fault, ...]:
    """Every fault, in reading order."""
    return tuple(_faults(context))


def _faults(context: CheckContext) -> Iterator[Fault]:
    found, walk = list(marks(context)), _Walk()
    for place, mark in enumerate(found):
        if mark.number == 1:
            yield from _restart(context, found, place, walk)
            yield from _first_in_wrong_style(found, place, walk)
            walk.begin(_style_of_first(found, place, walk), titled=_titled(context, found, place))
        elif walk.follows(mark.style, mark.number):
            walk.take(mark.style, mark.number)
        else:
            yield from _broken(context, found, place, walk)


def _broken(context: CheckContext, found: list[NumberedParagraph], place: int, walk: _Walk) -> Iterator[Fault]:
    mark = found[place]
    twin = _TWINS.get(mark.style)
    goes_on = twin is not None and walk.last(twin) == mark.number - 1 and mark.is_heading
    if twin and goes_on and not _comes(found, place, twin, mark.number):
        yield Fault("style", mark, write_mark(twin, mark.number, mark.passage.text[mark.start : mark.end]))
        walk.take(twin, mark.number)
        return
    if not _explained(context, found, place):
        yield from _gap(context, mark, walk, found[place - 1] if place else None)
    walk.jump(mark.style, mark.number)


def _gap(context: CheckContext, mark: NumberedParagraph, walk: _Walk, before: NumberedParagraph | None) -> Iterator[Fault]:
    last = walk.last(mark.style)
    top = LEVELS[mark.style] <= LEVELS["（一）"]
    if mark.number == 2 and last != 2 and top and mark.is_heading:
        bare = _unnumbered(context, mark, before)
        if bare is not None:
            yield Fault("unnumbered", mark, write_mark(mark.style, 1), bare)
            return
    if not mark.is_heading and not top:
        return  # a list item in running text
    if mark.number == last:
        yield Fault("repeat", mark, write_mark(mark.style, last + 1))
    elif last or top:
        yield Fault("gap", mark, write_mark(mark.style, last + 1))


def _unnumbered(context: CheckContext, mark: NumberedParagraph, before: NumberedParagraph | None) -> int | None:
    """The nearest short line above that could be the first heading of this row; not a numbered one, no title of a report."""
    first = before.block if before is not None else -1
    for block in range(mark.block - 1, first, -1):
        found = context.document.blocks[block]
        text = found.text.strip() if isinstance(found, Paragraph) else ""
        titled = re.search(r"报告$|[（(]盖章[）)]|^附|^注|[:：]", text)
        if text and len(text) <= LONGEST_UNNUMBERED and is_title_like(context, block) and not titled:
            return None if block in context.numbered else block
    return None


def _explained(context: CheckContext, found: list[NumberedParagraph], place: int) -> bool:
    """Whether the missing number stands inside a paragraph or a table since the last of its row, or Word wrote it."""
    mark = found[place]
    first = next((other.block for other in reversed(found[:place]) if other.style == mark.style), -1)
    if any(block in context.numbered for block in range(max(first, 0), mark.block + 1)):
        return True
    texts = passages(context)
    start = bisect_left(texts, max(first, 0), key=lambda passage: passage.block)
    inside = texts[start : bisect_left(texts, mark.block, key=lambda passage: passage.block)]
    if any(_opens(passage, mark.style, mark.number) for passage in inside if passage.in_table):
        inside = tuple(passage for passage in inside if not passage.in_table)  # the table has a row of its own
    return any(_opens(passage, mark.style, mark.number - 1) for passage in inside)


def _opens(passage: FoldedPassage, style: Style, number: int) -> bool:
    """Whether that number stands at the head of the text or of a sentence in it."""
    sign = squeeze(write_mark(style, number)).strip("、.")
    bracketed = sign[-1] in "）分"
    pattern = re.escape(sign) if bracketed else rf"(?:^|[\s。；：:;，]){re.escape(sign)}\s*[、.](?!\d)"
    return re.search(pattern, passage.text.replace("(", "（").replace(")", "）")) is not None


def _comes(found: list[NumberedParagraph], place: int, style: Style, number: int) -> bool:
    """Whether that number of that style comes later, before the row begins anew."""
    for mark in found[place + 1 : place + FARTHEST]:
        if mark.style == style and mark.number in {number, 1}:
            return mark.number == number
        if LEVELS[mark.style] < LEVELS[style]:
            return False
    return False


def _first_in_wrong_style(found: list[NumberedParagraph], place: int, walk: _Walk) -> Iterator[Fault]:
    mark, style = found[place], _style_of_first(found, place, walk)
    if style != mark.style:
        yield Fault("style", mark, write_mark(style, 1, mark.passage.text[mark.start : mark.end]))


def _style_of_first(found: list[NumberedParagraph], place: int, walk: _Walk) -> Style:
    """The style of a row's first number: its twin's where the second is in the twin's and none is in its own."""
    mark = found[place]
    twin = _TWINS.get(mark.style)
    if twin is None or LEVELS[twin] >= LEVELS[mark.style] or not mark.is_heading or walk.last(twin):
        return mark.style
    for other in found[place + 1 : place + FARTHEST]:
        if other.number == 2 and other.style in {mark.style, twin}:
            return other.style
        if LEVELS[other.style] < LEVELS[twin] or (other.number == 1 and other.style in {mark.style, twin}):
            return mark.style
    return mark.style


def _titled(context: CheckContext, found: list[NumberedParagraph], place: int) -> bool:
    """Whether a title without number stands right above."""
    above = found[place].block - 1
    numbered = place > 0 and found[place - 1].block == above
    return above < 0 or (is_title_like(context, above) and not numbered)


def _restart(context: CheckContext, found: list[NumberedParagraph], place: int, walk: _Walk) -> Iterator[Fault]:
    """一、 again without a title above, and nothing later goes on the old row."""
    mark, last = found[place], walk.last("一、")
    if mark.style != "一、" or last < 2 or mark.block == 0:
        return
    above = mark.block - 1
    if is_title_like(context, above) or isinstance(context.document.blocks[above], Table):
        return
    if not _goes_on(found, place, last + 1):
        yield Fault("restart", mark, write_mark("一、", last + 1))


def _goes_on(found: list[NumberedParagraph], place: int, number: int) -> bool:
    """Whether the old row goes on later: then what began here is a list inside it."""
    reached = 1
    for mark in found[place + 1 : place + FARTHEST]:
        if mark.style == "第一部分":
            return False
        if mark.style == "一、":
            if mark.number == number and (number != reached + 1 or number <= SHORT_ROW):
                return True
            if mark.number == 1:
                return False
            reached = mark.number
    return False
