"""A .docx file as its parts, or in Chinese what kind of file it is instead."""

from __future__ import annotations

import re
from pathlib import Path

from drafter.core.errors import InputError
from drafter.formats.archive import Parts, unpack
from drafter.formats.sources import file_bytes

__all__ = ["MAIN_PART", "read_package"]

MAIN_PART = "word/document.xml"
_LISTS = ("[Content_Types].xml", "_rels/.rels")
_OTHER_MAIN = re.compile(rb'Target="/?(word/document\d*\.xml)"')
_OLE = b"\xd0\xcf\x11\xe0"


def read_package(path: Path | bytes, *, source: str = "") -> Parts:
    """All parts of a .docx file, or an `InputError` that says what kind of file this is instead."""
    source = source or (path.name if isinstance(path, Path) else "文档")
    data = path if isinstance(path, bytes) else file_bytes(path, source)
    _refuse_other_formats(data, source)
    parts = _with_usual_names(unpack(data, source))
    if MAIN_PART not in parts:
        raise InputError.of(source, "不是 Word 文档（缺少 word/document.xml）；需要 .docx 文件，Excel、PPT 或普通压缩包都不行")
    return parts


def _with_usual_names(parts: Parts) -> Parts:
    """The parts with the text as ``word/document.xml``; some programs call it ``word/document2.xml``."""
    found = None if MAIN_PART in parts else _OTHER_MAIN.search(parts.get(_LISTS[1], b""))
    if not found:
        return parts
    old, new = found[1].decode(), MAIN_PART
    renamed = {old: new, old.replace("word/", "word/_rels/") + ".rels": new.replace("word/", "word/_rels/") + ".rels"}
    listed = {name: data.replace(found[1], new.encode()) for name, data in parts.items() if name in _LISTS}
    return {renamed.get(name, name): data for name, data in (parts | listed).items()}


def _refuse_other_formats(data: bytes, source: str) -> None:
    if not data:
        raise InputError.of(source, "文件是空的（0 字节）")
    if data.startswith(_OLE):
        message = "是旧版 .doc（或 .wps）文件，或者加了打开密码；请用 Word 或 WPS 打开，去掉密码，另存为 .docx 再试"
        raise InputError.of(source, message)
    if not data.startswith(b"PK"):
        kind = "这是 PDF 文件" if data.startswith(b"%PDF") else "不是 .docx 文件（内容与扩展名不符）"
        raise InputError.of(source, f"{kind}；请用 Word 或 WPS 打开原文件，另存为 .docx 再试")
