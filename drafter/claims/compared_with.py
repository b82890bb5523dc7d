"""What a change is compared with: 比报告数▮增加▮，比2019年决算数下降▮ are two comparisons, 较上年增加▮，增长▮ is one."""

from __future__ import annotations

from drafter.claims.claim_forms import CLASSES
from drafter.core.patterns import lazy_re

__all__ = ["compares_with_another"]

_WHAT = lazy_re(
    rf"(?<![同环])[比较与](?P<what>[^，。；{CLASSES['量'][1:-1]}]{{2,20}}?)(?:相比|{CLASSES['量']}|(?=[增减上下提降多少]|$))"
)
"""The words behind 比: 报告数, 2019年决算数."""
_LAST_YEAR = lazy_re(r"上年|去年|同期")


def compares_with_another(masked: str, place: int, between: str) -> bool:
    """Whether the amount of a change at a place and the rate behind `between` are each compared with something of its own."""
    clause = max(masked.rfind(mark, 0, place) for mark in "，。；") + 1
    found = [_WHAT.search(words) for words in (masked[clause:place], between)]
    whats = [_LAST_YEAR.sub("上年", match["what"]) for match in found if match is not None]
    return len(whats) == len(found) and whats[0] not in whats[1] and whats[1] not in whats[0]
