"""Lines folded at the terminal's columns, of which a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.patterns import lazy_re
from drafter.core.text import display_width

__all__ = ["WIDTH", "folded"]

WIDTH = 100
_NOT_BEFORE = frozenset("，。；：！？、）〕】》”’%％,.;:!?)")
"""No line begins with one of these."""
_WORD = lazy_re(r"(?<![A-Za-z0-9.,])[A-Za-z0-9.,]+$")


def folded(label: str, text: str) -> Iterator[str]:
    """The text behind its label, folded at the terminal's columns, further lines below the first word."""
    indent = display_width(label)
    for number, line in enumerate(_fold(text, WIDTH - indent)):
        yield (" " * indent if number else label) + line


def _fold(text: str, width: int) -> Iterator[str]:
    line, taken = "", 0
    for character in text:
        columns = display_width(character)
        if taken + columns > width and character not in _NOT_BEFORE:
            kept, line = _broken(line, character)
            taken = display_width(line)
            yield kept.rstrip()
            if character.isspace() and not line:
                continue
        line += character
        taken += columns
    if line.strip():
        yield line


def _broken(line: str, character: str) -> tuple[str, str]:
    """What stays on a full line and what moves down: a number or a Latin word that goes on is not torn."""
    word = _WORD.search(line) if character.isascii() and character.isalnum() else None
    return (line[: word.start()], word[0]) if word and word.start() else (line, "")
