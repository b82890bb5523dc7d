"""Whether two causes that a unit states are one cause, in other words: what is then one situation, not two.

供货单位十月才交货 and 设备到货延误 are the same story; so are two causes that name the same kind of reason for money left over. Words
are those of the field's own dictionary, which takes a millisecond; figures and signs are left aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment
from drafter.drafting.diagnosis.money import told_kind
from drafter.wording.lexicon import Lexicon

__all__ = ["Causes", "contained"]

ALIKE = 0.6
"""Share of the words of the shorter cause that stand in the longer one in the same order."""
ALIKE_IN_KIND = 0.5
"""The same for two that name one kind of reason."""
FEWEST = 3
"""A cause of fewer words is like another only where it stands in it."""
_FIGURES = lazy_re(r"\d+(?:\.\d+)?")
_CHINESE = lazy_re(r"[一-鿿]+")


class Causes:
    """Compares causes: by what they contain, by the kind of reason, by their words."""

    def __init__(self, reasons: Mapping[str, Sequence[str]], lexicon: Callable[[], Lexicon]) -> None:
        self._reasons = reasons
        self._lexicon = lexicon
        self._cut: dict[str, list[str]] = {}

    def same_story(self, one: Fragment, other: Fragment) -> bool:
        """Whether what went wrong in the work and what left the money over is one thing: the same kind of reason, or like words."""
        return self._one_kind(one, other) or self.alike(one, other)

    def _one_kind(self, one: Fragment, other: Fragment) -> bool:
        kind = told_kind(one.plain, self._reasons)
        return bool(kind) and kind == told_kind(other.plain, self._reasons)

    def alike(self, one: Fragment, other: Fragment, *, share: float = ALIKE) -> bool:
        """Whether one contains the other, or most words of the shorter stand in the longer in their order."""
        if contained(one, other):
            return True
        from rapidfuzz.distance import LCSseq

        words, others = self._words(one.plain), self._words(other.plain)
        shorter = min(len(words), len(others))
        return shorter >= FEWEST and LCSseq.similarity(words, others) >= share * shorter

    def once(self, causes: Iterable[Fragment]) -> tuple[Fragment, ...]:
        """Each cause once; of two that are alike and name the same figures, the longer stays."""
        kept: list[Fragment] = []
        for cause in causes:
            twin = next((place for place, other in enumerate(kept) if self._repeats(cause, other)), None)
            if twin is None:
                kept.append(cause)
            elif len(cause.plain) > len(kept[twin].plain):
                kept[twin] = cause
        return tuple(kept)

    def _repeats(self, one: Fragment, other: Fragment) -> bool:
        if contained(one, other):
            return True
        figures, others = (set(_FIGURES.findall(fragment.plain)) for fragment in (one, other))
        share = ALIKE_IN_KIND if self._one_kind(one, other) else ALIKE
        return (figures <= others or others <= figures) and self.alike(one, other, share=share)

    def _words(self, text: str) -> list[str]:
        if text not in self._cut:
            lexicon = self._lexicon()
            left_out = {*lexicon.particles, *_PARTICLES}
            self._cut[text] = [
                word for match in _CHINESE.finditer(text) for word in lexicon.cut(match.group()) if word not in left_out
            ]
        return self._cut[text]


_PARTICLES = "月日年的了在于"
"""Of a date, or of no content."""


def contained(one: Fragment, other: Fragment) -> bool:
    """Whether one cause stands in the other, their full stops aside."""
    first, second = (fragment.plain.rstrip("。；，") for fragment in (one, other))
    return first in second or second in first
