"""The sentences and clauses of a passage, as parts of its codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from drafter.reuse.sides import Side

__all__ = ["CLAUSE", "SENTENCE", "parts"]

SENTENCE = re.compile(r"[^。；！？!?;\n]+")
CLAUSE = re.compile(r"[^。；！？!?;，,：:\n]+")


def parts(side: Side, passage: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The half-open spans of codes of each part of a passage's text that matches the pattern; parts without codes left out."""
    spans = [match.span() for match in pattern.finditer(side.passages[passage].text)]
    edges = np.searchsorted(side.places(passage), [edge for span in spans for edge in span]).tolist()
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if start < stop:
            yield start, stop
