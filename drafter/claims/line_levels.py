"""The numbering of the lines of a list, and which of two ways to number is the closer one: 一、 （一） 1. （1） ①."""

from __future__ import annotations

from drafter.core.patterns import lazy_re

__all__ = ["begins_anew", "level_of"]

_LEVELS = tuple(map(lazy_re, (
    r"([一二三四五六七八九十]{1,3})、", r"[（(]([一二三四五六七八九十]{1,3})[）)]", r"(\d{1,2})[.、．](?!\d)", r"[（(]?(\d{1,2})[）)]",
    r"([①-⑳])", r"([一二三四五六七八九十]{1,3})是", r"[-—•·●]+",
)))  # fmt: skip
"""The ways in which the lines of a list are numbered, the widest first."""
_FIRST = frozenset({"一", "1", "①"})


def level_of(line: str) -> int | None:
    """How closely a line is numbered; `None` where it is not.

    >>> level_of("（二）场地"), level_of("3.器材"), level_of("器材")
    (1, 2, None)
    """
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(line)), None)


def begins_anew(line: str) -> bool:
    """Whether a line has the first number, so that another list begins with it.

    >>> begins_anew("（一）场地"), begins_anew("2.器材"), begins_anew("——器材")
    (True, False, False)
    """
    found = next((match for pattern in _LEVELS if (match := pattern.match(line))), None)
    return found is not None and bool(found.lastindex) and found[1] in _FIRST
