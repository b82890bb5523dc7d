"""The numbers of a text, with the unit that follows, and without what only looks like a quantity.

Between digits and unit a multiplier may stand (千 万 百万 亿), and 余 or 多 before or after it; 万 and 亿 also stand alone. An amount
may have no digit at all, if a hedge shows that it is one: 近百万元, 千余元. Dates, document numbers (〔2020〕10号), ordinals (第3批) and
the numbers of headings and list items are no quantities; what counts as such is data, in ``configs/numbers.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.config.settings import pattern_fault, read_settings
from drafter.core.errors import InputError
from drafter.core.numerals import MAGNITUDES
from drafter.core.patterns import lazy_re, tried_re
from drafter.core.text import fold
from drafter.resources import Packs

__all__ = ["NumberSpan", "Numbers"]

_NUMBER = (
    r"(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|(?<=[为达至到计额出入共金费款数少加])\d{1,3}(?:(?:，|, )\d{3})+(?:\.\d+)?(?=\s?[万亿]?元)|\d+(?:\.\d+)?"
)
"""Thousands may be set apart by a full-width comma or by a comma and a space, where an amount stands: 支出1，234.50万元."""
_MAGNITUDE = f"(?:{'|'.join(sorted(MAGNITUDES, key=lambda word: (-len(word), word)))})(?!分[^钟])"
"""Not so in 3千分之一."""
_ALONE = r"[万亿](?!分|\s*[万亿])(?:\s*[余多])?"
_ROUND_SUM = (
    r"(?<=[近约逾超过])[十百千](?=[余多]?[万亿]?元)|(?<![\d一二三四五六七八九十百千万亿几数两])[十百千](?=[余多][万亿]?元)"
)
"""The only digit-like word of 近百万元, 千余元; not of 三百余万元, for numbers in Chinese numerals are not read."""
SETTINGS = "configs/numbers.yaml"
_WORTH_A_LOOK = lazy_re(r"[\d十百千]")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number in a text: its half-open span, the digits' end, and the words."""

    start: int
    end: int
    """End of the unit, where one follows; else of the digits."""
    text: str


class Numbers:
    """Finds the quantities of a text."""

    def __init__(self, units: list[str], others: dict[str, str], source: str = SETTINGS, *, rarer: Sequence[str] = ()) -> None:
        self._number = _pattern([*units, *rarer])
        self._masked = _pattern(units)
        self._others = _compile(others, source)

    @classmethod
    def load(cls, packs: Packs) -> Numbers:
        """The scanner as the settings describe it; `InputError` for a broken pattern."""
        raw = read_settings(packs.file(SETTINGS), packs)
        data: dict[str, Any] = raw.data if isinstance(raw.data, dict) else {}
        units, rarer = ([unit for group in data.get(key) or [] for unit in group] for key in ("单位", "其他单位"))
        return cls(units, data.get("不是数量") or {}, raw.source, rarer=rarer)

    def digits(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of all numbers with their common units, also of what is no quantity: dates, document numbers, list numbers.

        A rarer unit (株, 座, 类) stays a word: it tells passages apart that are compared without their figures.
        """
        if not _WORTH_A_LOOK.search(text):
            return
        folded = fold(text)
        for match in self._masked.finditer(folded.text):
            yield folded.original(*match.span())

    def find(self, text: str) -> Iterator[NumberSpan]:
        """The quantities of a text, in order."""
        if not _WORTH_A_LOOK.search(text):
            return
        folded = fold(text)
        others = [match.span() for match in self._others.finditer(folded.text)] if self._others else []
        starts = [start for start, _ in others]
        for match in self._number.finditer(folded.text):
            before = bisect_right(starts, match.start()) - 1
            if before >= 0 and match.start() < others[before][1]:
                continue
            start, end = folded.original(*match.span())
            yield NumberSpan(start, end, text[start:end])


def _pattern(units: Sequence[str]) -> re.Pattern[str]:
    """A number with one of the units behind it, if there is one."""
    unit = "|".join(re.escape(u) for u in sorted(units, key=lambda u: (-len(u), u))) or "(?!)"
    behind = rf"\s{{0,4}}[余多]?\s{{0,4}}(?:{unit}|{_MAGNITUDE}\s{{0,4}}[余多]?\s{{0,4}}(?:{unit})|{_ALONE})"
    return lazy_re(rf"(?:{_NUMBER})(?:{behind})?|(?:{_ROUND_SUM})[余多]?[万亿]?元")


def _compile(others: dict[str, str], source: str) -> re.Pattern[str] | None:
    for name, pattern in others.items():
        try:
            tried_re(pattern)
        except re.error as error:
            raise InputError.of(source, pattern_fault(error), path=("不是数量", name)) from None
    return lazy_re("|".join(f"(?:{pattern})" for pattern in others.values()), re.MULTILINE) if others else None
