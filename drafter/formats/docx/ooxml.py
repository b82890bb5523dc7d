"""What python-docx lacks, as elements of our own: bookmarks, fields, custom properties, East Asian fonts, runs cut in two.

It knows how a piece of XML must look for Word, WPS and LibreOffice to accept it, and nothing about reports. Children are
written in the order that the schema asks for: Word refuses a file whose ``w:pPr`` has them in another one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from docx.oxml.parser import OxmlElement
from lxml import etree

from drafter.core.patterns import lazy_re
from drafter.formats.safe_xml import Element, local_name

__all__ = [
    *("NAMESPACES", "add_field", "add_run", "bookmark", "children", "cut_run", "cut_words", "element", "fill_properties"),
    *("is_landscape", "no_properties", "printable", "properties_of", "qn", "sub", "whole"),
]

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = lazy_re("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = lazy_re(r"-?[0-9]{1,9}(?![0-9])")
_BREAKS = lazy_re("([\t\n])")
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set that Office keeps custom properties in."""


@cache
def qn(name: str) -> str:
    """The name as lxml wants it: ``w:p`` becomes ``{http://…/main}p``; a name without prefix stays."""
    prefix, colon, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def element(name: str, /, **attributes: object) -> Element:
    """A free element of python-docx's kind; attributes get the prefix of its name (``val=1`` on ``w:sz`` is ``w:val``)."""
    return _with_attributes(OxmlElement(name), name, attributes)


def sub(parent: Element, name: str, /, **attributes: object) -> Element:
    """A new last child of `parent`, with attributes as in `element`."""
    return _with_attributes(etree.SubElement(parent, qn(name)), name, attributes)


def _with_attributes(node: Element, name: str, attributes: Mapping[str, object]) -> Element:
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
            run[-1].set(_SPACE, "preserve")
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


def cut_words(node: Element, place: int) -> Element:
    """Leaves the first characters in a ``w:t``; the others are in a new one behind it, which is the answer."""
    words = node.text or ""
    rest = copy.copy(node)
    rest.tail, rest.text, node.text = None, words[place:], words[:place]
    for part in (node, rest):
        if part.text != (part.text or "").strip():
            part.set(_SPACE, "preserve")
    node.addnext(rest)
    return rest


def cut_run(node: Element) -> None:
    """Moves an element of a run and all behind it into a new run of the same look, behind the first."""
    run = node.getparent()
    if run is None:
        return
    rest = copy.copy(run)
    rest.tail = None
    del rest[:]
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    for moved in [node, *node.itersiblings()]:
        rest.append(moved)
    run.addnext(rest)


def no_properties() -> Element:
    """The root of a part for custom properties; LibreOffice wants their names without a prefix."""
    declared: dict[str | None, str] = {None: NAMESPACES["op"], "vt": NAMESPACES["vt"]}
    return etree.Element(qn("op:Properties"), nsmap=cast("dict[str, str]", declared))


def properties_of(root: Element) -> dict[str, str]:
    """Name → text of the custom properties of a document."""
    nodes = root.iterchildren(qn("op:property"))
    return {node.get("name", ""): "".join(c.text or "" for c in node if local_name(c) == "lpwstr") for node in nodes}


def fill_properties(root: Element, values: Mapping[str, str]) -> None:
    """Adds text properties behind those that are there."""
    used = max((whole(node, "pid", 1) for node in root.iterchildren(qn("op:property"))), default=1)
    for number, (name, value) in enumerate(values.items(), used + 1):
        node = sub(root, "op:property")
        node.attrib.update({"fmtid": _FORMAT_ID, "pid": str(number), "name": name})
        sub(node, "vt:lpwstr").text = printable(value)


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
