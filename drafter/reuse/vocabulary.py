"""Words for words: whether a changed passage says the same in other words, by the words that jieba cuts it into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rapidfuzz.distance import Indel

from drafter.wording.segmentation import is_word, words

__all__ = ["word_for_word"]

PARTICLES = frozenset("不未无较更最已均都的了和与及为在是由将")
"""Words of one character that may stand between others."""
LONGEST_CHANGE = 12
"""Characters of one side beyond which a change is new text, not another word."""

Span: TypeAlias = tuple[int, int, int, int]
"""Half-open places of a change, in the current and in the prior sequence."""


def word_for_word(current: str, prior: str, least: float) -> bool:
    """Whether at so large a share of the changed places words stand for other words."""
    if not _may_be(current, prior, least):
        return False
    now, then = words(current), words(prior)
    spans = _changes(now, then)
    replaced = sum(_is_replaced(now[a:b], then[c:d]) for a, b, c, d in spans)
    return bool(spans) and replaced >= least * len(spans)


def _may_be(current: str, prior: str, least: float) -> bool:
    """Whether enough changes are short and have text on both sides, as other words have; cutting words costs more than this."""
    spans = _changes(current, prior)
    short = sum(a < b and c < d and max(b - a, d - c) <= LONGEST_CHANGE for a, b, c, d in _widened(spans))
    return bool(spans) and short >= least * len(spans)


def _widened(spans: Sequence[Span]) -> list[Span]:
    """A word may keep a character: 提高 for 提升 is an insertion beside one, so each change is looked at with its neighbours."""
    return [(max(0, a - 1), b + 1, max(0, c - 1), d + 1) for a, b, c, d in spans]


def _changes(current: Sequence[str], prior: Sequence[str]) -> list[Span]:
    """The places that differ; those with one character between them are one."""
    found: list[Span] = []
    for operation in Indel.opcodes(current, prior):
        if operation.tag == "equal":
            continue
        span = (operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        last = found[-1] if found else None
        if last and len("".join(current[last[1] : span[0]])) <= 1:
            found[-1] = (last[0], span[1], last[2], span[3])
        else:
            found.append(span)
    return found


def _is_replaced(now: Sequence[str], then: Sequence[str]) -> bool:
    """Whether both sides of a change are words, and not many."""
    return all(_are_words(side) and len("".join(side)) <= LONGEST_CHANGE for side in (now, then))


def _are_words(side: Sequence[str]) -> bool:
    return any(len(word) > 1 for word in side) and all(is_word(word) or word in PARTICLES for word in side)
