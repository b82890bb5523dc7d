"""The readings that are kept in tests/cases/readings: a file for each file of cases, each case under its name, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from tests.support.cases import CASES

__all__ = ["FOLDER", "as_text", "keep_only", "kept"]

FOLDER = CASES / "readings"
HEAD = "# "


def as_text(parts: Mapping[str, Iterable[str]]) -> str:
    """A file of readings, each under the name of its case."""
    return "\n".join("\n".join((f"{HEAD}{name}", *lines, "")) for name, lines in parts.items())


@cache
def kept(file: str) -> Mapping[str, list[str]]:
    """The readings of a file by case; none where there is no such file."""
    path, parts = FOLDER / file, dict[str, list[str]]()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line.startswith(HEAD):
            lines = parts[line.removeprefix(HEAD)] = []
        elif line:
            lines.append(line)
    return parts


def keep_only(made: Iterable[str], wanted: tuple[str, ...]) -> None:
    """Removes the files whose names begin so, or all, that nothing is written to."""
    known = set(made)
    for path in FOLDER.glob("*/*.txt"):
        file = path.relative_to(FOLDER).as_posix()
        if file not in known and (not wanted or file.startswith(wanted)):
            path.unlink()
