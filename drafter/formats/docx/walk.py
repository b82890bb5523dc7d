"""The blocks of a Word document in the order of its body, in one pass.

Paragraphs without words are left out, and so are the lines of a table of contents.
"""

from __future__ import annotations

from typing import Any, cast, get_args

from drafter.core.document import Block, Heading, Location, PageBreak, Paragraph, ParagraphKind, SectionStart, Table
from drafter.formats.docx.grid import TableReader, ends_deleted
from drafter.formats.docx.ooxml import is_landscape, qn
from drafter.formats.docx.paragraph_text import OFF, Reference, Story, Text
from drafter.formats.docx.read_styles import ParagraphLook, StyleTable
from drafter.formats.docx.table import GOES_ON
from drafter.formats.safe_xml import Element

__all__ = ["BodyReader"]

_P, _PPR, _SECTION, _PAGE_BREAK, _VAL = qn("w:p"), qn("w:pPr"), qn("w:sectPr"), qn("w:pageBreakBefore"), qn("w:val")
_KINDS = frozenset(get_args(ParagraphKind))
_BOOKMARK, _NAME = qn("w:bookmarkStart"), qn("w:name")
_SAME_PAGE = frozenset({"continuous", "nextColumn"})


class BodyReader:
    """Walks a body once; afterwards `blocks`, `numbered` and `bookmarks` tell what was there."""

    def __init__(self, styles: StyleTable) -> None:
        self.blocks: list[Block] = []
        self.numbered: set[int] = set()
        self._styles = styles
        self._story = Story()
        self._tables = TableReader(self._story, styles)
        self._carried: Text | None = None
        """The text of a paragraph whose end mark is deleted; the next one goes on with it."""
        self._page_due = False
        self._goes_on = False
        """Whether the paragraph before said that the next table is part of the last."""
        self._sections: list[Element] = []

    def read(self, body: Element) -> None:
        """Reads all blocks of the body."""
        self._sections = [node for node in body.iter(_SECTION) if node.getparent() is body or _in_paragraph(node)]
        if self._sections and is_landscape(self._sections[0]):
            self.blocks.append(SectionStart(landscape=True))
        self._read_content(body)
        self._end_carried()

    @property
    def references(self) -> list[Reference]:
        """The marks of footnotes and endnotes, in reading order."""
        return self._story.references

    def read_note(self, note: Element) -> list[Block]:
        """The blocks of one footnote or endnote; breaks of pages and sections mean nothing in it."""
        before = len(self.blocks)
        self._read_content(note)
        self._end_carried()
        self._page_due = False
        found = [block for block in self.blocks[before:] if isinstance(block, Heading | Paragraph | Table)]
        return [Paragraph(block.text.strip()) if isinstance(block, Heading | Paragraph) else block for block in found]

    def bookmarks(self) -> dict[str, Location]:
        """Bookmark name → where it lies now; one that reaches over several texts is taken where it begins."""
        located = {}
        for name, (first, start, last, end) in self._story.spans.items():
            if first is last:
                found = _location(first, start, end)
            elif start < first.length:
                found = _location(first, start, first.length)
            else:
                found = _location(last, 0, end)
            if found:
                located[name] = found
        return located

    def _read_content(self, node: Element) -> None:
        for child in self._story.content(node):
            if child.tag == _P:
                self._paragraph(child)
                self._goes_on = any(mark.get(_NAME, "").startswith(GOES_ON) for mark in child.iter(_BOOKMARK))
            else:
                self._table(child)
                self._goes_on = False

    def _paragraph(self, node: Element) -> None:
        properties = node.find(_PPR)
        text = self._carried or Text()
        self._carried = None
        self._story.begin(text)
        self._story.read(node)
        if ends_deleted(properties):
            self._carried = text
        else:
            self._end_paragraph(text, properties)
        for box in self._story.take_boxes():
            self._read_content(box)
        section = None if properties is None else properties.find(_SECTION)
        if section is not None:
            self._end_section(section)

    def _end_paragraph(self, text: Text, properties: Element | None) -> None:
        look = self._styles.look_of(properties)
        breaks = None if properties is None else properties.find(_PAGE_BREAK)
        self._page_due |= text.page_before or (breaks is not None and breaks.get(_VAL) not in OFF)
        words = str(text)
        if words.strip() and not look.contents:
            self._append(_block(words, look))
            text.place = (len(self.blocks) - 1, None, None)
            if look.numbered:
                self.numbered.add(len(self.blocks) - 1)
        self._page_due |= text.page_after

    def _end_carried(self) -> None:
        text, self._carried = self._carried, None
        if text is not None:
            self._end_paragraph(text, None)

    def _table(self, node: Element) -> None:
        self._end_carried()
        above = self.blocks[-1] if self._goes_on and self.blocks else None
        if isinstance(above, Table):
            self.blocks[-1] = self._tables.read(node, len(self.blocks) - 1, above) or above
            return
        self._break_page()
        table = self._tables.read(node, len(self.blocks))
        if table is not None:
            self.blocks.append(table)

    def _append(self, block: Block) -> None:
        self._break_page()
        self.blocks.append(block)

    def _break_page(self) -> None:
        """A page break that is due; the first page and a new section need none."""
        if self._page_due and self.blocks and not isinstance(self.blocks[-1], SectionStart):
            self.blocks.append(PageBreak())
        self._page_due = False

    def _end_section(self, section: Element) -> None:
        """Begins the next section, unless it goes on on the same page the same way up."""
        number = next((index for index, node in enumerate(self._sections) if node is section), len(self._sections))
        if number + 1 >= len(self._sections):
            return
        following = self._sections[number + 1]
        kind = following.find(qn("w:type"))
        same_page = kind is not None and kind.get(_VAL) in _SAME_PAGE
        if not same_page or is_landscape(following) != is_landscape(section):
            self.blocks.append(SectionStart(landscape=is_landscape(following)))
            self._page_due = False


def _in_paragraph(section: Element) -> bool:
    """Not so a former page setup, which a tracked change keeps inside the present one."""
    parent = section.getparent()
    return parent is not None and parent.tag == _PPR


def _block(words: str, look: ParagraphLook) -> Heading | Paragraph:
    if look.level is not None:
        return Heading(words, look.level)
    return Paragraph(words, cast("Any", look.role if look.role in _KINDS else "正文"))


def _location(text: Text, start: int, end: int) -> Location | None:
    return None if text.place is None else Location(text.place[0], start, max(start, end), text.place[1], text.place[2])
