"""How a passage was carried over: the kind of copying, and the places where both passages agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.reuse.alignment import Run, covered, merged, runs
from drafter.reuse.clauses import clauses
from drafter.reuse.normalise import CITED, FIGURE, YEAR, words_of
from drafter.reuse.records import Kind
from drafter.reuse.sides import Side
from drafter.reuse.vocabulary import word_for_word

__all__ = ["Likeness", "common_runs", "likeness"]

SAME_SENTENCES = 0.85
"""Share of both passages in common sentences, from which on only their order is another."""
MUCH_AGREES = 0.6
MUCH_MOVED = 0.15
"""Shares of the longer passage in runs, and in runs that stand in another order, from which on it is reordered."""
WINDOW = 15
"""Codes that are looked at together to tell a new stretch from a changed one."""
NEW = 0.5
"""Share of agreeing codes below which a window is new text."""
MUCH_NEW = 0.25
"""Share of new text from which on only a part was carried over."""
IN_OTHER_WORDS = 0.6
"""Share of changed places with a word for a word, from which on a passage is reworded."""
_BLANK = lazy_re(r"\s+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two passages agree."""

    kind: Kind
    runs: tuple[Run, ...]
    """Codes of both that agree, changed marks left out."""


def likeness(current: Side, passage: int, prior: Side, source: int) -> Likeness:
    """The kind of copying between a passage and the one it came from."""
    now, then = _codes(current, passage), _codes(prior, source)
    if np.array_equal(now, then):
        changed = _changed_marks(current, passage, prior, source, now)
        return Likeness(_kind_of_marks(changed), tuple(_between(len(now), sorted(changed))))
    found = common_runs(current, passage, prior, source)
    if _reordered(current, passage, prior, source) or _moved(found, max(len(now), len(then))):
        return Likeness("reordered", merged(found))
    new, agreeing = _new_share(now, then, found)
    if new >= MUCH_NEW:
        return Likeness("partial", merged(found))
    reworded = word_for_word(words_of(now), words_of(then), IN_OTHER_WORDS)
    return Likeness("reworded" if reworded else "edited", agreeing)


def common_runs(current: Side, passage: int, prior: Side, source: int) -> tuple[Run, ...]:
    """`runs` of two passages, remembered."""
    key = ("runs", passage, source)
    if key not in current.memo:
        current.memo[key] = runs(current.codes(passage), prior.codes(source))
    found: tuple[Run, ...] = current.memo[key]
    return found


def _codes(side: Side, passage: int) -> npt.NDArray[np.uint16]:
    return side.codes(passage)


def _changed_marks(current: Side, passage: int, prior: Side, source: int, codes: npt.NDArray[np.uint16]) -> dict[int, int]:
    """The marks that stand for something else than before, by place; a name of the unit's own may be another."""
    places = [place for place, code in enumerate(codes.tolist()) if code in {FIGURE, YEAR, CITED}]
    return {
        place: int(codes[place]) for place in places if _bare(current.words(passage, place)) != _bare(prior.words(source, place))
    }


def _bare(text: str) -> str:
    return _BLANK.sub("", fold_width(text)).replace(",", "")


def _kind_of_marks(changed: dict[int, int]) -> Kind:
    if not changed:
        return "verbatim"
    return "figures-only" if FIGURE in changed.values() else "year-only"


def _between(length: int, changed: list[int]) -> list[Run]:
    """What lies between changed marks, as runs."""
    edges = [-1, *changed, length]
    return [Run(a + 1, a + 1, b - a - 1, b - a - 1) for a, b in pairwise(edges) if b - a > 1]


def _reordered(current: Side, passage: int, prior: Side, source: int) -> bool:
    """Whether nearly the same clauses stand in another order."""
    sizes = sorted((len(current.codes(passage)), len(prior.codes(source))))
    if sizes[0] < SAME_SENTENCES * sizes[1]:
        return False
    now, then = _clauses(current, passage), _clauses(prior, source)
    common = Counter(now) & Counter(then)
    shared = sum(len(clause) * count for clause, count in common.items())
    least = SAME_SENTENCES * max(sum(map(len, now)), sum(map(len, then)))
    kept, before = [c for c in now if c in common], [c for c in then if c in common]
    return shared >= least and shared > 0 and kept != before


def _moved(found: Sequence[Run], length: int) -> bool:
    """Whether much of two passages agrees, and much of that in another order."""
    best: list[int] = []
    for place, run in enumerate(found):
        before = (best[other] for other in range(place) if found[other].prior < run.prior)
        best.append(run.length + max(before, default=0))
    agreeing = sum(run.length for run in found)
    return agreeing >= MUCH_AGREES * length and agreeing - max(best, default=0) >= MUCH_MOVED * length


def _clauses(side: Side, passage: int) -> list[bytes]:
    """The codes of each clause of a passage."""
    codes = side.codes(passage)
    return [codes[start:stop].tobytes() for start, stop in clauses(side, passage)]


def _new_share(
    now: npt.NDArray[np.uint16], then: npt.NDArray[np.uint16], found: tuple[Run, ...]
) -> tuple[float, tuple[Run, ...]]:
    """The greater share of new text in either passage, and the runs of the common sequence."""
    flags, others = covered(found, len(now)), covered(found, len(then), prior=True)
    blocks = [block for block in Indel.opcodes(words_of(now), words_of(then)) if block.tag == "equal"]
    for block in blocks:
        flags[block.src_start : block.src_end] = True
        others[block.dest_start : block.dest_end] = True
    same = [Run(b.src_start, b.dest_start, b.src_end - b.src_start, b.dest_end - b.dest_start) for b in blocks]
    longer = merged(same)
    return max(_new(flags), _new(others)), tuple(run for run in longer if run.length >= 2)


def _new(flags: npt.NDArray[np.bool_]) -> float:
    """The share of a passage that lies in windows where little agrees."""
    if len(flags) < WINDOW:
        return 1 - np.count_nonzero(flags) / len(flags) if len(flags) else 0.0
    density = np.convolve(flags, np.full(WINDOW, 1 / WINDOW), "same")
    weight = np.convolve(np.ones(len(flags)), np.full(WINDOW, 1 / WINDOW), "same")
    return np.count_nonzero(density < NEW * weight) / len(flags)
