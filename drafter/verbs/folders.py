"""The documents among the files and folders that a person names, and the files that a command must not write."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.config.reader import YAML
from drafter.core.errors import InputError
from drafter.formats.suffixes import READABLE
from drafter.resources import FOLDERS
from drafter.system.files import real_path

__all__ = ["find_documents", "pack_folders", "refuse_inputs", "refuse_unwritable"]

PACK_SUFFIXES = YAML | {".j2", ".jinja", ".txt"}


def find_documents(given: Sequence[Path]) -> list[Path]:
    """The files, and all documents of the folders, sorted; Word's own lock files (~$…) left out.

    A folder that may not be opened stands in the list itself, so that reading it says why nothing of it was checked.
    """
    found: dict[Path, None] = {}
    for path in given:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_inside(path))))
        else:
            found[path] = None
    if not found:
        raise InputError.of("、".join(map(str, given)), "文件夹里没有可以检查的文件（.docx、.pdf、.txt、.xlsx 等）")
    return list(found)


def _inside(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for place, _, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        for name in names:
            path = Path(place, name)
            if path.suffix.lower() in READABLE and not name.startswith("~$") and path.is_file():
                yield path
    yield from closed


def pack_folders(packs: Sequence[Path]) -> list[Path]:
    """The folders of packs whose files drafter reads."""
    return [pack / name for pack in packs for name in FOLDERS]


def refuse_unwritable(written: Sequence[Path], read: Sequence[Path]) -> None:
    """Refuses, before any work, what can't be written: a folder, a file in no folder, one named twice, one that is read."""
    for path in written:
        if path.is_dir():
            raise InputError.of(str(path), "这是一个文件夹；请给出文件名")
        if not real_path(path).parent.is_dir():
            raise InputError.of(str(path), f"文件夹不存在：{real_path(path).parent}；请先建好，或换一个文件夹")
    if len({real_path(path) for path in written}) < len(written):
        raise InputError.of(str(written[0]), "两份结果要写到同一个文件；请换一个文件名")
    refuse_inputs(written, read)


def refuse_inputs(written: Sequence[Path], read: Sequence[Path]) -> None:
    """Refuses to write a file that is also read, by itself or out of a folder: what it held would be lost."""
    for path in written:
        if any(_is_read(path, given) for given in read):
            raise InputError.of(str(path), "这是要读的文件，不能写回去，写了原来的内容就没有了；请换一个文件名或文件夹")


def _is_read(path: Path, given: Path) -> bool:
    if not path.exists() or not given.exists():
        return real_path(path) == real_path(given)
    inside = (
        given.is_dir() and path.suffix.lower() in {*READABLE, *PACK_SUFFIXES} and real_path(path).is_relative_to(real_path(given))
    )
    return inside or path.samefile(given)
