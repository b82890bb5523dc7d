"""What cannot be: an 接入率 of more than 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.judgement import Judgement, failing
from drafter.claims.labels import label_before
from drafter.claims.prose import PERCENT, Figure, MaskedPassage

__all__ = ["exceeds", "judge_rates"]

HUNDRED = 100


def exceeds(rate: Figure) -> bool:
    """Whether it is more than a part of a whole can be."""
    return rate.range.low > HUNDRED


def judge_rates(passage: MaskedPassage, limited: tuple[str, ...]) -> Iterator[Judgement]:
    """Rates above 100 % that by their nature cannot be; a 完成率 can."""
    for place in passage.places:
        figure = passage.figure_at(place)
        if figure.kind != PERCENT:
            continue
        label = re.sub(r"(?:达到?|为|是|超过)$", "", label_before(passage, place))
        name = next((name for name in limited if label.endswith(name)), "")
        if not name or figure.quantity.unit != "%":
            continue
        start = max(0, place - 24)
        cut = max(passage.masked.rfind(mark, start, place) for mark in "。；，")
        quote = passage.quote(_clause_start(passage.masked, max(cut, start), place), place + 1)
        if exceeds(figure):
            yield failing(
                "limit",
                quote,
                figure,
                expected="不超过100%",
                message=f"{name}是一部分与全部之比，不可能超过 100%",
                figures=(figure,),
            )


def _clause_start(text: str, cut: int, place: int) -> int:
    """One clause more to the left, so that the quote tells what the rate is of."""
    earlier = max(text.rfind(mark, 0, cut) for mark in "。；，") if cut > 0 else -1
    return earlier + 1 if place - earlier < 40 else cut + 1
