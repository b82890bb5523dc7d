"""What a cell holds: nothing, a dash, a number with its place, a code, or words; and labels without their trimmings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity
from drafter.core.text import fold, fold_width

__all__ = ["Label", "Number", "NumberReader", "code_of", "is_year", "key_of", "label_of", "squeeze"]

_CODE = lazy_re(r"[1-9]\d{2}(?:\d{2}){0,2}")
_CODE_AND_NAME = lazy_re(r"([1-9]\d{2}(?:\d{2}){0,2})(?=[^\d.,%])")
_BRACKETS = lazy_re(r"[（(〔\[【][^（()）]{0,100}[)）〕\]】]")
_QUOTES = lazy_re(r"[“”\"'‘’《》*＊]")
_OF_WHICH = lazy_re(r"其中[:：]?")
_MARKS = (
    ("一、", lazy_re(r"([一二三四五六七八九十]{1,3})[、.．]")),
    ("（一）", lazy_re(r"[（(]([一二三四五六七八九十]{1,3})[）)]")),
    ("1.", lazy_re(r"(\d{1,2})(?:[、．]|\.(?!\d))")),
    ("（1）", lazy_re(r"[（(](\d{1,2})[）)]")),
    ("①", lazy_re(r"([①-⑳])")),
)
"""Styles of numbering with the pattern of each, in the order in which reports nest them."""
_ASCII_DIGITS = lazy_re(r"[0-9]+")
_YEAR = lazy_re(r"(?:19|20)[0-9]{2}(?:年度?)?")
_YEAR_IN_WORDS = lazy_re(r"(?:19|20)[0-9]{2}年度?")
LONGEST_NUMBER = 40


@lru_cache(maxsize=16384)
def squeeze(text: str) -> str:
    """The text at half width without any white space.

    >>> squeeze("合　 计")
    '合计'
    """
    return "".join(fold_width(text).split())


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """A label as it is compared: without white space, quotes and what stands in brackets.

    >>> key_of("因公出国（境）费"), key_of("资金总额 (=1+2+3)")
    ('因公出国费', '资金总额')
    """
    return _QUOTES.sub("", _BRACKETS.sub("", squeeze(text)))


@dataclass(frozen=True, slots=True)
class Number:
    """A number that fills a cell, and its half-open span in the cell's text."""

    quantity: Quantity
    start: int
    end: int


class NumberReader:
    """Reads a cell that holds one number and nothing else but its unit."""

    def __init__(self, units: tuple[str, ...]) -> None:
        unit = "|".join(re.escape(u) for u in sorted(units, key=lambda u: (-len(u), u)))
        self._number = lazy_re(
            rf"\s*(?P<digits>[-−–]?(?:[0-9]{{1,3}}(?:[,，][0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+))\s*(?P<unit>{unit})?\s*"
        )

    def read(self, text: str) -> Number | None:
        """The number, or `None` where the cell holds anything else.

        >>> NumberReader(("万元", "%")).read("　1,234.50 万元").quantity.plain
        '1234.50'
        """
        if len(text) > LONGEST_NUMBER or not any(character.isdigit() for character in text):
            return None
        folded = fold(text)
        match = self._number.fullmatch(folded.text)
        if not match:
            return None
        digits = match["digits"].replace("−", "-").replace("–", "-").replace("，", ",")
        unit = match["unit"] or ""
        start, end = folded.original(match.start("digits"), match.end("unit") if unit else match.end("digits"))
        return Number(Quantity(Decimal(digits.replace(",", "")), unit, digits), start, end)


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label taken apart."""

    text: str
    """Without white space, numbering and 其中."""
    style: str = ""
    """Style of numbering (``一、`` ``（一）`` ``1.`` ``（1）`` ``①``), or empty."""
    number: str = ""
    """What the numbering says: ``3``, ``二``."""
    of_which: bool = False
    """Whether 其中 stands before it."""
    indent: int = 0
    """White space before it."""


def label_of(text: str) -> Label:
    """The label in a cell.

    >>> label_of("其中：1.财政拨款"), label_of("十二、农林水支出").text
    (Label(text='财政拨款', style='1.', number='1', of_which=True, indent=0), '农林水支出')
    """
    indent = len(text) - len(text.lstrip())
    rest, of_which, style, number = squeeze(text), False, "", ""
    for _ in range(2):
        if match := _OF_WHICH.match(rest):
            rest, of_which = rest[match.end() :], True
        if not style:
            rest, style, number = _without_mark(rest)
    return Label(rest, style, number, of_which, indent)


def _without_mark(text: str) -> tuple[str, str, str]:
    for style, pattern in _MARKS:
        match = pattern.match(text)
        if match and match.end() < len(text):
            return text[match.end() :], style, match[1]
    return text, "", ""


def code_of(text: str) -> str:
    """The classification code that a cell is, or begins with; else empty.

    >>> code_of(" 2010301 "), code_of("2013102一般行政管理事务"), code_of("2024")
    ('2010301', '2013102', '')
    """
    plain = squeeze(text)
    if _CODE.fullmatch(plain):
        return plain
    match = _CODE_AND_NAME.match(plain)
    return match[1] if match else ""


def is_year(text: str, *, bare: bool = True) -> bool:
    """Whether a cell names a year; a bare number may be one where `bare` is said.

    >>> is_year("2021年度"), is_year("2021"), is_year("2021", bare=False)
    (True, True, False)
    """
    return (_YEAR if bare else _YEAR_IN_WORDS).fullmatch(squeeze(text)) is not None
