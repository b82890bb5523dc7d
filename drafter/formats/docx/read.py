"""A .docx file as a `Document`, with the places of its bookmarks.

The body, and behind it the footnotes and endnotes that it refers to; headers, footers and comments are not read. Automatic
paragraph numbers are not part of the text; `ReadResult.numbered` tells which blocks have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.parts.coreprops import CorePropertiesPart

from drafter.core.document import Document, Heading, Location
from drafter.formats.docx.notes import read_notes
from drafter.formats.docx.opening import WordFile, open_docx, related_part
from drafter.formats.docx.read_styles import StyleTable
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.docx.walk import BodyReader

__all__ = ["ReadResult", "read_docx", "read_opened"]


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

    With `styles` the purpose of paragraphs and cells (落款, 表题, 数值 …) is read from their styles' names.
    """
    return read_opened(open_docx(path, source=source), styles=styles)


def read_opened(file: WordFile, *, styles: StyleSheet | None = None) -> ReadResult:
    """The document in an opened file."""
    table = StyleTable(file.related(RT.STYLES), _roles(styles))
    reader = BodyReader(table)
    reader.read(file.body)
    found = read_notes(file, reader.references, table, len(reader.blocks))
    blocks = (*reader.blocks, *found.blocks)
    document = Document(blocks, _title(reader, file), file.source, tuple(found.notes))
    return ReadResult(document, reader.bookmarks(), frozenset(reader.numbered), tuple(found.notices))


def _roles(styles: StyleSheet | None) -> dict[str, str]:
    paragraphs = styles.paragraphs.values() if styles else ()
    return {name.lower(): style.role for style in paragraphs for name in (style.name, *style.aliases)}


def _title(reader: BodyReader, file: WordFile) -> str:
    """The first title in the text, else the one in the file's properties."""
    for block in reader.blocks:
        if isinstance(block, Heading) and block.level == 0:
            return block.text
    core = related_part(file.package, RT.CORE_PROPERTIES)
    return core.core_properties.title if isinstance(core, CorePropertiesPart) else ""
