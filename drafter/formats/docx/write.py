"""A `Draft` as a .docx file: blocks to XML, figures under bookmarks, the fact map beside them.

Equal drafts give equal bytes. Word, WPS and LibreOffice each have their own idea of a document's edge cases; the comments say
which of them asks for what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docx.enum.section import WD_ORIENTATION
from docx.section import Section
from docx.shared import Length, Twips

from drafter import __version__
from drafter.core.document import Cell, Heading, Location, PageBreak, Paragraph, SectionStart, Table
from drafter.core.provenance import Draft
from drafter.formats.docx.basis import base_document, blank_document, set_margins, set_size, set_title
from drafter.formats.docx.ooxml import add_run, bookmark, children, element, is_landscape, qn, sub, whole
from drafter.formats.docx.read_styles import StyleTable
from drafter.formats.docx.styles import HEADINGS, StyleSheet
from drafter.formats.docx.table import add_table
from drafter.formats.docx.title_lines import title_breaks
from drafter.formats.docx.word_styles import ensure_styles
from drafter.formats.safe_xml import Element
from drafter.formats.trace.anchors import AnchorPlan
from drafter.formats.trace.fact_map import sealed
from drafter.formats.zip_file import pack

if TYPE_CHECKING:
    from docx.oxml.section import CT_SectPr
    from docx.parts.document import DocumentPart

__all__ = ["write_docx"]

Place = tuple[int, int | None, int | None]


def write_docx(draft: Draft, *, styles: StyleSheet, base: Path | bytes | None = None) -> bytes:
    """The Word file of a draft.

    With `base`, an office's own document: its page, headers, footers and styles are taken and its text is not; only the
    styles it lacks are added.
    """
    main = blank_document(styles) if base is None else base_document(base)
    ids = ensure_styles(main.styles, styles)
    looks = StyleTable(main.styles.element, {})
    numbered = frozenset(style for style in ids.values() if looks.look_named(style).numbered)
    plan = AnchorPlan(draft)
    _BodyWriter(_empty_body(main, styles), main, draft, plan, sheet=styles, ids=ids, numbered=numbered).write()
    set_title(main, draft.document.title)
    return pack(sealed(main.package, draft.facts_source, __version__, plan.stored))


def _empty_body(main: DocumentPart, sheet: StyleSheet) -> Element:
    """The body with nothing but the page setup: that of the last upright section, else of the last one."""
    body: Element = main.element.get_or_add_body() if main.element.body is None else main.element.body
    sections = list(body.iter(qn("w:sectPr")))
    upright = [section for section in sections if not is_landscape(section)]
    chosen = deepcopy((upright or sections or [element("w:sectPr")])[-1])
    for unwanted in list(children(chosen, "w:type", "w:sectPrChange")):
        chosen.remove(unwanted)
    for length in children(chosen, "w:pgSz", "w:pgMar"):
        for name in set(map(str, length.attrib)) - {qn("w:orient")}:
            length.set(name, str(whole(length, f"w:{name.rpartition('}')[2]}")))
    setup = Section(cast("CT_SectPr", chosen), main)
    if setup.page_width is None:
        set_size(setup, sheet.page)
    if setup.left_margin is None:
        set_margins(setup, sheet.page)
    body[:] = [chosen]
    return body


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of a text that is a bookmark or is highlighted."""

    start: int
    end: int
    bookmark: str = ""
    highlight: str = ""


def _spans(draft: Draft, plan: AnchorPlan, sheet: StyleSheet) -> dict[Place, list[_Span]]:
    spans: dict[Place, list[_Span]] = defaultdict(list)
    for place, name in plan.bookmarks():
        spans[_place(place)].append(_Span(place.start, place.end, bookmark=name))
    colours = {"gap": sheet.highlights["待补"], "proposal": sheet.highlights["待确认"]}
    for mark in draft.marks:
        colour = colours.get(mark.origin.kind, "")
        spans[_place(mark.location)].append(_Span(mark.location.start, mark.location.end, highlight=colour))
    return spans


def _place(location: Location) -> Place:
    return location.block, location.row, location.column


class _BodyWriter:
    """Writes the blocks of a draft into a body that ends with the page setup."""

    def __init__(
        self,
        body: Element,
        part: DocumentPart,
        draft: Draft,
        plan: AnchorPlan,
        sheet: StyleSheet,
        ids: dict[str, str],
        numbered: frozenset[str],
    ) -> None:
        self.part = part
        self.body, self.document, self.sheet, self.ids, self.numbered = body, draft.document, sheet, ids, numbered
        self.upright = body[0]
        body.remove(self.upright)
        self.spans = _spans(draft, plan, sheet)
        self.numbers = count(1)
        self.landscape = self.begins_page = self.is_later_section = False
        self.block = 0

    def write(self) -> None:
        """Writes every block, then the last section's page setup; breaks after the last words would only add an empty page."""
        last = max((i for i, b in enumerate(self.document.blocks) if not isinstance(b, PageBreak | SectionStart)), default=-1)
        for index, block in enumerate(self.document.blocks[: last + 1]):
            self.block = index
            match block:
                case Heading():
                    style = self.ids[HEADINGS[min(block.level, 4)]]
                    self.paragraph(style, block.text, breaks=self.title_breaks(block))
                case Paragraph():
                    self.paragraph(self.ids[block.kind], block.text)
                case Table():
                    self.table(block)
                case PageBreak():
                    self.begins_page = len(self.body) > 0
                case SectionStart():
                    self.start_section(landscape=block.landscape)
        if self.after_table() or not len(self.body):
            self.spacer()
        self.body.append(self.section())

    def paragraph(self, style: str, text: str, *, breaks: tuple[int, ...] = ()) -> Element:
        """A paragraph of the body; it takes over a page break that is due. Its number, if any, is in the text: none is added."""
        node = sub(self.body, "w:p")
        properties = sub(node, "w:pPr")
        sub(properties, "w:pStyle", val=style)
        if self.begins_page:
            sub(properties, "w:pageBreakBefore")
        self.begins_page = False
        if style in self.numbered:
            sub(sub(properties, "w:numPr"), "w:numId", val=0)
        self.fill(node, text, 0, self.spans.get((self.block, None, None), ()), breaks)
        return node

    def title_breaks(self, title: Heading) -> tuple[int, ...]:
        """Where a long title goes on in a new line."""
        characters = self.text_width() / (self.sheet.paragraphs["标题"].size * 10)
        return title_breaks(title.text, title.breaks, characters) if title.breaks else ()

    def spacer(self) -> Element:
        """A paragraph without height, where Word or LibreOffice needs one."""
        node = sub(self.body, "w:p")
        properties = sub(node, "w:pPr")
        sub(properties, "w:pStyle", val=self.ids["分隔"])
        if self.begins_page:
            sub(properties, "w:pageBreakBefore")
        self.begins_page = False
        return node

    def table(self, table: Table) -> None:
        """A table. LibreOffice keeps a landscape section upright that begins with one; Word joins two that touch."""
        first_of_section = self.begins_section() and (self.landscape or len(self.body) > 0)
        if self.begins_page or first_of_section or self.after_table():
            self.spacer()
        width = self.text_width()
        add_table(self.body, table, width=width, look=self.sheet.table, ids=self.ids, fill=self.fill_cell)

    def fill_cell(self, node: Element, cell: Cell) -> None:
        """Writes a cell's text, a paragraph for each of its lines, figures under their bookmarks."""
        offset = 0
        spans = self.spans.get((self.block, cell.row, cell.column), ())
        for text in cell.text.split("\n"):
            paragraph = sub(node, "w:p")
            sub(sub(paragraph, "w:pPr"), "w:pStyle", val=self.ids[cell.look])
            self.fill(paragraph, text, offset, spans)
            offset += len(text) + 1

    def fill(self, node: Element, text: str, offset: int, spans: Iterable[_Span], breaks: tuple[int, ...] = ()) -> None:
        """The runs of a paragraph whose text begins at `offset` of its cell or block, separated where a span begins or ends.

        At `breaks` the text goes on in a new line; they are no part of it.
        """
        end = offset + len(text)
        inside = [span for span in spans if span.start < end and span.end > offset]
        edges = {max(offset, min(place, end)) for span in inside for place in (span.start, span.end)}
        open_marks: dict[_Span, Element] = {}
        for start, stop in pairwise(sorted(edges | {offset, end, *breaks})):
            for span in inside:
                if span.bookmark and max(span.start, offset) == start:
                    opening, open_marks[span] = bookmark(next(self.numbers), span.bookmark)
                    node.append(opening)
            if start in breaks:
                add_run(node, "\n")
            colours = [span.highlight for span in inside if span.highlight and span.start <= start < span.end]
            add_run(node, text[start - offset : stop - offset], highlight=colours[0] if colours else "")
            for span in [span for span in open_marks if min(span.end, end) == stop]:
                node.append(open_marks.pop(span))

    def start_section(self, *, landscape: bool) -> None:
        """Closes the section before; its page setup goes into its last paragraph."""
        if not self.begins_section():
            last = self.spacer() if self.after_table() else self.body[-1]
            properties = last.find(qn("w:pPr"))
            (properties if properties is not None else sub(last, "w:pPr")).append(self.section())
            self.is_later_section = True
        self.landscape, self.begins_page = landscape, False

    def begins_section(self) -> bool:
        """Whether nothing stands in the section yet."""
        return not len(self.body) or self.body[-1].find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None

    def after_table(self) -> bool:
        """Whether the last thing written is a table."""
        return len(self.body) > 0 and self.body[-1].tag == qn("w:tbl")

    def section(self) -> Element:
        """The page setup of the section that is being written."""
        section = deepcopy(self.upright)
        if self.landscape and not is_landscape(section):
            _turn(Section(cast("CT_SectPr", section), self.part))
        if self.is_later_section:
            for numbering in children(section, "w:pgNumType"):
                numbering.attrib.pop(qn("w:start"), "")
        return section

    def text_width(self) -> int:
        """Twips between the margins."""
        section = Section(cast("CT_SectPr", self.section()), self.part)
        width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        return width // Twips(1)


def _turn(section: Section) -> None:
    """Turns the page clockwise: the binding edge comes to lie on top, and the page number keeps its distance from the text."""
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    top, right, bottom, left = (margin or Twips(0) for margin in margins)
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.footer_distance = Length(max(0, right - (bottom - (section.footer_distance or 0))))
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = left, top, right, bottom
