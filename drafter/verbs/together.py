"""Which of the files given together are of one unit and year: those are held against each other.

A workbook of public tables belongs to a report when both name the same unit and the same year; where one of them names no unit,
only when the two were given alone. Different units are never mixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from drafter.config.settings import load_settings
from drafter.resources import Packs
from drafter.reuse.passages import profile_of
from drafter.reuse.records import Profile
from drafter.reuse.reuse_settings import ReuseSettings
from drafter.rules.engine import CheckSettings
from drafter.rules.joint import Member, check_together, tables_of, tells_figures

if TYPE_CHECKING:
    from drafter.verbs.check import Checked

__all__ = ["together"]

ALONE = 2
"""Files given together that need not name their unit."""


def together(checked: Sequence[Checked], settings: CheckSettings, packs: Packs) -> list[Checked]:
    """The files, each report's with what it and the tables of its unit say of each other."""
    found = list(checked)
    readable = [place for place, one in enumerate(found) if one.report is not None and one.source is not None]
    prose = {place for place in readable if _is_prose(found[place])}
    lenders = [place for place in readable if place not in prose and _has_tables(found[place], settings)]
    if not prose or not lenders:
        return found
    words = load_settings(packs.file("configs/reuse.yaml"), ReuseSettings, packs)
    profiles = {place: _profile(found[place], words) for place in (*prose, *lenders)}
    for place in sorted(prose):
        mine = [lender for lender in lenders if _is_one_unit(profiles[place], profiles[lender], alone=len(found) == ALONE)]
        if mine:
            members = [_member(found[number]) for number in (place, *mine)]
            for number, report in zip((place, *mine), check_together(members[0], members[1:], settings), strict=True):
                found[number] = replace(found[number], report=report)
    return found


def _is_prose(one: Checked) -> bool:
    return one.source is not None and tells_figures(one.source.document)


def _has_tables(one: Checked, settings: CheckSettings) -> bool:
    return one.source is not None and bool(tables_of(one.source.document, settings))


def _profile(one: Checked, words: ReuseSettings) -> Profile:
    return profile_of(one.source.document, words) if one.source is not None else Profile()


def _member(one: Checked) -> Member:
    assert one.source is not None
    assert one.report is not None
    return Member(one.source, one.report)


def _is_one_unit(one: Profile, other: Profile, *, alone: bool) -> bool:
    """Whether two files are of one unit and year, as far as they say."""
    same_year = one.year is None or other.year is None or one.year == other.year
    named = bool(one.unit and other.unit)
    return same_year and not one.is_other_unit(other) and (named or alone)
