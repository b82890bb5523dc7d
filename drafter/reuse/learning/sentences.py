"""The sentences of a report with their figures, years, names and citations set apart from their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.claims.figures import Numbers
from drafter.core.patterns import lazy_re
from drafter.reuse.normalise import MARKS, encode
from drafter.reuse.passages import Given
from drafter.reuse.records import Sort
from drafter.reuse.reuse_settings import ReuseSettings

__all__ = ["Piece", "ReportedSentence", "sentences_told"]

_SENTENCE = lazy_re(r"[^。！？!?；;]+[。！？!?；;]?")
_LEAD = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]\s*|[一二三四五六七八九十]是|首先[，,]?|其次[，,]?|最后[，,]?|[①-⑳])+"
)
_BRACES = lazy_re(r"\{[{%#]|[#%}]\}|\n")
"""Would be read as a template."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: its own words, or what is filled in each year."""

    text: str
    mark: int = 0
    """`drafter.reuse.normalise.FIGURE`, `YEAR`, `NAME` or `CITED`; 0 for words."""


@dataclass(frozen=True, slots=True)
class ReportedSentence:
    """A sentence as one report tells it."""

    key: bytes
    """The same for sentences that differ only in what is filled in, in punctuation and white space."""
    pieces: tuple[Piece, ...]
    report: int
    section: str
    sort: Sort

    @property
    def text(self) -> str:
        """As it is written."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> str:
        """Its own words."""
        return "".join(piece.text for piece in self.pieces if not piece.mark)


def sentences_told(
    report: Given, index: int, settings: ReuseSettings, numbers: Numbers, cause: re.Pattern[str] | None = None
) -> Iterator[ReportedSentence]:
    """The sentences outside tables; what may stay from year to year anyway (职能, 名词解释) is no news.

    A problem is stated up to where it says why: next year's reason is another.
    """
    for passage in report.passages:
        if passage.sort == "沿用" or passage.location.row is not None:
            continue
        for match in _SENTENCE.finditer(passage.text):
            text = _LEAD.sub("", match.group()).strip()
            if cause and passage.sort == "问题":
                text = cause.sub("。", text)
            if text and not _BRACES.search(text):
                row = encode([text], figures=numbers.digits(text), names=report.profile.names, cited=settings.cited)
                pieces = tuple(_pieces(text, row.of(0).tolist(), row.places.tolist(), row.ends.tolist()))
                yield ReportedSentence(row.of(0).tobytes(), pieces, index, passage.section, passage.sort)


def _pieces(text: str, codes: list[int], places: list[int], ends: list[int]) -> Iterator[Piece]:
    begin = 0
    for code, start, end in zip(codes, places, ends, strict=False):
        if code <= MARKS:
            if start > begin:
                yield Piece(text[begin:start])
            yield Piece(text[start:end], code)
            begin = end
    if begin < len(text):
        yield Piece(text[begin:])
