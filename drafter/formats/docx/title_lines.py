"""Where a long title goes on in a new line: 回行时词意完整、长短适宜 (GB/T 9704—2012, 7.3.1)."""

from __future__ import annotations

from itertools import combinations, pairwise

__all__ = ["title_breaks"]


def title_breaks(text: str, breaks: tuple[int, ...], measure: float) -> tuple[int, ...]:
    """Those of `breaks` at which the title goes on in a new line: as few as will do, the lines as even as can be.

    `measure` is the length of a line in characters. Where no choice fits, Word breaks the title as it likes.

    >>> title_breaks("云溪县疾控中心2025年度消毒设备更新项目支出绩效自评报告", (7, 13, 21), 20.0)
    (13,)
    """
    if _width(text) <= measure:
        return ()
    for count in range(1, len(breaks) + 1):
        fitting = [chosen for chosen in combinations(breaks, count) if max(_lines(text, chosen)) <= measure]
        if fitting:
            return min(fitting, key=lambda chosen: max(_lines(text, chosen)) - min(_lines(text, chosen)))
    return ()


def _lines(text: str, chosen: tuple[int, ...]) -> list[float]:
    return [_width(text[start:end]) for start, end in pairwise((0, *chosen, len(text)))]


def _width(text: str) -> float:
    """In characters: half of one for a digit, a quarter between Chinese and digits."""
    seams = sum(one.isascii() != other.isascii() for one, other in pairwise(text))
    return sum(0.5 if character.isascii() else 1.0 for character in text) + 0.25 * seams
