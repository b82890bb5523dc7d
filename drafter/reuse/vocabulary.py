"""Words for words: whether a changed passage says the same in other words, by the words of jieba's dictionary.

Only the dictionary's list is read, as arrays (0.03 s); jieba's own loading (0.5 s) would be paid by every comparison.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

__all__ = ["is_made_of_words", "is_word", "word_for_word"]

LENGTHS = (2, 3, 4)
"""Characters of the words that are known."""
PARTICLES = frozenset("不未无较更最已均都的了和与及为在是由将")
"""Words of one character that may stand between others."""
WIDENED = 2
"""So many characters beside a change may belong to its words."""
LONGEST_CHANGE = 10
_BYTES = 3
"""Of a Chinese character in UTF-8."""
_SPACE, _LINE = 0x20, 0x0A


@lru_cache(maxsize=1)
def _dictionary() -> dict[int, npt.NDArray[np.uint64]]:
    """For each length the hashes of all words, sorted."""
    spec = find_spec("jieba")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    data = np.fromfile(folder / "dict.txt", np.uint8) if folder else np.zeros(0, np.uint8)
    data = np.concatenate([data, np.zeros(max(LENGTHS) * _BYTES + 1, np.uint8)])
    begins = np.concatenate(([0], np.flatnonzero(data == _LINE) + 1))
    begins = begins[begins < len(data) - max(LENGTHS) * _BYTES - 1]
    return {length: _words(data, begins, length * _BYTES) for length in LENGTHS}


def _words(data: npt.NDArray[np.uint8], begins: npt.NDArray[np.int64], width: int) -> npt.NDArray[np.uint64]:
    fitting = begins[data[begins + width] == _SPACE]
    return np.sort(_hashes(data[fitting[:, None] + np.arange(width)]))


def _hashes(rows: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    found = np.zeros(len(rows), np.uint64)
    for column in range(rows.shape[1]):
        found = found * np.uint64(0x100000001B3) + rows[:, column]
    return found


@lru_cache(maxsize=8192)
def is_word(text: str) -> bool:
    """Whether the dictionary has a word of two to four Chinese characters.

    >>> is_word("提升"), is_word("升提")
    (True, False)
    """
    data = text.encode("utf-8", "replace")
    if len(text) not in LENGTHS or len(data) != len(text) * _BYTES:
        return False
    known = _dictionary()[len(text)]
    wanted = _hashes(np.frombuffer(data, np.uint8)[None, :])[0]
    place = int(np.searchsorted(known, wanted))
    return place < len(known) and bool(known[place] == wanted)


def word_for_word(current: str, prior: str, least: float) -> bool:
    """Whether at so large a share of the changed places one word of the dictionary stands for another."""
    changes = _changes(current, prior)
    allowed = len(changes) - least * len(changes)
    missed = 0
    for change in changes:
        missed += not _replaced(current, prior, change)
        if missed > allowed:
            return False
    return bool(changes)


def _changes(current: str, prior: str) -> list[tuple[int, int, int, int]]:
    """The places that differ, one character between them left out: half-open spans in both."""
    found: list[tuple[int, int, int, int]] = []
    for operation in Indel.opcodes(current, prior):
        if operation.tag == "equal":
            continue
        span = (operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        last = found[-1] if found else None
        if last and span[0] - last[1] <= 1 and span[2] - last[3] <= 1:
            found[-1] = (last[0], span[1], last[2], span[3])
        else:
            found.append(span)
    return found


def _replaced(current: str, prior: str, change: tuple[int, int, int, int]) -> bool:
    """Whether both sides of a change, widened by the same few characters, are made of words."""
    first, last, prior_first, prior_last = change
    if max(last - first, prior_last - prior_first) > LONGEST_CHANGE:
        return False
    for before in range(WIDENED + 1):
        for after in range(WIDENED + 1):
            now = current[max(0, first - before) : last + after]
            then = prior[max(0, prior_first - before) : prior_last + after]
            if is_made_of_words(now) and is_made_of_words(then):
                return True
    return False


def is_made_of_words(text: str) -> bool:
    """Whether a text can be cut into words of the dictionary and particles.

    >>> is_made_of_words("衔接顺畅"), is_made_of_words("衔接顺")
    (True, False)
    """
    ends = {0}
    for place in range(len(text)):
        if place in ends:
            ends |= {place + length for length in LENGTHS if is_word(text[place : place + length])}
            ends |= {place + 1} if text[place] in PARTICLES else set()
    return bool(text) and len(text) in ends
