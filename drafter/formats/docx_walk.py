"""The blocks of a Word document in the order of its body, in one pass.

Paragraphs without words are left out, and so are the lines of a table of contents. A merged cell stands once. A table inside a
cell becomes lines of that cell's text, its own cells parted by tabs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from drafter.core.document import Block, Cell, Heading, Location, PageBreak, Paragraph, SectionStart, Table
from drafter.formats.docx_styles import ParagraphLook, StyleTable
from drafter.formats.docx_text import InlineReader, Text, chosen_branch
from drafter.formats.ooxml import Element, children, qn

__all__ = ["BodyReader"]

_P, _TBL, _TR, _TC, _PPR = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:pPr")
_ROW_PROPERTIES, _CELL_PROPERTIES, _SECTION = qn("w:trPr"), qn("w:tcPr"), qn("w:sectPr")
_GRID_BEFORE, _GRID_SPAN, _V_MERGE, _H_MERGE = qn("w:gridBefore"), qn("w:gridSpan"), qn("w:vMerge"), qn("w:hMerge")
_TABLE_HEADER, _PAGE_BREAK_BEFORE, _VAL = qn("w:tblHeader"), qn("w:pageBreakBefore"), qn("w:val")
_DELETED_MARK = (f"{qn('w:rPr')}/{qn('w:del')}", f"{qn('w:rPr')}/{qn('w:moveFrom')}")
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")))
_ALTERNATE = qn("mc:AlternateContent")
_BOOKMARK_START, _BOOKMARK_END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_OFF = frozenset({"0", "false", "off"})
_LOOKS = frozenset({"标签", "数值", "文字", "表头"})
_KINDS = frozenset({"正文", "落款", "表注", "单位", "附件", "表题"})


@dataclass(slots=True, eq=False)
class _GrowingCell:
    """A cell whose spans are not known yet."""

    text: Text
    row: int
    column: int
    columns: int
    rows: int = 1
    look: str = ""


class BodyReader:
    """Walks a body once; afterwards `blocks`, `numbered` and `bookmarks` tell what was there."""

    def __init__(self, styles: StyleTable) -> None:
        self.styles = styles
        self.inline = InlineReader()
        self.blocks: list[Block] = []
        self.numbered: set[int] = set()
        self._waiting: list[Element] = []
        """Bookmarks that begin between paragraphs."""
        self._carried: Text | None = None
        """The text of a paragraph whose end mark is deleted; the next one goes on with it."""
        self._page_due = False
        self._sections: list[Element] = []

    def read(self, body: Element) -> None:
        """Reads all blocks of the body."""
        self._sections = [node for node in body.iter(_SECTION) if node.getparent() is body or _parent_tag(node) == _PPR]
        if self._sections and _is_landscape(self._sections[0]):
            self.blocks.append(SectionStart(landscape=True))
        for child in self._content(body):
            if child.tag == _P:
                self._body_paragraph(child)
            else:
                self._table(child)

    def bookmarks(self) -> dict[str, Location]:
        """Bookmark name → where it lies now; one that reaches over several texts is taken where it begins."""
        located = {}
        for name, (first, start, last, end) in self.inline.spans.items():
            if first is last:
                found = _location(first, start, end)
            elif start < first.length:
                found = _location(first, start, first.length)
            else:
                found = _location(last, 0, end)
            if found:
                located[name] = found
        return located

    def _content(self, node: Element) -> Iterator[Element]:
        """Paragraphs and tables of a story, also those inside content controls; bookmarks between them are noted."""
        for child in node:
            if child.tag == _P or child.tag == _TBL:
                yield child
            elif child.tag in _WRAPPERS:
                yield from self._content(child)
            elif child.tag == _ALTERNATE:
                branch = chosen_branch(child)
                yield from () if branch is None else self._content(branch)
            elif child.tag == _BOOKMARK_START:
                self._waiting.append(child)
            elif child.tag == _BOOKMARK_END:
                self._between(child)

    def _between(self, end: Element) -> None:
        if end.get(qn("w:id")) in {start.get(qn("w:id")) for start in self._waiting}:
            self._begin(self.inline.text)
        self.inline.bookmark_end(end)

    def _begin(self, text: Text) -> None:
        self.inline.text = text
        for start in self._waiting:
            self.inline.bookmark_start(start)
        self._waiting.clear()

    def _body_paragraph(self, node: Element) -> None:
        properties = node.find(_PPR)
        self._begin(self._carried or Text())
        text, self._carried = self.inline.text, None
        self.inline.read(node)
        if properties is not None and any(properties.find(path) is not None for path in _DELETED_MARK):
            self._carried = text
            return
        self._end_paragraph(text, properties)
        self._read_boxes()
        if properties is not None and properties.find(_SECTION) is not None:
            self._end_section(properties.find(_SECTION))

    def _end_paragraph(self, text: Text, properties: Element | None) -> None:
        look = self.styles.look_of(properties)
        if text.page_before or _is_on(properties, _PAGE_BREAK_BEFORE):
            self._page_due = True
        words = str(text)
        if words.strip() and not look.contents:
            self._append(_paragraph(words, look))
            text.place = (len(self.blocks) - 1, None, None)
            if look.numbered:
                self.numbered.add(len(self.blocks) - 1)
        self._page_due |= text.page_after

    def _append(self, block: Block) -> None:
        if self._page_due and self.blocks and not isinstance(self.blocks[-1], SectionStart):
            self.blocks.append(PageBreak())
        self._page_due = False
        self.blocks.append(block)

    def _read_boxes(self) -> None:
        boxes, self.inline.boxes = self.inline.boxes, []
        for box in boxes:
            for child in self._content(box):
                if child.tag == _P:
                    self._body_paragraph(child)
                else:
                    self._table(child)

    def _end_section(self, section: Element | None) -> None:
        """Begins the next section, unless it goes on on the same page the same way up."""
        number = next((index for index, node in enumerate(self._sections) if node is section), len(self._sections))
        following = self._sections[number + 1] if number + 1 < len(self._sections) else None
        if section is None or following is None:
            return
        kind = following.find(qn("w:type"))
        continuous = kind is not None and kind.get(_VAL) in {"continuous", "nextColumn"}
        if not continuous or _is_landscape(following) != _is_landscape(section):
            self.blocks.append(SectionStart(landscape=_is_landscape(following)))
            self._page_due = False

    def _table(self, node: Element) -> None:
        if self._carried is not None:
            self._end_paragraph(self._carried, None)
            self._carried = None
        cells, header_rows, rows = self._cells(node)
        columns = max((cell.column + cell.columns for cell in cells), default=0)
        finished = tuple(_finished(cell) for cell in cells)
        self._append(Table(finished, rows, columns, header_rows, _widths(node, columns)))
        for cell in cells:
            cell.text.place = (len(self.blocks) - 1, cell.row, cell.column)

    def _cells(self, node: Element) -> tuple[list[_GrowingCell], int, int]:
        """The cells, the number of header rows and of all rows."""
        cells: list[_GrowingCell] = []
        merged: dict[int, _GrowingCell] = {}
        header_rows = number = 0
        for row in _inside(node, _TR):
            properties = row.find(_ROW_PROPERTIES)
            if properties is not None and properties.find(qn("w:del")) is not None:
                continue
            if number == header_rows and _is_on(properties, _TABLE_HEADER):
                header_rows += 1
            merged = self._row(row, number, _number(properties, _GRID_BEFORE, 0), merged, cells)
            number += 1
        return cells, header_rows, number

    def _row(
        self, row: Element, number: int, column: int, merged: dict[int, _GrowingCell], cells: list[_GrowingCell]
    ) -> dict[int, _GrowingCell]:
        """Adds a row's cells; the answer is the vertically merged cells that the next row may go on with."""
        going_on: dict[int, _GrowingCell] = {}
        last: _GrowingCell | None = None
        for node in _inside(row, _TC):
            properties = node.find(_CELL_PROPERTIES)
            columns = max(1, _number(properties, _GRID_SPAN, 1))
            vertical = _merge(properties, _V_MERGE)
            if last is not None and _merge(properties, _H_MERGE) == "continue":
                last.columns += columns
            elif vertical == "continue" and column in merged:
                last = merged[column]
                last.rows += 1
                going_on[column] = last
            else:
                last = self._cell(node, number, column, columns)
                cells.append(last)
                if vertical:
                    going_on[column] = last
            column += columns
        return going_on

    def _cell(self, node: Element, row: int, column: int, columns: int) -> _GrowingCell:
        cell = _GrowingCell(Text(), row, column, columns)
        self._begin(cell.text)
        self._fill_cell(node, cell, fresh=True)
        return cell

    def _fill_cell(self, node: Element, cell: _GrowingCell, *, fresh: bool) -> bool:
        """Adds the paragraphs of a cell; `fresh` while nothing separates the next one from what was before."""
        for child in self._content(node):
            if not fresh:
                cell.text.add("\n")
            if child.tag == _P:
                fresh = self._cell_paragraph(child, cell)
            else:
                self._nested_table(child, cell)
                fresh = False
        return fresh

    def _cell_paragraph(self, node: Element, cell: _GrowingCell) -> bool:
        properties = node.find(_PPR)
        self._begin(cell.text)
        self.inline.read(node)
        cell.text.page_before = cell.text.page_after = False
        role = self.styles.look_of(properties).role
        cell.look = cell.look or (role if role in _LOOKS else "")
        boxes, self.inline.boxes = self.inline.boxes, []
        for box in boxes:
            cell.text.add("\n")
            self._fill_cell(box, cell, fresh=True)
        return properties is not None and any(properties.find(path) is not None for path in _DELETED_MARK)

    def _nested_table(self, node: Element, cell: _GrowingCell) -> None:
        for number, row in enumerate(_inside(node, _TR)):
            cell.text.add("\n" if number else "")
            for column, inner in enumerate(_inside(row, _TC)):
                cell.text.add("\t" if column else "")
                self._fill_cell(inner, cell, fresh=True)


def _paragraph(words: str, look: ParagraphLook) -> Heading | Paragraph:
    if look.level is not None:
        return Heading(words, look.level)
    return Paragraph(words, cast("Any", look.role if look.role in _KINDS else "正文"))


def _finished(cell: _GrowingCell) -> Cell:
    look = cast("Any", cell.look or "文字")
    return Cell(str(cell.text).rstrip("\n"), cell.row, cell.column, cell.rows, cell.columns, look)


def _location(text: Text, start: int, end: int) -> Location | None:
    return None if text.place is None else Location(text.place[0], start, max(start, end), text.place[1], text.place[2])


def _inside(node: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _is_on(properties: Element | None, tag: str) -> bool:
    node = None if properties is None else properties.find(tag)
    return node is not None and node.get(_VAL) not in _OFF


def _merge(properties: Element | None, tag: str) -> str:
    node = None if properties is None else properties.find(tag)
    return "" if node is None else node.get(_VAL) or "continue"


def _number(properties: Element | None, tag: str, otherwise: int) -> int:
    node = None if properties is None else properties.find(tag)
    value = "" if node is None else node.get(_VAL, "")
    return int(value) if value.isdecimal() else otherwise


def _parent_tag(node: Element) -> object:
    parent = node.getparent()
    return None if parent is None else parent.tag


def _is_landscape(section: Element) -> bool:
    size = section.find(qn("w:pgSz"))
    if size is None:
        return False
    return size.get(qn("w:orient")) == "landscape" or int(size.get(qn("w:w"), "0")) > int(size.get(qn("w:h"), "0"))


def _widths(node: Element, columns: int) -> tuple[int, ...]:
    widths = [column.get(qn("w:w"), "0") for grid in children(node, "w:tblGrid") for column in children(grid, "w:gridCol")]
    return tuple(map(int, widths)) if len(widths) == columns and all(map(str.isdecimal, widths)) else ()
