"""Amounts and rates stated in step: 甲、乙分别为▮和▮，占总额的▮和▮; 收、支总计各减少▮、▮，各下降▮、▮.

Figures with nothing but 和 or 、 between them are a run; the first of one run goes with the first of the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.claims.claim_forms import CLASSES
from drafter.claims.prose import MONEY, NUMBER, PERCENT, Figure, MaskedPassage, is_figure
from drafter.claims.recogniser import Claim
from drafter.claims.roles import Role
from drafter.core.patterns import lazy_re

__all__ = ["claims_in_step"]

_RUN = lazy_re(rf"{CLASSES['量']}(?:[和与及、，]{CLASSES['量']})+")
_SHARE = lazy_re(
    rf"占(?P<whole>[^。；，（）{CLASSES['量'][1:-1]}]{{0,28}}?)(?:的?比[重例率]|的)?(?:分别|各)?(?:约|仅|达到?|[为是至])*$"
)
_OF_AMOUNT = lazy_re(rf"占(?P<whole>[^。；，（）{CLASSES['量'][1:-1]}]{{0,28}}?)(?P<base>{CLASSES['量']})的?$")
_CHANGE = lazy_re(r"(?:(?P<up>增加|增长|上升|提高)|减少|下降|降低)了?(?:分别|各|[为是])*$")


@dataclass(frozen=True, slots=True)
class _Run:
    """Figures side by side, with the words right before them."""

    figures: tuple[Figure, ...]
    label: str
    start: int
    end: int

    @property
    def is_rate(self) -> bool:
        """Whether its figures are percentages."""
        return self.figures[0].kind == PERCENT


def claims_in_step(passage: MaskedPassage) -> Iterator[Claim]:
    """The shares and growths whose figures stand in runs of the same length."""
    runs = [run for run in _runs(passage) if len({figure.kind for figure in run.figures}) == 1]
    for number, rates in enumerate(runs):
        before = [run for run in runs[:number] if not run.is_rate and len(run.figures) == len(rates.figures)]
        if rates.is_rate and before and "。" not in passage.masked[before[-1].end : rates.start]:
            yield from _claims(rates, before, passage)


def _claims(rates: _Run, before: Sequence[_Run], passage: MaskedPassage) -> Iterator[Claim]:
    amounts = before[-1]
    share = _SHARE.search(rates.label) or _OF_AMOUNT.search(passage.masked, amounts.end, rates.start)
    change, rated = _CHANGE.search(amounts.label), _CHANGE.search(rates.label)
    begin = amounts.start - len(amounts.label)
    for place, rate in enumerate(rates.figures):
        part = amounts.figures[place]
        if share:
            words = {"whole": share["whole"], "among": ""}
            base = {"base": passage.figure_at(share.start("base"))} if "base" in share.groupdict() else {}
            yield Claim("share", passage, begin, rates.end, {"part": part, "rate": rate, **base}, words)
        elif change and rated and len(before) > 1:
            roles = {key: str(Role.RISE if found["up"] else Role.FALL) for key, found in (("up", change), ("by", rated))}
            words = {"up": change[0], "by": rated[0], **{f"{key}-role": role for key, role in roles.items()}}
            figures = {"delta": part, "rate": rate, "this": before[-2].figures[place]}
            yield Claim("growth", passage, begin, rates.end, figures, words)


def _runs(passage: MaskedPassage) -> Iterator[_Run]:
    for match in _RUN.finditer(passage.masked):
        figures = [passage.figure_at(place) for place in range(*match.span()) if is_figure(passage.masked[place])]
        start = match.start()
        while start > 0 and not is_figure(passage.masked[start - 1]) and passage.masked[start - 1] not in "，；。：":
            start -= 1
        yield _Run(tuple(_with_unit(figures)), passage.masked[start : match.start()], match.start(), match.end())


def _with_unit(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Figures that share the unit of the last (1267.86、2570.97万元)."""
    last = figures[-1]
    for figure in figures:
        bare = figure.kind == NUMBER and last.kind in {MONEY, PERCENT}
        yield replace(figure, quantity=replace(figure.quantity, unit=last.quantity.unit)) if bare else figure
