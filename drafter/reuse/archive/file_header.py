"""What can be said of an archive's file before SQLite opens it: no file, a folder, another kind of file, only a part of one."""

from __future__ import annotations

import os
from pathlib import Path

from drafter.core.errors import InputError
from drafter.system.failures import system_words

__all__ = ["is_broken_off", "is_new", "refuse_other_files"]

_MAGIC = b"SQLite format 3\0"
_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)
"""Big-endian numbers of the header (sqlite.org/fileformat2.html#the_database_header); a page size of 1 stands for 65,536."""
_SCHEMA, _USER_VERSION, _APPLICATION = slice(40, 44), slice(60, 64), slice(68, 72)
"""All zero in a file in which nothing was created yet: the schema cookie counts every table that was."""
_HEADER = 100


def is_new(path: Path) -> bool:
    """Whether an archive would be begun there: nothing stands there, or an empty file."""
    if not path.exists():
        folder = path.absolute().parent
        if not folder.is_dir():
            raise InputError.of(str(path), f"文件夹不存在：{folder}")
        if not os.access(folder, os.W_OK):
            raise InputError.of(str(path), f"没有权限在文件夹里写文件：{folder}")
        return True
    return path.is_file() and (path.stat().st_size == 0 or _is_begun(path))


def _is_begun(path: Path) -> bool:
    """Whether the first creation was broken off: SQLite's pages are there, and not yet one table nor the mark of an archive.

    The tables and the mark are made in one transaction, so a file with neither has never held a report. While a journal lies
    beside it SQLite takes the change back itself.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
    numbers = {header[place] for place in (_SCHEMA, _USER_VERSION, _APPLICATION)}
    return header.startswith(_MAGIC) and len(header) == _HEADER and numbers == {bytes(4)}


def is_broken_off(path: Path) -> bool:
    """Whether a journal lies beside an SQLite file: a change was broken off, or is under way, and the header may be of after it."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC and _journal(path).exists()
    except (OSError, ValueError):
        return False


def refuse_other_files(path: Path) -> None:
    """`InputError` for what is no whole SQLite file."""
    source = str(path)
    if path.is_dir():
        raise InputError.of(source, "这是一个文件夹，需要的是档案文件（例如 archive.db）")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
        size = path.stat().st_size
    except FileNotFoundError:
        raise InputError.of(source, "找不到这个档案；用 drafter archive add 建立") from None
    except PermissionError:
        raise InputError.of(source, "没有读取权限；请检查文件和所在文件夹的权限") from None
    except (OSError, ValueError) as error:
        raise InputError.of(source, f"文件读不出来（{system_words(error) if isinstance(error, OSError) else error}）") from None
    if not header:
        raise InputError.of(source, "档案是空的（0 字节）；用 drafter archive add 加入报告")
    if not header.startswith(_MAGIC[: len(header)]):
        raise InputError.of(source, "不是报告档案（不是 SQLite 文件）；档案由 drafter archive add 建立")
    if _is_begun(path) and not _journal(path).exists():
        raise InputError.of(source, "档案还没有建好，第一次建立时中断了，里面没有报告；用 drafter archive add 再加入一次")
    _refuse_parts(path, header, size)


def _refuse_parts(path: Path, header: bytes, size: int) -> None:
    """A file that is shorter than it says; while a journal lies beside it the header may be of a change that was broken off."""
    pages, page_size = int.from_bytes(header[_PAGES]), int.from_bytes(header[_PAGE_SIZE])
    expected = pages * (65536 if page_size == 1 else page_size)
    if len(header) < _HEADER or (size < expected and not _journal(path).exists()):
        raise InputError.of(str(path), f"档案不完整，只有 {size:,} 字节，应有 {expected:,} 字节；可能没有复制完，请重新取得文件")


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
