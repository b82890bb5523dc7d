"""A Word file as its parts, and a blank one to put XML of a test into."""

from __future__ import annotations

import io
from pathlib import Path

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from drafter.formats.docx.basis import blank_document
from drafter.formats.docx.opening import saved_parts
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.zip_file import Parts, pack, unpack

__all__ = ["MAIN_PART", "blank_package", "read_package", "with_part"]

MAIN_PART = "word/document.xml"


def read_package(docx: Path | bytes) -> Parts:
    return unpack(docx if isinstance(docx, bytes) else docx.read_bytes(), "")


def blank_package(sheet: StyleSheet) -> Parts:
    return saved_parts(blank_document(sheet).package)


def with_part(parts: Parts, name: str, relation: str, content_type: str, data: bytes) -> Parts:
    """The package with a part that its text has a relationship to."""
    package = Package.open(io.BytesIO(pack(parts)))
    package.main_document_part.relate_to(Part(PackURI(f"/{name}"), content_type, data, package), relation)
    return saved_parts(package)
