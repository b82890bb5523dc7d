"""The characters of a PDF page as lines of text, in reading order.

A character is ``(text, x0, x1, top, bottom)`` in points from the upper left corner. Small characters above or below the line
(footnote marks, units) belong to the line whose height they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafter.core.patterns import lazy_re

__all__ = ["Glyph", "TextLine", "first_word_width", "lines_of"]

_GAP = 0.6
"""Of the type size: a wider gap between characters is a space."""
_WIDEST = 1.3
"""Of the type size: a gap beyond divides columns, and never the characters of one word."""
_ONE_WIDE = "\0"
_APART = lazy_re(r"(?<![^ ])[^\0 ](?:\0[^\0 ]){3,}(?![^ ])")
_SHARED = 0.5
"""Of the lower of two characters: so much height they must share to stand on one line."""
_FIRST_WORD = lazy_re(r"[(（“《]*(?:[0-9A-Za-z.,%]+|.)[，。、；：！？）》”%％]*")


class Glyph(NamedTuple):
    """A printed character."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its box and its type size."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def first_word_width(line: TextLine) -> float:
    """The room that the first word of a line needs: a number is not broken, and a comma does not begin a line."""
    match = _FIRST_WORD.match(line.text)
    word = match[0] if match else line.text[:1]
    return line.size * sum(0.5 if character.isascii() else 1.0 for character in word)


def lines_of(found: Sequence[Glyph]) -> list[TextLine]:
    """The lines from top to bottom."""
    groups: list[list[Glyph]] = []
    top = bottom = 0.0
    for glyph in sorted(found, key=lambda glyph: (glyph.top + glyph.bottom, glyph.x0)):
        shared = min(bottom, glyph.bottom) - max(top, glyph.top)
        if groups and shared >= _SHARED * min(bottom - top, glyph.bottom - glyph.top):
            groups[-1].append(glyph)
            top, bottom = min(top, glyph.top), max(bottom, glyph.bottom)
        else:
            groups.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    return [line for line in map(_line, groups) if line.text]


def _line(group: list[Glyph]) -> TextLine:
    group.sort(key=lambda glyph: glyph.x0)
    size = sorted(glyph.bottom - glyph.top for glyph in group)[len(group) // 2]
    words = [glyph for glyph in group if glyph.text != " "] or group
    box = words[0].x0, words[-1].x1, min(glyph.top for glyph in words), max(glyph.bottom for glyph in words)
    return TextLine(_closed_up(_spaced(group, size)).strip(), *box, size)


def _spaced(group: Sequence[Glyph], size: float) -> str:
    """The characters with spaces as the file has them, or one where a gap is wide; a space as wide as a character is a mark."""
    text, last, spaces = "", None, 0
    for glyph in group:
        if glyph.text == " ":
            spaces += 1
        elif last is None or not _is_shadow(glyph, last):
            gap = 0.0 if last is None else glyph.x0 - last.x1
            spaces = max(spaces, int(gap > _GAP * size))
            text += (_ONE_WIDE if spaces == 1 and gap <= _WIDEST * size else " " * spaces) + glyph.text
            last, spaces = glyph, 0
    return text


def _closed_up(text: str) -> str:
    """Characters that all stand one apart as the word or figure that they are: ``合 计 金 额``, ``1 2 3 . 4 5``; not ``1 2 3 4``."""
    close = _APART.sub(lambda run: run[0] if run[0].replace(_ONE_WIDE, "").isdigit() else run[0].replace(_ONE_WIDE, ""), text)
    return close.replace(_ONE_WIDE, " ")


def _is_shadow(glyph: Glyph, last: Glyph) -> bool:
    """Whether a character is printed a second time a little aside, to look bold."""
    return glyph.text == last.text and glyph.text != " " and glyph.x0 - last.x0 < 0.25 * (last.x1 - last.x0)
