"""The output of a template to lines of a report: headings, paragraphs, numbered items.

Template authors write plain lines: ``# `` to ``#### `` begins a heading, ``+ `` a numbered item, a blank line ends a
paragraph, and lines that follow each other are one paragraph. Only the template's own text can do so; a clerk's text that
begins with # is text. A line break inside a clerk's text ends a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment, Segment

__all__ = ["DraftLine", "parse_lines", "tidy", "without_empty_headings"]

_HEADING = lazy_re(r"(#{1,4})\s+")
_ITEM = lazy_re(r"\+\s+")
_ROW_NUMBER = lazy_re(r"\d[、.．]$")
_STRENGTH = {"、": 1, "，": 2, "：": 3, "；": 4, "。": 5, "！": 5, "？": 5}
_OPEN = {"（": "）", "“": "”", "《": "》", "【": "】"}
_OWN = ("template", "phrase")


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A heading, paragraph or numbered item, as segments."""

    kind: Literal["标题", "正文", "条"]
    segments: tuple[Segment, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(segment.text for segment in self.segments)


def parse_lines(fragment: Fragment) -> list[DraftLine]:
    """The lines of a template's output, punctuation tidied, empty ones left out."""
    lines = [replace(line, segments=tidy(line.segments)) for line in _grouped(fragment)]
    return [line for line in lines if line.text.strip()]


def without_empty_headings(lines: list[DraftLine]) -> list[DraftLine]:
    """The lines without headings that nothing stands under; one that a person wrote stays, as a sentence."""
    kept: list[DraftLine] = []
    for line in reversed(lines):
        below = kept[-1] if kept else None
        if line.kind == "标题" and (below is None or (below.kind == "标题" and below.level <= line.level)):
            if not any(segment.origin.kind == "text" for segment in line.segments):
                continue
            line = DraftLine("正文", tidy((*line.segments, Segment("。"))))  # noqa: PLW2901 - the same words, no heading
        kept.append(line)
    return kept[::-1]


def _grouped(fragment: Fragment) -> Iterator[DraftLine]:
    open_line: DraftLine | None = None
    for segments, hard in _physical(fragment):
        line = _marked(segments)
        if line is None or hard or line.kind != "正文" or (open_line and open_line.kind == "标题"):
            if open_line:
                yield open_line
            open_line = line
        elif open_line is None:
            open_line = line
        else:
            open_line = replace(open_line, segments=(*open_line.segments, *line.segments))
    if open_line:
        yield open_line


def _physical(fragment: Fragment) -> Iterator[tuple[list[Segment], bool]]:
    """Physical lines, each with whether a line break of a clerk's text comes before it."""
    current: list[Segment] = []
    hard = False
    for segment in fragment.segments:
        first, *others = segment.text.split("\n")
        current.append(replace(segment, text=first))
        for part in others:
            yield _stripped(current), hard
            current, hard = [replace(segment, text=part)], segment.origin.kind not in _OWN
    yield _stripped(current), hard


def _stripped(segments: list[Segment]) -> list[Segment]:
    """Without white space at the edges, and without empty segments."""
    kept = [segment for segment in segments if segment.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _marked(segments: list[Segment]) -> DraftLine | None:
    """The line with its mark taken off; `None` for a blank one."""
    if not segments:
        return None
    first = segments[0]
    if first.origin.kind == "template":
        heading = _HEADING.match(first.text)
        if heading:
            return DraftLine("标题", (replace(first, text=first.text[heading.end() :]), *segments[1:]), len(heading[1]))
        item = _ITEM.match(first.text)
        if item:
            return DraftLine("条", (replace(first, text=first.text[item.end() :]), *segments[1:]))
    return DraftLine("正文", tuple(segments))


def tidy(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Punctuation where two segments meet: no 。。, ，。, empty （）, or 、 before ）.

    Where a text of the facts ends in a sign and the template goes on with one, the template's sign stays; otherwise the
    stronger one.
    """
    result: list[Segment] = []
    for segment in segments:
        pending = segment
        while result and pending.text:
            changed = _meet(result[-1], pending)
            if changed is None:
                break
            left, pending = changed
            result[-1] = left
            if not left.text:
                result.pop()
        if pending.text:
            if result and pending.text[0].isdigit() and _ends_in_number(result[-1]):
                result.append(Segment(" "))  # two numbers are not to be read as one
            result.append(pending)
    return tuple(result)


def _ends_in_number(segment: Segment) -> bool:
    """Whether a piece ends in a digit, or is a template's number of a row: ``1、``."""
    return segment.text[-1].isdigit() or (segment.origin.kind == "template" and bool(_ROW_NUMBER.search(segment.text)))


def _meet(left: Segment, right: Segment) -> tuple[Segment, Segment] | None:
    """Both sides with the superfluous sign gone, or `None` where nothing is wrong between them."""
    end, start = left.text[-1], right.text[0]
    if _OPEN.get(end) == start and not (left.origin.kind == right.origin.kind == "text"):
        return replace(left, text=left.text[:-1]), replace(right, text=right.text[1:])
    if end in _STRENGTH and start in _OPEN.values() and end not in "。！？" and start != "”":
        return replace(left, text=left.text[:-1]), right
    if end in _OPEN and start in _STRENGTH:
        return left, replace(right, text=right.text[1:])
    if end not in _STRENGTH or start not in _STRENGTH:
        return None
    given = left.origin.kind not in _OWN and right.origin.kind in _OWN
    if given or _STRENGTH[start] > _STRENGTH[end]:
        return replace(left, text=left.text[:-1]), right
    return left, replace(right, text=right.text[1:])
