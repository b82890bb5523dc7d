"""Degrees of satisfaction: 回收190份，其中非常满意150份，满意30份，不满意10份，满意度为94.7%.

Those up to some degree are satisfied; which degree is the last one is the unit's own to say (基本满意 may count), and degrees may be
weighted as well: a rate that no degree explains is doubtful, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from drafter.claims.judgement import Judgement, failing, show
from drafter.claims.prose import COUNT, MONEY, NUMBER, PERCENT, Figure, MaskedPassage
from drafter.core.patterns import lazy_re
from drafter.core.ranges import Range, total

__all__ = ["judge_surveys"]

_COUNTED, _RATE, _FIG = f"[{chr(COUNT)}-{chr(NUMBER - 1)}]", f"[{chr(PERCENT)}-{chr(COUNT - 1)}]", f"{chr(MONEY)}-\uf7ff"
_DEGREE = rf"(?P<degree>(?:(?:非常|十分|很|比较|较为?|基本|不太|较?不|很不|非常不)?满意|一般|不了解|其他|弃权)(?:的|有|为|共)*)(?P<count>{_COUNTED})"
_SHARE = rf"(?:（[^（）。；]{{0,6}}{_RATE}）|，占[^，。；{_FIG}]{{0,8}}{_RATE})?"
_BARE = re.sub(r"\?P<\w+>", "?:", _DEGREE)
_DEGREES = lazy_re(
    rf"(?P<degrees>(?:{_BARE}{_SHARE}[，、；和]){{1,5}}{_BARE}{_SHARE})[，；]"
    rf"[^，。；{_FIG}]{{0,12}}满意[度率](?:为|是|达到?|约)*(?P<rate>{_RATE})"
)
_ONE = lazy_re(_DEGREE)
_AGAINST, _BETWEEN = lazy_re(r"不|一般|其他|弃权"), lazy_re(r"基本|一般|不太")
FEWEST = 2
"""Degrees that make a survey."""


def judge_surveys(passage: MaskedPassage) -> Iterator[Judgement]:
    """The rates of satisfaction of a passage whose degrees are counted."""
    for match in _DEGREES.finditer(passage.masked):
        degrees = [
            (one["degree"], passage.figure_at(one.start("count")))
            for one in _ONE.finditer(passage.masked, *match.span("degrees"))
        ]
        rate = passage.figure_at(match.start("rate"))
        if len(degrees) >= FEWEST and len({figure.quantity.unit for _, figure in degrees}) == 1:
            yield _judged(passage, match, degrees, rate)


def _judged(passage: MaskedPassage, match: re.Match[str], degrees: Sequence[tuple[str, Figure]], rate: Figure) -> Judgement:
    counts = [figure for _, figure in degrees]
    for_it = [figure for degree, figure in degrees if not _AGAINST.search(degree)]
    asked = _asked(passage, match.start(), counts[0].quantity.unit)
    quote = passage.quote(match.start(), match.end())
    for number, satisfied in enumerate(accumulate(figure.range for figure in counts), 1):
        for whole in (total(figure.range for figure in counts), *(figure.range for figure in asked)):
            share = satisfied.over(whole)
            if share is not None and share.times(100).meets(rate.range):
                derivation = f"{_written(counts[:number])} 是 {rate.text}"
                return Judgement("subset-rate", "holds", quote, rate.location, derivation, figures=(rate, *counts))
    share = total(figure.range for figure in for_it).over(total(figure.range for figure in counts))
    if share is None or rate.hedge or any(figure.hedge for figure in counts):
        return Judgement("subset-rate", "undecided", quote, rate.location, figures=(rate, *counts))
    expected = "" if any(_BETWEEN.search(degree) for degree, _ in degrees) else _percent(share, rate)
    message = f"按各档的{counts[0].quantity.unit}数算不出 {rate.text}，存疑；折算分数的，写明怎样折算"
    derivation = f"（{_written(for_it)}）÷（{_written(counts)}）= {_percent(share, rate)}"
    figures = (rate, *counts)
    return failing(
        "subset-rate", quote, rate, expected=expected, message=message, derivation=derivation, severity="warning", figures=figures
    )


def _asked(passage: MaskedPassage, end: int, unit: str) -> list[Figure]:
    """The counts of the sentence before the degrees: handed out, returned, valid."""
    begin = passage.masked.rfind("。", 0, end) + 1
    return [
        passage.figure_at(place)
        for place in passage.places
        if begin <= place < end and passage.figure_at(place).kind == COUNT and passage.figure_at(place).quantity.unit == unit
    ]


def _percent(share: Range, rate: Figure) -> str:
    return show(share.times(100).middle, rate)


def _written(figures: Sequence[Figure]) -> str:
    return " + ".join(figure.quantity.plain for figure in figures)
