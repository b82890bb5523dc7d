"""Rule mixed-signs: document numbers in several kinds of brackets, half-width stops in Chinese text; manual page: pages/FM09.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.document import Location
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.rules.base import CheckContext
from drafter.rules.page import computed
from drafter.rules.texts import passages

__all__ = ["RULE"]

_NUMBER = lazy_re(r"[一-鿿]\s*([〔【\[（(﹝])\s*(?:19|20)\d\d\s*[〕】\]）)﹞]\s*第?\s*\d+\s*号")
_HALF_WIDTH = lazy_re(r"(?<=[一-鿿])[,;](?=\s*[一-鿿])")


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


RULE = computed("FM09", check)
