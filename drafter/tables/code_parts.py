"""Classification codes that are written in pieces: 类 款 项 in columns of their own, with blanks where the piece above goes on."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.core.patterns import lazy_re
from drafter.tables.cells import code_of, squeeze

__all__ = ["compose", "is_code_part"]

_PIECE = lazy_re(r"\d{2}")
_WHOLE = lazy_re(r"[1-9]\d{2}(?:\d{2}){0,2}")
CLASS, STEP, LONGEST = 3, 2, 7
"""Digits of a 类, of each further level, and of a whole code."""


def is_code_part(text: str) -> bool:
    """Whether a cell is a code or the two digits of a level below it.

    >>> is_code_part("205"), is_code_part(" 02 "), is_code_part("2.50"), is_code_part("2024")
    (True, True, False, False)
    """
    plain = squeeze(text)
    return bool(_PIECE.fullmatch(plain) or _WHOLE.fullmatch(plain))


def compose(pieces: Sequence[str], before: str) -> str:
    """The code whose pieces stand in columns side by side; a blank piece on the left goes on from the code of the row before.

    >>> compose(["205", "02", "01"], ""), compose(["", "02", ""], "20501"), compose(["205", "20502", "2050202"], "")
    ('2050201', '20502', '2050202')
    """
    code = ""
    for place, text in enumerate(pieces):
        piece = squeeze(text)
        if whole := code_of(piece):
            code = whole if len(whole) > len(code) else code
        elif _PIECE.fullmatch(piece):
            code = (code or before[: CLASS + STEP * (place - 1)]) + piece
    return code if _WHOLE.fullmatch(code) and len(code) <= LONGEST else ""
