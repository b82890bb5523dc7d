"""文号的括号有几种写法，或者中文里夹用半角标点。只作提示。

## 做什么

全文的文号（“某发〔2024〕1号”）用了两种以上括号，提示一次；中文句子里夹着半角逗号、分号，也只提示一次，列出各处。

## 为什么

不影响内容，统一以后更整齐。

## 依据

《党政机关公文格式》（GB/T 9704—2012）：发文字号的年份用六角括号“〔〕”。

## 错误示例

> 某财绩【2024】7号；某政发[2023]19号

## 正确示例

> 某财绩〔2024〕7号；某政发〔2023〕19号
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.core.document import Location
from drafter.core.findings import Finding
from drafter.core.text import fold_width
from drafter.rules.base import CheckContext, Rule
from drafter.rules.texts import passages

__all__ = ["RULE"]

_NUMBER = re.compile(r"[一-鿿]\s*([〔【\[（(﹝])\s*(?:19|20)\d\d\s*[〕】\]）)﹞]\s*第?\s*\d+\s*号")
_HALF_WIDTH = re.compile(r"(?<=[一-鿿])[,;](?=\s*[一-鿿])")


def check(context: CheckContext) -> Iterator[Finding]:
    """Document numbers in several kinds of brackets, then half-width stops: a note each."""
    numbers: dict[str, tuple[Location, str]] = {}
    narrow: list[Location] = []
    for passage in passages(context):
        for match in _NUMBER.finditer(passage.raw):
            numbers.setdefault(fold_width(match[1]), (passage.at(*match.span()), match.group()))
        narrow.extend(passage.at(*match.span()) for match in _HALF_WIDTH.finditer(passage.raw))
    if len(numbers) > 1:
        (location, quote), *others = [numbers[sign] for sign in sorted(numbers, key=lambda sign: sign == "〔")]
        places = tuple(context.place(place) for place, _ in others)
        message = f"文号的括号有{len(numbers)}种写法（{' '.join(numbers)}），应统一为“〔〕”"
        yield RULE.finding(context, location, message, quote=quote, others=places)
    if narrow:
        places = tuple(context.place(place) for place in narrow[1:])
        yield RULE.finding(context, narrow[0], f"中文里有{len(narrow)}处半角逗号或分号", others=places)


RULE = Rule("FM09", "mixed-signs", "标点写法不统一", "note", check, __doc__ or "")
