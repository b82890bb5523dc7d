"""Projects stated with the money they involve: 编报绩效目标的项目▮个，涉及金额▮；绩效自评的项目▮个，涉及金额▮.

Where the very same amount is involved, the same projects are meant; another count of them is asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.claims.judgement import Judgement
from drafter.claims.prose import COUNT, MONEY, NUMBER, PERCENT, Figure, MaskedPassage
from drafter.core.patterns import lazy_re

__all__ = ["judge_involved"]

TELLING = 4
"""Digits of an amount that hardly is another one's by accident."""
_MONEY, _COUNT = f"[{chr(MONEY)}-{chr(PERCENT - 1)}]", f"[{chr(COUNT)}-{chr(NUMBER - 1)}]"
_PAIR = lazy_re(
    rf"项目(?:共|有|为|数|数量)*(?P<count>{_COUNT})[^。；，{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]{{0,6}}，(?:共|共计|合计)?涉及"
    rf"[^。；，{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]{{0,14}}(?P<money>{_MONEY})"
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A count of projects with the money that they involve."""

    count: Figure
    money: Figure
    quote: str

    @property
    def key(self) -> tuple[str, Fraction]:
        """The unit of the count and the amount."""
        return self.count.quantity.unit, self.money.value


def judge_involved(found: Sequence[MaskedPassage]) -> Iterator[Judgement]:
    """The pairs whose amount stands with a count in several places."""
    groups: dict[tuple[str, Fraction], list[_Pair]] = {}
    for pair in _pairs(found):
        groups.setdefault(pair.key, []).append(pair)
    for group in groups.values():
        counts = Counter(pair.count.value for pair in group)
        usual = counts.most_common(1)[0][0]
        if len(group) > 1:
            yield from (_holding(pair, len(group)) for pair in group if pair.count.value == usual and counts[usual] > 1)
            other = next(pair for pair in group if pair.count.value == usual)
            yield from (_failing(pair, other) for pair in group if pair.count.value != usual)


def _pairs(found: Sequence[MaskedPassage]) -> Iterator[_Pair]:
    for passage in found:
        for match in _PAIR.finditer(passage.masked) if "涉及" in passage.masked else ():
            count, money = (passage.figure_at(match.start(name)) for name in ("count", "money"))
            if len(money.quantity.plain.replace(".", "").strip("0")) >= TELLING and not count.hedge:
                yield _Pair(count, money, passage.quote(*match.span()))


def _holding(pair: _Pair, places: int) -> Judgement:
    derivation = f"涉及 {pair.money.text} 的项目有 {places} 处都是 {pair.count.text}"
    return Judgement("repeat", "holds", pair.quote, pair.count.location, derivation, figures=(pair.count,))


def _failing(pair: _Pair, other: _Pair) -> Judgement:
    derivation = f"同样涉及 {pair.money.text} 的项目，另一处是 {other.count.text}"
    message = f"写的是 {pair.count.text}，{derivation}，请核对"
    return Judgement(
        "repeat", "fails", pair.quote, pair.count.location, derivation, pair.count.text, other.count.text, "slip", "note", message,
        (pair.count,), (pair.count,),
    )  # fmt: skip
