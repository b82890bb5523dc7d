"""A .docx file as a `Document`, with the places of its bookmarks.

The body, and behind it the footnotes and endnotes that it refers to; headers, footers and comments are not read. Automatic
paragraph numbers are not part of the text; `ReadResult.numbered` tells which blocks have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drafter.core.document import Document, Heading, Location
from drafter.core.errors import InputError
from drafter.formats.archive import Parts
from drafter.formats.docx.notes import read_notes
from drafter.formats.docx.ooxml import Element, parse, qn
from drafter.formats.docx.package import MAIN_PART, read_package
from drafter.formats.docx.parts import related
from drafter.formats.docx.read_styles import StyleTable
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.docx.walk import BodyReader

__all__ = ["ReadResult", "read_docx", "read_parts"]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a Word file says and where its bookmarks are."""

    document: Document
    bookmarks: Mapping[str, Location]
    numbered: frozenset[int]
    """Blocks that Word puts an automatic number before."""
    notices: tuple[str, ...] = ()
    """In Chinese: notes that could not be read."""


def read_docx(path: Path | bytes, *, styles: StyleSheet | None = None, source: str = "") -> ReadResult:
    """The document in a .docx file.

    With `styles` the purpose of paragraphs and cells (落款, 表题, 数值 …) is told from their styles' names.
    """
    source = source or (path.name if isinstance(path, Path) else "文档")
    return read_parts(read_package(path, source=source), styles=styles, source=source)


def read_parts(parts: Parts, *, styles: StyleSheet | None = None, source: str = "文档") -> ReadResult:
    """The document in the parts of a package."""
    root = parse(parts[MAIN_PART], source=source, part=MAIN_PART)
    body = root.find(qn("w:body"))
    if body is None:
        raise InputError.of(source, f"文件内部的 {MAIN_PART} 里没有正文，不是完整的 Word 文档")
    table = StyleTable(_part(parts, MAIN_PART, "styles", source), _roles(styles))
    reader = BodyReader(table)
    reader.read(body)
    found = read_notes(parts, reader.references, table, len(reader.blocks), source)
    blocks = (*reader.blocks, *found.blocks)
    document = Document(blocks, _title(reader, parts, source), source, tuple(found.notes))
    return ReadResult(document, reader.bookmarks(), frozenset(reader.numbered), tuple(found.notices))


def _part(parts: Parts, owner: str, kind: str, source: str) -> Element | None:
    name = related(parts, owner, kind, source=source)
    return parse(parts[name], source=source, part=name) if name in parts else None


def _roles(styles: StyleSheet | None) -> dict[str, str]:
    paragraphs = styles.paragraphs.values() if styles else ()
    return {name.lower(): style.role for style in paragraphs for name in (style.name, *style.aliases)}


def _title(reader: BodyReader, parts: Parts, source: str) -> str:
    """The first title in the text, else the one in the file's properties."""
    for block in reader.blocks:
        if isinstance(block, Heading) and block.level == 0:
            return block.text
    core = _part(parts, "", "core-properties", source)
    return "" if core is None else core.findtext(qn("dc:title")) or ""
