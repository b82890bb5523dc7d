"""Reports and archives to ask."""

from __future__ import annotations

import random
from pathlib import Path

from drafter.core.document import Location
from drafter.reuse.archive import Archive, find_sources
from drafter.reuse.archive.archived_report import ArchivedReport, entry_of
from drafter.reuse.passages import Given
from drafter.reuse.records import Passage, Profile
from tests.support.reuse_samples import tools

A, B = "清溪县图书馆", "丙县文化馆"


def prose(seed: int, length: int = 60) -> str:
    """Characters that say nothing, so that nothing in them is convention and no two are alike."""
    chance = random.Random(seed)
    return "".join(chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(length))


def kept(*texts: str, unit: str = A, year: int | None = 2023, name: str = "报告.txt") -> Given:
    passages = tuple(Passage(text, Location(number, 0, len(text)), f"{number}、节", "成效") for number, text in enumerate(texts))
    return Given(name, passages, Profile(unit, year, (unit,) if unit else ()))


def entry(*texts: str, unit: str = A, year: int | None = 2023, name: str = "报告.txt") -> ArchivedReport:
    return entry_of(kept(*texts, unit=unit, year=year, name=name), tools())


def archive(path: Path, *entries: ArchivedReport) -> Path:
    """An archive with these reports, each added by itself."""
    with Archive(path, write=True) as opened:
        for one in entries:
            opened.add([one])
    return path


def asked(path: Path, *texts: str, unit: str = A, year: int | None = 2024, **more: str) -> list[tuple[str, list[str]]]:
    """The names of the sources of a report, with the texts that were found."""
    found = find_sources(path, kept(*texts, unit=unit, year=year), tools(), **more)  # type: ignore[arg-type]
    return [(source.name, [passage.text for passage in source.passages]) for source in found]
