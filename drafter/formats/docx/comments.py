"""The comments part of a Word file: what is there is kept, new comments get ids that nobody has."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.formats.archive import Parts
from drafter.formats.docx.ooxml import Element, add_run, children, element, parse, qn, serialise, sub, whole
from drafter.formats.docx.package import MAIN_PART
from drafter.formats.docx.parts import add_part, related

__all__ = ["Comments", "comment_marks"]

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ANCHORS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:footnoteReference", "w:endnoteReference")
"""Notes too: LibreOffice 7.4 shows every footnote of a file empty where a comment before it has an id that is not above theirs."""


class Comments:
    """Collects comments for the parts of a package."""

    def __init__(self, parts: Parts, document: Element, source: str) -> None:
        self._name = related(parts, MAIN_PART, "comments", source=source)
        there = self._name in parts
        self._root = parse(parts[self._name], source=source, part=self._name) if there else element("w:comments")
        self._is_new = not there
        anchors = document.iter(*map(qn, _ANCHORS))
        self._last = max((whole(node, "w:id", -1) for node in (*children(self._root, "w:comment"), *anchors)), default=-1)

    def add(self, lines: Sequence[str], *, author: str, date: str) -> int:
        """Adds a comment, a paragraph a line; the answer is its id."""
        self._last += 1
        comment = sub(self._root, "w:comment", id=self._last, author=author, date=date, initials=author[:1])
        for number, line in enumerate(lines):
            paragraph = sub(comment, "w:p")
            if not number:
                sub(sub(paragraph, "w:r"), "w:annotationRef")
            add_run(paragraph, line)
        return self._last

    def save(self, parts: Parts) -> None:
        """Puts the part into the package."""
        if not self._is_new:
            parts[self._name] = serialise(self._root)
            return
        names = (f"word/comments{number}.xml" for number in ("", *range(1, len(parts) + 1)))
        name = next(name for name in names if name not in parts)
        add_part(parts, MAIN_PART, name, "comments", _TYPE, self._root)


def comment_marks(number: int) -> tuple[Element, Element, Element]:
    """Start and end of the words that a comment is on, and the run that shows it."""
    run = element("w:r")
    sub(run, "w:commentReference", id=number)
    return element("w:commentRangeStart", id=number), element("w:commentRangeEnd", id=number), run
