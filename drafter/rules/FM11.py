"""Rule unfinished-end: a section that ends with a comma or a semicolon; manual page: pages/FM11.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from drafter.core.document import Block, Heading, Paragraph
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.page import computed
from drafter.rules.texts import body, is_title_like

__all__ = ["RULE"]

_OPEN = lazy_re(r"[；;，、]\s*$")
_UPPER = lazy_re(r"\s*(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+(?:部分|章|节))")
SHORTEST = 20
"""Characters from which a text is a sentence and no label."""
CONTEXT = 14


def check(context: CheckContext) -> Iterator[Finding]:
    """Sentences that stop with an open sign where a new section begins."""
    for one, two in pairwise([*body(context)]):
        match = _OPEN.search(one.text)
        if match is None or len(one.text) < SHORTEST or not isinstance(context.document.blocks[one.block], Paragraph):
            continue
        if _begins_section(context.document.blocks[two.block]) and is_title_like(context, two.block):
            sign = match.group().strip()
            quote = one.words(max(0, match.start() - CONTEXT), match.end())
            message = f"一节的最后用了“{sign}”，话没有说完，或者应改为句号"
            yield RULE.finding(
                context, one.at(match.start(), match.end()), message, quote=quote.strip(), stated=sign, expected="。"
            )


def _begins_section(block: Block) -> bool:
    return isinstance(block, Heading | Paragraph) and _UPPER.match(block.text) is not None


RULE = computed("FM11", check)
