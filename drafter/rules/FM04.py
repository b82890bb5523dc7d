"""Rule broken-ordinals: steps that 一是…二是… leaves out; manual page: pages/FM04.md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.core.numerals import to_chinese
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.outline import read_number
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, worded

__all__ = ["RULE"]

_ORDINAL = lazy_re(r"(?:^|(?<=[。；：，:;,\s“）)]))([一二三四五六七八九十]{1,2})是(?!否)", re.MULTILINE)
_COUNTED = "[个种类次项条年月日天人名位家方级大期季]"
"""After a numeral these make it a number of something: 三年来, 三个方面."""
REACH = 30


def check(context: CheckContext) -> Iterator[Finding]:
    """Steps of an ordinal row that are missing."""
    for passage in worded(context):
        found = [(match.start(), read_number(match[1])) for match in _ORDINAL.finditer(passage.text)]
        for place in range(1, len(found)):
            (before, last), (start, number) = found[place - 1], found[place]
            if number == last + 2 and all(n != number - 1 for _, n in found[:place]):
                yield _missing(context, passage, before, start, number - 1)


def _missing(context: CheckContext, passage: FoldedPassage, before: int, start: int, number: int) -> Finding:
    """The finding for one missing step: at the numeral without 是 where there is one, else at the step after."""
    word = to_chinese(number)
    bare = re.compile(rf"(?<=[。；，：;,\n])\s*({word})(?=[一-鿿])(?!{_COUNTED})").search(passage.text, before, start)
    if bare:
        stop = re.compile(r"[。；;\n]").search(passage.text, bare.end())
        end = min(stop.start() if stop else len(passage.text), bare.start(1) + 2 * REACH)
        quote = passage.words(bare.start(1), end).strip()
        message = f"“{word}”后面漏了“是”字"
        return RULE.finding(context, passage.at(*bare.span(1)), message, quote=quote, expected=f"{word}是")
    quote = passage.words(start, min(len(passage.text), start + REACH))
    return RULE.finding(context, passage.at(start, start + 2), f"缺“{word}是”", quote=quote, expected=f"{word}是")


RULE = computed("FM04", check)
