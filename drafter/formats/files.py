"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from drafter.core.errors import InputError

__all__ = ["write_atomically"]


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
