"""“一是……二是……三……四是”缺字、缺号。

## 做什么

一段话里“一是、二是、三是”应当连续。“三聚焦……”夹在“二是”“四是”之间，是漏了“是”字；
从“一是”直接到“三是”，是漏了一条。

## 为什么

漏字漏号影响理解，也使“几条措施”数不清。

## 依据

《标点符号用法》（GB/T 15834—2011）对序次语的要求。

## 错误示例

> 一是建章立制；二是加强培训；三优化流程；四是严格考核。

## 正确示例

> 一是建章立制；二是加强培训；三是优化流程；四是严格考核。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.core.numerals import to_chinese
from drafter.rules.base import CheckContext, Rule
from drafter.rules.outline import read_number
from drafter.rules.texts import Passage, passages

__all__ = ["RULE"]

_ORDINAL = re.compile(r"(?:^|(?<=[。；：，:;,\s“）)]))([一二三四五六七八九十]{1,2})是(?!否)", re.MULTILINE)
_COUNTED = "[个种类次项条年月日天人名位家方级大期季]"
"""After a numeral these make it a number of something: 三年来, 三个方面."""
REACH = 30


def check(context: CheckContext) -> Iterator[Finding]:
    """Steps of an ordinal row that are missing."""
    for passage in passages(context):
        found = [(match.start(), read_number(match[1])) for match in _ORDINAL.finditer(passage.text)]
        for place in range(1, len(found)):
            (before, last), (start, number) = found[place - 1], found[place]
            if number == last + 2 and all(n != number - 1 for _, n in found[:place]):
                yield _missing(context, passage, before, start, number - 1)


def _missing(context: CheckContext, passage: Passage, before: int, start: int, number: int) -> Finding:
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


RULE = Rule("FM04", "broken-ordinals", "“一是二是”缺字缺号", "warning", check, __doc__ or "")
