"""Whether an archive is whole: what SQLite says, and whether texts, numbers and index agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from drafter.core.errors import InputError
from drafter.reuse.archive.archived_report import content_digest
from drafter.reuse.archive.packed_grams import is_ordered, within
from drafter.reuse.archive.store import Archive, Kept

__all__ = ["faults"]


def faults(path: Path) -> list[str]:
    """In Chinese: what is wrong with an archive, or nothing. `InputError` for what is no archive or cannot be read at all."""
    with Archive(path) as archive, archive.one_state():
        found = [f"SQLite：{line}" for line in archive.quick_check()]
        if found:
            return found
        kept = archive.kept()
        return [*_numbers(kept), *_texts(archive, kept), *_index(archive, kept)]


def _numbers(kept: Sequence[Kept]) -> Iterator[str]:
    """Reports whose passages have the numbers of another's."""
    ordered = sorted(kept, key=lambda report: report.first)
    for one, other in pairwise(ordered):
        if one.first + one.passages > other.first:
            yield f"第 {one.id} 号和第 {other.id} 号的段落编号重叠"


def _texts(archive: Archive, kept: Sequence[Kept]) -> Iterator[str]:
    for report in kept:
        try:
            given = archive.given(report)
        except InputError:
            yield f"第 {report.id} 号（{report.name}）的文字读不出来"
            continue
        if len(given.passages) != report.passages or content_digest(given.passages) != report.content:
            yield f"第 {report.id} 号（{report.name}）的文字与登记的不符"
    lost = archive.texts() - {report.id for report in kept}
    if lost:
        yield f"有 {len(lost)} 份文字没有登记"


def _index(archive: Archive, kept: Sequence[Kept]) -> Iterator[str]:
    """Words out of order, of no report, and reports with other numbers of them than were put in."""
    ordered = sorted(kept, key=lambda report: report.first)
    firsts = np.array([report.first for report in ordered], np.int64)
    counts = np.array([report.passages for report in ordered], np.int64)
    totals = np.zeros(len(ordered) + 1, np.int64)
    for part, segments in enumerate(archive.segments()):
        for words in segments:
            if not is_ordered(words, part):
                yield f"索引的第 {part + 1} 部分没有排好序"
            totals += np.bincount(within(words, firsts, counts) + 1, minlength=len(totals))
    if totals[0]:
        yield f"索引里有 {totals[0]} 条不属于任何一份报告"
    for report, total in zip(ordered, totals[1:].tolist(), strict=True):
        if total != report.fingerprints:
            yield f"第 {report.id} 号（{report.name}）的索引有 {total} 条，登记的是 {report.fingerprints} 条"
