"""The documents among the files and folders that a person names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drafter.core.errors import InputError

__all__ = ["SUFFIXES", "find_documents"]

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
