"""Files read whole within bounds, and written whole or not at all; names that a disk takes."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from drafter.core.errors import InputError
from drafter.core.patterns import lazy_re
from drafter.system.failures import system_words

__all__ = ["LONGEST_NAME", "cut_name", "read_file", "real_path", "write_atomically"]

MEGABYTE = 1024 * 1024
LONGEST_NAME = 255
"""Bytes of a file's name that Linux takes; Windows takes as many characters."""
_LEFT_OVER = lazy_re(r"~[^$].*\.[0-9a-f]{8}\.tmp", re.DOTALL)
"""What a run that was killed leaves behind; Word's own begin with ``~$`` or ``~WR`` and have no such end."""
_TEMPORARY = "~{}.{}.tmp"
STALE_SECONDS = 60.0
"""After this nobody is still writing: it is all one write to the disk."""


def read_file(path: Path, source: str, *, most: int) -> bytes:
    """The content of a regular file; `InputError` for one that is not there, a folder, a device, one without permission or too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError.of(source, _folder_words(path))
        if not stat.S_ISREG(status.st_mode):
            raise InputError.of(source, "这是设备或管道，不是文件；请给出文件本身")
        data = b""
        if 0 < status.st_size <= most:  # what claims to be empty may be without end: the files of /proc
            with path.open("rb") as file:
                data = file.read(most + 1)
    except FileNotFoundError:
        raise InputError.of(source, "找不到这个文件，请检查文件名和所在文件夹") from None
    except PermissionError:
        raise InputError.of(source, "没有读取权限，或文件正被其他程序占用；请关闭打开它的程序再试") from None
    except OSError as error:
        raise InputError.of(source, f"文件读不出来：{system_words(error)}") from None
    except ValueError:
        raise InputError.of(source, "文件名里有不能用的字符，请检查文件名") from None
    size = max(status.st_size, len(data))
    if size > most:
        raise InputError.of(source, f"文件过大（{size // MEGABYTE} MB，上限 {most // MEGABYTE} MB），不读取")
    return data


def _folder_words(path: Path) -> str:
    if os.access(path, os.R_OK | os.X_OK):
        return "这是一个文件夹，需要的是一个文件"
    return "没有权限打开这个文件夹，里面的文件没有检查"


def real_path(path: Path) -> Path:
    """The absolute path with links followed, as far as they lead somewhere."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a name that no disk takes
        return path.absolute()


def cut_name(name: str, ending: str = "", *, most: int = LONGEST_NAME) -> str:
    """The name with its ending, cut before it in the middle of no character where it is longer than a disk takes.

    >>> cut_name("关于数字化改造的项目", ".docx", most=20)
    '关于数字化.docx'
    """
    kept = name.encode("utf-8", "surrogatepass")[: max(most - len(ending.encode("utf-8", "surrogatepass")), 0)]
    return kept.decode("utf-8", "ignore") + ending if len(kept) < len(name.encode("utf-8", "surrogatepass")) else name + ending


def write_atomically(path: Path, data: bytes) -> None:
    """Puts the whole file in place or leaves what was there; no half-written file remains, nor one of a run that was killed.

    On Windows a document that is open in Word cannot be replaced; the error says so.
    """
    target = real_path(path)
    if target.exists() and not target.is_dir() and not target.is_file():
        raise InputError.of(str(path), "这是设备或管道，不是文件，不能写到这里；请换一个文件名")
    room = LONGEST_NAME - len(_TEMPORARY.format("", "00000000"))
    temporary = target.with_name(_TEMPORARY.format(cut_name(target.name, most=room), secrets.token_hex(4)))
    try:
        _remove_left_over(target.parent)
        _write(temporary, data, target, path)
    except FileNotFoundError:
        raise InputError.of(str(path), f"文件夹不存在：{target.parent}；请先建好，或换一个文件夹") from None
    except PermissionError:
        raise InputError.of(str(path), f"没有权限在文件夹里写文件：{target.parent}") from None
    except OSError as error:
        raise InputError.of(str(path), f"写入失败：{system_words(error)}") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(temporary: Path, data: bytes, target: Path, named: Path) -> None:
    """On POSIX the file stays open, and so locked, until it has its name: only what nobody holds is left over."""
    with temporary.open("xb") as file:
        _hold(file)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        if sys.platform != "win32":
            _replace(temporary, target, named)
            return
    _replace(temporary, target, named)


def _replace(temporary: Path, target: Path, named: Path) -> None:
    try:
        temporary.replace(target)
    except (PermissionError, IsADirectoryError):
        message = "这是一个文件夹" if target.is_dir() else "文件正在 Word 或 WPS 中打开（或为只读），无法写入；请先关闭它再试"
        raise InputError.of(str(named), message) from None


def _remove_left_over(folder: Path) -> None:
    """Takes away temporary files of ours that no running process holds."""
    for path in _candidates(folder):
        with contextlib.suppress(OSError):
            if _is_stale(path):
                path.unlink()


def _candidates(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        found = [entry.name for entry in entries if _LEFT_OVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)]
        yield from (folder / name for name in sorted(found))


def _is_stale(path: Path) -> bool:
    if sys.platform == "win32":
        return time.time() - path.stat().st_mtime > STALE_SECONDS
    with path.open("rb") as file:
        return _hold(file)


def _hold(file: BinaryIO) -> bool:
    """Locks an open file until it is closed; whether nobody else holds it. Where locks can't be had, somebody may."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
