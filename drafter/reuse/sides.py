"""Passages of one or several reports in one row of codes, with their figures: what the stages of a comparison work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from drafter.reuse.normalise import MARKS, Codes, encode, words_of
from drafter.reuse.records import Passage
from drafter.reuse.reuse_settings import ReuseTools

__all__ = ["Side", "side"]


@dataclass(frozen=True, slots=True)
class Side:
    """Passages and, in the same order, their codes and figures."""

    passages: tuple[Passage, ...]
    row: Codes
    starts: tuple[int, ...]
    """Where each passage begins in the passages joined by line breaks; one more entry marks the end."""
    convention: npt.NDArray[np.bool_]
    """Which codes are convention."""
    bounds: tuple[int, ...]
    """Where the codes of each passage begin in the row; one more entry marks the end."""
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was worked out of a passage and is asked for again."""

    def conventions(self, passage: int) -> npt.NDArray[np.bool_]:
        """Which codes of a passage are convention."""
        return self.convention[self.bounds[passage] : self.bounds[passage + 1] - 1]

    def codes(self, passage: int) -> npt.NDArray[np.uint16]:
        """The codes of a passage."""
        return self.row.codes[self.bounds[passage] : self.bounds[passage + 1] - 1]

    def own(self, passage: int) -> str:
        """The words of a passage that are its own, neither convention nor marks, a character each."""
        key = ("own", passage)
        if key not in self.memo:
            codes = self.codes(passage)
            self.memo[key] = words_of(codes[~self.conventions(passage) & (codes > MARKS)])
        found: str = self.memo[key]
        return found

    def conventional(self, passage: int) -> float:
        """The share of a passage that is convention."""
        flags = self.conventions(passage)
        return np.count_nonzero(flags) / len(flags) if len(flags) else 1.0

    def places(self, passage: int) -> npt.NDArray[np.int32]:
        """Where each code of a passage stands in its text."""
        return self.row.places[self.bounds[passage] : self.bounds[passage + 1] - 1] - self.starts[passage]

    def span(self, passage: int, first: int, last: int) -> tuple[int, int]:
        """The half-open span of a passage's text that a half-open span of its codes stands for."""
        begin, start = self.bounds[passage], self.starts[passage]
        return int(self.row.places[begin + first]) - start, int(self.row.ends[begin + last - 1]) - start

    def words(self, passage: int, code: int) -> str:
        """What one code of a passage stands for, as written."""
        first, last = self.span(passage, code, code + 1)
        return self.passages[passage].text[first:last]


def side(passages: Sequence[Passage], names: Iterable[str], tools: ReuseTools, *, size: int) -> Side:
    """Passages, encoded; `names` are those of all reports that are compared, `size` that of the grams."""
    texts = [passage.text for passage in passages]
    starts = tuple(np.cumsum([0, *(len(text) + 1 for text in texts)]).tolist())
    digits = tools.numbers.digits("\n".join(texts))
    row = encode(texts, figures=digits, names=names, cited=tools.settings.cited)
    convention = tools.convention.covered(row, size)
    return Side(tuple(passages), row, starts, convention, tuple(row.bounds.tolist()))
