"""Projects stated with the money they involve: 编报绩效目标的项目▮个，涉及金额▮；绩效自评的项目▮个，涉及金额▮.

Where the very same amount is involved, the same projects are meant; another count of them is asked about. So is an amount that stands
nowhere else and is one slip of the pen away from what as many projects involve.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.claims.judgement import Judgement, failing
from drafter.claims.prose import COUNT, MONEY, NUMBER, PERCENT, Figure, MaskedPassage
from drafter.claims.slips import slips_of
from drafter.core.document import Location
from drafter.core.patterns import lazy_re

__all__ = ["judge_involved"]

TELLING = 4
"""Digits of an amount that hardly is another one's by accident."""
_MONEY, _COUNT = f"[{chr(MONEY)}-{chr(PERCENT - 1)}]", f"[{chr(COUNT)}-{chr(NUMBER - 1)}]"
_PAIR = lazy_re(
    rf"(?:项目(?:共|有|为|数|数量)*(?P<count>{_COUNT})|(?P<these>{_COUNT})项目)[^。；，{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]{{0,12}}，(?:共|共计|合计)?涉及"
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
    stands = Counter(figure.value for passage in found for figure in passage.figures if figure.kind == MONEY)
    yield from _slipped([group[0] for group in groups.values()], stands)
    for group in groups.values():
        counts = Counter(pair.count.value for pair in group)
        usual = counts.most_common(1)[0][0]
        if len(group) > 1:
            yield from (_holding(pair, len(group)) for pair in group if pair.count.value == usual and counts[usual] > 1)
            other = next(pair for pair in group if pair.count.value == usual)
            yield from (_other_count(pair, other) for pair in group if pair.count.value != usual)


def _slipped(pairs: Sequence[_Pair], stands: Counter[Fraction]) -> Iterator[Judgement]:
    """The amounts that stand once and are a slip of what as many projects involve elsewhere, one for each two."""
    told: set[Location] = set()
    for pair in pairs:
        alike = (other for other in pairs if other is not pair and other.count.value == pair.count.value > 1)
        meant = next((other for other in alike if other.money.value in set(slips_of(pair.money))), None)
        if meant is not None and stands[pair.money.value] == 1 and meant.money.location not in told:
            told.add(pair.money.location)
            derivation = f"同样是 {pair.count.text}项目，另一处涉及 {meant.money.text}"
            yield _failing(pair, pair.money, meant.money, derivation)


def _pairs(found: Sequence[MaskedPassage]) -> Iterator[_Pair]:
    for passage in found:
        for match in _PAIR.finditer(passage.masked) if "涉及" in passage.masked else ():
            counted = match.start("count") if match["count"] else match.start("these")
            count, money = passage.figure_at(counted), passage.figure_at(match.start("money"))
            if money.telling >= TELLING and not count.hedge:
                yield _Pair(count, money, passage.quote(*match.span()))


def _holding(pair: _Pair, places: int) -> Judgement:
    derivation = f"涉及 {pair.money.text} 的项目有 {places} 处都是 {pair.count.text}"
    return Judgement("repeat", "holds", pair.quote, pair.count.location, derivation, figures=(pair.count,))


def _other_count(pair: _Pair, other: _Pair) -> Judgement:
    return _failing(pair, pair.count, other.count, f"同样涉及 {pair.money.text} 的项目，另一处是 {other.count.text}")


def _failing(pair: _Pair, wrong: Figure, right: Figure, derivation: str) -> Judgement:
    message = f"写的是 {wrong.text}，{derivation}，请核对"
    return failing(
        "repeat",
        pair.quote,
        wrong,
        derivation=derivation,
        expected=right.text,
        slip="slip",
        severity="note",
        message=message,
        figures=(wrong,),
    )
