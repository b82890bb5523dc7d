"""Formulas that a table writes over its columns: 3=1+2, （8）=（4）÷（1）, 合计（3=1+2）. What they say is declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range
from drafter.core.text import fold_width

__all__ = ["Formula", "numbered"]

LONGEST = 60
_WHOLE = lazy_re(r"(?:栏次|栏号)?[(]?(\d{1,2}|[A-Z])[)]?(?:=(.+))?")
"""A cell that only numbers a column: 3, （3）, 3=1+2, C=A+B."""
_INSIDE = lazy_re(r"[(](?:(\d{1,2}|[A-Z])(?:=([^=]+))?|=([^=]+)|([A-Z][-+*/()A-Z]+(?:[*]100%?)?))[)]$")
"""The end of a label that numbers its column or says how it is worked out: 合计（3=1+2）, 执行率（=2÷1）, 执行率（B/A）, 得分（4）."""
_TOKEN = lazy_re(r"\d+|[A-Z]|[-+*/()]")
_PER_CENT = lazy_re(r"[*]100%?$")
_SIGNS = str.maketrans("（）÷×－−–—＋／＝％", "()/*----+/=%")


@dataclass(frozen=True, slots=True)
class Formula:
    """How a column is worked out from others, by their numbers."""

    tokens: tuple[str, ...]
    operands: tuple[str, ...]
    added: tuple[str, ...] = ()
    """For a plain sum: the columns that are added …"""
    taken: tuple[str, ...] = ()
    """… and those that are taken away; both empty for products and quotients."""

    def value(self, figures: Mapping[str, Range]) -> Range | None:
        """The result for figures by column number; `None` where it has none."""
        return _Evaluator(self.tokens, figures).result()


def numbered(label: str) -> tuple[str, Formula | None]:
    """The number that a header cell gives its column, or empty, and the formula that it says.

    >>> numbered("3=1+2")[1].added, numbered("（8）=（4）÷（1）")[0], numbered("得分（4）")
    (('1', '2'), '8', ('4', None))
    """
    text = "".join(fold_width(label).translate(_SIGNS).split())
    if len(text) > LONGEST:
        return "", None
    if whole := _WHOLE.fullmatch(text):
        return whole[1], _formula(whole[2] or "")
    if inside := _INSIDE.search(text):
        return inside[1] or "", _formula(inside[2] or inside[3] or inside[4] or "")
    return "", None


def _formula(text: str) -> Formula | None:
    """The formula that a text is; ×100% only says how the result is written."""
    plain = _PER_CENT.sub("", text)
    tokens = tuple(_TOKEN.findall(plain))
    operands = tuple(mark for mark in tokens if mark.isalnum())
    if not plain or "".join(tokens) != plain or len(operands) < 2:
        return None
    bare = tuple(mark for mark in tokens if mark not in "()")
    signs = ("+", *bare[1::2])
    if bare[::2] != operands or not set(signs) <= {"+", "-"} or re.search(r"-\([^()]*[-+]", plain):
        return Formula(tokens, operands)
    pairs = list(zip(operands, signs, strict=True))
    added, taken = (tuple(name for name, sign in pairs if sign == wanted) for wanted in "+-")
    return Formula(tokens, operands, added, taken)


class _Evaluator:
    """Sums of products of intervals, by descent."""

    def __init__(self, tokens: Sequence[str], figures: Mapping[str, Range]) -> None:
        self._tokens, self._figures, self._at = tokens, figures, 0

    def result(self) -> Range | None:
        """The value of the whole, or `None`."""
        value = self._sum()
        return value if self._at == len(self._tokens) else None

    def _sum(self) -> Range | None:
        return self._chain(self._product, {"+": lambda a, b: a + b, "-": lambda a, b: a - b})

    def _product(self) -> Range | None:
        return self._chain(self._single, {"*": lambda a, b: a * b, "/": lambda a, b: a.over(b)})

    def _chain(
        self, part: Callable[[], Range | None], signs: Mapping[str, Callable[[Range, Range], Range | None]]
    ) -> Range | None:
        value = part()
        while self._at < len(self._tokens) and (combine := signs.get(self._tokens[self._at])):
            self._at += 1
            right = part()
            value = None if value is None or right is None else combine(value, right)
        return value

    def _single(self) -> Range | None:
        if self._at >= len(self._tokens):
            return None
        mark = self._tokens[self._at]
        self._at += 1
        if mark != "(":
            return self._figures.get(mark)
        value = self._sum()
        self._at += 1
        return value
