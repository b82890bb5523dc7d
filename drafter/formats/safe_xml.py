"""XML that strangers wrote, parsed without resolving or fetching anything."""

from __future__ import annotations

from lxml import etree

from drafter.core.errors import InputError

__all__ = ["Element", "local_name", "parse", "refuse_dtd", "serialise"]

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the class of its elements


def parse(data: bytes, *, source: str, part: str) -> Element:
    """The root of a part. No entity is resolved and nothing is fetched; a part with a DTD is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise InputError.of(source, f"文件内部的 {part} 已损坏（第 {line} 行），请用 Word 或 WPS 打开后另存一份再试") from None
    refuse_dtd(root, source=source, part=part)
    return root


def refuse_dtd(root: Element, *, source: str, part: str) -> None:
    """An `InputError` for a part with a document type: entities come with it, and no office program writes one."""
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise InputError.of(source, f"文件内部的 {part} 含有文档类型声明（DTD），正常的 Word 文件没有，为安全起见不读取")


def local_name(node: Element) -> str:
    """The tag without its namespace; an empty text for a comment, which WPS writes between paragraphs."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def serialise(root: Element) -> bytes:
    """The part as Word writes it: UTF-8, standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
