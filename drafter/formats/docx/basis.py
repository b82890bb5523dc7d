"""What a draft is written into: a blank document in the style sheet's look, or an office's own emptied of its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.shared import Twips

from drafter.core.errors import InputError
from drafter.formats.docx.ooxml import add_field, add_run, element, printable, qn, sub
from drafter.formats.docx.opening import open_docx, related_part, root_of
from drafter.formats.docx.styles import PageLayout, StyleSheet
from drafter.formats.docx.word_styles import blank_styles
from drafter.formats.safe_xml import local_name, serialise

if TYPE_CHECKING:
    from docx.section import Section

__all__ = ["base_document", "blank_document", "set_margins", "set_size", "set_title"]

_KEPT_OF_PACKAGE = frozenset({RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.EXTENDED_PROPERTIES, RT.CUSTOM_PROPERTIES})
_KEPT_OF_DOCUMENT = frozenset(
    {
        *(RT.STYLES, RT.THEME, RT.SETTINGS, RT.FONT_TABLE, RT.NUMBERING, RT.WEB_SETTINGS),
        *(RT.HEADER, RT.FOOTER, RT.FOOTNOTES, RT.ENDNOTES),
    }
)
"""What of a base document belongs to its looks; pictures, comments and links belonged to its text."""
_DATED = ("created", "modified", "lastModifiedBy", "lastPrinted", "revision")
_LONGEST_PROPERTY = 255
_HEADER_DISTANCE = 851
_BODY = f"<w:document {nsdecls('w', 'r')}><w:body><w:sectPr/></w:body></w:document>"
_COMPATIBILITY = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}


_NOT_LAST = "$([{·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
_NOT_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠万亿元"
"""Characters that end, or begin, no line: Word's own for Chinese, and the units of money, so that 3.00万元 stays on one line."""


def blank_document(sheet: StyleSheet) -> DocumentPart:
    """An empty document with the page, the styles and the page numbers of GB/T 9704."""
    package = Package()
    main = DocumentPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, parse_xml(_BODY), package)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    blank_styles(main.styles, sheet)
    _blank_settings(main)
    fonts = element("w:fonts")
    for name, other in sheet.substitutes.items():
        sub(sub(fonts, "w:font", name=name), "w:altName", val=other)
    main.relate_to(Part(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, serialise(fonts), package), RT.FONT_TABLE)
    section = main.document.sections[0]
    set_size(section, sheet.page)
    set_margins(section, sheet.page)
    _number_pages(section, sheet.page)
    return main


def _blank_settings(main: DocumentPart) -> None:
    root = main.settings.element
    root[:] = []
    sub(root, "w:zoom", percent=100)
    main.settings.odd_and_even_pages_header_footer = True
    sub(root, "w:characterSpacingControl", val="compressPunctuation")
    sub(root, "w:noLineBreaksAfter", lang="zh-CN", val=_NOT_LAST)
    sub(root, "w:noLineBreaksBefore", lang="zh-CN", val=_NOT_FIRST)
    compatibility = sub(root, "w:compat")
    sub(compatibility, "w:doNotExpandShiftReturn")
    sub(compatibility, "w:compatSetting", **_COMPATIBILITY)
    sub(root, "w:themeFontLang", val="en-US", eastAsia="zh-CN")


def set_size(section: Section, page: PageLayout) -> None:
    """Gives a page setup the size of the style sheet."""
    section.page_width, section.page_height = Twips(page.width), Twips(page.height)


def set_margins(section: Section, page: PageLayout) -> None:
    """Gives a page setup the margins of the style sheet."""
    section.top_margin, section.bottom_margin = Twips(page.top), Twips(page.bottom)
    section.left_margin, section.right_margin = Twips(page.left), Twips(page.right)
    section.header_distance, section.footer_distance = Twips(_HEADER_DISTANCE), Twips(page.footer)
    section.gutter = Twips(0)


def _number_pages(section: Section, page: PageLayout) -> None:
    """``— 1 —`` at the outer side, one character in from the edge of the text, in the middle, or nothing."""
    sides = {"两侧": ("right", "left"), "居中": ("center", "center")}.get(page.numbers, ())
    for footer, side in zip((section.footer, section.even_page_footer), sides, strict=False):
        footer.is_linked_to_previous = False
        paragraph = footer.part.element[0]
        properties = paragraph.get_or_add_pPr()
        properties.jc_val = getattr(WD_ALIGN_PARAGRAPH, side.upper())
        if side != "center":
            indents = properties.get_or_add_ind()
            indents.set(qn(f"w:{side}Chars"), "100")
            indents.set(qn(f"w:{side}"), "280")
        add_run(paragraph, "— ")
        add_field(paragraph, "PAGE", "1")
        add_run(paragraph, " —")


def base_document(base: Path | bytes) -> DocumentPart:
    """The office's document without what belonged to its text: pictures, comments, links, thumbnail, signatures.

    A template (.dotx) or a document with macros becomes a plain document.
    """
    file = open_docx(base, source=base.name if isinstance(base, Path) else "版面底稿")
    if file.is_strict:
        raise InputError.of(file.source, "是“严格开放 XML”格式，不能作为版面底稿；请在 Word 里另存为普通的 .docx 再试")
    if related_part(file.main, RT.STYLES) is None:
        raise InputError.of(file.source, "没有样式表，不能作为版面底稿；请用 Word 或 WPS 打开后另存为 .docx 再试")
    for owner, kept in ((file.package, _KEPT_OF_PACKAGE), (file.main, _KEPT_OF_DOCUMENT)):
        for number in [number for number, rel in owner.rels.items() if rel.reltype not in kept or rel.is_external]:
            del owner.rels[number]
    file.main._content_type = CT.WML_DOCUMENT_MAIN  # noqa: SLF001 - python-docx cannot make a document of a template
    return file.main


def set_title(main: DocumentPart, title: str) -> None:
    """Writes the title into the core properties and takes out dates and names of persons who saved the base document."""
    core = main.core_properties
    root = root_of(main.package.part_related_by(RT.CORE_PROPERTIES), "")
    for node in [node for node in root if local_name(node) in (*_DATED, "title")]:
        root.remove(node)
    core.title = printable(title)[:_LONGEST_PROPERTY]
