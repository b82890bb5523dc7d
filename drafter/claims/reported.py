"""Faults that a report points out in another's papers: “执行率误填为90%”, “合计120万元……”加不拢.

An evaluation quotes what is wrong in the form of the unit it evaluates, and the quoted figures are meant to be wrong. A sentence
that says so, and the examples (如……) that follow it, are judged by nobody. The words are data: configs/claims.yaml, 指出的错误.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.claims.prose import MaskedPassage
from drafter.core.document import Location
from drafter.core.patterns import lazy_re

__all__ = ["Reported"]

_EXAMPLE = lazy_re(r"(?:[如又]|例如|比如|又如|其中)")


class Reported:
    """Knows the sentences that report a fault."""

    def __init__(self, words: Iterable[re.Pattern[str]]) -> None:
        self._fault = lazy_re("|".join(f"(?:{word.pattern})" for word in words) or "(?!)")

    def __call__(self, passage: MaskedPassage, location: Location) -> bool:
        """Whether the place stands in a sentence that reports a fault, or in an example of the sentence before."""
        text = passage.text
        start, end = _sentence(text, location.start)
        if self._fault.search(text, start, end):
            return True
        example = _EXAMPLE.match(text[start:end].lstrip())
        return bool(example and start and self._fault.search(text, _sentence(text, start - 1)[0], start))


def _sentence(text: str, place: int) -> tuple[int, int]:
    """The sentence around a place; a quotation is not cut."""
    start, end = text.rfind("。", 0, place) + 1, text.find("。", place)
    end = len(text) if end < 0 else end
    opened = text.rfind("“", 0, place)
    closed = text.find("”", place)
    if 0 <= opened < start and text.find("”", opened, place) < 0 <= closed:
        start, end = text.rfind("。", 0, opened) + 1, max(end, _stop(text, closed))
    return start, end if end > start else len(text)


def _stop(text: str, place: int) -> int:
    found = text.find("。", place)
    return len(text) if found < 0 else found
