"""The figures of passages that were carried over: which of them say something, and which stayed the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

import numpy as np

from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.reuse.normalise import FIGURE, YEAR
from drafter.reuse.reuse_settings import ReuseSettings
from drafter.reuse.sides import Side

__all__ = ["Amount", "amount_of", "amounts", "equal_amounts", "same_amounts", "years_of"]

_DIGITS = lazy_re(r"\d+(?:,+\d+)*+(?:\.\d+)?")
LOOK_BACK, LOOK_AHEAD = 8, 8

Amount = tuple[Decimal, str]
"""A figure's number and unit, whatever zeros and separators it is written with."""


@lru_cache(maxsize=8192)
def amount_of(text: str) -> Amount:
    """The number and unit of a figure as written.

    >>> amount_of("1,022.30 万元") == amount_of("1022.3万元")
    True
    """
    folded = re.sub(r"\s+", "", fold_width(text))
    match = _DIGITS.search(folded)
    if match is None:
        return Decimal(0), folded
    return Decimal(match.group().replace(",", "")).normalize(), folded[: match.start()] + folded[match.end() :]


def amounts(side: Side, passage: int, settings: ReuseSettings) -> dict[int, str]:
    """The figures of a passage that say something, as written, by the place of their code in the passage.

    Not among them: what stands within a citation, a name or a date; targets and limits; what never changes (settings).
    """
    key = ("amounts", passage)
    if key not in side.memo:
        side.memo[key] = dict(_amounts(side, passage, settings))
    found: dict[int, str] = side.memo[key]
    return found


def _amounts(side: Side, passage: int, settings: ReuseSettings) -> Iterator[tuple[int, str]]:
    text = side.passages[passage].text
    for place in np.flatnonzero(side.codes(passage) == FIGURE).tolist():
        begin, end = side.span(passage, place, place + 1)
        if _telling(text, begin, end, settings):
            yield place, text[begin:end]


def years_of(side: Side, passage: int) -> list[str]:
    """The years and dates that a passage names, in order."""
    return [side.words(passage, place) for place in np.flatnonzero(side.codes(passage) == YEAR).tolist()]


def _telling(text: str, begin: int, end: int, settings: ReuseSettings) -> bool:
    """Whether a figure is a quantity and could be expected to change from year to year."""
    if settings.constant_before and settings.constant_before.search(fold_width(text[max(0, begin - LOOK_BACK) : begin])):
        return False
    if settings.constant_behind and settings.constant_behind.match(fold_width(text[end : end + LOOK_AHEAD])):
        return False
    return not _is_constant(text[begin:end], settings.constant)


@lru_cache(maxsize=8192)
def _is_constant(text: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    number, unit = amount_of(text)
    return any(pattern.search(f"{number:f}{unit}") for pattern in patterns)


def same_amounts(current: Iterable[str], prior: Iterable[str]) -> bool | None:
    """Whether both hold the same figures as often; `None` where one of them holds none."""
    now, then = Counter(map(amount_of, current)), Counter(map(amount_of, prior))
    return now == then if now and then else None


def equal_amounts(current: Sequence[str], prior: Iterable[str]) -> list[tuple[str, str]]:
    """Each figure of the one beside an equal one of the other; both hold the same figures as often."""
    return list(zip(current, _in_order_of(current, prior), strict=True))


def _in_order_of(current: Sequence[str], prior: Iterable[str]) -> Iterator[str]:
    left: dict[Amount, list[str]] = {}
    for text in prior:
        left.setdefault(amount_of(text), []).append(text)
    return (left[amount_of(text)].pop(0) for text in current)
