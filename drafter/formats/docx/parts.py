"""The package around the text: a blank one in the style sheet's look, or an office's own document emptied of its text.

Whatever is written starts from such a package, so that a base document and the blank one take the same way.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from drafter.core.errors import InputError
from drafter.formats.archive import Parts
from drafter.formats.docx.ooxml import Element, add_field, add_run, children, element, local_name, parse, qn, serialise, sub
from drafter.formats.docx.package import MAIN_PART
from drafter.formats.docx.styles import Page, StyleSheet
from drafter.formats.docx.styles_xml import blank_styles, font_table

__all__ = ["add_page", "add_part", "base_package", "blank_package", "related", "set_title"]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_KEPT_OF_ROOT = ("officeDocument", "core-properties", "extended-properties", "custom-properties")
_KEPT_OF_DOCUMENT = (
    *("styles", "theme", "settings", "fontTable", "numbering", "webSettings"),
    *("header", "footer", "footnotes", "endnotes"),
)
"""What of a base document belongs to its looks; pictures, comments and links belonged to its text."""
_HEADER_DISTANCE = 851
_DATED = ("created", "modified", "lastModifiedBy", "lastPrinted", "revision")
_CONTENT_TYPES = "[Content_Types].xml"


def blank_package(sheet: StyleSheet) -> Parts:
    """The parts of an empty document with the page, the styles and the page numbers of GB/T 9704."""
    parts: Parts = {_CONTENT_TYPES: serialise(_blank_content_types())}
    document = element("w:document")
    add_part(parts, "", MAIN_PART, "officeDocument", _WORD_TYPE.format("document.main"), document)
    add_part(parts, "", "docProps/core.xml", _CORE, _CORE_TYPE, element("cp:coreProperties"))
    for name, root in (("styles", blank_styles(sheet)), ("settings", _settings()), ("fontTable", font_table(sheet.substitutes))):
        add_part(parts, MAIN_PART, f"word/{name}.xml", name, _WORD_TYPE.format(name), root)
    section = sub(sub(document, "w:body"), "w:sectPr")
    for number, (kind, side) in enumerate(_footers(sheet.page), 1):
        name = f"word/footer{number}.xml"
        reference = add_part(parts, MAIN_PART, name, "footer", _WORD_TYPE.format("footer"), _footer(side))
        sub(section, "w:footerReference", type=kind).set(qn("r:id"), reference)
    add_page(section, sheet.page)
    parts[MAIN_PART] = serialise(document)
    return parts


def base_package(base: Parts, source: str) -> Parts:
    """The office's document without what belonged to its text: pictures, comments, links, thumbnail, signatures, orphans.

    A template (.dotx) or a document with macros becomes a plain document.
    """
    parts = dict(base)
    if _STRICT.encode() in parts[MAIN_PART]:
        raise InputError.of(source, "是“严格开放 XML”格式，不能作为版面底稿；请在 Word 里另存为普通的 .docx 再试")
    _filter_relationships(parts, "", _KEPT_OF_ROOT, source)
    _filter_relationships(parts, MAIN_PART, _KEPT_OF_DOCUMENT, source)
    reachable = _reachable(parts, source)
    kept = {name: data for name, data in parts.items() if name in reachable or name == _CONTENT_TYPES}
    types = parse(kept[_CONTENT_TYPES], source=source, part=_CONTENT_TYPES)
    for override in list(children(types, "ct:Override")):
        name = override.get("PartName", "").lstrip("/")
        if name not in kept:
            types.remove(override)
        elif name == MAIN_PART:
            override.set("ContentType", _WORD_TYPE.format("document.main"))
    return {**kept, _CONTENT_TYPES: serialise(types)}


def add_part(parts: Parts, owner: str, name: str, relation: str, content_type: str, root: Element) -> str:
    """Puts a part into the package with its content type and its relationship, whose id is the answer."""
    parts[name] = serialise(root)
    types = parse(parts[_CONTENT_TYPES], source="", part=_CONTENT_TYPES)
    etree_node = sub(types, "ct:Override")
    etree_node.set("PartName", f"/{name}")
    etree_node.set("ContentType", content_type)
    parts[_CONTENT_TYPES] = serialise(types)
    return _relate(parts, owner, name, relation if ":" in relation else f"{_OFFICE}/{relation}")


def _relate(parts: Parts, owner: str, name: str, relation: str) -> str:
    path = _relationships_path(owner)
    root = parse(parts[path], source="", part=path) if path in parts else element("rel:Relationships")
    taken = {node.get("Id") for node in root}
    reference = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    node = sub(root, "rel:Relationship")
    target = posixpath.relpath(name, posixpath.dirname(owner) or ".")
    for attribute, value in (("Id", reference), ("Type", relation), ("Target", target)):
        node.set(attribute, value)
    parts[path] = serialise(root)
    return reference


def related(parts: Parts, owner: str, kind: str, *, source: str = "") -> str:
    """The name of the first part that `owner` has a relationship of this kind to, or an empty text."""
    return next((target for relation, target in _relations(parts, owner, source) if relation == kind), "")


def _relations(parts: Parts, owner: str, source: str) -> Iterator[tuple[str, str]]:
    path = _relationships_path(owner)
    if path not in parts:
        return
    for node in parse(parts[path], source=source, part=path).iterchildren(qn("rel:Relationship")):
        if node.get("TargetMode") != "External":
            yield _kind(node), _resolve(owner, node.get("Target", ""))


def _kind(relationship: Element) -> str:
    return relationship.get("Type", "").rpartition("/")[2]


def _resolve(owner: str, target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(owner), target))


def _relationships_path(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _filter_relationships(parts: Parts, owner: str, kept: tuple[str, ...], source: str) -> None:
    path = _relationships_path(owner)
    if path in parts:
        root = parse(parts[path], source=source, part=path)
        for node in [node for node in root if local_name(node) and _kind(node) not in kept]:
            root.remove(node)
        parts[path] = serialise(root)


def _reachable(parts: Parts, source: str) -> set[str]:
    found, waiting = set(), [""]
    while waiting:
        owner = waiting.pop()
        found |= {owner, _relationships_path(owner)}
        waiting += [target for _, target in _relations(parts, owner, source) if target not in found]
    return found


def set_title(parts: Parts, title: str, source: str) -> None:
    """Writes the title into the core properties and takes out dates and names of persons who saved the base document."""
    name = related(parts, "", "core-properties", source=source)
    if not name or name not in parts:
        name = "docProps/core.xml"
        add_part(parts, "", name, _CORE, _CORE_TYPE, element("cp:coreProperties"))
    root = parse(parts[name], source=source, part=name)
    for node in [node for node in root if local_name(node) in (*_DATED, "title")]:
        root.remove(node)
    sub(root, "dc:title").text = title
    parts[name] = serialise(root)


def _blank_content_types() -> Element:
    root = element("ct:Types")
    for extension, content_type in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        default = sub(root, "ct:Default")
        default.set("Extension", extension)
        default.set("ContentType", content_type)
    return root


def _settings() -> Element:
    root = element("w:settings")
    sub(root, "w:zoom", percent=100)
    sub(root, "w:evenAndOddHeaders")
    sub(root, "w:characterSpacingControl", val="compressPunctuation")
    compatibility = sub(root, "w:compat")
    uri = "http://schemas.microsoft.com/office/word"
    sub(compatibility, "w:doNotExpandShiftReturn")
    sub(compatibility, "w:compatSetting", name="compatibilityMode", uri=uri, val=15)
    sub(root, "w:themeFontLang", val="en-US", eastAsia="zh-CN")
    return root


def add_page(section: Element, page: Page) -> None:
    """Gives a page setup the size and the margins of the style sheet."""
    sub(section, "w:pgSz", w=page.width, h=page.height)
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    sub(section, "w:pgMar", **margins, header=_HEADER_DISTANCE, footer=page.footer, gutter=0)


def _footers(page: Page) -> list[tuple[str, str]]:
    """Kind of page (``default`` means odd) and side of the number on it."""
    sides = {"两侧": ("right", "left"), "居中": ("center", "center")}.get(page.numbers, ())
    return list(zip(("default", "even"), sides, strict=False))


def _footer(side: str) -> Element:
    """``— 1 —`` at the outer side, one character in from the edge of the text."""
    root = element("w:ftr")
    paragraph = sub(root, "w:p")
    properties = sub(paragraph, "w:pPr")
    sub(properties, "w:pStyle", val="Footer")
    if side != "center":
        sub(properties, "w:ind", **{f"{side}Chars": 100, side: 280})
    sub(properties, "w:jc", val=side)
    add_run(paragraph, "— ")
    add_field(paragraph, "PAGE", "1")
    add_run(paragraph, " —")
    return root
