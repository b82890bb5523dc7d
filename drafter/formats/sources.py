"""The bytes of a file that a clerk picked, or in Chinese why there are none; and what kind of file they are.

The kind is recognised by content: a .wps is an OLE file, a web page saved as .doc is HTML, a file sent by phone has lost its suffix.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from drafter.core.errors import InputError
from drafter.formats.zip_file import names_of
from drafter.system.files import read_file

__all__ = ["FileKind", "file_bytes", "kind_of"]

FileKind = Literal["docx", "xlsx", "pdf", "text", "odf", "rtf", "ole", "html", "pptx", "ofd", "zip", "image", "unknown"]

MAX_BYTES = 300 * 1024 * 1024
_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
)
_MEMBERS: tuple[tuple[str, FileKind], ...] = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 1024
"""A PDF may have other bytes before its mark, but not more than this."""


def file_bytes(path: Path, source: str) -> bytes:
    """The content of a file; `InputError` for a file that is not there, a folder, one without permission, an empty or huge one."""
    data = read_file(path, source, most=MAX_BYTES)
    if not data:
        raise InputError.of(source, "文件是空的（0 字节）")
    return data


def kind_of(data: bytes) -> FileKind:
    """What kind of file the bytes are."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(_UTF16):
        return "text"
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "html"
    return "unknown" if b"\0" in data[: 8 * _HEAD] else "text"


def _zip_kind(data: bytes) -> FileKind:
    """What a zip file holds; a damaged Word file is still taken for one, so that the message says it is damaged."""
    try:
        names, mime = names_of(data, "mimetype")
    except InputError:
        return next((kind for member, kind in _MEMBERS if member.encode() in data), "zip")
    if mime.startswith(b"application/vnd.oasis.opendocument"):
        return "odf"
    return next((kind for member, kind in _MEMBERS if any(name.startswith(member) for name in names)), "zip")
