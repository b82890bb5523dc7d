"""The zip file around a document: unpacked within bounds, packed to the same bytes every time.

Word and Excel files are such archives. What their parts say is for the readers of each format.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

from drafter.core.errors import InputError
from drafter.core.patterns import lazy_re

__all__ = ["Parts", "digest", "names_of", "pack", "unpack"]

Parts = dict[str, bytes]
"""Part name without leading slash → content."""

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 400
"""Tables of ten thousand alike rows pack at about 1 : 100; a bomb at 1 : 1000."""
RATIO_MATTERS_FROM = 20 * 1024 * 1024
MAX_MEMBERS = 10_000
PIECE = 256 * 1024
"""So much is unpacked before it is counted."""
BEGINNING = 80
"""Bytes of a part that tell what it is."""
_TOO_LARGE = f"文件解开后过大（超过 {MAX_UNPACKED // 1024 // 1024} MB 或压缩比异常），为安全起见不读取"
_FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
"""Programs that tell a file's kind by its first bytes expect these in front."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ANY_NAME = lazy_re(r"(?s:.*)")


def unpack(data: bytes, source: str, *, program: str = "Word", wanted: re.Pattern[str] = _ANY_NAME) -> Parts:
    """The parts of an archive whose names match `wanted`; `InputError` for one that is damaged, locked or too large."""
    with _readable(source, program), zipfile.ZipFile(io.BytesIO(data)) as archive:
        left = min(MAX_UNPACKED, max(RATIO_MATTERS_FROM, len(data) * MAX_RATIO))
        _check_members(archive, left, source)
        parts: Parts = {}
        for info in archive.infolist():
            if not info.is_dir() and wanted.fullmatch(info.filename):
                parts[info.filename] = b"".join(_pieces(archive, info, left, source))
                left -= len(parts[info.filename])
        return parts


def names_of(data: bytes, first: str) -> tuple[list[str], bytes]:
    """The names in an archive, and the beginning of its first part where that has the given name; `InputError` for a damaged one."""
    with _readable("", ""), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if names[:1] != [first]:
            return names, b""
        with archive.open(first) as part:
            return names, part.read(BEGINNING)


@contextlib.contextmanager
def _readable(source: str, program: str) -> Iterator[None]:
    """Turns whatever `zipfile` raises on damaged bytes into a message: it raises a dozen kinds of exceptions."""
    try:
        yield
    except (InputError, MemoryError):
        raise
    except Exception as error:
        message = f"文件不完整或已损坏，可能没有下载完；请重新取得文件，或用 {program}、WPS 打开后另存"
        raise InputError.of(source, message) from error


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, source: str) -> Iterator[bytes]:
    """A part piece by piece, counted as it is unpacked: what an archive declares of its sizes may be false."""
    with archive.open(info) as part:
        while piece := part.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise InputError.of(source, _TOO_LARGE)
            yield piece


def _check_members(archive: zipfile.ZipFile, left: int, source: str) -> None:
    """Refuses an honest bomb, an encrypted archive, other compressions than Office's and names that lead out of it."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(info.file_size for info in members) > left:
        raise InputError.of(source, _TOO_LARGE)
    for info in members:
        if info.flag_bits & 1:
            raise InputError.of(source, "文件加了压缩密码，请去掉密码再试")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise InputError.of(
                source, "文件内部的压缩方式不是 Word、Excel 用的，可能已损坏；请用 Word、Excel 或 WPS 打开后另存一份再试"
            )
        if info.filename.startswith("/") or ":" in info.filename or ".." in info.filename.replace("\\", "/").split("/"):
            raise InputError.of(source, f"文件内部有指向外部的路径“{info.filename}”，为安全起见不读取")


def pack(parts: Parts, *, level: int = 6) -> bytes:
    """The archive of these parts: fixed order and fixed times, so that equal parts give equal bytes; 0 is no compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=_order):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = 3, 0o600 << 16
            archive.writestr(info, parts[name], zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED, level)
    return buffer.getvalue()


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def digest(parts: Parts, *, without: str) -> str:
    """SHA-256 over all parts but one, each with its name and length, in the order of names."""
    total = hashlib.sha256()
    for name in sorted(parts):
        if name != without:
            total.update(f"{len(name)}:{name}:{len(parts[name])}:".encode())
            total.update(parts[name])
    return total.hexdigest()
