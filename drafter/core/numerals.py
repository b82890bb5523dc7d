"""Chinese numerals for numbering and counting (一、 （一） 第一批); integers only, amounts stay in digits."""

from __future__ import annotations

__all__ = ["to_chinese"]

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
