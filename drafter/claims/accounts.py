"""What must hold between the totals of an account that are stated in neighbouring paragraphs.

收入总计 is 收入合计 with what was left from last year; what is left when 支出总计 is taken from 收入总计 is the balance that 收支相抵
tells. Which names these have is data (configs/claims.yaml, 收支的等式, 收支相抵).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.claims.claim_forms import CLASSES
from drafter.claims.claim_settings import AccountEquation, Balance
from drafter.claims.equation_parts import judged_by
from drafter.claims.judgement import Judgement, show
from drafter.claims.labels import label_before, place_of
from drafter.claims.list_parts import is_change
from drafter.claims.lists import Listing
from drafter.claims.prose import MONEY, Figure, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.core.patterns import lazy_re

__all__ = ["account_listings", "balances"]

BELOW = 6
"""Paragraphs from a total on in which its parts are looked for."""
ABOVE = 5
"""Paragraphs before a balance in which the totals are looked for."""
_FUNDS = lazy_re(r"(?<!非)财政拨款|(?<!事业)基金|国有资本|一般公共|专户")
"""Words of which a total and its parts must have the same: 财政拨款收入总计 is no sum of 收入合计."""
_IS = r"(?:为|是|达到?|共|约)*$"


def account_listings(body: Sequence[MaskedPassage], equations: Sequence[AccountEquation]) -> Iterator[Listing]:
    """The totals with the parts that the paragraphs from them on tell."""
    for equation in equations:
        total, part = (lazy_re(f"(?:{pattern.pattern}){_IS}") for pattern in (equation.total, equation.part))
        more = [lazy_re(f"(?:{pattern.pattern}){_IS}") for pattern in equation.more]
        heads = [(number, figure, label) for number, figure, label in _named(body, total)]
        for place, (number, head, label) in enumerate(heads):
            ends = [other for other, figure, _ in heads[place + 1 :] if figure.value != head.value]
            near = body[number : min([number + BELOW, *ends])]
            found = [_only(near, pattern, label, head) for pattern in (part, *more)]
            parts = tuple(figure for figure in found if figure is not None)
            if found[0] is not None and len(parts) > 1:
                yield _listing(body[number], head, parts)


def _named(body: Sequence[MaskedPassage], pattern: re.Pattern[str]) -> list[tuple[int, Figure, str]]:
    """The amounts whose label ends with a name, with the number of their paragraph."""
    return [
        (number, figure, label)
        for number, passage in enumerate(body)
        for figure in passage.figures
        if figure.kind == MONEY and pattern.search(label := label_before(passage, place_of(passage, figure)))
    ]


def _only(near: Sequence[MaskedPassage], pattern: re.Pattern[str], label: str, head: Figure) -> Figure | None:
    """The one amount of a name that is of the same funds as the total."""
    found = [
        figure
        for _, figure, own in _named(near, pattern)
        if figure.location != head.location and _funds(own) == _funds(label) and not is_change(own)
    ]
    return found[0] if len({figure.value for figure in found}) == 1 else None


def _funds(label: str) -> frozenset[str]:
    return frozenset(_FUNDS.findall(label))


def _listing(passage: MaskedPassage, head: Figure, parts: tuple[Figure, ...]) -> Listing:
    place = place_of(passage, head)
    return Listing(passage, max(0, place - 20), place + 1, head, parts, (), complete=False, least=2, some=True)


def balances(body: Sequence[MaskedPassage], words: Balance | None) -> Iterator[Judgement]:
    """收支相抵，年终结余▮: the nearest total of what came in less that of what was spent."""
    if words is None:
        return
    form = lazy_re(rf"(?:{words.words.pattern})[^。；{CLASSES['量'][1:-1]}]{{0,24}}(?P<rest>{CLASSES['钱']})")
    for number, passage in enumerate(body):
        begin = 0
        for match in form.finditer(passage.masked):
            came, spent = _both(body[max(0, number - ABOVE) : number], passage, (begin, match.start()), words)
            begin = match.end()
            if came is not None and spent is not None and not came.range.meets(spent.range):
                yield _balance(passage, match, came, spent)


_Both = tuple[Figure | None, Figure | None]


def _both(above: Sequence[MaskedPassage], here: MaskedPassage, span: tuple[int, int], words: Balance) -> _Both:
    """What came in and what was spent: both in the paragraph, or both above it since the balance before."""
    came, spent = (lazy_re(f"(?:{pattern.pattern}){_IS}") for pattern in (words.came, words.spent))
    own = _last([here], came, span), _last([here], spent, span)
    if any(own) or span[0]:
        return own
    ends = [number for number, passage in enumerate(above) if words.words.search(passage.masked)]
    near = above[ends[-1] + 1 if ends else 0 :]
    return _last(near, came), _last(near, spent)


def _last(passages: Sequence[MaskedPassage], name: re.Pattern[str], span: tuple[int, int] | None = None) -> Figure | None:
    """The last amount of a name, in a stretch of the paragraph where one is given."""
    for passage in reversed(passages):
        for figure in reversed(passage.figures):
            place = place_of(passage, figure)
            inside = span is None or span[0] <= place < span[1]
            if figure.kind == MONEY and inside and name.search(label_before(passage, place)):
                return figure
    return None


def _balance(passage: MaskedPassage, match: re.Match[str], came: Figure, spent: Figure) -> Judgement:
    more, less = (came, spent) if came.value > spent.value else (spent, came)
    rest = passage.figure_at(match.start("rest"))
    claim = Claim("balance", passage, match.start(), match.end(), {"base": more, "part": less, "rest": rest}, {})
    computed = more.range - less.range
    return judged_by(claim, rest, computed, f"{more.text} − {less.text} = {show(computed.middle, rest)}")
