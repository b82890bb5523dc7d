"""Counts that a report tells only once, and counts that cannot be more than another.

绩效指标8个 here and 绩效指标7个 there, in a report that evaluates one thing: one of them is wrong. Which names these are is data
(configs/claims.yaml, 全文一个的个数 and 不会更多的个数). What differs is a note: the names may be of different things after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.claims.claim_settings import BoundedCounts
from drafter.claims.judgement import Judgement, failing
from drafter.claims.labels import core, label_before, place_of
from drafter.claims.prose import COUNT, MONEY, NUMBER, Figure, MaskedPassage
from drafter.core.patterns import lazy_re

__all__ = ["at_most", "is_of_one", "judge_bounded_counts", "judge_unique_counts"]

_SCORE = lazy_re(r"自评(?:总?得分|总分|分)$")
_SEVERAL = lazy_re(rf"整体支出[^，。；{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]{{0,16}}[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]")
"""A report on all that a unit spends tells figures of it, and speaks of many projects."""


@dataclass(frozen=True, slots=True)
class _NamedCount:
    """A count with its name."""

    passage: MaskedPassage
    place: int
    figure: Figure
    name: str


def judge_unique_counts(found: Sequence[MaskedPassage], names: Sequence[re.Pattern[str]]) -> Iterator[Judgement]:
    """Notes on counts that contradict another; only for a report that evaluates one thing."""
    told = _told(found)
    for name in names:
        yield from _differing(told, lazy_re(f"(?:{name.pattern})$"))


def judge_bounded_counts(found: Sequence[MaskedPassage], pairs: Sequence[BoundedCounts]) -> Iterator[Judgement]:
    """Notes on counts that are more than another, which they are a part of; the figures are both."""
    told = _told(found)
    for pair in pairs:
        yield from _exceeding(told, pair)


def at_most(small: Figure, large: Figure) -> bool:
    """Whether one may be a part of the other."""
    return small.range.low <= large.range.high


def _told(found: Sequence[MaskedPassage]) -> list[_NamedCount]:
    return [one for passage in found if not passage.is_heading for one in _counts(passage)]


def _counts(passage: MaskedPassage) -> Iterator[_NamedCount]:
    for figure in passage.figures:
        if figure.kind == COUNT:
            place = place_of(passage, figure)
            yield _NamedCount(passage, place, figure, core(label_before(passage, place)))


def is_of_one(found: Sequence[MaskedPassage]) -> bool:
    """Whether a report evaluates one thing: it tells no two scores, and nothing of all that the unit spends."""
    scored = [passage for passage in found if any(figure.quantity.unit == "分" for figure in passage.figures)]
    told = (one for passage in scored for one in _counts(passage))
    scores = {one.figure.value for one in told if one.figure.quantity.unit == "分" and _SCORE.search(one.name)}
    several = (_SEVERAL.search(passage.masked) or (passage.is_heading and "整体支出" in passage.masked) for passage in found)
    return len(scores) <= 1 and not any(several)


def _differing(told: Sequence[_NamedCount], name: re.Pattern[str]) -> Iterator[Judgement]:
    """The places whose count is not the one most often stated; of two places the later."""
    mine = [one for one in told if name.search(one.name) and not one.figure.hedge]
    for unit in dict.fromkeys(one.figure.quantity.unit for one in mine):
        group = [one for one in mine if one.figure.quantity.unit == unit]
        values = [one.figure.value for one in group]
        if len(set(values)) == 2:
            usual = max(values, key=lambda value: (values.count(value), -values.index(value)))
            other = group[values.index(usual)]
            alone = values.count(usual) == 1
            yield from (_failing(one, other, "两处应当一致", other_alone=alone) for one in group if one.figure.value != usual)


def _exceeding(told: Sequence[_NamedCount], pair: BoundedCounts) -> Iterator[Judgement]:
    small, large = (
        [one for one in told if one.figure.quantity.unit == pair.unit and re.search(f"(?:{name.pattern})$", one.name)]
        for name in (pair.small, pair.large)
    )
    if len(large) == 1 and not large[0].figure.hedge:
        yield from (_failing(one, large[0], "不应多于后者") for one in small if not at_most(one.figure, large[0].figure))


def _failing(one: _NamedCount, other: _NamedCount, why: str, *, other_alone: bool = True) -> Judgement:
    figure = one.figure
    start = max((one.passage.masked.rfind(mark, 0, one.place) for mark in "。；，"), default=-1) + 1
    derivation = f"正文“{other.name}”为 {other.figure.text}"
    message = f"写的是 {figure.text}，别处的“{other.name}”是 {other.figure.text}，{why}，请核对"
    figures = (figure, other.figure) if other_alone else (figure,)
    return failing(
        "repeat",
        one.passage.quote(max(start, one.place - 40), one.place + 1),
        figure,
        derivation=derivation,
        expected=other.figure.text,
        slip="slip",
        severity="note",
        message=message,
        figures=figures,
    )
