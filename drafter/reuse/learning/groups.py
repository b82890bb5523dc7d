"""Sentences that come again in several reports, also with a few other words; most often and most generally stated first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from drafter.reuse.learning.sentences import ReportedSentence
from drafter.reuse.records import Profile
from drafter.wording.segmentation import words

__all__ = ["Group", "grouped"]

GRAM = 6
"""Characters that alike sentences have in a row somewhere."""
MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Group:
    """One recurring sentence."""

    told: tuple[ReportedSentence, ...]
    """Every place; the most usual form first."""
    reports: tuple[int, ...]
    units: int
    years: int

    @property
    def varying(self) -> frozenset[int]:
        """The pieces of the first form that are not the same wherever it is stated."""
        forms = [one.pieces for one in self.told if one.key == self.first.key]
        return frozenset(
            index for index in range(len(self.first.pieces)) if len({form[index].text for form in forms if index < len(form)}) > 1
        )

    @property
    def first(self) -> ReportedSentence:
        """Its most usual form, as the latest report has it."""
        return self.told[0]


def grouped(told: Iterable[ReportedSentence], profiles: Sequence[Profile], *, least: int, same: int) -> list[Group]:
    """The sentences that stand in so many reports at least, ranked: reports, units, years, and less to fill in."""
    exact: dict[tuple[str, bytes], list[ReportedSentence]] = {}
    for one in told:
        exact.setdefault((one.sort, one.key), []).append(one)
    merged = _merged(sorted(exact.values(), key=lambda members: (-len(members), members[0].report)), same)
    groups = [_group(members, profiles) for members in merged]
    kept = [group for group in groups if len(group.reports) >= least]
    return sorted(kept, key=lambda group: (-len(group.reports), -group.units, -group.years, _slots(group), group.first.text))


def _slots(group: Group) -> int:
    return sum(bool(piece.mark) for piece in group.first.pieces)


def _group(members: Sequence[ReportedSentence], profiles: Sequence[Profile]) -> Group:
    usual = Counter(one.key for one in members)
    ordered = sorted(members, key=lambda one: (-usual[one.key], -(profiles[one.report].year or 0), one.report))
    reports = tuple(sorted({one.report for one in members}))
    units = len({profiles[index].unit for index in reports})
    return Group(tuple(ordered), reports, units, len({profiles[index].year for index in reports}))


def _merged(groups: Sequence[list[ReportedSentence]], same: int) -> list[list[ReportedSentence]]:
    """Groups whose sentences have nearly the same words in the same order are one."""
    merged: list[list[ReportedSentence]] = []
    cut: list[list[str]] = []
    places: dict[tuple[str, str], list[int]] = {}
    for group in groups:
        bare, sort = group[0].words, group[0].sort
        grams = {(sort, bare[place : place + GRAM]) for place in range(len(bare) - GRAM + 1)}
        near = sorted({index for gram in grams for index in places.get(gram, ())})
        mine = words(bare) if near else []
        found = next((index for index in near if _alike(mine, cut[index] or words(merged[index][0].words)) * 100 >= same), None)
        if found is not None:
            merged[found].extend(group)
            continue
        for gram in grams:
            known = places.setdefault(gram, [])
            if len(known) < MOST_PLACES:
                known.append(len(merged))
        merged.append(list(group))
        cut.append(mine)
    return merged


def _alike(one: Sequence[str], two: Sequence[str]) -> float:
    return Indel.normalized_similarity(one, two)
