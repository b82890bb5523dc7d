"""The document as TX and FM rules read it: folded texts with their places, sentences, and the year that is reported on.

Artefacts of extraction (``[bookmark: _Toc12]``, ``RANGE!A1:I34``) are blanked out, so no rule ever flags one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.claims.years import LONGEST_TITLE, TITLE_ENDS, most_named_year
from drafter.core.document import Heading, Location, Paragraph, Table
from drafter.core.patterns import lazy_re
from drafter.core.text import Folded, fold
from drafter.rules.base import CheckContext, once

__all__ = [
    "FoldedPassage",
    "body",
    "has_gap",
    "is_squashed",
    "is_title_like",
    "passages",
    "prose",
    "report_year",
    "squeeze",
    "worded",
]

_BARE = lazy_re(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_RESIDUE = lazy_re(r"\[bookmark:[^\]]*\]|RANGE![A-Z]+\d+(?::[A-Z]+\d+)?|PAGEREF\s+_Toc\d+(?:\s*\\?h)?\s*\d*|_Toc\d{3,}")


@dataclass(frozen=True, slots=True)
class FoldedPassage:
    """One paragraph, heading or cell; patterns run on `text`, places are of the document."""

    whole: Location
    raw: str
    folded: Folded

    @property
    def text(self) -> str:
        """The folded words; as long as the original but for characters that fold to several. A cell's line ends stay."""
        return self.folded.text

    @property
    def block(self) -> int:
        """Index of the block that it stands in."""
        return self.whole.block

    @property
    def in_table(self) -> bool:
        """Whether it is a cell."""
        return self.whole.row is not None

    def at(self, start: int, end: int) -> Location:
        """The place in the document of a span of `text`."""
        first, last = self.folded.original(start, end)
        return Location(self.whole.block, first, last, self.whole.row, self.whole.column)

    def words(self, start: int, end: int) -> str:
        """The document's own words of a span of `text`."""
        first, last = self.folded.original(start, end)
        return self.raw[first:last]

    def clauses(self) -> Iterator[tuple[int, str]]:
        """The sentences of `text` with their starts, cut at 。 ； ! ? and line ends."""
        for match in re.finditer(r"[^。；;!?！？\n]+", self.text):
            yield match.start(), match.group()


@once
def passages(context: CheckContext) -> tuple[FoldedPassage, ...]:
    """Every text of the document in reading order."""
    return tuple(_passage(location, text) for location, text in context.document.texts() if text.strip())


@once
def worded(context: CheckContext) -> tuple[FoldedPassage, ...]:
    """The texts that have words: all but the bare numbers that fill most cells of a large table."""
    return tuple(passage for passage in passages(context) if not (passage.in_table and _BARE.fullmatch(passage.text)))


def prose(context: CheckContext) -> Iterator[FoldedPassage]:
    """The texts outside tables."""
    return (passage for passage in passages(context) if not passage.in_table)


def body(context: CheckContext) -> Iterator[FoldedPassage]:
    """The texts outside tables and notes: what is divided into sections."""
    return (passage for passage in prose(context) if context.document.note_at(passage.block) is None)


def _passage(location: Location, text: str) -> FoldedPassage:
    shown = _RESIDUE.sub(lambda match: " " * len(match.group()), text)
    folded = fold(shown)
    lines = "".join("\n" if text[place] == "\n" else sign for sign, place in zip(folded.text, folded.offsets, strict=False))
    return FoldedPassage(location, text, Folded(lines, folded.offsets))


_GLUED = lazy_re(r"[一-鿿]\d{1,4}(?![\d.,]|\s*[年月日个项万亿元件号次份名人户家条台%])[一-鿿]")
MOST_GLUED = 4
"""Bare numbers between characters from which a text is a form whose cells ran together."""


def is_squashed(text: str) -> bool:
    """Whether it is a form whose cells were read without anything between them: 产出指标50数量指标8项目数量4.

    In such a text words stand side by side that have nothing to do with each other.
    """
    return sum(1 for _ in zip(_GLUED.finditer(text), range(MOST_GLUED), strict=False)) >= MOST_GLUED


def has_gap(text: str) -> bool:
    """Whether drafting left something open in it, a 【待补：…】 that TX01 reports."""
    return "【待补" in text


def squeeze(text: str) -> str:
    """A text without any white space.

    >>> squeeze("总   分")
    '总分'
    """
    return re.sub(r"\s+", "", text)


def is_title_like(context: CheckContext, block: int) -> bool:
    """Whether a block can be a title or a heading: short, and not a sentence; a page break and a new section count too."""
    found = context.document.blocks[block]
    if isinstance(found, Table):
        return False
    if not isinstance(found, Heading | Paragraph):
        return True
    text = found.text.strip()
    return 0 < len(text) <= LONGEST_TITLE and text[-1] not in TITLE_ENDS


@once
def report_year(context: CheckContext) -> int | None:
    """The year that the report is about."""
    return most_named_year(passage.text for passage in passages(context))
