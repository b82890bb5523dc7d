"""The year that a report is about: the one that its titles and sentences name most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from drafter.core.patterns import lazy_re

__all__ = ["LONGEST_TITLE", "TITLE_ENDS", "most_named_year", "years_named"]

_YEAR = lazy_re(r"(?<!\d)(20[0-4]\d)\s*年(度)?")
_NAMED = lazy_re(r"(?:19|20)\d\d(?=年)")
_TITLE_YEAR = lazy_re(r"(?<!\d)(2\s*0\s*[0-4]\s*\d)\s*年\s*度?")
_AS_OF = lazy_re(r"截[至止]\s*(20[0-4]\d)\s*年(?:\s*12\s*月|底|末)")
_BASE = lazy_re(r"(?:与|比|较|同|上年|去年)[^，。；]{0,6}$|[〔【\[(（﹝]\s*$|[-—~至到]\s*$")
TITLE_ENDS = "。；;！？!?：:，,、"
"""A text that ends with one of these is no title."""
LONGEST_TITLE = 45
LONGEST_BASE = 20
"""Characters before a year that say whether it is a base year or a document number's."""
OPENING = 6
"""Short paragraphs at the head of a document among which its title is looked for."""


def years_named(text: str) -> list[int]:
    """The years that a stretch of text names, in order.

    >>> years_named("2023年下达，2024年度支出")
    [2023, 2024]
    """
    return [int(year) for year in _NAMED.findall(text)]


def most_named_year(texts: Iterable[str]) -> int | None:
    """The year of a report from its folded texts in reading order; `None` where none is named.

    年度 weighs more than 年, a title and 截至…年12月 more than a sentence; base years (与2023年度相比) and the years of
    document numbers do not count.
    """
    votes: Counter[int] = Counter()
    for place, text in enumerate(texts):
        for match in _YEAR.finditer(text):
            if not _BASE.search(text, max(0, match.start() - LONGEST_BASE), match.start()):
                votes[int(match[1])] += 2 if match[2] else 1
        votes.update({int(match[1]): 3 for match in _AS_OF.finditer(text)})
        title = text.strip()
        if place < OPENING and len(title) <= LONGEST_TITLE and title[-1:] not in TITLE_ENDS:
            votes.update({int("".join(match[1].split())): 3 for match in _TITLE_YEAR.finditer(text)})
    return max(sorted(votes), key=lambda year: (votes[year], year)) if votes else None
