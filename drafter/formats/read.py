"""Any file that a clerk picks as a `Document`, with lines or pages where the file has them.

The kind is recognised by content, never by the suffix alone. Whatever cannot be read is an `InputError` that says what the file is
and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from drafter.core.document import Block, Document, Heading, Location, Paragraph
from drafter.core.errors import InputError
from drafter.formats.headings import ContentsWatch, heading_level, title_of
from drafter.formats.sources import FileKind, file_bytes, kind_of
from drafter.formats.suffixes import BINARY, MARKDOWN

if TYPE_CHECKING:
    from drafter.formats.docx.styles import StyleSheet

__all__ = ["ReadDocument", "SourceKind", "read_document"]

SourceKind = Literal["docx", "text", "pdf", "xlsx"]
_REFUSED: Mapping[FileKind, str] = {
    "pptx": "这是 PowerPoint 文件；需要 Word、PDF、Excel 或文本文件",
    "ofd": "这是 OFD 版式文件；请用 OFD 阅读器或 WPS 转成 Word 或 PDF 再试",
    "zip": "这是压缩包；请先解压，再选里面的文件",
    "image": "这是图片，里面没有可读的文字；请先做文字识别（OCR），存为 Word 或文本再试",
    "unknown": "认不出这是什么文件；需要 Word（.docx）、PDF、Excel（.xlsx）或文本（.txt、.md）文件",
}


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read, and where its texts stand in the file."""

    document: Document
    lines: tuple[int, ...] = ()
    """For each block the 1-based source line, for a text file; else empty."""
    cell_lines: Mapping[tuple[int, int, int], int] = field(default_factory=dict)
    """Block, row and column of a cell → source line, for a text file."""
    pages: tuple[int, ...] = ()
    """For each block the 1-based page where it begins, for a PDF; else empty."""
    kind: SourceKind = "docx"
    parts: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """For a paragraph put together from several lines: where in it each begins, and the source line (a text) or page (a PDF)."""
    numbered: frozenset[int] = frozenset()
    """Blocks that Word puts an automatic number before; their text lacks it."""
    notices: tuple[str, ...] = ()
    """In Chinese: what could not be read, or how the file was converted."""

    def line_of(self, location: Location) -> int | None:
        """The source line of a place, if the file has lines."""
        if location.row is not None and location.column is not None:
            cell = self.cell_lines.get((location.block, location.row, location.column))
            return cell or self._place(location, self.lines)
        return self._place(location, self.lines)

    def page_of(self, location: Location) -> int | None:
        """The page of a place, if the file has pages."""
        return self._place(location, self.pages)

    def _place(self, location: Location, places: tuple[int, ...]) -> int | None:
        found = places[location.block] if location.block < len(places) else None
        if places and location.row is None:
            for offset, place in self.parts.get(location.block, ()):
                if offset <= location.start:
                    found = place
        return found


def read_document(path: Path, *, styles: StyleSheet | None = None) -> ReadDocument:
    """The document in a file: .docx, .pdf, .xlsx, .txt, .md, and with LibreOffice .doc, .wps, .rtf, .odt, .et."""
    source = path.name
    data = file_bytes(path, source)
    return _read(data, kind_of(data), path, styles)


def _read(data: bytes, kind: FileKind, path: Path, styles: StyleSheet | None) -> ReadDocument:
    source = path.name
    if kind == "docx":
        return _read_docx(data, source, styles)
    if kind == "text" and path.suffix.lower() in BINARY:
        raise InputError.of(
            source, f"扩展名是 {path.suffix}，内容却是纯文本，文件可能已损坏；请重新取得文件，确是文本的改成 .txt 再试"
        )
    if kind == "text":
        return _read_text(data, source, markdown=path.suffix.lower() in MARKDOWN)
    if kind == "pdf":
        return _read_pdf(data, source)
    if kind == "xlsx":
        return _read_xlsx(data, source)
    if kind == "zip" and path.suffix.lower() in BINARY:
        raise InputError.of(
            source, f"扩展名是 {path.suffix}，内容却是压缩包，或者文件不完整；请重新取得文件，确是压缩包的先解压，再选里面的文件"
        )
    if kind in _REFUSED:
        raise InputError.of(source, _REFUSED[kind])
    return _converted(data, path, styles)


def _read_docx(data: bytes, source: str, styles: StyleSheet | None) -> ReadDocument:
    from drafter.formats.docx.read import read_docx

    result = read_docx(data, styles=styles, source=source)
    return ReadDocument(_with_headings(result.document), kind="docx", numbered=result.numbered, notices=result.notices)


def _with_headings(document: Document) -> Document:
    """The document with headings recognised by numbering, where not one paragraph has a heading's style."""
    if any(isinstance(block, Heading) and block.level for block in document.blocks):
        return document
    contents = ContentsWatch()
    end = document.notes[0].start if document.notes else len(document.blocks)
    blocks = (*(_as_heading(block, contents) for block in document.blocks[:end]), *document.blocks[end:])
    return replace(document, blocks=blocks, title=document.title or title_of(blocks))


def _as_heading(block: Block, contents: ContentsWatch) -> Block:
    if not isinstance(block, Paragraph) or contents.holds(block.text):
        return block
    level = heading_level(block.text)
    return block if level is None else Heading(block.text, level)


def _read_text(data: bytes, source: str, *, markdown: bool) -> ReadDocument:
    from drafter.formats.text.read import read_text

    read = read_text(data, source=source, markdown=markdown)
    if not read.document.blocks:
        raise InputError.of(source, "文件里没有文字")
    return ReadDocument(read.document, read.lines, read.cell_lines, kind="text", parts=read.parts)


def _read_pdf(data: bytes, source: str) -> ReadDocument:
    from drafter.formats.pdf.read import read_pdf

    read = read_pdf(data, source=source)
    return ReadDocument(read.document, pages=read.pages, kind="pdf", parts=read.parts, notices=read.notices)


def _read_xlsx(data: bytes, source: str) -> ReadDocument:
    from drafter.formats.xlsx.read import read_xlsx

    read = read_xlsx(data, source=source)
    return ReadDocument(read.document, kind="xlsx", notices=read.notices)


def _converted(data: bytes, path: Path, styles: StyleSheet | None) -> ReadDocument:
    """A file in an old format, read after LibreOffice made a .docx or .xlsx of it."""
    from drafter.formats.convert import convert

    made = convert(data, path.suffix, source=path.name)
    read = _read(made, kind_of(made), path.with_suffix(".docx"), styles)
    document = replace(read.document, source=path.name)
    return replace(read, document=document, notices=(*read.notices, "已用 LibreOffice 转换后读取"))
