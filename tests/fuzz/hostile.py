"""Small files that once broke something, each made anew: by name the suffix and the bytes, and what must be said of it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

__all__ = ["HOSTILE", "docx"]

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/{{kind}}" Target="{{target}}"/></Relationships>'
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, styles: str = "", *, method: int = zipfile.ZIP_DEFLATED, left_out: str = "") -> bytes:
    """A Word file of a body and styles, in few parts."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="word/document.xml"),
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATIONS.format(kind="styles", target="styles.xml"),
        "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in parts.items():
            if name != left_out:
                archive.writestr(name, text)
    return buffer.getvalue()


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _declared(data: bytes, name: bytes, size: int) -> bytes:
    """The zip file with another size declared for a part, in both places."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = changed.find(mark)
        while place >= 0:
            length = struct.unpack_from("<H", changed, place + offset + 4)[0]
            begin = place + (30 if offset == 22 else 46)
            if changed[begin : begin + length] == name:
                struct.pack_into("<I", changed, place + offset, size)
            place = changed.find(mark, place + 4)
    return bytes(changed)


def _unreadable_name(data: bytes, name: bytes) -> bytes:
    """The zip file with a part whose name is said to be UTF-8 and is not."""
    changed = bytearray(data)
    for mark, flags, head in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        place = changed.find(mark)
        while place >= 0:
            if changed[place + head : place + head + len(name)] == name:
                struct.pack_into("<H", changed, place + flags, 0x800)
                changed[place + head] = 0xFF
            place = changed.find(mark, place + 4)
    return bytes(changed)


def _bomb(name: str) -> bytes:
    """A part of 300 MB of spaces that is declared to have ten bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, b" " * (300 << 20))
        archive.writestr("word/document.xml", b"<a/>")
    return _declared(buffer.getvalue(), name.encode(), 10)


def _workbook(**attributes: str) -> bytes:
    """A workbook of one cell, with other attributes of its row or its cell."""
    row, style = attributes.get("row", "1"), attributes.get("style", "0")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": _TYPES.replace("/word/document.xml", "/xl/workbook.xml").replace(
            "wordprocessingml.document", "spreadsheetml.sheet"
        ),
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="{row}"><c r="A1" s="{style}"><v>5</v></c></row></sheetData></worksheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _chain(length: int) -> str:
    based = '<w:basedOn w:val="s{}"/>'
    return "".join(f'<w:style w:styleId="s{n}">{based.format(n + 1) if n < length else ""}</w:style>' for n in range(length + 1))


_FINE = docx(_paragraph("支出合计30万元，其中：甲10万元，乙10万元，丙15万元。"))
_CELL = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
DAMAGED, READ = "损坏", ""

HOSTILE: Mapping[str, tuple[str, bytes, str]] = {
    "bytes-lost": (".docx", _FINE[:300] + _FINE[340:], DAMAGED),
    "workbook-bytes-lost": (".xlsx", _workbook()[:-10], DAMAGED),
    "bzip2": (".docx", docx(_paragraph("甲"), method=zipfile.ZIP_BZIP2), DAMAGED),
    "lzma": (".docx", docx(_paragraph("甲"), method=zipfile.ZIP_LZMA), DAMAGED),
    "unreadable-name": (".docx", _unreadable_name(_FINE, b"word/styles.xml"), DAMAGED),
    "no-content-types": (".docx", docx(_paragraph("甲"), left_out="[Content_Types].xml"), "缺少"),
    "empty": (".docx", b"", "空"),
    "cut": (".docx", _FINE[: len(_FINE) // 2], DAMAGED),
    "text-as-pdf": (".pdf", "支出30万元".encode(), "纯文本"),
    "digits-in-word": (".docx", docx(_paragraph("1" * 100_000)), READ),
    "chain-of-styles": (".docx", docx(_paragraph("甲5万元", '<w:pPr><w:pStyle w:val="s0"/></w:pPr>'), _chain(2000)), READ),
    "ring-of-styles": (".docx", docx(_paragraph("甲", '<w:pPr><w:pStyle w:val="a"/></w:pPr>'), '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>'), READ),
    "span-of-5000-digits": (".docx", docx(_CELL.format("1" * 5000)), READ),
    "level-of-5000-digits": (".docx", docx(_paragraph("甲", f'<w:pPr><w:outlineLvl w:val="{"1" * 5000}"/></w:pPr>')), READ),
    "row-superscript": (".xlsx", _workbook(row="²"), READ),
    "style-superscript": (".xlsx", _workbook(style="²"), READ),
    "no-document": (".docx", docx("", left_out="word/document.xml"), "缺少"),
    "digits": (".txt", b"1" * 100_000, READ),
    "capital-x": (".txt", b"X" * 32_000, READ),
    "yi": (".txt", ("一" * 30_000).encode(), READ),
    "overall-performance": (".txt", ("总体绩效" * 8_000).encode(), READ),
    "rate-over-1e11": (".md", "预算100万元，支出1000000000000000万元，执行率1000000000000000%。".encode(), READ),
    "declared-ten-bytes": (".docx", _bomb("word/styles.xml"), DAMAGED),
    "mimetype-of-300-mb": (".docx", _bomb("mimetype"), DAMAGED),
}  # fmt: skip
"""An empty word: the file is read and judged."""
