"""The numbers of a text, with the unit that follows, and without what only looks like a quantity.

Dates, document numbers (〔2020〕10号), ordinals (第3批) and the numbers of headings and list items are no quantities; what
counts as such is data, in ``configs/numbers.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drafter.config.settings import read_settings
from drafter.core.errors import InputError
from drafter.core.text import fold
from drafter.resources import Packs

__all__ = ["NumberSpan", "Numbers"]

_NUMBER = r"(?<![\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SETTINGS = "configs/numbers.yaml"


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number in a text: its half-open span, the digits' end, and the words."""

    start: int
    end: int
    """End of the unit, where one follows; else of the digits."""
    text: str


class Numbers:
    """Finds the quantities of a text."""

    def __init__(self, units: list[str], others: dict[str, str], source: str = SETTINGS) -> None:
        unit = "|".join(re.escape(u) for u in sorted(units, key=lambda u: (-len(u), u)))
        self._number = re.compile(rf"(?P<digits>{_NUMBER})(?:\s*(?:余|多)?\s*(?:{unit}))?" if unit else f"(?P<digits>{_NUMBER})")
        self._others = _compile(others, source)

    @classmethod
    def load(cls, packs: Packs) -> Numbers:
        """The scanner as the settings describe it; `InputError` for a broken pattern."""
        raw = read_settings(packs.file(SETTINGS), packs)
        data: dict[str, Any] = raw.data if isinstance(raw.data, dict) else {}
        units = [unit for group in data.get("单位") or [] for unit in group]
        return cls(units, data.get("不是数量") or {}, raw.source)

    def find(self, text: str) -> Iterator[NumberSpan]:
        """The quantities of a text, in order."""
        if not any(character.isdigit() for character in text):
            return
        folded = fold(text)
        others = [match.span() for match in self._others.finditer(folded.text)] if self._others else []
        for match in self._number.finditer(folded.text):
            if any(start <= match.start() < end for start, end in others):
                continue
            start, end = folded.original(*match.span())
            yield NumberSpan(start, end, text[start:end])


def _compile(others: dict[str, str], source: str) -> re.Pattern[str] | None:
    for name, pattern in others.items():
        try:
            re.compile(pattern)
        except re.error as error:
            raise InputError.of(source, f"正则表达式写错了（{error.msg}）", path=("不是数量", name)) from None
    return re.compile("|".join(f"(?:{pattern})" for pattern in others.values()), re.MULTILINE) if others else None
