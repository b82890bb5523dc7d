"""How a report is divided: the numbers that paragraphs begin with, its table of contents, its parts and sections.

In real reports headings are mostly ordinary paragraphs, so a heading is recognised by its number and its shortness. Numbers inside
tables are not looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from drafter.core.document import Location
from drafter.core.numerals import to_chinese
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext, once
from drafter.rules.texts import FoldedPassage, body, squeeze

__all__ = [
    "LEVELS",
    "NumberedParagraph",
    "Section",
    "Style",
    "contents_blocks",
    "entry_name",
    "mark_of",
    "marks",
    "read_number",
    "sections",
    "write_mark",
]

Style = Literal["第一部分", "一、", "（一）", "1.", "（1）", "1）", "①"]

LEVELS: dict[Style, int] = {"第一部分": 0, "一、": 1, "（一）": 2, "1.": 3, "（1）": 4, "1）": 5, "①": 5}
LONGEST_HEADING = 45

_CHINESE = "[一二三四五六七八九十]{1,3}"
_LEAD = r"[\s\-–—•·●▪◆*#]*"
_STYLES: tuple[tuple[Style, str], ...] = (
    ("第一部分", rf"第\s*({_CHINESE})\s*部\s*分"),
    ("一、", rf"({_CHINESE})\s*[、.](?!{_CHINESE}[、季])"),
    ("（一）", rf"[（(]\s*({_CHINESE})\s*[）)]"),
    ("1.", r"(\d{1,2})\s*(?:[、.](?=\s*20\d\d\s*年)|[、.](?!\d))"),
    ("（1）", r"[（(]\s*(\d{1,2})\s*[）)]"),
    ("1）", r"(\d{1,2})\s*[）)]"),
    ("①", "([①-⑳])"),
)
_PATTERNS = tuple((style, lazy_re(rf"{_LEAD}(?P<mark>{pattern})")) for style, pattern in _STYLES)
_PAGE = lazy_re(r"(?<![.…·\-])[.…·\-]++[(（]?\d*+[）)]?$")
"""Leader dots and page number of an entry in the table of contents."""
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph that begins with a number."""

    style: Style
    number: int
    passage: FoldedPassage
    start: int
    end: int
    """The number with its signs, in the passage's folded text."""

    @property
    def block(self) -> int:
        """Index of the block."""
        return self.passage.block

    @property
    def location(self) -> Location:
        """Where the number itself stands."""
        return self.passage.at(self.start, self.end)

    @property
    def words(self) -> str:
        """What follows the number, up to the first full stop."""
        return self.passage.text[self.end :].strip(" 、.．").split("。")[0].strip()

    @property
    def name(self) -> str:
        """The words without what stands in brackets."""
        return re.sub(r"[（(][^（()）]*(?:[）)]|$)", "", self.words).strip()

    @property
    def rest(self) -> str:
        """What follows that first full stop: the text of a heading that shares its paragraph with it."""
        return self.passage.text[self.end :].partition("。")[2].strip()

    @property
    def is_heading(self) -> bool:
        """Whether it can be a heading: short, and nothing after it."""
        return not self.rest and 0 < len(self.words) <= LONGEST_HEADING and self.words[-1:] not in "；;，,"

    @property
    def shown(self) -> str:
        """The paragraph's own words from the number on, as far as a heading goes."""
        text = self.passage.text
        stop = text.find("。", self.end)
        return self.passage.words(self.start, min(len(text), self.start + 60) if stop < 0 else min(stop, self.start + 60)).strip()


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading 一、 up to the next one of its kind."""

    mark: NumberedParagraph
    part: int
    """Which of the document's reports it belongs to; a new one begins where the numbers begin anew."""
    body: tuple[FoldedPassage, ...]

    @property
    def text(self) -> str:
        """The text under the heading, a line for each paragraph."""
        return "\n".join(part for part in (self.mark.rest, *(passage.text for passage in self.body)) if part)


def read_number(text: str) -> int:
    """The number from 1 to 99 that Chinese numerals write, 0 where they write none.

    >>> read_number("十三"), read_number("二十"), read_number("六")
    (13, 20, 6)
    """
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def write_mark(style: Style, number: int, like: str = "") -> str:
    """A number as that style writes it; a 、 or . is kept as in `like`.

    >>> write_mark("一、", 3), write_mark("（1）", 2), write_mark("1.", 4, "3、")
    ('三、', '（2）', '4、')
    """
    if style == "①":
        return chr(ord("①") + min(number, 20) - 1)
    if style == "1." and "、" in like:
        return f"{number}、"
    chinese = style in {"第一部分", "一、", "（一）"}
    return re.sub(r"[一1]", to_chinese(number) if chinese else str(number), style, count=1)


@once
def marks(context: CheckContext) -> tuple[NumberedParagraph, ...]:
    """The numbered paragraphs outside tables and outside the table of contents."""
    skipped = contents_blocks(context)
    return tuple(mark for passage in body(context) if passage.block not in skipped for mark in mark_of(passage))


def mark_of(passage: FoldedPassage) -> Iterator[NumberedParagraph]:
    """The number that a paragraph begins with, if it does."""
    for style, pattern in _PATTERNS:
        match = pattern.match(passage.text)
        number = _number(match[2]) if match else 0
        if match and number:
            yield NumberedParagraph(style, number, passage, match.start("mark"), match.end())
            return


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return ord(text) - ord("①") + 1 if "①" <= text <= "⑳" else read_number(text)


def entry_name(mark: NumberedParagraph) -> str:
    """The words of an entry in the table of contents, without its number, spaces, leader dots and page number."""
    return re.sub(r"[.…·\-]*[(（]?\d*[）)]?$", "", squeeze(mark.words))


@once
def contents_blocks(context: CheckContext) -> frozenset[int]:
    """The blocks of the table of contents: from the line 目录 to where its first entry comes again, as a heading."""
    return frozenset(_contents(list(body(context))))


def _contents(texts: list[FoldedPassage]) -> Iterator[int]:
    head = next((place for place, passage in enumerate(texts) if squeeze(passage.text) in {"目录", "目次"}), None)
    if head is None:
        return
    first = ""
    for passage in texts[head:]:
        entry = _PAGE.sub("", squeeze(passage.text)).lstrip("-")
        repeated = bool(first) and (entry == first or (entry[:1] == "第" and first.startswith(entry[:4])))
        if len(entry) > LONGEST_HEADING + 15 or repeated:
            return
        first = first or ("" if entry in {"目录", "目次"} else entry)
        yield passage.block


@once
def sections(context: CheckContext) -> tuple[Section, ...]:
    """The sections under 一、 二、 … of the document."""
    return tuple(_sections(context))


def _sections(context: CheckContext) -> Iterator[Section]:
    skipped = contents_blocks(context)
    texts = [passage for passage in body(context) if passage.block not in skipped]
    heads = [mark for mark in marks(context) if mark.style in {"第一部分", "一、"}]
    blocks = [passage.block for passage in texts]
    part, number = 0, 0
    for place, mark in enumerate(heads):
        if mark.style == "第一部分" or mark.number <= number:
            part += 1
        number = 0 if mark.style == "第一部分" else mark.number
        if mark.style == "一、":
            until = heads[place + 1].block if place + 1 < len(heads) else len(context.document.blocks)
            first, last = bisect_right(blocks, mark.block), bisect_left(blocks, until)
            yield Section(mark, part, tuple(texts[first:last]))
