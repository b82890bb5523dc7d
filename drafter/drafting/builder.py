"""Lines and tables to a `Document` in which every number has an anchor.

A number of unknown origin is a fault of a template or phrase and is refused; that is what makes a draft traceable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.claims.figures import Numbers, NumberSpan
from drafter.core.document import (
    Block,
    Cell,
    Document,
    Heading,
    Location,
    PageBreak,
    Paragraph,
    ParagraphKind,
    SectionStart,
    Table,
)
from drafter.core.errors import InputError
from drafter.core.numerals import to_chinese
from drafter.core.patterns import lazy_re
from drafter.core.provenance import Advice, Anchor, Draft, Mark, Origin, Segment
from drafter.drafting.draft_lines import DraftLine

__all__ = ["Builder", "CellDraft"]

MAY_BREAK = "｜"
_FIGURES = frozenset({"fact", "formula", "plan"})
_GIVEN = frozenset({"fact", "formula", "text", "gap"})
_MARKED = frozenset({"gap", "proposal"})
_NUMBERING = lazy_re(r"\s*(?:\d+[.．、]|[（(]\d+[）)])\s*")
"""A piece that is nothing but the number of a heading, an item or a row."""


class CellDraft:
    """A cell with its segments, before it has a text."""

    __slots__ = ("cell", "segments")

    def __init__(self, cell: Cell, segments: tuple[Segment, ...]) -> None:
        self.cell = cell
        self.segments = segments


class Builder:
    """Collects blocks in order, with anchors and marks."""

    def __init__(self, numbers: Numbers, numbering: tuple[str, ...]) -> None:
        self._numbers = numbers
        self._numbering = numbering
        self._counters = [0] * (len(numbering) + 1)
        self._items = 0
        self.blocks: list[Block] = []
        self.anchors: list[Anchor] = []
        self.marks: list[Mark] = []
        self.printed: set[str] = set()

    def title(self, segments: tuple[Segment, ...]) -> str:
        """The report's title; its text. A ｜ of the plan is where a long one may go on in a new line."""
        kept: list[Segment] = []
        breaks: list[int] = []
        for segment in segments:
            pieces = segment.text.split(MAY_BREAK) if segment.origin.kind == "template" else [segment.text]
            for number, piece in enumerate(pieces):
                if number:
                    breaks.append(sum(len(s.text) for s in kept))
                kept += [replace(segment, text=piece)] if piece else []
        text = self._container(tuple(kept), len(self.blocks), "标题")
        self.blocks.append(Heading(text, 0, tuple(breaks)))
        return text

    def lines(self, lines: Iterable[DraftLine], where: str) -> None:
        """Headings numbered by the plan, numbered items, paragraphs."""
        for line in lines:
            if line.kind == "标题":
                self.heading(line.segments, line.level, where)
            else:
                self._items = self._items + 1 if line.kind == "条" else 0
                number = (Segment(_numbered("1.", self._items, line.text)),) if line.kind == "条" else ()
                self.paragraph((*number, *line.segments), where)

    def heading(self, segments: tuple[Segment, ...], level: int, where: str) -> None:
        """A numbered heading; deeper numbering begins anew."""
        level = min(level, len(self._numbering))
        self._counters[level] += 1
        self._counters[level + 1 :] = [0] * (len(self._counters) - level - 1)
        self._items = 0
        words = "".join(segment.text for segment in segments)
        number = Segment(_numbered(self._numbering[level - 1], self._counters[level], words))
        text = self._container((number, *segments), len(self.blocks), where)
        self.blocks.append(Heading(text, level))

    def paragraph(self, segments: tuple[Segment, ...], where: str, kind: ParagraphKind = "正文") -> None:
        """Adds a paragraph, with an anchor on each of its figures."""
        text = self._container(segments, len(self.blocks), where)
        self.blocks.append(Paragraph(text, kind))

    def table(self, cells: list[CellDraft], shape: Table, where: str) -> None:
        """A table; `shape` has everything but the texts."""
        index = len(self.blocks)
        finished = tuple(replace(draft.cell, text=self._container(draft.segments, index, where, draft.cell)) for draft in cells)
        self.blocks.append(replace(shape, cells=finished))

    def section(self, *, landscape: bool) -> None:
        """A new section on a new page."""
        self.blocks.append(SectionStart(landscape))

    def page_break(self) -> None:
        """Ends the page: what follows begins a new one."""
        self.blocks.append(PageBreak())

    def draft(self, title: str, facts_source: str, advice: tuple[Advice, ...] = ()) -> Draft:
        """The report as far as it was put together, with its anchors and the places that are still open."""
        return Draft(
            Document(tuple(self.blocks), title),
            tuple(self.anchors),
            tuple(self.marks),
            advice,
            facts_source,
            frozenset(self.printed),
        )

    def _container(self, segments: tuple[Segment, ...], block: int, where: str, cell: Cell | None = None) -> str:
        """The text of a paragraph, heading or cell; its figures are anchored on the way."""
        text = "".join(segment.text for segment in segments)
        row, column = (cell.row, cell.column) if cell else (None, None)
        self.printed.update(s.origin.path for s in segments if s.origin.kind in _GIVEN)
        place = 0
        starts = []
        for segment in segments:
            end = place + len(segment.text)
            starts.append((place, end, segment))
            place = end
        found: list[tuple[int, int, Origin]] = []
        for start, end, segment in starts:
            if segment.origin.kind in _FIGURES and any(character.isdigit() for character in segment.text):
                found.append((start, end, segment.origin))
            elif segment.origin.kind in _MARKED:
                self.marks.append(Mark(Location(block, start, end, row, column), segment.origin, segment.text))
        found += [self._written(span, starts, text, where) for span in self._loose(text, starts)]
        for start, end, origin in sorted(found, key=lambda item: item[:2]):
            name = f"F{len(self.anchors) + 1:04d}"
            self.anchors.append(Anchor(name, Location(block, start, end, row, column), text[start:end], origin))
        return text

    def _loose(self, text: str, starts: list[tuple[int, int, Segment]]) -> list[NumberSpan]:
        """Numbers that are not inside a figure of the facts, nor in a gap or a mark."""
        taken = [(start, end) for start, end, segment in starts if not _may_tell_a_number(segment)]
        return [
            span for span in self._numbers.find(text) if not any(start < span.end and span.start < end for start, end in taken)
        ]

    def _written(
        self, span: NumberSpan, starts: list[tuple[int, int, Segment]], text: str, where: str
    ) -> tuple[int, int, Origin]:
        """The origin of a number in words that a person wrote; a number of a template is refused."""
        origin = next(segment.origin for start, end, segment in starts if start <= span.start < end)
        if origin.kind != "text":
            around = text[max(0, span.start - 10) : span.end + 10]
            raise InputError.of(
                origin.path or where, f"数字“{span.text}”（“{around}”）是写死在模板或常用语里的；数字要来自事实文件"
            )
        return span.start, span.end, origin


def _may_tell_a_number(segment: Segment) -> bool:
    """Whether a number in this piece would need an origin: not in a figure or mark, which have one, nor in a numbering."""
    if segment.origin.kind in _FIGURES | _MARKED:
        return False
    return segment.origin.kind != "template" or not _NUMBERING.fullmatch(segment.text)


def _numbered(pattern: str, number: int, following: str) -> str:
    """A number in the style of the pattern: 一、 （一） 1. （1）."""
    if "一" in pattern:
        return pattern.replace("一", to_chinese(number))
    gap = " " if pattern.endswith(".") and following[:1].isdigit() else ""
    return pattern.replace("1", str(number)) + gap
