"""Files into an archive: read, encoded and fingerprinted by all cores, written by one; what cannot be read is named and passed over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from drafter.core.errors import DrafterError, InputError
from drafter.formats.read import read_document
from drafter.formats.sources import file_bytes
from drafter.resources import Packs
from drafter.reuse.archive.archived_report import ArchivedReport, entry_of
from drafter.reuse.archive.file_header import is_new
from drafter.reuse.archive.store import Archive, Kept
from drafter.reuse.passages import given
from drafter.reuse.reuse_settings import ReuseTools, load_tools
from drafter.system.boundary import boundary, failure_message
from drafter.system.workers import Work, in_workers

__all__ = ["Intake", "add_files"]

State = Literal["added", "known", "unusable"]
FEW = 6
"""So many files are read in this process; more are shared among the cores."""
BATCH = 64
"""Reports of one transaction."""
Named = tuple[Path, str]
"""A file, and its name in the archive."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one file."""

    path: Path
    name: str
    state: State
    id: int = 0
    """Of a report that was added."""
    error: str = ""
    """In Chinese: why a file cannot be used."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: its report, or that it is there already, or why it cannot be used."""

    path: Path
    name: str
    entry: ArchivedReport | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Job:
    """How to read: the office's packs, and the files that need not be read again, by SHA-256."""

    packs: tuple[Path, ...]
    known: frozenset[bytes]


def add_files(
    files: Sequence[Named], target: Path, packs: tuple[Path, ...] = (), *, progress: Callable[[int, int], None] | None = None
) -> Iterator[Intake]:
    """What became of each file, in order, reported once its batch is in the archive. A run that is broken off can be repeated."""
    job = _Job(packs, _known_files(target))
    read = _counted(_read_all(files, job), len(files), progress)
    while batch := list(islice(read, BATCH)):
        yield from _added(batch, target)


def _known_files(target: Path) -> frozenset[bytes]:
    """The files that were read before; `InputError` where the target can't be an archive, before any work."""
    if is_new(target):
        return frozenset()
    with Archive(target, write=True) as archive:
        return frozenset(archive.files())


def _added(batch: Sequence[_Read], target: Path) -> list[Intake]:
    entries = [read.entry for read in batch if read.entry]
    kept: Iterator[Kept | None] = iter(())
    if entries:
        with Archive(target, write=True) as archive:
            kept = iter(archive.add(entries))
    return [_outcome(read, next(kept) if read.entry else None) for read in batch]


def _outcome(read: _Read, kept: Kept | None) -> Intake:
    if read.error:
        return Intake(read.path, read.name, "unusable", error=read.error)
    return Intake(read.path, read.name, "added", kept.id) if kept else Intake(read.path, read.name, "known")


def _read_all(files: Sequence[Named], job: _Job) -> Iterator[_Read]:
    """The files in their order; many are shared among the cores."""
    tools = load_tools(Packs.find(job.packs))
    if len(files) <= FEW:
        yield from (_read(named, job.known, tools) for named in files)
        return
    yield from in_workers(Work(_work, _begin, (job,), _lost), files)


def _counted(results: Iterator[_Read], total: int, progress: Callable[[int, int], None] | None) -> Iterator[_Read]:
    for number, read in enumerate(results, 1):
        if progress:
            progress(number, total)
        yield read


_loaded: tuple[frozenset[bytes], ReuseTools] | None = None


def _begin(job: _Job) -> None:
    """Loads the tools once in each worker process."""
    global _loaded  # noqa: PLW0603 - a worker process has one job
    _loaded = (job.known, load_tools(Packs.find(job.packs)))


def _work(named: Named) -> _Read:
    assert _loaded is not None
    return _read(named, *_loaded)


def _read(named: Named, known: frozenset[bytes], tools: ReuseTools) -> _Read:
    """One file; what is wrong with it as a file stands in the answer."""
    path, name = named
    try:
        with boundary(path.name):
            digest = hashlib.sha256(file_bytes(path, path.name)).digest()
            if digest in known:
                return _Read(path, name)
            report = given(read_document(path).document, name, tools.settings)
            if not report.passages:
                raise InputError.of(path.name, "没有可以比较的段落")
            return _Read(path, name, entry_of(report, tools, digest))
    except DrafterError as error:
        return _Read(path, name, error=str(error))


def _lost(named: Named, error: Exception) -> _Read:
    path, name = named
    return _Read(path, name, error=str(InputError.of(path.name, failure_message(error))))
