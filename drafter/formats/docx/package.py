"""A .docx file as its parts: reading within bounds, writing the same bytes every time, replacing a file in one step.

It knows zip files and what can be wrong with one that a clerk picks, and nothing of what the parts say.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import zipfile
import zlib
from pathlib import Path

from drafter.core.errors import InputError

__all__ = ["Parts", "check_bounds", "digest", "pack", "read_package", "write_atomically"]

Parts = dict[str, bytes]
"""Part name without leading slash → content."""

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 400
"""Tables of ten thousand alike rows pack at about 1 : 100; a bomb at 1 : 1000."""
RATIO_MATTERS_FROM = 20 * 1024 * 1024
MAX_MEMBERS = 10_000
MAIN_PART = "word/document.xml"
_FIRST = ("[Content_Types].xml", "_rels/.rels", MAIN_PART)
_OTHER_MAIN = re.compile(rb'Target="/?(word/document\d*\.xml)"')
_OLE = b"\xd0\xcf\x11\xe0"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def read_package(path: Path | bytes, *, source: str = "") -> Parts:
    """All parts of a .docx file, or an `InputError` that says what kind of file this is instead."""
    source = source or (path.name if isinstance(path, Path) else "文档")
    data = path if isinstance(path, bytes) else _file_bytes(path, source)
    _refuse_other_formats(data, source)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_bounds(archive, len(data), source)
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InputError.of(source, "文件不完整或已损坏，可能没有下载完；请重新取得文件，或用 Word、WPS 打开后另存") from error
    parts = _with_usual_names(parts)
    if MAIN_PART not in parts:
        raise InputError.of(source, "不是 Word 文档（缺少 word/document.xml）；需要 .docx 文件，Excel、PPT 或普通压缩包都不行")
    return parts


def _with_usual_names(parts: Parts) -> Parts:
    """The parts with the text as ``word/document.xml``; some programs call it ``word/document2.xml``."""
    found = None if MAIN_PART in parts else _OTHER_MAIN.search(parts.get(_FIRST[1], b""))
    if not found:
        return parts
    old, new = found[1].decode(), MAIN_PART
    renamed = {old: new, old.replace("word/", "word/_rels/") + ".rels": new.replace("word/", "word/_rels/") + ".rels"}
    listed = {name: data.replace(found[1], new.encode()) for name, data in parts.items() if name in _FIRST[:2]}
    return {renamed.get(name, name): data for name, data in (parts | listed).items()}


def _file_bytes(path: Path, source: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError.of(source, "找不到这个文件，请检查文件名和所在文件夹") from None
    except (IsADirectoryError, PermissionError):
        if path.is_dir():
            raise InputError.of(source, "这是一个文件夹，需要的是 .docx 文件") from None
        raise InputError.of(source, "没有读取权限，或文件正被其他程序占用；请在 Word 或 WPS 里关闭它再试") from None


def _refuse_other_formats(data: bytes, source: str) -> None:
    if not data:
        raise InputError.of(source, "文件是空的（0 字节）")
    if data.startswith(_OLE):
        message = "是旧版 .doc（或 .wps）文件，或者加了打开密码；请用 Word 或 WPS 打开，去掉密码，另存为 .docx 再试"
        raise InputError.of(source, message)
    if not data.startswith(b"PK"):
        kind = "这是 PDF 文件" if data.startswith(b"%PDF") else "不是 .docx 文件（内容与扩展名不符）"
        raise InputError.of(source, f"{kind}；请用 Word 或 WPS 打开原文件，另存为 .docx 再试")


def check_bounds(archive: zipfile.ZipFile, packed: int, source: str) -> None:
    """Refuses a bomb, an encrypted archive and names that lead out of it, before anything is unpacked."""
    members = archive.infolist()
    unpacked = sum(info.file_size for info in members)
    bomb = unpacked > RATIO_MATTERS_FROM and unpacked > packed * MAX_RATIO
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or bomb:
        raise InputError.of(source, f"文件解开后过大（超过 {MAX_UNPACKED // 1024 // 1024} MB 或压缩比异常），为安全起见不读取")
    for info in members:
        if info.flag_bits & 1:
            raise InputError.of(source, "文件加了压缩密码，请去掉密码再试")
        if info.filename.startswith("/") or ":" in info.filename or ".." in info.filename.replace("\\", "/").split("/"):
            raise InputError.of(source, f"文件内部有指向外部的路径“{info.filename}”，为安全起见不读取")


def _order(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def pack(parts: Parts) -> bytes:
    """The zip file of these parts: fixed order and fixed times, so that equal parts give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=_order):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            archive.writestr(info, parts[name])
    return buffer.getvalue()


def digest(parts: Parts, *, without: str) -> str:
    """SHA-256 over all parts but one, each with its name and length, in the order of names."""
    total = hashlib.sha256()
    for name in sorted(parts):
        if name != without:
            total.update(f"{len(name)}:{name}:{len(parts[name])}:".encode())
            total.update(parts[name])
    return total.hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Puts the whole file in place or leaves what was there; no half-written file remains.

    On Windows a document that is open in Word cannot be replaced; the error says so.
    """
    target = path.resolve()
    temporary = target.with_name(f"~{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        _write_through(temporary, data)
        _replace(temporary, target, path)
    except FileNotFoundError:
        raise InputError.of(str(path), f"文件夹不存在：{target.parent}；请先建好，或换一个文件夹") from None
    except PermissionError:
        raise InputError.of(str(path), f"没有权限在文件夹里写文件：{target.parent}") from None
    except OSError as error:
        raise InputError.of(str(path), f"写入失败（{error.strerror}），请检查磁盘空间") from error
    finally:
        temporary.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(temporary: Path, target: Path, named: Path) -> None:
    try:
        temporary.replace(target)
    except (PermissionError, IsADirectoryError):
        message = "这是一个文件夹" if target.is_dir() else "文件正在 Word 或 WPS 中打开（或为只读），无法写入；请先关闭它再试"
        raise InputError.of(str(named), message) from None
