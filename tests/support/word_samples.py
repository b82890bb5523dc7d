"""Word files from XML in shorthand: ``[词]`` is a run, ``¶…¶`` a paragraph."""

from __future__ import annotations

from dataclasses import replace

from drafter.core.document import Document, Location
from drafter.core.findings import Finding, Place
from drafter.formats.docx.ooxml import NAMESPACES, qn
from drafter.formats.docx.read import read_docx
from drafter.formats.safe_xml import Element, parse, serialise
from drafter.formats.zip_file import Parts, pack
from tests.support.word_package import MAIN_PART, read_package

WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NS = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r", "mc")) + f' xmlns:wps="{WPS}"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/comments.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_file(body: str, more: Parts | None = None) -> bytes:
    """A .docx file with this body and further parts."""
    for index, words in enumerate(body.split("¶")):
        body = words if index == 0 else body + ("<w:p>" if index % 2 else "</w:p>") + words
    runs = body.replace("[", '<w:r><w:t xml:space="preserve">').replace("]", "</w:t></w:r>")
    xml = f"<w:document {NS}><w:body>{runs}</w:body></w:document>"
    return pack(
        {"[Content_Types].xml": TYPES.encode(), "_rels/.rels": RELATIONSHIPS.encode(), MAIN_PART: xml.encode(), **(more or {})}
    )


def on(location: Location, quote: str = "", message: str = "应为另一个数。") -> Finding:
    """An error at a location."""
    return Finding("NU07", "ratio-as-growth", "把比率写成增长率", "error", quote, message, Place(location))


def find(document: Document, words: str) -> Location:
    """Where some words stand first."""
    place, text = next((place, text) for place, text in document.texts() if words in text)
    return replace(place, start=text.index(words), end=text.index(words) + len(words))


def on_words(data: bytes, *words: str) -> list[Finding]:
    """An error on each of these words."""
    document = read_docx(data).document
    return [on(find(document, w), document.container_text(find(document, w))[:120]) for w in words]


def root_of(data: bytes, part: str = MAIN_PART) -> Element:
    return parse(read_package(data)[part], source="", part=part)


def commented(data: bytes) -> dict[int, Location | None]:
    """Comment id → the words it is on, read as if it were a bookmark; `None` for a comment without words."""
    root = root_of(data)
    for node in list(root.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        node.getparent().remove(node)
    for node in root.iter(qn("w:commentRangeStart")):
        node.tag = qn("w:bookmarkStart")
        node.set(qn("w:name"), node.get(qn("w:id")))
    for node in root.iter(qn("w:commentRangeEnd")):
        node.tag = qn("w:bookmarkEnd")
    read = read_docx(pack(read_package(data) | {MAIN_PART: serialise(root)}))
    ids = [int(node.get(qn("w:id"))) for node in root_of(data).iter(qn("w:commentReference"))]
    return {number: read.bookmarks.get(str(number)) for number in sorted(ids)}


def comment_words(data: bytes) -> list[str]:
    """The texts of all comments, in the order of the part."""
    root = root_of(data, "word/comments.xml")
    return ["\n".join("".join(p.itertext()) for p in comment) for comment in root]
