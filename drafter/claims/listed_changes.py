"""The change of a whole by the changes listed after 其中: 比上年减少▮。其中：甲减少▮；乙增加▮, whether their amounts are stated or not.

A list may leave changes out, so one that does not make up the whole is a fault only where a slip of the pen, or one direction turned
round, would make it up exactly; and then it is doubtful, for nothing says that the list is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drafter.claims.change_sums import AGAINST_BUDGET, signed_sum
from drafter.claims.judgement import Judgement, compare, failing, show_exact
from drafter.claims.prose import PERCENT, Figure, MaskedPassage
from drafter.claims.roles import CHANGES, Role, RoleFigure
from drafter.claims.slips import slips_of
from drafter.core.document import Location
from drafter.core.patterns import lazy_re

__all__ = ["ListedChanges", "judge_listed_changes", "listed_changes"]

LEAST = 2
"""Changes that are not nothing, for a sum."""
NEAR = 40
"""Characters between the change of the whole and the list."""
TELLING = 4
"""Digits of a change that is hardly met by accident."""
_MARK = lazy_re(r"其中[：，]?")
_REASON = lazy_re(r"主要|原因|由于|是因|因为")
_COMPARED = lazy_re(r"[与比较同][^，。；]{0,10}(?:上年|去年|20\d\d年|预算|同期)")


@dataclass(frozen=True, slots=True)
class ListedChanges:
    """The change of a whole and those of its parts."""

    passage: MaskedPassage
    head: RoleFigure
    parts: tuple[RoleFigure, ...]


def listed_changes(told: Sequence[RoleFigure], passage: MaskedPassage) -> Iterator[ListedChanges]:
    """The lists of changes in a passage."""
    amounts = [one for one in told if one.role in CHANGES and one.figure.kind != PERCENT]
    for match in _MARK.finditer(passage.masked):
        head = next((one for one in reversed(amounts) if one.place < match.start()), None)
        if head is None or match.start() - head.place > NEAR:
            continue
        end = passage.masked.find("。", match.end())
        stop = end if end >= 0 else len(passage.masked)
        found = [one for one in amounts if match.end() <= one.place < stop and one.figure.kind == head.figure.kind]
        parts = tuple(one for one in found if _is_part(one, head, match.end(), passage))
        if sum(bool(one.figure.value) for one in parts) >= LEAST:
            yield ListedChanges(passage, head, parts)


def _is_part(one: RoleFigure, head: RoleFigure, begin: int, passage: MaskedPassage) -> bool:
    """Whether a change is one of the list's and no reason for another, against the same year or budget as the whole."""
    text = passage.masked
    item = max(begin, text.rfind("；", begin, one.place) + 1)
    compared = _COMPARED.search(text, one.start, one.place) is not None
    told_why = _REASON.search(text, item, one.place) is not None
    budgets = {_against_budget(change, passage) for change in (one, head)}
    return one.depth == head.depth and len(budgets) == 1 and (compared or not told_why)


def _against_budget(one: RoleFigure, passage: MaskedPassage) -> bool:
    return AGAINST_BUDGET.search(passage.masked, one.start, one.place) is not None


def judge_listed_changes(found: ListedChanges, figures: Mapping[Location, Figure]) -> Judgement | None:
    """It holds where they add up; it is doubtful where one slip of the pen or one direction explains it; else nothing is said."""
    stated = figures.get(found.head.figure.location, found.head.figure)
    signed = [(one.role == Role.RISE, figures.get(one.figure.location, one.figure)) for one in found.parts]
    rises = found.head.role == Role.RISE
    computed, derivation = signed_sum(signed, stated, rises=rises)
    named = (stated, *(figure for _, figure in signed))
    quote = found.passage.quote(found.head.start, found.head.place + 1)
    if compare(stated, computed)[0] == "holds":
        return Judgement("sum", "holds", quote, stated.location, derivation, figures=named)
    gap = computed.middle - stated.range.middle
    wrong = _explained(stated, signed, gap if rises else -gap, rises=rises)
    if wrong is None:
        return None
    figure, right = wrong
    message = f"{derivation}，与总的增减 {stated.text} 不符；如果 {figure.text} 应为 {right}，就正好相符，存疑，请核对"
    return failing(
        "sum", quote, figure, derivation=derivation, expected=right, severity="warning", message=message, figures=named
    )


def _explained(stated: Figure, signed: Sequence[tuple[bool, Figure]], gap: Fraction, *, rises: bool) -> tuple[Figure, str] | None:
    """The figure that one slip explains with what it should be; `gap` is how much the parts rise above what the whole says."""
    for up, figure in ((not rises, stated), *signed):
        needed = figure.range.middle - gap if up else figure.range.middle + gap
        if _is_telling(figure) and needed > 0 and needed in set(slips_of(figure)):
            return figure, show_exact(needed, figure)
    for up, figure in signed:
        if gap and 2 * figure.range.middle * (1 if up else -1) == gap and _is_telling(figure):
            return figure, f"{'减少' if up else '增加'}{figure.text}"
    return None


def _is_telling(figure: Figure) -> bool:
    return figure.long >= TELLING
