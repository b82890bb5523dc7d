"""Chinese numerals for numbering and counting (一、 （一） 第一批), and the words that multiply a unit (千 万 亿).

Integers only; amounts stay in digits.
"""

from __future__ import annotations

import re
from functools import lru_cache

from drafter.core.patterns import lazy_re

__all__ = ["MAGNITUDES", "split_magnitude", "to_chinese", "unit_and_hedge"]

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
LARGEST = 9999


def to_chinese(number: int) -> str:
    """A number from 0 to 9999 in Chinese numerals.

    >>> [to_chinese(n) for n in (0, 7, 10, 12, 20, 105, 110, 2001)]
    ['零', '七', '十', '十二', '二十', '一百零五', '一百一十', '二千零一']

    Raises `ValueError` outside that range.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    if number < 10:
        return _DIGITS[number]
    words = ""
    for place, digit in enumerate(reversed(str(number))):
        word = _DIGITS[int(digit)] + (_PLACES[place] if digit != "0" else "")
        words = word + words
    while "零零" in words:
        words = words.replace("零零", "零")
    words = words.rstrip("零")
    return words[1:] if words.startswith("一十") else words


MAGNITUDES = {
    **{f"{tens}{word}": power * by for word, power in (("万", 10**4), ("亿", 10**8)) for tens, by in
       (("", 1), ("十", 10), ("百", 100), ("千", 1000))},
    "千": 1000,
    "万亿": 10**12,
}  # fmt: skip
"""What may stand between digits and a unit: 5百万元, 1.2亿元, 3千元, 2万人次."""
_MAGNITUDE = "|".join(sorted(MAGNITUDES, key=lambda word: (-len(word), word)))
_MULTIPLIED = lazy_re(f"({_MAGNITUDE})(.*)", re.DOTALL)
_HEDGED = lazy_re(rf"((?:{_MAGNITUDE})?)(余|多)(.*)", re.DOTALL)


@lru_cache(maxsize=1024)
def split_magnitude(unit: str) -> tuple[int, str]:
    """How many of its base unit a unit is, and that unit; empty where the multiplier stands alone.

    >>> split_magnitude("万人次"), split_magnitude("元"), split_magnitude("亿")
    ((10000, '人次'), (1, '元'), (100000000, ''))
    """
    match = _MULTIPLIED.fullmatch(unit)
    return (MAGNITUDES[match[1]], match[2]) if match else (1, unit)


def unit_and_hedge(written: str) -> tuple[str, str]:
    """The unit in the words behind digits, and the 余 or 多 that stands before or inside it.

    >>> unit_and_hedge("万余元"), unit_and_hedge("余 万 元"), unit_and_hedge("件")
    (('万元', '余'), ('万元', '余'), ('件', ''))
    """
    squeezed = "".join(written.split())
    match = _HEDGED.fullmatch(squeezed)
    return (match[1] + match[3], match[2]) if match else (squeezed, "")
