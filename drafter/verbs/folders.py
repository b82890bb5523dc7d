"""The documents among the files and folders that a person names, and the files that a command must not write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.core.errors import InputError

__all__ = ["SUFFIXES", "find_documents", "refuse_inputs", "refuse_unwritable"]

SUFFIXES = frozenset({".docx", ".txt", ".md", ".pdf", ".xlsx", ".doc", ".wps", ".rtf", ".odt"})


def find_documents(given: Sequence[Path]) -> list[Path]:
    """The files, and all documents of the folders, sorted; Word's own lock files (~$…) left out."""
    found: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            found.update(dict.fromkeys(p for p in inside if not p.name.startswith("~$")))
        else:
            found[path] = None
    if not found:
        raise InputError.of("、".join(map(str, given)), "文件夹里没有可以检查的文件（.docx、.pdf、.txt、.xlsx 等）")
    return list(found)


def refuse_unwritable(written: Sequence[Path], read: Sequence[Path]) -> None:
    """Refuses, before any work, what can't be written: a folder, a file in no folder, one named twice, one that is read."""
    for path in written:
        if path.is_dir():
            raise InputError.of(str(path), "这是一个文件夹；请给出文件名")
        if not path.resolve().parent.is_dir():
            raise InputError.of(str(path), f"文件夹不存在：{path.resolve().parent}；请先建好，或换一个文件夹")
    if len({path.resolve() for path in written}) < len(written):
        raise InputError.of(str(written[0]), "两份结果要写到同一个文件；请换一个文件名")
    refuse_inputs(written, read)


def refuse_inputs(written: Sequence[Path], read: Sequence[Path]) -> None:
    """Refuses to write a file that is also read, by itself or out of a folder: what it held would be lost."""
    for path in written:
        if any(_is_read(path, given) for given in read):
            raise InputError.of(str(path), "这是要读的文件，不能写回去，写了原来的内容就没有了；请换一个文件名或文件夹")


def _is_read(path: Path, given: Path) -> bool:
    if not path.exists() or not given.exists():
        return path.resolve() == given.resolve()
    inside = given.is_dir() and path.suffix.lower() in SUFFIXES and path.resolve().is_relative_to(given.resolve())
    return inside or path.samefile(given)
