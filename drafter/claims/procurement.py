"""政府采购: what went to small and medium firms must be the sum of what each kind of purchase gave them.

货物、工程、服务 each state a share that went to 中小企业; share × amount, summed over the three, is the amount stated for all
(《政府采购促进中小企业发展管理办法》财库〔2020〕46号, 公开口径).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from drafter.claims.judgement import Judgement, failing, show
from drafter.claims.prose import MONEY, PERCENT, Figure, MaskedPassage
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range, total

__all__ = ["judge_procurement"]

_MONEY = f"[{chr(MONEY)}-{chr(PERCENT - 1)}]"
_RATE = f"[{chr(PERCENT)}-{chr(0xEFFF)}]"
_KINDS = ("货物", "工程", "服务")
_GIVEN = lazy_re(rf"授予中小企业合同金额(?:为)?(?P<given>{_MONEY})")


def judge_procurement(passage: MaskedPassage) -> Iterator[Judgement]:
    """The shares of the three kinds against the amount given to small and medium firms."""
    given = _GIVEN.search(passage.masked)
    found = [_kind(passage, kind) for kind in _KINDS]
    kinds = [pair for pair in found if pair is not None]
    if given is None or len(kinds) < len(_KINDS):
        return
    stated = passage.figure_at(given.start("given"))
    computed = total(amount.range * rate.range.times(Fraction(1, 100)) for amount, rate, _, _ in kinds)
    terms = " + ".join(f"{amount.quantity.plain} × {rate.text}" for amount, rate, _, _ in kinds)
    exact = sum((amount.range.middle * rate.range.middle / 100 for amount, rate, _, _ in kinds), Fraction(0))
    derivation = f"{terms} = {show(exact, stated)}，而授予中小企业合同金额为 {stated.text}"
    largest = max(kinds, key=lambda pair: pair[0].range.middle)
    yield _judgement(passage, stated, computed, derivation, largest)


Kind = tuple[Figure, Figure, int, int]


def _kind(passage: MaskedPassage, kind: str) -> Kind | None:
    """Amount and share of one kind of purchase, with the span of the share's clause."""
    amount = re.search(rf"{kind}支出(?:金额)?(?:为)?(?P<amount>{_MONEY})", passage.masked)
    share = re.search(rf"{kind}采购授予中小企业合同金额占{kind}支出(?:金额|总额)?的?(?P<rate>{_RATE})", passage.masked)
    if amount is None or share is None:
        return None
    return passage.figure_at(amount.start("amount")), passage.figure_at(share.start("rate")), *share.span()


def _judgement(passage: MaskedPassage, stated: Figure, computed: Range, derivation: str, largest: Kind) -> Judgement:
    amount, rate, start, end = largest
    figures = (stated, amount, rate)
    quote = passage.quote(start, end)
    if stated.range.meets(computed):
        return Judgement("procurement", "holds", quote, rate.location, derivation, figures=figures)
    share = stated.range.over(amount.range)
    expected = show(min(share.middle * 100, Fraction(100)), rate) if share else ""
    message = f"各类采购按占比推算授予中小企业的金额，与所说的 {stated.text} 不符"
    return failing("procurement", quote, rate, derivation=derivation, expected=expected, message=message, figures=figures)
