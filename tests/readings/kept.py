"""Which case documents are read by which stage, and the readings of them that are kept in tests/cases/readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from drafter.core.document import Document, Table
from drafter.formats.text.read import text_document
from tests.readings.claims import claims_read
from tests.readings.tables import tables_read
from tests.support.cases import CASES, read, read_cases
from tests.support.documents import document_of

__all__ = ["FOLDER", "Reading", "all_readings", "as_text", "keep_only", "kept"]

FOLDER = CASES / "readings"
HEAD = "# "
PROVINCES = "checking/各地写法.yaml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stage makes of one case."""

    file: str
    """``claims/NU01.txt``: the stage, the file of cases."""
    name: str
    read: Callable[[], list[str]]

    @property
    def folder(self) -> str:
        """The stage."""
        return self.file.partition("/")[0]


def all_readings() -> Iterator[Reading]:
    """Every case of every stage."""
    for stem, name, document in _documents("NU"):
        yield Reading(f"claims/{stem}.txt", name, partial(claims_read, document))
    for stem, name, document in (*_documents("TB"), ("九张表", "各栏相符", document_of(read("nine_tables.yaml")["表"]))):
        yield Reading(f"tables/{stem}.txt", name, partial(tables_read, document))
    for stem, name, document in _provinces():
        yield Reading(f"claims/{stem}.txt", name, partial(claims_read, document))
        if any(isinstance(block, Table) for block in document.blocks):
            yield Reading(f"tables/{stem}.txt", name, partial(tables_read, document))


def _documents(group: str) -> Iterator[tuple[str, str, Document]]:
    for path in sorted((CASES / "rules").glob(f"{group}[0-9][0-9].yaml")):
        for case in read_cases(f"rules/{path.name}"):
            yield path.stem, case["名称"], document_of(case["文"])


def _provinces() -> Iterator[tuple[str, str, Document]]:
    for case in read_cases(PROVINCES):
        yield Path(PROVINCES).stem, case["名称"], text_document(case["文"]).document


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


def keep_only(made: Iterable[str], folders: Iterable[str]) -> None:
    """Removes the files of these folders, or of all, that nothing is written to."""
    known = {FOLDER / file for file in made}
    for path in FOLDER.glob("*/*.txt"):
        if path not in known and (not folders or path.parent.name in folders):
            path.unlink()
