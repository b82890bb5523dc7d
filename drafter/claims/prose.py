"""A paragraph as claims read it: folded, without spaces, every figure one character, with the way back to the text.

Patterns run over the masked text, in which 支出决算为668.17万元 reads 支出决算为▮, so that a pattern speaks of money, percentages
and counts instead of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from drafter.claims.figures import Numbers
from drafter.core.document import Document, Heading, Location, Paragraph
from drafter.core.numerals import split_magnitude, unit_and_hedge
from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity
from drafter.core.ranges import Range, range_of
from drafter.core.text import fold, fold_width

__all__ = ["COUNT", "MONEY", "NUMBER", "PERCENT", "Figure", "MaskedPassage", "passages", "scale_of"]

MONEY, PERCENT, COUNT, NUMBER = 0xE000, 0xE800, 0xF000, 0xF400
"""First private-use character of each class of figures in a masked text."""
LONGEST_FIGURE = 40
"""Longer rows of digits are account or serial numbers."""
MOST_FIGURES = 0x400
"""Figures of one paragraph that have a character of their own; what comes after them is read as words."""
_ROUND = {"十": Decimal("1E+1"), "百": Decimal("1E+2"), "千": Decimal("1E+3")}
"""Words that stand for digits; as exact as one digit at that place."""
_BEFORE = lazy_re(
    r"(约|近|超过|超|不低于|不少于|不超过|不高于|达到|逾|至少|最多|不足|不到|高于|多于|大于|低于|少于|小于|[≤≥<>])$"
)
_SAME = {
    "不高于": "不超过",
    "最多": "不超过",
    "不足": "不超过",
    "不到": "不超过",
    "低于": "不超过",
    "少于": "不超过",
    "小于": "不超过",
    "至少": "不低于",
    "高于": "超过",
    "多于": "超过",
    "大于": "超过",
    "以下": "以内",
    "上下": "左右",
    "≤": "不超过",
    "<": "不超过",
    "≥": "不低于",
    ">": "超过",
}
"""Hedges that widen a figure as another one does."""
_AFTER = lazy_re(r"以上|以内|左右|以下|上下")
_MINUS = lazy_re(r"(?:^|[^\s\w%）)])\s*[-−]$|(?<=[^\W\d_a-zA-Z])[-−]$")
"""A sign, not the dash of 20-30 or A-1."""
_FIRST, _LAST = chr(MONEY), chr(0xF7FF)
_PRIVATE = lazy_re(f"[{chr(MONEY)}-{chr(0xF7FF)}]")
"""Word's symbol fonts use the same private characters as masks."""
_FULL = str.maketrans(",;:()", "，；：（）")
_AROUND = "-—.、，。；：（）"
_BROKEN = lazy_re(r"(?:，|, )(?=\d{3})")
"""Between thousands that are set apart in another way than by a comma."""
_PARTS = lazy_re(r"(?P<digits>[\d,]+(?:\.\d+)?|[十百千])\s*(?P<unit>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at a place of the prose."""

    quantity: Quantity
    location: Location
    hedge: str = ""
    order: int = 0
    """Number within its passage."""

    @property
    def kind(self) -> int:
        """`MONEY`, `PERCENT`, `COUNT` or `NUMBER`."""
        unit = split_magnitude(self.quantity.unit)[1]
        if unit == "元":
            return MONEY
        if unit in {"%", "个百分点", "‰"}:
            return PERCENT
        return COUNT if unit else NUMBER

    @property
    def range(self) -> Range:
        """What it can stand for; money in 万元, all else in its own unit."""
        return _range_of(self.quantity, self.hedge, self.kind, int(self.quantity.value.as_tuple().exponent))

    @property
    def value(self) -> Fraction:
        """The number as written, money in 万元, whatever hedge stands around it."""
        return Fraction(self.quantity.value) * scale_of(self.quantity.unit)

    @property
    def text(self) -> str:
        """As written, with its unit."""
        return f"{self.quantity.plain}{self.quantity.unit}"

    @property
    def long(self) -> int:
        """The digits from the first that is not zero: three of 0.150."""
        return len(self.quantity.plain.replace(".", "").lstrip("0"))

    @property
    def telling(self) -> int:
        """The digits between the zeros around them, which hardly agree by accident where they are many: two of 0.150."""
        return len(self.quantity.plain.replace(".", "").strip("0"))


def scale_of(unit: str) -> Fraction:
    """What one of a unit is in the unit of `Figure.range`: 万元 for money, else the unit without its multiplier.

    >>> scale_of("千元"), scale_of("亿元"), scale_of("万人次")
    (Fraction(1, 10), Fraction(10000, 1), Fraction(10000, 1))
    """
    power, base = split_magnitude(unit)
    return Fraction(power, 10000) if base == "元" else Fraction(power)


@lru_cache(maxsize=8192)
def _range_of(quantity: Quantity, hedge: str, kind: int, exponent: int) -> Range:
    """A hedge widens the interval of the digits, and never narrows it; `exponent` parts 1.0 from 1.00, which are equal as keys."""
    if quantity.value < 0:
        size = _range_of(replace(quantity, value=-quantity.value), hedge, kind, exponent)
        return Range(-size.high, -size.low)
    whole = quantity.value == quantity.value.to_integral_value()
    multiplied = split_magnitude(quantity.unit)[0] > 1
    counted = kind in {COUNT, NUMBER} and whole and not multiplied  # things are counted, not rounded
    nothing = quantity.value == 0 and exponent >= 0 and kind != PERCENT  # 0万元 says that there was nothing
    exact = Range(Fraction(quantity.value), Fraction(quantity.value))
    plain = exact if counted or nothing else range_of(quantity)
    wide = range_of(quantity, hedge) if hedge else plain
    return Range(min(plain.low, wide.low), max(plain.high, wide.high)).times(scale_of(quantity.unit))


@dataclass(frozen=True, slots=True)
class MaskedPassage:
    """A paragraph with its figures."""

    block: int
    text: str
    """As the document has it."""
    masked: str
    """Folded, no spaces, each figure one private-use character."""
    offsets: tuple[int, ...]
    """Place in `text` of each character of `masked`, and its end."""
    figures: tuple[Figure, ...]
    row: int | None = None
    column: int | None = None
    is_heading: bool = False

    @property
    def places(self) -> Iterator[int]:
        """Where the figures stand in the masked text."""
        return (match.start() for match in _PRIVATE.finditer(self.masked))

    @property
    def is_bare(self) -> bool:
        """Whether it is one number and no more, which says nothing alone."""
        return len(self.figures) == len(self.masked.strip(_AROUND)) == 1

    def figure_at(self, place: int) -> Figure:
        """The figure behind a masked character."""
        return self.figures[(ord(self.masked[place]) - MONEY) % MOST_FIGURES]

    def location(self, start: int, end: int) -> Location:
        """The location of a span of the masked text."""
        last = self.masked[end - 1] if end > start else ""
        stop = self.figure_at(end - 1).location.end if last and is_figure(last) else self.offsets[end]
        return Location(self.block, self.offsets[start], stop, self.row, self.column)

    def quote(self, start: int, end: int) -> str:
        """The words of a span of the masked text, as the document has them, at most 120 characters."""
        place = self.location(start, end)
        return self.text[place.start : place.end][:120]


def is_figure(character: str) -> bool:
    """Whether a character of a masked text stands for a figure."""
    return _FIRST <= character <= _LAST


def passages(document: Document, numbers: Numbers) -> Iterator[MaskedPassage]:
    """The paragraphs and headings of a document, and the cells that hold prose."""
    for location, text in document.texts():
        block = document.blocks[location.block]
        in_cell = not isinstance(block, Heading | Paragraph)
        if in_cell and len(text) < 30:
            continue
        for start, line in _lines(text):
            yield _passage(text, start, start + len(line), location, numbers, heading=isinstance(block, Heading))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _passage(text: str, start: int, stop: int, place: Location, numbers: Numbers, *, heading: bool) -> MaskedPassage:
    figures: list[Figure] = []
    masked: list[str] = []
    offsets: list[int] = []
    end = start
    for span in numbers.find(text[start:stop]):
        if span.end - span.start > LONGEST_FIGURE or len(figures) == MOST_FIGURES:
            continue
        first = fold_width(span.text)[:1]
        if not first.isdigit() and first not in _ROUND:  # the 2 of ㎡
            continue
        begin = start + span.start
        _copy(text, end, begin, masked, offsets)
        end = start + span.end
        figure = _figure(text, begin, end, place, len(figures))
        if figure.quantity.value < 0 and masked and masked[-1] in "-−":
            masked.pop()
            offsets.pop()
        masked.append(chr(figure.kind + figure.order))
        offsets.append(begin)
        figures.append(figure)
    _copy(text, end, stop, masked, offsets)
    words = "".join(masked)
    return MaskedPassage(
        place.block, text, words, (*offsets, stop), figures=tuple(figures), row=place.row, column=place.column, is_heading=heading
    )


def _copy(text: str, begin: int, end: int, masked: list[str], offsets: list[int]) -> None:
    """The words between figures, folded and without spaces."""
    folded = fold(text[begin:end])
    words = _PRIVATE.sub("\ufffd", folded.text).translate(_FULL)
    kept = [place for place, character in enumerate(words) if not character.isspace()]
    masked += [words[place] for place in kept]
    offsets += [begin + folded.offsets[place] for place in kept]


def _figure(text: str, start: int, end: int, place: Location, order: int) -> Figure:
    folded = _BROKEN.sub(",", fold_width(text[start:end]).strip())
    match = _PARTS.fullmatch(folded)
    digits = match["digits"] if match else folded
    unit, within = unit_and_hedge(match["unit"]) if match else ("", "")
    lead = fold_width(text[max(0, start - 4) : start]).strip()
    negative = _MINUS.search(lead) is not None
    before = _BEFORE.search(lead.rstrip("-− ") if negative else lead)
    after = _AFTER.match(fold_width(text[end : end + 2]))
    hedge = within or (before[1] if before else "") or (after[0] if after else "")
    hedge = _SAME.get(hedge, hedge)
    digits = f"-{digits}" if negative else digits
    value = _ROUND[digits] if digits in _ROUND else Decimal(digits.replace(",", ""))
    quantity = Quantity(value, unit, digits)
    location = Location(place.block, start, end, place.row, place.column)
    return Figure(quantity, location, hedge, order)
