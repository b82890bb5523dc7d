"""What cannot be: an 接入率 of more than 100 %, a direction word that does not fit the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.claims.judgement import Judgement
from drafter.claims.labels import label_before
from drafter.claims.prose import PERCENT, Figure, Passage, is_figure
from drafter.claims.recogniser import Claim

__all__ = ["exceeds", "judge_direction", "judge_rates"]

_RELATION = re.compile(
    r"决算数?(?P<relation>大于|小于|等于|高于|低于|与(?:年初)?预算数?(?:持平|一致|相等|相同))(?:年初)?(?:预算)?"
)
HUNDRED = 100
_MORE, _LESS = ("大于", "高于"), ("小于", "低于")


def exceeds(rate: Figure) -> bool:
    """Whether it is more than a part of a whole can be."""
    return rate.range.low > HUNDRED


def judge_rates(passage: Passage, limited: tuple[str, ...]) -> Iterator[Judgement]:
    """Rates above 100 % that by their nature cannot be; a 完成率 can."""
    for place, character in enumerate(passage.masked):
        if not is_figure(character) or passage.figure_at(place).kind != PERCENT:
            continue
        figure = passage.figure_at(place)
        label = re.sub(r"(?:达到?|为|是|超过)$", "", label_before(passage, place))
        name = next((name for name in limited if label.endswith(name)), "")
        if not name or figure.quantity.unit != "%":
            continue
        start = max(0, place - 24)
        cut = max(passage.masked.rfind(mark, start, place) for mark in "。；，")
        quote = passage.quote(_clause_start(passage.masked, max(cut, start), place), place + 1)
        if exceeds(figure):
            yield Judgement(
                "limit",
                "fails",
                quote,
                figure.location,
                "",
                figure.text,
                "不超过100%",
                "",
                "error",
                f"{name}是一部分与全部之比，不可能超过 100%",
                (figure,),
                (figure,),
            )


def _clause_start(text: str, cut: int, place: int) -> int:
    """One clause more to the left, so that the quote tells what the rate is of."""
    earlier = max(text.rfind(mark, 0, cut) for mark in "。；，") if cut > 0 else -1
    return earlier + 1 if place - earlier < 40 else cut + 1


def _exact(figure: Figure) -> bool:
    """Whether an amount is told to the last place that reports have."""
    return (not figure.hedge and int(figure.quantity.value.as_tuple().exponent) <= -2) or figure.quantity.value == 0


def judge_direction(claim: Claim) -> Judgement | None:
    """决算数大于/小于/等于年初预算数 beside the two amounts it speaks of, or beside the completion rate alone."""
    if claim.shape.startswith("balance"):
        return None
    match = _relation(claim)
    if match is None:
        return None
    if "base" in claim.figures:
        return _of_amounts(claim, match) if "part" in claim.figures else None
    return _of_rate(claim, match) if claim.shape == "completion" and "rate" in claim.figures else None


def _relation(claim: Claim) -> re.Match[str] | None:
    """The words after a claim that tell how outcome and budget compare."""
    stop = claim.passage.masked.find("。", claim.end + 1)
    match = _RELATION.search(claim.passage.masked, claim.end, stop if stop >= 0 else len(claim.passage.masked))
    if match is None or "。" in claim.passage.masked[claim.end : match.start()][:-1]:
        return None
    return match


def _of_amounts(claim: Claim, match: re.Match[str]) -> Judgement:
    base, part = claim.figures["base"], claim.figures["part"]
    difference = part.range.middle - base.range.middle
    more, less = part.range.high > base.range.low, part.range.low < base.range.high
    if difference == 0 and _exact(base) and _exact(part):
        more = less = False
    said = match["relation"]
    fits = more if said in _MORE else less if said in _LESS else part.range.meets(base.range)
    right = "大于" if difference > 0 else "小于" if difference < 0 else "等于"
    message = f"决算数 {part.text} {right}年初预算数 {base.text}，与“{match['relation']}”不符"
    return _direction(claim, match, (base, part), f"决算 {part.text}，预算 {base.text}", "" if fits else right, message)


def _of_rate(claim: Claim, match: re.Match[str]) -> Judgement | None:
    """More than 100 % of a budget is more than the budget; what may be 100 % tells nothing."""
    rate = claim.figures["rate"]
    if "预算" not in claim.passage.masked[claim.start : claim.end] or rate.range.low <= HUNDRED <= rate.range.high:
        return None
    right = "大于" if rate.range.low > HUNDRED else "小于"
    fits = match["relation"] in (_MORE if right == "大于" else _LESS)
    message = f"完成预算的 {rate.text}，决算数就{right}预算数，与“{match['relation']}”不符"
    return _direction(claim, match, (rate,), f"完成预算的 {rate.text}", "" if fits else right, message)


def _direction(
    claim: Claim, match: re.Match[str], figures: tuple[Figure, ...], derivation: str, right: str, message: str
) -> Judgement:
    """Fails if `right`, what it should say, is given."""
    quote = claim.passage.quote(max(claim.start, match.end() - 70), match.end())
    place = claim.passage.location(match.start(), match.end())
    if not right:
        return Judgement("direction", "holds", quote, place, derivation, figures=figures)
    return Judgement(
        "direction", "fails", quote, place, derivation, match["relation"], right, "direction", "error", message, figures
    )
