"""An archive: one SQLite file of earlier reports. Each change is one transaction; a change that is broken off leaves no trace."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from drafter.core.errors import InputError
from drafter.reuse.archive.archived_report import ArchivedReport, unpacked
from drafter.reuse.archive.database import connect, connect_or_create, reported, transaction
from drafter.reuse.archive.packed_grams import PARTS, merged, moved
from drafter.reuse.archive.segments import add_segment, parts_of, remove_passages
from drafter.reuse.fingerprints import MOST_PASSAGES
from drafter.reuse.passages import Given
from drafter.reuse.records import Profile

__all__ = ["Archive", "Kept"]

_COLUMNS = "id, content, file, name, unit, year, characters, first, passages, fingerprints"


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of an archive, without its text."""

    id: int
    content: bytes
    file: bytes
    name: str
    unit: str
    year: int | None
    characters: int
    first: int
    """The number of its first passage; the others follow."""
    passages: int
    fingerprints: int

    @property
    def profile(self) -> Profile:
        """Whose report it is, and of which year."""
        return Profile(self.unit, self.year)


class Archive:
    """Open for reading, or for writing (then it is begun where there is none). Closed by `with`."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        self.path = path
        self._connection = connect_or_create(path) if write else connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @contextlib.contextmanager
    def one_state(self) -> Iterator[None]:
        """All that is read within is of one state of the archive, whatever others write."""
        with reported(self.path), transaction(self._connection, write=False):
            yield

    def kept(self) -> list[Kept]:
        """The reports in the order in which they were added."""
        with reported(self.path):
            return [Kept(*row) for row in self._connection.execute(f"SELECT {_COLUMNS} FROM documents ORDER BY id")]  # noqa: S608

    def files(self) -> set[bytes]:
        """SHA-256 of the files that were read."""
        with reported(self.path):
            return {file for (file,) in self._connection.execute("SELECT file FROM documents")}

    def texts(self) -> set[int]:
        """The reports that there is a text of."""
        with reported(self.path):
            return {number for (number,) in self._connection.execute("SELECT document FROM texts")}

    def quick_check(self) -> list[str]:
        """What SQLite finds wrong with the file."""
        with reported(self.path):
            lines = [str(line) for (line,) in self._connection.execute("PRAGMA quick_check")]
        return [] if lines == ["ok"] else lines

    def segments(self) -> Iterator[list[npt.NDArray[np.uint64]]]:
        """The index part by part; of each the words of all segments."""
        for part in range(PARTS):
            yield parts_of(self._connection, part)

    def given(self, kept: Kept, wanted: Iterable[int] | None = None) -> Given:
        """A report, or only some of its passages, counted from 0."""
        with reported(self.path):
            row = self._connection.execute("SELECT packed FROM texts WHERE document = ?", (kept.id,)).fetchone()
        try:
            return unpacked(row[0] if row else b"", kept.name, kept.unit, kept.year, wanted)
        except ValueError as error:
            raise InputError.of(str(self.path), f"档案已损坏：第 {kept.id} 号（{kept.name}）的文字读不出来") from error

    def add(self, entries: Sequence[ArchivedReport]) -> list[Kept | None]:
        """Adds reports, all or none; for each what is now kept, or `None` where the very text is there already."""
        with reported(self.path), transaction(self._connection, write=True):
            added = [self._inserted(entry) for entry in entries]
            words = [moved(entry.words, kept.first) for entry, kept in zip(entries, added, strict=True) if kept]
            if words:
                add_segment(self._connection, merged(words))
            return added

    def _inserted(self, entry: ArchivedReport) -> Kept | None:
        known = self._connection.execute("SELECT 1 FROM documents WHERE content = ?", (entry.content,)).fetchone()
        if known:
            return None
        (first,) = self._connection.execute("SELECT COALESCE(MAX(first + passages), 0) FROM documents").fetchone()
        if first + entry.passages > MOST_PASSAGES:
            raise InputError.of(str(self.path), f"档案满了（最多 {MOST_PASSAGES:,} 段）；请另建一个")
        values = (entry.content, entry.file, entry.name, entry.profile.unit, entry.profile.year, entry.characters)
        counts = (first, entry.passages, len(entry.words))
        statement = "INSERT INTO documents (content, file, name, unit, year, characters, first, passages, fingerprints)"
        cursor = self._connection.execute(f"{statement} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, *counts))
        self._connection.execute("INSERT INTO texts VALUES (?, ?)", (cursor.lastrowid, entry.packed))
        return Kept(cursor.lastrowid or 0, *values, *counts)

    def remove(self, reports: Sequence[Kept]) -> None:
        """Removes reports, their texts and fingerprints, all or none; their bytes are overwritten and the file gets smaller."""
        ids = [(kept.id,) for kept in reports]
        ordered = sorted(reports, key=lambda kept: kept.first)
        firsts, counts = np.array([kept.first for kept in ordered]), np.array([kept.passages for kept in ordered])
        with reported(self.path), transaction(self._connection, write=True):
            remove_passages(self._connection, firsts, counts)
            self._connection.executemany("DELETE FROM texts WHERE document = ?", ids)
            self._connection.executemany("DELETE FROM documents WHERE id = ?", ids)
        with reported(self.path), contextlib.suppress(sqlite3.OperationalError):  # a reader: the space is given back next time
            self._connection.executescript("PRAGMA incremental_vacuum")  # `execute` would free one page
