"""Where each piece of a drafted text comes from.

A template yields `Segment`s, not strings with marks: the words of the template itself, a figure, a phrase, a sentence that
a person wrote in the facts file, a gap. A `Draft` is the `Document` they make up with an `Anchor` for every figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from drafter.core.document import Document, Location

__all__ = ["Advice", "Anchor", "Draft", "Fragment", "Mark", "Origin", "Segment", "UnprintableError"]

OriginKind = Literal["template", "phrase", "fact", "formula", "text", "gap", "proposal", "plan"]


@dataclass(frozen=True, slots=True)
class Origin:
    """The source of a piece of text."""

    kind: OriginKind = "template"
    path: str = ""
    """Fact path (``项目 → 1 → 资金 → 支出``), phrase id, or the path that a gap asks for."""
    line: int = 0
    """Line of the facts file; 0 for none."""
    formula: str = ""
    """How a derived figure was computed: ``94.44 ÷ 127``."""


TEMPLATE = Origin()


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with one origin."""

    text: str
    origin: Origin = TEMPLATE


class UnprintableError(TypeError):
    """A value reached a template's output as a bare string; its origin would be lost."""


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """A run of segments: what a template, a macro, a loop or a narrative in the facts file yields.

    Equal to a string of the same words, so that templates can compare; turning it into a string is refused, because the
    origins would be lost.
    """

    segments: tuple[Segment, ...] = ()

    @classmethod
    def of(cls, text: str, origin: Origin = TEMPLATE) -> Fragment:
        """A fragment of one segment."""
        return cls((Segment(text, origin),))

    @classmethod
    def join(cls, parts: Iterable[Fragment]) -> Fragment:
        """Fragments one after the other."""
        return cls(tuple(segment for part in parts for segment in part.segments))

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(segment.text for segment in self.segments)

    def __bool__(self) -> bool:
        return any(segment.text.strip() for segment in self.segments)

    def __len__(self) -> int:
        return sum(len(segment.text) for segment in self.segments)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Fragment):
            return self.plain == other.plain
        return self.plain == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.plain)

    def __contains__(self, words: str) -> bool:
        return words in self.plain

    def __str__(self) -> str:
        raise UnprintableError(f"“{self.plain[:20]}”不能变成普通字符串，否则来源会丢失")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that a person still has to look at: something to fill in, or a proposal to confirm."""

    location: Location
    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure of the draft and its way back to its fact."""

    name: str
    """``F0001`` …; the bookmark in Word is ``_F0001``."""
    location: Location
    text: str
    """As printed, with its unit: ``94.44万元``."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Advice:
    """Something for whoever drafts, shown on the screen and never in the report."""

    kind: Literal["疑问", "填报", "建议"]
    """疑问: facts that can hardly be right. 填报: a box that should be filled. 建议: something to think about."""
    code: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A document with the origin of all its figures."""

    document: Document
    anchors: tuple[Anchor, ...]
    marks: tuple[Mark, ...]
    advice: tuple[Advice, ...] = ()
    facts_source: str = ""
    """The facts file's name, without its folder."""
    printed: frozenset[str] = frozenset()
    """The fact paths of which something was printed."""
