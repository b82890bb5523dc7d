"""A small layer over lxml for WordprocessingML: names, elements, runs, fields, bookmarks, safe parsing.

It knows how a piece of XML must look for Word, WPS and LibreOffice to accept it, and nothing about reports. Children are
written in the order that the schema asks for: Word refuses a file whose ``w:pPr`` has them in another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from drafter.core.errors import InputError

__all__ = [
    *("NAMESPACES", "Element", "add_field", "add_run", "bookmark", "children", "element", "is_landscape", "local_name"),
    *("parse", "printable", "qn", "serialise", "sub", "whole"),
]

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}
_DECLARED: dict[str, tuple[str, ...]] = {"w": ("w", "r"), "cp": ("cp", "dc"), "op": ("op", "vt")}
"""Prefixes declared on a free element, its own among them."""
_WITHOUT_PREFIX = frozenset({"rel", "ct", "op"})
"""LibreOffice reads relationships and content types by their names as written, so they must have no prefix."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = re.compile(r"-?\d+")
_BREAKS = re.compile("([\t\n])")


@cache
def qn(name: str) -> str:
    """The name as lxml wants it: ``w:p`` becomes ``{http://…/main}p``; a name without prefix stays."""
    prefix, colon, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def local_name(node: Element) -> str:
    """The tag without its namespace; an empty text for a comment, which WPS writes between paragraphs."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def element(name: str, /, **attributes: object) -> Element:
    """A free element; attributes get the prefix of the element's own name (``val=1`` on ``w:sz`` is ``w:val``)."""
    prefix = name.partition(":")[0]
    declared: Any = {None if p in _WITHOUT_PREFIX else p: NAMESPACES[p] for p in _DECLARED.get(prefix, (prefix,))}
    node = etree.Element(qn(name), nsmap=declared)
    for attribute, value in attributes.items():
        node.set(qn(f"{prefix}:{attribute}"), str(value))
    return node


def sub(parent: Element, name: str, /, **attributes: object) -> Element:
    """A new last child of `parent`, with attributes as in `element`."""
    node = etree.SubElement(parent, qn(name))
    prefix = name.partition(":")[0]
    for attribute, value in attributes.items():
        node.set(qn(f"{prefix}:{attribute}"), str(value))
    return node


def printable(text: str) -> str:
    """The text with a space for every character that XML cannot hold, so that positions stay."""
    return _ILLEGAL.sub(" ", text)


def add_run(paragraph: Element, text: str, *, highlight: str = "") -> Element:
    """A run; a tab and a line break become ``w:tab`` and ``w:br``.

    Word takes “ ” … — × from the Western font unless the run says that its hint is East Asian.
    """
    run = sub(paragraph, "w:r")
    if highlight or not text.isascii():
        properties = sub(run, "w:rPr")
        if not text.isascii():
            sub(properties, "w:rFonts", hint="eastAsia")
        if highlight:
            sub(properties, "w:highlight", val=highlight)
    for piece in filter(None, _BREAKS.split(printable(text))):
        if piece in "\t\n":
            sub(run, "w:tab" if piece == "\t" else "w:br")
        else:
            sub(run, "w:t").text = piece
            run[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def add_field(paragraph: Element, instruction: str, shown: str) -> None:
    """A field with its full begin, separate and end; WPS does not show one that lacks any of them."""
    for kind in ("begin", "separate", "end"):
        sub(sub(paragraph, "w:r"), "w:fldChar", fldCharType=kind)
        if kind == "begin":
            sub(sub(paragraph, "w:r"), "w:instrText").text = f" {instruction} "
        elif kind == "separate":
            sub(sub(paragraph, "w:r"), "w:t").text = shown


def bookmark(number: int, name: str) -> tuple[Element, Element]:
    """The start and the end mark of a bookmark; a name that begins with ``_`` is hidden in Word's dialog."""
    return element("w:bookmarkStart", id=number, name=name), element("w:bookmarkEnd", id=number)


def children(node: Element, *names: str) -> Iterator[Element]:
    """The children of these names, in order."""
    return node.iterchildren(*(qn(name) for name in names))


def whole(node: Element | None, attribute: str, otherwise: int = 0) -> int:
    """The whole number in an attribute; some programs write ``11906.0`` or leave it out."""
    match = None if node is None else _WHOLE.match(node.get(qn(attribute), ""))
    return int(match[0]) if match else otherwise


def is_landscape(section: Element) -> bool:
    """Whether a ``w:sectPr`` has pages that are wider than high; the orientation mark alone says nothing certain."""
    size = section.find(qn("w:pgSz"))
    return whole(size, "w:w") > whole(size, "w:h")


def parse(data: bytes, *, source: str, part: str) -> Element:
    """The root of a part. No entity is resolved and nothing is fetched; a part with a DTD is refused.

    A file saved as “Strict Open XML” has other namespaces; they are read as the usual ones.
    """
    if _STRICT in data:
        data = _transitional(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise InputError.of(source, f"文件内部的 {part} 已损坏（第 {line} 行），请用 Word 或 WPS 打开后另存一份再试") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise InputError.of(source, f"文件内部的 {part} 含有文档类型声明（DTD），正常的 Word 文件没有，为安全起见不读取")
    return root


def _transitional(data: bytes) -> bytes:
    data = data.replace(_STRICT + b"wordprocessingml/main", NAMESPACES["w"].encode())
    data = data.replace(_STRICT + b"officeDocument/relationships", NAMESPACES["r"].encode())
    data = data.replace(_STRICT + b"officeDocument/customProperties", NAMESPACES["op"].encode())
    return data.replace(_STRICT + b"officeDocument/docPropsVTypes", NAMESPACES["vt"].encode())


def serialise(root: Element) -> bytes:
    """The part as Word writes it: UTF-8, standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
