"""Which passages of an archive a report may have been copied from. The comparison itself is that of two reports (`compare`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from drafter.reuse.archive.archived_report import content_digest, encoded
from drafter.reuse.archive.packed_grams import documents_of, found_in, split
from drafter.reuse.archive.store import Archive, Kept
from drafter.reuse.fingerprints import GRAM as SIZE
from drafter.reuse.fingerprints import ID_BITS, Words, fingerprints, hashes_of, narrowed, passages_of
from drafter.reuse.grams import distinct
from drafter.reuse.join import Pairs, closest
from drafter.reuse.passages import Given
from drafter.reuse.records import Profile
from drafter.reuse.reuse_settings import ReuseTools

__all__ = ["Scope", "find_sources"]

Scope = Literal["全部", "本单位", "其他单位"]
MOST = 4
"""So many archived passages are looked at for each passage; `compare` looks at as many."""
COMMON = 200
"""A fingerprint that more passages hold tells nothing of where one of them came from."""
LEAST = 0.1
"""The share of a passage's fingerprints that a source must hold, or …"""
ENOUGH = 8
"""… so many of them, about thirty codes in a row."""
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of an archive in the order of their first passage, and what a query may take from each."""

    kept: tuple[Kept, ...]
    firsts: Ids
    counts: Ids
    units: Ids
    """The number of the unit; 0 for the current one and for unknown ones."""
    ranks: Ids
    """Which comes first of two that hold the same; nothing in it depends on when a report was added."""
    open: npt.NDArray[np.bool_]
    """Whether the query may find it."""


def find_sources(archive: Archive | Path, current: Given, tools: ReuseTools, *, units: Scope = "全部") -> list[Given]:
    """Earlier reports with only those passages that share fingerprints with the current report, the likeliest sources first.

    Of the same unit only earlier years, of others also the same year; unknown years are taken. Never the very same text.
    """
    if isinstance(archive, Path):
        with Archive(archive) as opened:
            return find_sources(opened, current, tools, units=units)
    with archive.one_state():
        shelf = _shelf(archive.kept(), current, units)
        if not shelf.open.any() or not current.passages:
            return []
        words = own_words(current, tools)
        wanted = distinct(hashes_of(words))
        places, passages = looked_up(archive, wanted)
        found = _telling(places, passages, shelf, tools.settings.learned)
        return _loaded(archive, shelf, _sources(words, wanted, *found, shelf))


def own_words(current: Given, tools: ReuseTools) -> Words:
    """The fingerprints of a report that are not convention."""
    words = fingerprints(encoded(current, tools).row)
    return words[~np.isin(hashes_of(words), narrowed(tools.convention.grams(SIZE)))]


def looked_up(archive: Archive, wanted: Words) -> tuple[Ids, Ids]:
    """Places in the wanted fingerprints, sorted, and the archived passages that hold them."""
    found: list[tuple[Ids, Ids]] = []
    start = 0
    asked = split(wanted << np.uint64(ID_BITS))
    for portion, part in zip(asked, archive.segments(), strict=True):
        places, passages = found_in(wanted[start : start + len(portion)], part, COMMON)
        found.append((places + start, passages))
        start += len(portion)
    return np.concatenate([places for places, _ in found]), np.concatenate([passages for _, passages in found])


def _shelf(kept: Sequence[Kept], current: Given, units: Scope) -> Shelf:
    others = [current.profile.is_other_unit(report.profile) for report in kept]
    content = content_digest(current.passages)
    is_open = [
        report.content != content
        and _earlier(report, current, other=other)
        and units in {"全部", "其他单位" if other else "本单位"}
        for report, other in zip(kept, others, strict=True)
    ]
    ranks = np.empty(len(kept), np.int64)
    ranks[sorted(range(len(kept)), key=lambda place: _rank(kept[place], other=others[place]))] = np.arange(len(kept))
    firsts, counts = (np.array([getattr(report, name) for report in kept], np.int64) for name in ("first", "passages"))
    return Shelf(tuple(kept), firsts, counts, _units(kept, current), ranks, np.array(is_open, np.bool_))


def _earlier(report: Kept, current: Given, *, other: bool) -> bool:
    """Whether the current report may have been copied from it."""
    year = current.profile.year
    return year is None or report.year is None or report.year < year or (report.year == year and other)


def _rank(report: Kept, *, other: bool) -> tuple[bool, int, str, bytes]:
    return other, -(report.year or 0), report.name, report.content


def _units(kept: Sequence[Kept], current: Given) -> Ids:
    """For each report the number of its unit; where the current one is unknown, every named one is another."""
    names = sorted({report.unit for report in kept if report.unit})
    own = {name for name in names if current.profile.unit and not current.profile.is_other_unit(Profile(name))}
    numbers = {name: number for number, name in enumerate(names, 1) if name not in own}
    return np.array([numbers.get(report.unit, 0) for report in kept], np.int64)


def _telling(places: Ids, passages: Ids, shelf: Shelf, learned: int) -> tuple[Ids, Ids]:
    """What was found, without what many other units write and without reports that are not asked for."""
    documents = documents_of(passages, shelf.firsts, shelf.counts)
    whole = documents >= 0  # a damaged index may name passages that no report has; `integrity` reports it
    places, passages, documents = places[whole], passages[whole], documents[whole]
    units = shelf.units[documents]
    size = int(shelf.units.max()) + 1
    holders = np.unique(places[units > 0] * size + units[units > 0]) // size
    common = np.bincount(holders, minlength=int(places.max(initial=-1)) + 1) >= learned
    kept = shelf.open[documents] & ~common[places]
    return places[kept], passages[kept]


def _sources(words: Words, wanted: Words, places: Ids, passages: Ids, shelf: Shelf) -> Ids:
    """The archived passages that are worth a comparison, sorted by the rank of their report."""
    known, numbers = _in_rank(passages, shelf)
    pairs, counts = _shared(words, wanted, places, numbers)
    sizes = np.bincount(passages_of(words))
    enough = (counts >= LEAST * sizes[pairs.current]) | (counts >= ENOUGH)
    chosen = closest(Pairs(pairs.current[enough], pairs.prior[enough], pairs.shared[enough]), MOST)
    return known[np.unique(chosen.prior)]


def _shared(words: Words, wanted: Words, places: Ids, numbers: Ids) -> tuple[Pairs, Ids]:
    """Pairs of current and archived passages with what they share, by weight, and how many fingerprints that are.

    A fingerprint weighs the less, the more passages of either side hold it.
    """
    own = np.searchsorted(wanted, hashes_of(words))  # words are sorted: all current passages of a fingerprint lie together
    held, found = np.bincount(own, minlength=len(wanted)), np.bincount(places, minlength=len(wanted))
    times = np.where(held <= COMMON, held, 0)[places]
    inside = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    first = np.cumsum(held) - held
    current = passages_of(words)[np.repeat(first[places], times) + inside]
    size = int(numbers.max(initial=0)) + 1
    keys, back, counts = np.unique(current * size + np.repeat(numbers, times), return_inverse=True, return_counts=True)
    weights = COMMON / np.maximum(np.maximum(held, found), 1)
    total = np.bincount(back, np.repeat(weights[places], times), minlength=len(keys)).round().astype(np.int64)
    return Pairs(keys // size, keys % size, total), counts


def _in_rank(passages: Ids, shelf: Shelf) -> tuple[Ids, Ids]:
    """The different passages in the order of their reports' ranks, and for each given one its place among them."""
    different, back = np.unique(passages, return_inverse=True)
    documents = documents_of(different, shelf.firsts, shelf.counts)
    order = np.lexsort((different, shelf.ranks[documents]))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return different[order], places[back]


def _loaded(archive: Archive, shelf: Shelf, passages: Ids) -> list[Given]:
    """The reports that hold the passages, with only these."""
    documents = documents_of(passages, shelf.firsts, shelf.counts)
    wanted: dict[int, list[int]] = {}
    for passage, document in zip(passages.tolist(), documents.tolist(), strict=True):
        wanted.setdefault(document, []).append(passage - int(shelf.firsts[document]))
    return [archive.given(shelf.kept[document], numbers) for document, numbers in wanted.items()]
