"""Rule unbalanced-brackets: brackets and quotation marks without their partner; manual page: pages/FM08.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.options import options_of
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, passages

__all__ = ["RULE", "Options"]

_LIST_NUMBER = lazy_re(r"(?:(?<=^)|(?<=[\s。；;，,：:、]))[\dA-Za-z①-⑳一二三四五六七八九十]{1,3}\s*[)）]")
_ASCII = {"(": "（", ")": "）", "[": "［", "]": "］"}
_UNFINISHED = lazy_re(r"[一-鿿\d、，,“（(《]$")
CONTEXT = 30


class Options(Setting):
    """Which signs go in pairs."""

    pairs: tuple[str, ...] = Field(default=("（）", "“”", "《》"), alias="括号")


def check(context: CheckContext) -> Iterator[Finding]:
    """Signs without their partner, once a text and kind of sign."""
    pairs, texts = options_of(context, RULE.code, Options).pairs, passages(context)
    for place, passage in enumerate(texts):
        for pair in pairs:
            alone = _alone(passage.text, pair)
            if alone is None or _closed_elsewhere(texts, place, pair):
                continue
            quote = passage.words(max(0, alone - CONTEXT), min(len(passage.text), alone + CONTEXT)).strip()
            message = f"“{passage.text[alone]}”没有成对"
            yield RULE.finding(context, passage.at(alone, alone + 1), message, quote=quote)


def _alone(text: str, pair: str) -> int | None:
    """The place of the first sign without partner, whether 1） is read as a list number or as the end of a bracket."""
    alone = _first_alone(text, pair)
    listed = _LIST_NUMBER.sub(lambda match: " " * len(match.group()), text) if alone is not None else text
    return alone if listed == text else _first_alone(listed, pair)


def _first_alone(text: str, pair: str) -> int | None:
    opened: list[int] = []
    for match in _signs(pair).finditer(text):
        if _ASCII.get(match[0], match[0]) == pair[0]:
            opened.append(match.start())
        elif not opened:
            return match.start()
        else:
            opened.pop()
    return opened[0] if opened else None


@lru_cache(maxsize=64)
def _signs(pair: str) -> re.Pattern[str]:
    """Both signs of a pair, full and half width."""
    half = (sign for sign, full in _ASCII.items() if full in pair)
    return lazy_re(f"[{re.escape(''.join((*pair, *half)))}]")


def _closed_elsewhere(texts: tuple[FoldedPassage, ...], place: int, pair: str) -> bool:
    """Whether a page break tore this text from the one before or after, and together they are in order."""
    for first in (place - 1, place):
        if 0 <= first < len(texts) - 1 and not (texts[first].in_table or texts[first + 1].in_table):
            joined = texts[first].text + texts[first + 1].text
            if _UNFINISHED.search(texts[first].text.rstrip()) and _alone(joined, pair) is None:
                return True
    return False


RULE = computed("FM08", check, Options)
