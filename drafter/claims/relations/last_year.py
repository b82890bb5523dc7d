"""The year before behind each growth that is stated: 640.00 after 40.00 more and 640.00 after 60.00 more have not the same past.

Only amounts of the same name and the same digits are held against each other: one name serves many things, and what is
compared with a budget has no year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.judgement import Judgement, failing, show
from drafter.claims.labels import core, label_before, place_of
from drafter.claims.prose import MONEY, Figure
from drafter.claims.recogniser import Claim
from drafter.claims.years import years_named
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range
from drafter.tables.prose_relations import LastYear

__all__ = ["judge_last_year"]

LEAST_NAME, LEAST_DIGITS = 4, 3
DOWN = ("减", "降", "压", "缩", "少", "调减")
FARTHEST = 40
"""Characters before a change in which it is said what it is compared with."""
_BASE_YEAR = lazy_re(r"[比与较同和](?P<year>(?:19|20)\d\d)年[^，。；]*?(?:相?比较?，[^，。；]*)?$")


@dataclass(frozen=True, slots=True)
class _Growth:
    """An amount with the amount of the year before that its change implies."""

    claim: Claim
    name: str
    base: int | None
    """The year that it is compared with, where that is not the year before."""
    this: Figure
    change: Figure
    last: Range


def judge_last_year(claims: Sequence[Claim], wrong: frozenset[Location], words: LastYear) -> Iterator[Judgement]:
    """The growths of one amount that imply different years before; `wrong` are figures that fail otherwise."""
    groups: dict[tuple[str, int | None, str], list[_Growth]] = {}
    for claim in claims:
        growth = _growth(claim, words)
        if growth is not None and not wrong & {figure.location for figure in claim.figures.values()}:
            groups.setdefault((growth.name, growth.base, growth.this.text), []).append(growth)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            if other.change.location != first.change.location and not first.last.meets(other.last):
                yield _failing(other, first)


def _growth(claim: Claim, words: LastYear) -> _Growth | None:
    this = claim.figures.get("this")
    change = claim.figures.get("delta") or claim.figures.get("last")
    if not claim.shape.startswith("growth") or this is None or change is None or this.kind != MONEY or change.kind != MONEY:
        return None
    said = claim.passage.masked[claim.start : claim.end]
    name = core(label_before(claim.passage, place_of(claim.passage, this)))
    if not words.against.search(said) or (words.without is not None and words.without.search(name + said)):
        return None
    if len(name) < LEAST_NAME or this.long < LEAST_DIGITS:
        return None
    last = claim.figures.get("last")
    implied = last.range if last is not None else _before(this, change, claim.words.get("up") or claim.words.get("by", ""))
    return _Growth(claim, name, _base_year(claim, this, change), this, change, implied)


def _base_year(claim: Claim, this: Figure, change: Figure) -> int | None:
    """2019 of 2023年支出▮，比2022年增加▮，比2019年减少▮ for the second change; nothing for the first, which is since the year before."""
    text, place = claim.passage.masked, place_of(claim.passage, change)
    found = _BASE_YEAR.search(text, max(0, place - FARTHEST), place)
    if found is None:
        return None
    named = years_named(text[: place_of(claim.passage, this)])
    year = int(found["year"])
    return None if named and year == named[-1] - 1 else year


def _before(this: Figure, change: Figure, direction: str) -> Range:
    return this.range + change.range if direction.startswith(DOWN) else this.range - change.range


def _failing(one: _Growth, other: _Growth) -> Judgement:
    right = show(abs(one.this.range.middle - other.last.middle), one.change)
    mine, theirs = (show(growth.last.middle, growth.this) for growth in (one, other))
    expected = right if one.claim.figures.get("delta") else theirs
    message = f"“{one.name}”都是 {one.this.text}，这里推出的上年数是 {mine}，“{other.claim.quote}”推出的是 {theirs}，应当一样"
    return failing(
        "last-year",
        one.claim.quote,
        one.change,
        derivation=f"{mine} ≠ {theirs}",
        expected=expected,
        message=message,
        figures=(one.change, other.change),
    )
