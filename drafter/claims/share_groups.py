"""Shares of one whole that stand apart: （一）…198万元，占总数的▮. and paragraphs later （二）…23万元，占总数的▮.

No words say which amount the whole is; the shares say it together. An amount that is stated near them, or the sum of their parts, is
the whole where the others are shares of it to the digit. What is no share of it then is wrong, unless another amount near gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.claims.equation_parts import ratio_judgement
from drafter.claims.judgement import Judgement, doubted
from drafter.claims.labels import label_before, place_of
from drafter.claims.list_parts import is_change
from drafter.claims.portions import Portion
from drafter.claims.prose import Figure, MaskedPassage, scale_of
from drafter.claims.roots import Corrected, Step
from drafter.claims.shares import is_slipped
from drafter.core.document import Location
from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity, round_half_up
from drafter.core.ranges import total

__all__ = ["with_common_wholes"]

ABOVE = 4
"""Paragraphs before the first of the shares in which their whole may stand."""
FARTHEST = 40
"""Paragraphs between two shares of one group."""
TELLING = 3
"""Digits of a share that hardly agrees by accident."""
AGREED = 2
"""Shares that show their whole; of one alone the whole must be the sum of the parts, or be called a total."""
MOST_WHOLES = 60
_NOISE = lazy_re(r"总|的|[全本][省市县区镇级年]|(?:比[重例率])?[为达到是]*$")
_TOTAL = lazy_re(r"[总合共]计?")


@dataclass(frozen=True, slots=True)
class _Group:
    """Shares that the words say to be of one whole, with the amounts that it may be."""

    portions: tuple[Portion, ...]
    wholes: tuple[Figure, ...]
    called: frozenset[Location]
    """Those of the amounts that are called a total."""


def with_common_wholes(steps: Iterable[Step], portions: Sequence[Portion], body: Sequence[MaskedPassage]) -> Iterator[Step]:
    """The steps; in the place of shares without a verdict those that the other shares of their group give one."""
    given = list(steps)
    unsettled = {
        step.judgement.figures[-1].location
        for step in given
        if step.judgement.shape == "share" and step.judgement.verdict == "undecided" and step.judgement.figures
    }
    found: dict[Location, Step] = {}
    for group in _groups(portions, body):
        found |= _settled(group, unsettled)
    for step in given:
        figures = step.judgement.figures
        settled = found.get(figures[-1].location) if step.judgement.shape == "share" and figures else None
        yield settled if settled is not None and step.judgement.verdict == "undecided" else step


def _groups(portions: Sequence[Portion], body: Sequence[MaskedPassage]) -> Iterator[_Group]:
    """The shares that name one whole in the same words, cut where they stand far apart."""
    order = {id(passage): number for number, passage in enumerate(body)}
    known: dict[str, list[Portion]] = {}
    for portion in portions:
        claim = portion.claim
        name = _NOISE.sub("", claim.words.get("whole", ""))
        if (
            "part" not in claim.figures
            or "base" in claim.figures
            or not claim.words.get("whole")
            or id(claim.passage) not in order
        ):
            continue
        group = known.setdefault(name, [])
        if group and order[id(claim.passage)] - order[id(group[-1].claim.passage)] > FARTHEST:
            yield from _group(group, body, order)
            group.clear()
        group.append(portion)
    for group in known.values():
        yield from _group(group, body, order)


def _group(portions: Sequence[Portion], body: Sequence[MaskedPassage], order: Mapping[int, int]) -> Iterator[_Group]:
    if len(portions) < AGREED:
        return
    first, last = (order[id(portions[place].claim.passage)] for place in (0, -1))
    near = body[max(0, first - ABOVE) : last + 1]
    parts = {portion.claim.figures["part"].location for portion in portions}
    kind = portions[0].claim.figures["part"].kind
    amounts = [
        (figure, label)
        for passage in near
        for figure in passage.figures
        if figure.kind == kind and figure.location not in parts and figure.value and not figure.hedge
        for label in [label_before(passage, place_of(passage, figure))]
        if not is_change(label)
    ][:MOST_WHOLES]
    called = frozenset(figure.location for figure, label in amounts if _TOTAL.search(label))
    yield _Group(tuple(portions), tuple(figure for figure, _ in amounts), called)


def _settled(group: _Group, unsettled: set[Location]) -> dict[Location, Step]:
    """The verdict on each share of a group, by its rate; none where no whole is shown."""
    summed = _together([portion.claim.figures["part"] for portion in group.portions])
    best: tuple[int, Figure, list[Judgement]] | None = None
    for whole in (*group.wholes, summed):
        judged = [_judged(portion, whole, {}) for portion in group.portions]
        telling = sum(one.verdict == "holds" and _tells(one) for one in judged)
        if best is None or telling > best[0]:
            best = telling, whole, judged
    if best is None or not _is_shown(best[0], best[1], group, summed):
        return {}
    failing = [one for one in best[2] if one.verdict == "fails"]
    if len(failing) > max(1, best[0] // AGREED):
        return {}
    whole = best[1]
    closes = whole.range.meets(total(portion.claim.figures["part"].range for portion in group.portions))
    return {
        portion.rate.figure.location: Step(
            _weighed(one, portion, whole, sure=closes or _agreed(portion, group, best[2])), _again(portion, whole)
        )
        for portion, one in zip(group.portions, best[2], strict=True)
        if portion.rate.figure.location in unsettled and (one.verdict == "holds" or not _of_another(portion, group))
    }


def _agreed(portion: Portion, group: _Group, judged: Sequence[Judgement]) -> bool:
    """Whether several shares of the very paragraph of one show the whole."""
    beside = [
        one
        for other, one in zip(group.portions, judged, strict=True)
        if other.claim.passage is portion.claim.passage and one.verdict == "holds" and _tells(one)
    ]
    return len(beside) >= AGREED


def _weighed(judged: Judgement, portion: Portion, whole: Figure, *, sure: bool) -> Judgement:
    """The judgement; doubtful where neither the list closes nor others agree, and no slip of the pen explains the share."""
    sure = sure or judged.verdict != "fails" or is_slipped(portion.claim, whole)
    return judged if sure else replace(judged, severity=doubted(judged.severity))


def _again(portion: Portion, whole: Figure) -> Callable[[Corrected], Judgement]:
    return lambda corrected: _judged(portion, whole, corrected)


def _judged(portion: Portion, whole: Figure, corrected: Corrected) -> Judgement:
    figures = {role: corrected.get(figure.location, figure) for role, figure in portion.claim.figures.items()}
    claim = replace(portion.claim, figures=figures)
    return ratio_judgement(claim, figures["part"], corrected.get(whole.location, whole), figures["rate"])


def _is_shown(telling: int, whole: Figure, group: _Group, summed: Figure) -> bool:
    """Whether the shares that hold show that an amount is the whole."""
    if telling >= AGREED:
        return True
    return telling == 1 and (whole.value == summed.value or whole.location in group.called)


def _tells(judged: Judgement) -> bool:
    """Whether a share has so many digits that it agrees by no accident."""
    rate = judged.figures[-1]
    return len(rate.quantity.plain.replace(".", "").strip("0")) >= TELLING


def _of_another(portion: Portion, group: _Group) -> bool:
    """Whether an amount near by gives the share as it stands."""
    return any(_judged(portion, whole, {}).verdict == "holds" for whole in group.wholes)


def _together(parts: Sequence[Figure]) -> Figure:
    """The sum of the parts, as if it were stated where the last one is."""
    last = parts[-1]
    places = max(0, *(-int(part.quantity.value.as_tuple().exponent) for part in parts))
    value = round_half_up(sum((part.value for part in parts), Fraction(0)) / scale_of(last.quantity.unit), places)
    return replace(last, quantity=Quantity(value, last.quantity.unit, str(value)), hedge="")
