"""A number of an Excel cell as the cell shows it: 0.7436 under ``0.00%`` is 74.36%.

Excel computes with 15 digits; what is stored beyond them (94.44000000000001) is no part of the number. Dates are numbers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from drafter.core.patterns import lazy_re

__all__ = ["BUILT_IN", "shown"]

_SHARED = (
    (("1",), "0"),
    (("2",), "0.00"),
    (("3",), "#,##0"),
    (("4",), "#,##0.00"),
    (("9",), "0%"),
    (("10",), "0.00%"),
    (("11", "48"), "0.00E+00"),
    (("14", "15", "30"), "yyyy/m/d"),
    (("16",), "m/d"),
    (("17",), "yyyy/m"),
    (("22",), "yyyy/m/d h:mm"),
    (("18", "20", "32"), "h:mm"),
    (("19", "21", "33"), "h:mm:ss"),
    (("27", "57"), 'yyyy"年"m"月"'),
    (("28", "29", "31", "58"), 'yyyy"年"m"月"d"日"'),
    (("37", "38"), "#,##0;-#,##0"),
    (("39", "40"), "#,##0.00;-#,##0.00"),
    (("41", "42"), '#,##0;-#,##0;"-"'),
    (("43", "44"), '#,##0.00;-#,##0.00;"-"'),
)
BUILT_IN = {number: number_format for numbers, number_format in _SHARED for number in numbers}
"""Number formats that a file names by number only; those of Chinese Windows included."""

_CONTEXT = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_SENSIBLE = 30
"""Powers of ten beyond which a number is left as it is written."""
_GENERAL_DIGITS = 11
_PIECE = lazy_re(
    r"""
    (?P<quoted>"[^"]*"?)             # "万元"
  | \\(?P<escaped>.)                 # \-
  | (?P<gap>[_*].)                   # room as wide as a character, or filled with one
  | \[\$(?P<currency>[^\]-]*)[^\]]*\]
  | (?P<bracket>\[[^\]]*\]?)         # [Red] [$-804] [>100]
  | (?P<general>General)
  | (?P<digits>[0#?][0#?,.]*|\.[0#?]+)
  | (?P<date>[ymdhs]+|AM/PM|上午/下午)
  | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of a number format: ``digits``, ``date``, ``general`` or what is printed as it stands."""

    kind: str
    text: str


def shown(written: str, number_format: str, *, epoch_1904: bool = False) -> str:
    """The stored number as the cell shows it; a number that cannot be read stays as written.

    >>> shown("0.74362204724409445", "0.00%"), shown("94.440000000000012", "General"), shown("44203", "yyyy/m/d")
    ('74.36%', '94.44', '2021/1/7')
    """
    try:
        value = _CONTEXT.create_decimal(written)
    except ArithmeticError:
        return written
    if not value.is_finite() or abs(value.adjusted()) > _SENSIBLE:
        return written
    sections = _sections(number_format)
    pieces, value = _choose(sections, value)
    if any(piece.kind == "date" for piece in pieces):
        return _date(value, pieces, epoch_1904=epoch_1904) or _general(value)
    return _number(value, pieces)


@cache
def _sections(number_format: str) -> tuple[tuple[_Piece, ...], ...]:
    sections: list[list[_Piece]] = [[]]
    for match in _PIECE.finditer(number_format):
        kind, text = match.lastgroup or "other", match[match.lastgroup or 0]
        if kind == "other" and text == ";":
            sections.append([])
        elif kind == "quoted":
            sections[-1].append(_Piece("literal", text.strip('"')))
        elif kind in {"escaped", "currency", "other"}:
            sections[-1].append(_Piece("literal", text))
        elif kind in {"digits", "date", "general"}:
            sections[-1].append(_Piece(kind, text))
    return tuple(tuple(section) for section in sections)


def _choose(sections: tuple[tuple[_Piece, ...], ...], value: Decimal) -> tuple[tuple[_Piece, ...], Decimal]:
    """The section for the number's sign; a section for negative numbers writes the sign itself."""
    if value.is_zero() and len(sections) > 2:
        return sections[2], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[0], value


def _number(value: Decimal, pieces: tuple[_Piece, ...]) -> str:
    literals = "".join(piece.text for piece in pieces if piece.kind == "literal")
    pattern = next((piece.text for piece in pieces if piece.kind == "digits"), "")
    if any(piece.kind == "general" for piece in pieces):
        return "".join(_general(value) if piece.kind == "general" else piece.text for piece in pieces).strip()
    if "@" in literals or "/" in literals or not pieces:
        return _general(value)
    if "E" in literals.upper() and any(sign in literals for sign in "+-"):
        return _general(value)
    if not pattern.strip("?,"):
        return literals.strip()  # zero as “-”
    value = value.scaleb(2 * literals.count("%"), _WIDE)
    digits = _digits(abs(value), pattern)
    minus = "-" if value < 0 and any(digit not in "0.,%" for digit in digits) else ""
    printed = iter([minus + digits])
    shown_pieces = (next(printed, "") if piece.kind == "digits" else piece.text for piece in pieces)
    return "".join(shown_pieces).strip()


def _digits(value: Decimal, pattern: str) -> str:
    """The digits of a positive number under ``#,##0.00``."""
    whole, _, fraction = pattern.partition(".")
    thousandths = len(whole) - len(whole.rstrip(",")) if not fraction else len(fraction) - len(fraction.rstrip(","))
    value = value.scaleb(-3 * thousandths, _WIDE)
    places = sum(character in "0#?" for character in fraction)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    if rounded.is_zero() and "0" not in pattern:
        return ""
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    optional = len(fraction.rstrip(",")) - len(fraction.rstrip(",").rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0") if "." in text else text
    text = text.removesuffix(".")
    return text.zfill(whole.count("0")) if "," not in text and "." not in text else text


def _general(value: Decimal) -> str:
    """As a cell without a format shows a number: eleven digits, no needless zero, but never fewer than two decimals."""
    places = max(2, _GENERAL_DIGITS - max(value.adjusted() + 1, 1) - 1)
    if -value.as_tuple().exponent > places:  # type: ignore[operator]  # finite
        value = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: Decimal, pieces: tuple[_Piece, ...], *, epoch_1904: bool) -> str:
    """The date or time that a number stands for; empty for a number that is none."""
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  # a cell knows no time zone
    try:
        moment = start + timedelta(seconds=int((value * 86_400).to_integral_value(ROUND_HALF_UP)))
    except OverflowError:
        return ""
    return "".join(_date_pieces(moment, pieces)).strip()


def _date_pieces(moment: datetime, pieces: tuple[_Piece, ...]) -> Iterator[str]:
    clock = False
    for piece in pieces:
        kind = piece.text[:1].lower() if piece.kind == "date" else ""
        if kind == "h":
            clock = True
        yield piece.text if not kind else _date_piece(moment, piece.text.lower(), clock=clock)
        if kind == "m":
            clock = False


def _date_piece(moment: datetime, code: str, *, clock: bool) -> str:
    """``m`` is a minute after hours, else a month."""
    values = {
        "y": moment.year,
        "m": moment.minute if clock else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }
    if code[0] not in values or len(code) > 4:
        return ""
    value = values[code[0]]
    if code[0] == "y":
        return f"{value:04}" if len(code) > 2 else f"{value % 100:02}"
    return f"{value:02}" if len(code) == 2 else str(value)
