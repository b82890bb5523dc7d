"""What others measure likeness with, on the same paragraphs: the greatest likeness of each to any of last year's, 0 to 1.

None of them knows the standard wording; which threshold to take is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

__all__ = ["baselines"]

Scores = npt.NDArray[np.float64]
Method = Callable[[Sequence[str], Sequence[str]], Scores]
PERMUTATIONS = 128


def baselines() -> dict[str, Method | None]:
    """The methods by name; `None` where the library is not installed."""
    minhash = find_spec("datasketch") is not None
    return {
        "difflib ratio（autojunk=False）": _difflib,
        "rapidfuzz cdist ratio": _rapidfuzz,
        "datasketch MinHash128 三字": (lambda a, b: _minhash(a, b, 3)) if minhash else None,
        "datasketch MinHash128 五字": (lambda a, b: _minhash(a, b, 5)) if minhash else None,
    }


def _difflib(current: Sequence[str], prior: Sequence[str]) -> Scores:
    best = []
    for text in current:
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        top = 0.0
        for other in prior:
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() > top and matcher.quick_ratio() > top:
                top = max(top, matcher.ratio())
        best.append(top)
    return np.array(best)


def _rapidfuzz(current: Sequence[str], prior: Sequence[str]) -> Scores:
    found: Scores = process.cdist(current, prior, scorer=fuzz.ratio, dtype=np.float64).max(axis=1) / 100
    return found


def _minhash(current: Sequence[str], prior: Sequence[str], size: int) -> Scores:
    from datasketch import MinHash

    def signatures(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
        grams = [{text[i : i + size].encode() for i in range(max(1, len(text) - size + 1))} for text in texts]
        return np.array([made.hashvalues for made in MinHash.bulk(grams, num_perm=PERMUTATIONS)])

    now, then = signatures(current), signatures(prior)
    return np.array([float((then == row).mean(axis=1).max()) for row in now])
