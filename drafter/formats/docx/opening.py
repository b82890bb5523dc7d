"""A .docx file opened with python-docx, or in Chinese what kind of file it is instead.

python-docx takes amiss what Word and WPS let pass: a relationship to a part that is not there, a part without a content type, the
other namespaces of “Strict Open XML”, templates and documents with macros. That is put right before it sees the parts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docx.opc.constants import NAMESPACE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory, XmlPart
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from drafter.core.errors import InputError
from drafter.formats.safe_xml import Element, parse, refuse_dtd, serialise
from drafter.formats.sources import file_bytes
from drafter.formats.zip_file import Parts, pack, unpack

__all__ = ["CONTENT_TYPES", "WordFile", "open_docx", "related_part", "root_of", "saved_parts"]

CONTENT_TYPES = "[Content_Types].xml"
_OLE = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL: Mapping[bytes, bytes] = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/customProperties": b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    b"officeDocument/docPropsVTypes": b"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}
_OTHER_DOCUMENTS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
PartFactory.part_type_for.update(dict.fromkeys(_OTHER_DOCUMENTS, DocumentPart))
_NO_DOCUMENT = "不是 Word 文档（缺少 word/document.xml）；需要 .docx 文件，Excel、PPT 或普通压缩包都不行"


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file that python-docx has opened, with its parts as they stand in the archive."""

    source: str
    parts: Parts
    """As they stand in the file."""
    package: Package
    main: DocumentPart
    """The part with the text."""

    @property
    def body(self) -> Element:
        """The ``w:body``; an `InputError` where there is none."""
        body: Element | None = getattr(self.main.element, "body", None)  # another root than Word's has none
        if body is None:
            part = self.main.partname.membername
            raise InputError.of(self.source, f"文件内部的 {part} 里没有正文，不是完整的 Word 文档")
        return body

    @property
    def is_strict(self) -> bool:
        """Whether the file was saved as “Strict Open XML”, which cannot be written back."""
        return _STRICT in self.parts[self.main.partname.membername]

    def related(self, kind: str) -> Element | None:
        """The root of the part that the text has a relationship of this kind to."""
        part = related_part(self.main, kind)
        return None if part is None else root_of(part, self.source)


def open_docx(path: Path | bytes, *, source: str = "") -> WordFile:
    """The Word file; `InputError` for a file of another kind or one that is damaged."""
    source = source or (path.name if isinstance(path, Path) else "文档")
    data = path if isinstance(path, bytes) else file_bytes(path, source)
    _refuse_other_formats(data, source)
    parts = unpack(data, source)
    package = _package(parts, source)
    main = related_part(package, RT.OFFICE_DOCUMENT)
    if not isinstance(main, DocumentPart):
        raise InputError.of(source, _NO_DOCUMENT)
    for part in package.iter_parts():
        if isinstance(part, XmlPart):
            refuse_dtd(part.element, source=source, part=part.partname.membername)
    return WordFile(source, parts, package, main)


def related_part(owner: Package | Part, kind: str) -> Part | None:
    """The first part that `owner` has a relationship of this kind to."""
    found = (rel.target_part for rel in owner.rels.values() if rel.reltype == kind and not rel.is_external)
    return next(found, None)


def root_of(part: Part, source: str) -> Element:
    """The root of a part, also of one that python-docx keeps as bytes."""
    return part.element if isinstance(part, XmlPart) else parse(part.blob, source=source, part=part.partname.membername)


def saved_parts(package: Package) -> Parts:
    """The parts as python-docx saves them."""
    buffer = io.BytesIO()
    package.save(buffer)
    return unpack(buffer.getvalue(), "")


def _refuse_other_formats(data: bytes, source: str) -> None:
    if not data:
        raise InputError.of(source, "文件是空的（0 字节）")
    if data.startswith(_OLE):
        message = "是旧版 .doc（或 .wps）文件，或者加了打开密码；请用 Word 或 WPS 打开，去掉密码，另存为 .docx 再试"
        raise InputError.of(source, message)
    if not data.startswith(b"PK"):
        kind = "这是 PDF 文件" if data.startswith(b"%PDF") else "不是 .docx 文件（内容与扩展名不符）"
        raise InputError.of(source, f"{kind}；请用 Word 或 WPS 打开原文件，另存为 .docx 再试")


def _package(parts: Parts, source: str) -> Package:
    if CONTENT_TYPES not in parts or "_rels/.rels" not in parts:
        raise InputError.of(source, _NO_DOCUMENT)
    try:
        return Package.open(io.BytesIO(pack(_mended(parts, source), level=0)))
    except etree.XMLSyntaxError:
        for name, data in parts.items():
            if name.endswith((".xml", ".rels")):
                parse(data, source=source, part=name)
        raise
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InputError.of(source, "文件内部各部分的联系已损坏，请用 Word 或 WPS 打开后另存一份再试") from error


def _mended(parts: Parts, source: str) -> Parts:
    """The parts as python-docx can take them."""
    parts = {name: _transitional(data) if _STRICT in data else data for name, data in parts.items()}
    lists = [name for name in parts if name.endswith(".rels")]
    related = {name: _whole_relations(name, parts, source) for name in lists}
    return parts | related | {CONTENT_TYPES: _with_all_types(parts, source)}


def _transitional(data: bytes) -> bytes:
    for strict, usual in _USUAL.items():
        data = data.replace(_STRICT + strict, usual)
    return data


def _whole_relations(name: str, parts: Parts, source: str) -> bytes:
    """The relationships in a part, those to parts that are not there made external where the text names them, else left out."""
    root = parse(parts[name], source=source, part=name)
    folder, _, owner = name.rpartition("_rels/")
    text = parts.get(folder + owner.removesuffix(".rels"), b"")
    missing = [node for node in root.iterfind("{*}Relationship") if not _leads_somewhere(node, f"/{folder}", parts)]
    for node in missing:
        if f'"{node.get("Id")}"'.encode() in text and "Target" in node.attrib:
            node.set("TargetMode", "External")
        else:
            root.remove(node)
    return serialise(root) if missing else parts[name]


def _leads_somewhere(relationship: Element, folder: str, parts: Parts) -> bool:
    if relationship.get("TargetMode") == "External":
        return True
    target = relationship.get("Target", "")
    return target.strip("/.") != "" and PackURI.from_rel_ref(folder, target).membername in parts


def _with_all_types(parts: Parts, source: str) -> bytes:
    """The list of content types with one for every part."""
    root = parse(parts[CONTENT_TYPES], source=source, part=CONTENT_TYPES)
    known = {node.get("PartName", node.get("Extension", "")).lower() for node in root}
    unknown = [
        name for name in parts if not {f"/{name}".lower(), name.rpartition(".")[2].lower()} & known and name != CONTENT_TYPES
    ]
    for name in unknown:
        node = etree.SubElement(root, f"{{{NAMESPACE.OPC_CONTENT_TYPES}}}Override")
        node.attrib.update({"PartName": f"/{name}", "ContentType": "application/octet-stream"})
    return serialise(root) if unknown else parts[CONTENT_TYPES]
