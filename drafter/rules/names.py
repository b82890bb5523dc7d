"""A unit's own name miswritten: 和 for 与, a wrong, missing or doubled character, the district left out of a title.

The name that the report uses most is taken for right. Another unit's name may be as like it as a slip (the bureau above, the second
school beside the first), so only the part behind the district may differ, by one character that tells no unit from another; and the
district may be missing only where a title speaks of the report's own accounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["NameWords", "Slip", "miswritten"]

SHORTEST_OWN = 5
"""Characters of a name behind its district from which one that differs is a slip."""
ANCHOR = 2
"""Characters that a miswritten name shares with the right one at its beginning."""
FEWEST_TIMES = 3
"""A name stands so many times as often as its slip; else it is another unit's."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """What the settings say of names."""

    name: re.Pattern[str]
    district: re.Pattern[str]
    """The district at the head of a name."""
    another: re.Pattern[str]
    """A character that makes it another unit's name."""
    excused: re.Pattern[str]
    """Words of a sentence that speaks of a former or another name."""
    title: re.Pattern[str]
    """Words of a title that speaks of the report's own accounts."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A miswritten name: its span in one of the texts."""

    text: int
    start: int
    end: int


def miswritten(right: str, texts: list[str], titles: frozenset[int], words: NameWords) -> Iterator[Slip]:
    """The places where the name stands with a slip, of a slip that is rare enough."""
    found: dict[str, list[Slip]] = {}
    for index, text in enumerate(texts):
        for start in _places(text, right[:ANCHOR]):
            match = words.name.match(text, start)
            if match is None or match.group() == right or words.excused.search(text[max(0, start - 12) : match.end() + 12]):
                continue
            if _is_slip(right, match.group(), words, title=index in titles):
                found.setdefault(match.group(), []).append(Slip(index, start, match.end()))
    times = sum(text.count(right) for text in texts)
    for slips in found.values():
        if len(slips) * FEWEST_TIMES <= times:
            yield from slips


def _places(text: str, anchor: str) -> Iterator[int]:
    place = text.find(anchor)
    while place >= 0:
        yield place
        place = text.find(anchor, place + 1)


def _is_slip(right: str, written: str, words: NameWords, *, title: bool) -> bool:
    if written[-2:] != right[-2:]:
        return False
    district, own = _parts(right, words)
    other, its_own = _parts(written, words)
    if own == its_own:
        return title and bool(other) and len(other) < len(district) and district.startswith(other)
    return district == other and len(own) >= SHORTEST_OWN and _one_character(own, its_own, words.another)


def _parts(name: str, words: NameWords) -> tuple[str, str]:
    match = words.district.match(name)
    end = match.end() if match else 0
    return name[:end], name[end:]


def _one_character(right: str, written: str, another: re.Pattern[str]) -> bool:
    """Whether one character is another, missing or too many, and it is none that makes it another unit."""
    from rapidfuzz.distance import Levenshtein

    changes = Levenshtein.editops(right, written).as_list()
    if len(changes) != 1:
        return False
    tag, source, target = str(changes[0][0]), int(changes[0][1]), int(changes[0][2])
    signs = (right[source] if tag != "insert" else "") + (written[target] if tag != "delete" else "")
    return not any(another.fullmatch(sign) for sign in signs)
