"""What everybody writes: grams of the standard wording, taken out before two reports are compared.

Measured on synthetic pairs (docs/measurements.md): to know the templates decides the result, not the measure of likeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from drafter.claims.figures import Numbers
from drafter.core.patterns import lazy_re
from drafter.reuse.grams import distinct, gram_hashes
from drafter.reuse.normalise import BREAK, Codes, encode
from drafter.wording.literals import SLOT

__all__ = ["Convention"]

WHOLE, WHOLE_SIZE = 0.9, 4
"""Share of a sentence in grams of that size that are convention, from which on the sentence is."""
_SLOT = lazy_re(SLOT)


@dataclass(frozen=True)
class Convention:
    """Standard wording as codes, its slots as marks."""

    row: Codes
    _grams: dict[int, npt.NDArray[np.uint64]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, wording: Iterable[str], numbers: Numbers, cited: re.Pattern[str] | None = None) -> Convention:
        """The convention of lines of wording, in which `SLOT` stands for a fact."""
        lines = [line for text in wording for line in text.split("\n") if line.strip()]
        joined = "\n".join(lines)
        slots = [match.span() for match in _SLOT.finditer(joined)]
        return cls(encode(lines, figures=[*slots, *numbers.digits(joined)], cited=cited))

    def grams(self, size: int) -> npt.NDArray[np.uint64]:
        """The hashes of its grams, sorted."""
        if size not in self._grams:
            hashes, whole = gram_hashes(self.row, size)
            self._grams[size] = distinct(hashes[whole])
        return self._grams[size]

    def covered(self, row: Codes, size: int) -> npt.NDArray[np.bool_]:
        """Which codes of a row lie in a gram that is convention."""
        hashes, whole = gram_hashes(row, size)
        starts = np.flatnonzero(whole & np.isin(hashes, self.grams(size)))
        covered = np.zeros(len(row.codes), np.bool_)
        for step in range(size):
            covered[starts + step] = True
        return covered

    def holds(self, sentence: bytes) -> bool:
        """Whether a sentence, given as its codes, is convention from beginning to end."""
        codes = np.append(np.frombuffer(sentence, np.uint16), np.uint16(BREAK))
        nowhere = np.zeros(len(codes), np.int32)
        row = Codes(codes, nowhere, nowhere, np.array([0, len(codes)], np.int32))
        return len(sentence) > 0 and float(np.mean(self.covered(row, WHOLE_SIZE)[:-1])) >= WHOLE
