"""The lines of a text file, as an editor counts them, without what the extraction put in.

``[bookmark: …]``, ``[image: …]``, lines that hold only a page number, and lines of a table of contents are no words of the
report. A form feed begins a page and no line.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.core.errors import InputError
from drafter.core.patterns import lazy_re

__all__ = ["FileLine", "decode", "split_lines"]

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LINE_END = lazy_re(r"\r\n|\n|\r")
_ARTEFACT = lazy_re(r"\[(?:bookmark|image):[^\]\n]{0,80}\]")
_NOT_A_CHARACTER = lazy_re(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_OTHER_BREAKS = lazy_re("[\x0b\x85\u2028\u2029]")
"""Line breaks that no editor counts."""
_PAGE_NUMBER = lazy_re(r"[-—–－―]\s*\d{1,4}\s*[-—–－―]|第\s*\d{1,4}\s*页(?:[，,]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}")
_LEADER = lazy_re(r"(?:(?<!\.)\.{4,}+|(?<!…)…{2,}+|(?<!·)·{4,}+|\t)\s{0,8}\d{1,3}")
_NUMBERED = lazy_re(r"第?[一二三四五六七八九十\d]|[（(]")
_LEAST_CLEAN = 500
"""A text with one character in so many that is no UTF-8 was cut or damaged, and is UTF-8 all the same."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line; tabs are kept, spaces at its end are not."""

    text: str
    number: int
    """1-based."""
    new_page: bool = False
    """Whether a page begins before it."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing on the line; a tab is something, for it may be an empty cell."""
        return not self.text

    @property
    def words(self) -> str:
        """The text without white space around it."""
        return self.text.strip()


def decode(data: bytes, source: str) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030 (which old Windows programs write)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    lenient = data.decode("utf-8", errors="replace")
    if lenient.count("\ufffd") * _LEAST_CLEAN <= len(lenient):
        return lenient
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise InputError.of(source, "文字编码无法识别；请用记事本打开，另存时编码选 UTF-8 再试") from None


def split_lines(text: str) -> list[FileLine]:
    """All lines, blank ones included."""
    return [line for number, raw in enumerate(_LINE_END.split(text), 1) for line in _pages(raw, number)]


def _pages(raw: str, number: int) -> Iterator[FileLine]:
    for index, piece in enumerate(raw.split("\f")):
        yield FileLine(_clean(piece), number, new_page=index > 0)


def _clean(piece: str) -> str:
    """The words of a line; empty for a line that is none of the report's."""
    text = _NOT_A_CHARACTER.sub(" ", piece)
    text = _ARTEFACT.sub("", text) if "[" in text else text
    text = _OTHER_BREAKS.sub(" ", text).rstrip(" \u3000\xa0")
    words = text.strip()
    if not words:
        return "\t" * text.count("\t")
    return "" if _PAGE_NUMBER.fullmatch(words) or _is_contents(words) else text


def _is_contents(words: str) -> bool:
    """Whether this is a line of a table of contents: a numbered title, leaders, a page."""
    if not words[-1:].isdigit() or not _NUMBERED.match(words):
        return False
    tail = words.rstrip("0123456789").rstrip()
    return tail.endswith(("....", "……", "····")) and _LEADER.search(words) is not None
