"""Rates of money by their names: 下达资金▮，已支付▮，支付率▮. Which words name the rate, what was spent and what there was is data.

The two amounts stand in the sentence of the rate or in the one before (configs/claims.yaml, 资金的率). Where several amounts could be
what there was, or a part of it is left out (除留抵退税外), the rate can hold, and it is not an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.claims.budgets import FARTHEST
from drafter.claims.claim_settings import FundRateNames
from drafter.claims.equation_parts import ratio_judgement
from drafter.claims.judgement import Judgement, settle
from drafter.claims.prose import Figure, MaskedPassage, scale_of
from drafter.claims.recogniser import Claim
from drafter.claims.roles import CHANGES, Role, RoleFigure
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity, round_half_up

__all__ = ["FundRate", "FundRates", "judge_fund_rate"]

_WINDOW = 24
"""Characters before a rate in which its name stands."""
_IS = "(?:仅|只|约|已|达到?|[为是])*"
_MOST = 6
"""Amounts that are tried as what there was."""


_GIVEN = lazy_re(r"下达|收到|到位|拨入|安排|预算|批复")
"""What there was to be spent, as a sentence of its own says it."""


@dataclass(frozen=True, slots=True)
class FundRate:
    """A rate with what was spent and what there may have been."""

    claim: Claim
    """With its part and its rate."""
    parts: tuple[Figure, ...]
    """The likeliest first."""
    wholes: tuple[Figure, ...]
    others: tuple[Figure, ...]
    """What else is stated before, and may have been added: 上年结转."""
    sure: bool
    """Whether nothing else can be meant."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Which words name a rate, its part and its whole."""

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]


class FundRates:
    """The rates that the settings name."""

    def __init__(self, names: FundRateNames) -> None:
        self._kinds = [_Kind(lazy_re(rf"(?:{name.rate.pattern}){_IS}$"), name.part, name.whole) for name in names.names]
        self._apart = names.apart or lazy_re("(?!)")

    def found(self, told: Sequence[RoleFigure], passage: MaskedPassage, taken: frozenset[Location]) -> Iterator[FundRate]:
        """The rates of a passage that no other reading has taken."""
        for number, rate in enumerate(told):
            if rate.role != Role.RATE or rate.figure.quantity.unit != "%" or rate.figure.location in taken:
                continue
            begin = max(rate.start, rate.place - _WINDOW)
            kind = next((kind for kind in self._kinds if kind.rate.search(passage.masked, begin, rate.place)), None)
            one = self._one(kind, told[:number], rate, passage) if kind else None
            if one is not None:
                yield one

    def _one(self, kind: _Kind, before: Sequence[RoleFigure], rate: RoleFigure, passage: MaskedPassage) -> FundRate | None:
        amounts = [one for one in before if _is_amount(one, rate) and rate.sentence - one.sentence <= 1]
        parts = [one for one in amounts if one.sentence == rate.sentence and kind.part.search(_label(one, passage))][::-1]
        if not parts:
            return None
        wholes = [one for one in amounts if one.place < parts[0].place and kind.whole.search(_label(one, passage))]
        wholes = [one for one in wholes if one.sentence == rate.sentence] or wholes
        wholes = [one for one in wholes if _fits(one, parts[0])] or wholes
        if not wholes:
            return None
        start = min(parts[0].start, wholes[-1].start)
        start = start if rate.place - start <= FARTHEST else parts[0].start
        claim = Claim("completion", passage, start, rate.place + 1, {"part": parts[0].figure, "rate": rate.figure}, {})
        larger = {one.figure.value for one in amounts if one.place < parts[0].place and _fits(one, parts[0])}
        said = wholes[-1].sentence == rate.sentence or _GIVEN.search(_label(wholes[-1], passage)) is not None
        sure = said and larger == {wholes[-1].figure.value} and not self._leaves_out(passage, wholes[0], rate)
        others = [one for one in amounts if one.place < parts[0].place][-_MOST:]
        return FundRate(claim, _figures(parts), _figures(wholes[-_MOST:]), _figures(others), sure)

    def _leaves_out(self, passage: MaskedPassage, first: RoleFigure, rate: RoleFigure) -> bool:
        """Whether the words say that the rate is of less than all."""
        stop = passage.masked.find("。", rate.place)
        return self._apart.search(passage.masked, first.start, stop if stop >= 0 else len(passage.masked)) is not None


def _figures(told: Sequence[RoleFigure]) -> tuple[Figure, ...]:
    return tuple(one.figure for one in told)


def _is_amount(one: RoleFigure, rate: RoleFigure) -> bool:
    return one.figure.kind < rate.figure.kind and one.role not in CHANGES and one.role != Role.LAST and one.depth <= rate.depth


def _fits(whole: RoleFigure, part: RoleFigure) -> bool:
    """Whether an amount is not less than what was spent of it."""
    return whole.figure.range.high >= part.figure.range.low


def _label(one: RoleFigure, passage: MaskedPassage) -> str:
    return passage.masked[one.start : one.place]


def judge_fund_rate(found: FundRate, corrected: Mapping[Location, Figure]) -> Judgement | None:
    """It holds with any of the amounts or with all of what there was together; it fails only where nothing else can be meant."""
    parts, wholes, others = (
        [corrected.get(one.location, one) for one in ones] for ones in (found.parts, found.wholes, found.others)
    )
    rate = corrected.get(found.claim.figures["rate"].location, found.claim.figures["rate"])
    sums = [_together([one, two]) for two in wholes for one in others if one.location != two.location]
    bases = [*reversed(wholes), *sums, *([_together(others)] if len(others) > 2 else [])]
    judged = settle(_ratio(found.claim, part, base, rate) for part in parts for base in bases if base.value)
    if judged is None or judged.verdict != "fails":
        return judged
    if found.sure:
        return _ratio(found.claim, parts[0], wholes[-1], rate)
    return replace(judged, verdict="undecided", derivation="说不准是占哪一个数的比率")


def _ratio(claim: Claim, part: Figure, base: Figure, rate: Figure) -> Judgement:
    figures = {"part": part, "base": base, "rate": rate}
    return ratio_judgement(replace(claim, figures=figures), part, base, rate)


def _together(wholes: Sequence[Figure]) -> Figure:
    """The sum of what came from several sources, as if it were stated where the last one is."""
    last = wholes[-1]
    places = max(-int(one.quantity.value.as_tuple().exponent) for one in wholes)
    summed = sum((one.value for one in wholes), Fraction(0)) / scale_of(last.quantity.unit)
    value = round_half_up(summed, max(places, 0))
    return replace(last, quantity=Quantity(value, last.quantity.unit, str(value)), hedge="")
