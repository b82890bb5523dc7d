"""What a report says of its problems and measures: the sections and boxes, each cut into the single problems and measures.

A section is recognised by its heading, a box of a form by its label; which words they have stands under TX06 in
``configs/wording_rules.yaml``. Where nothing is numbered, a paragraph is one statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.document import Location
from drafter.rules.base import CheckContext, once
from drafter.rules.boxes import boxes, label_of
from drafter.rules.options import Pattern
from drafter.rules.outline import sections
from drafter.rules.texts import FoldedPassage, passages

__all__ = ["Headings", "Statement", "Telling", "sentences", "tellings"]

Kind = Literal["problem", "measure", "both"]

_CHINESE = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    rf"[（(]\s*{_CHINESE}\s*[）)]、?",
    rf"{_CHINESE}、",
    r"\d{1,2}\s*[、.．](?!\d)",
    r"[（(]\s*\d{1,2}\s*[）)]",
    "[①-⑳]",
    rf"第?{_CHINESE}(?:是|来|，(?=[^，。]))|(?:首先|其次|再次|最后)[，,]?",
)
"""How a statement in a list is numbered."""
_AT_LINE = tuple(re.compile(rf"\s*{level}") for level in _LEVELS)
_INLINE = tuple(re.compile(rf"(?:^|(?<=[。；;:：，,\n])){level}") for level in _LEVELS)
_SENTENCE = re.compile(r"[^。；;!?！？\n]+[。；;!?！？]?|\n")
LONGEST = 1000
"""Characters of a statement that are read; what it is about stands at its beginning."""
SHORTEST = 4
"""Characters of a statement; less is what is left of a heading."""


class Headings(Setting):
    """Words by which sections and boxes about problems and measures are recognised."""

    problem: Pattern | None = Field(default=None, alias="问题标题")
    no_problem: Pattern | None = Field(default=None, alias="不是问题")
    measure: Pattern | None = Field(default=None, alias="措施标题")
    no_measure: Pattern | None = Field(default=None, alias="不是措施")
    """Boxes for measures that were taken already, and for what others say."""
    measure_text: Pattern | None = Field(default=None, alias="措施内容")


@dataclass(frozen=True, slots=True)
class Statement:
    """One problem, or one measure."""

    text: str
    """Without its number."""
    passage: FoldedPassage
    start: int
    end: int
    """Its first line in the passage it begins in."""

    @property
    def location(self) -> Location:
        """Where it begins."""
        return self.passage.at(self.start, self.end)

    @property
    def title(self) -> str:
        """Its first words, for a message."""
        first = re.split(r"[。；;，,：:\n]", self.text.strip(), maxsplit=1)[0]
        return first if len(first) <= LONGEST_TITLE else f"{first[:LONGEST_TITLE]}…"


LONGEST_TITLE = 22


@dataclass(frozen=True, slots=True)
class Telling:
    """A section or a box about problems or measures."""

    kind: Kind
    name: str
    head: Location
    shown: str
    """The heading as it is written."""
    part: int
    """Which of the document's reports it belongs to; the boxes of one form are one."""
    body: tuple[tuple[FoldedPassage, int, int], ...]
    """Lines: the passage and the span in its text."""

    @property
    def text(self) -> str:
        """The whole of it, a line each."""
        return "\n".join(passage.text[start:end] for passage, start, end in self.body)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The single problems or measures."""
        found = (replace(statement, text=statement.text[:LONGEST]) for statement in _statements(self.body))
        return tuple(statement for statement in found if len(statement.text.strip(" 。；，")) >= SHORTEST)


@once
def tellings(context: CheckContext) -> tuple[Telling, ...]:
    """The sections and the boxes about problems and measures that hold some text."""
    headings = context.settings.options.get("TX06")
    if not isinstance(headings, Headings):
        return ()
    found = (*_of_sections(context, headings), *_of_boxes(context, headings))
    return tuple(telling for telling in found if telling.text.strip())


def _kind(name: str, headings: Headings) -> Kind | None:
    is_problem = _told(name, headings.problem, headings.no_problem)
    if _told(name, headings.measure, headings.no_measure):
        return "both" if is_problem else "measure"
    return "problem" if is_problem else None


def _told(name: str, wanted: Pattern | None, unwanted: Pattern | None) -> bool:
    return bool(wanted and wanted.search(name) and not (unwanted and unwanted.search(name)))


def _of_sections(context: CheckContext, headings: Headings) -> Iterator[Telling]:
    for section in sections(context):
        mark = section.mark
        kind = _kind(mark.name, headings)
        if kind:
            rest = len(mark.passage.text) - len(mark.rest)
            first = [(mark.passage, rest, len(mark.passage.text))] if mark.rest else []
            body = (*first, *((passage, 0, len(passage.text)) for passage in section.body))
            yield Telling(kind, mark.name, mark.location, mark.shown, section.part, body)


def _of_boxes(context: CheckContext, headings: Headings) -> Iterator[Telling]:
    cells = {(p.block, p.whole.row, p.whole.column): p for p in passages(context) if p.in_table}
    for box in boxes(context):
        kind = _kind(label_of(box.words), headings)
        content = [cells.get((place.block, place.row, place.column)) for place, _ in box.content]
        body = tuple(line for passage in content if passage for line in _lines(passage))
        if kind and body:
            yield Telling(kind, label_of(box.words), box.label, box.words.strip(), -1 - box.label.block, body)


def _lines(passage: FoldedPassage) -> Iterator[tuple[FoldedPassage, int, int]]:
    for match in re.finditer(r"[^\n]+", passage.text):
        yield passage, *match.span()


def _statements(body: Sequence[tuple[FoldedPassage, int, int]]) -> Iterator[Statement]:
    level = _level(body)
    if level is None:
        yield from _unnumbered(body)
        return
    begun: tuple[FoldedPassage, int, int] | None = None
    told: list[str] = []
    for passage, start, end in body:
        match = _AT_LINE[level].match(passage.text, start, end)
        if match:
            if begun:
                yield Statement("\n".join(told), *begun)
            begun, told = (passage, match.end(), end), [passage.text[match.end() : end]]
        elif begun:
            told.append(passage.text[start:end])
    if begun:
        yield Statement("\n".join(told), *begun)


def _level(body: Sequence[tuple[FoldedPassage, int, int]]) -> int | None:
    """How the first numbered line is numbered, where another is numbered like it."""
    for passage, start, end in body:
        for level, pattern in enumerate(_AT_LINE):
            if pattern.match(passage.text, start, end):
                alike = sum(bool(pattern.match(other.text, first, last)) for other, first, last in body)
                return level if alike > 1 else None
    return None


def _unnumbered(body: Sequence[tuple[FoldedPassage, int, int]]) -> Iterator[Statement]:
    """What paragraphs count as 一是 … 二是 …; where none does the whole of them is one statement."""
    found = [statement for line in body for statement in _inline(*line)]
    if found or not body:
        yield from found
        return
    passage, start, end = body[0]
    lead = max((match.end() for pattern in _AT_LINE if (match := pattern.match(passage.text, start, end))), default=start)
    told = [passage.text[lead:end], *(other.text[first:last] for other, first, last in body[1:])]
    yield Statement("\n".join(told), passage, lead, end)


def _inline(passage: FoldedPassage, start: int, end: int) -> Iterator[Statement]:
    """A paragraph cut at 一是 … 二是 …; nothing where it has not two of them."""
    for pattern in _INLINE:
        found = list(pattern.finditer(passage.text, start, end))
        if len(found) > 1:
            stops = [*(match.start() for match in found[1:]), end]
            for match, stop in zip(found, stops, strict=True):
                yield Statement(passage.text[match.end() : stop], passage, match.end(), stop)
            return


def sentences(passage: FoldedPassage, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a passage, numbers at their beginnings left out."""
    for match in _SENTENCE.finditer(passage.text, start, len(passage.text) if end is None else end):
        lead = max((found.end() for pattern in _AT_LINE if (found := pattern.match(passage.text, match.start()))), default=0)
        begin = min(max(match.start(), lead), match.end())
        if passage.text[begin : match.end()].strip():
            yield begin, match.end()
