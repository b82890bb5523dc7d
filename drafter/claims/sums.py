"""The verdict on a list with a total: whether its parts make it up under any plausible grouping.

A flat list mixes levels: 基本支出, 项目支出, then 人员经费 inside 基本支出. So a part may be followed, or led, by its own parts, and
the first parts may make up the total with the rest a closer account. A sum fails only where the words, or how near it comes, say that
the list is whole, and no grouping gives the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from drafter.claims.claim_settings import ClaimSettings
from drafter.claims.disjoint import are_too_much, beside_all_of_it
from drafter.claims.judgement import Judgement, doubted, failing, show, show_exact, with_tail
from drafter.claims.list_parts import picked
from drafter.claims.lists import Listing
from drafter.claims.oversized import too_large
from drafter.claims.prose import MONEY, Figure
from drafter.claims.slips import slips_of
from drafter.claims.tallies import runs_into_a_total
from drafter.core.ranges import Range, total

__all__ = ["SumWords", "WholeSets", "judge_listing"]

WholeSets = tuple[tuple[re.Pattern[str], ...], ...]
MOST_PARTS = 40
"""Parts of a list that are tried for a slip of the pen."""
MOST_GROUPED = 16
"""Parts of a list whose groupings are tried."""
MOST_READINGS = 500
"""Groupings of one list that are tried."""
TELLING = 3
"""Digits that the parts must have together before their closing exactly is a sign."""
CLOSE = Fraction(1, 8)
"""Parts that miss the total by less than this share of it were meant to make it up."""
FAR = Fraction(1, 2)
"""Parts that miss the total by more than this share of it are no account of it, whatever the words say."""
FINE = 200
"""A part is so many times as large as the rounding of the total that a slip of the pen cannot be mistaken for it."""
CENTS = -2
"""The exponent of an amount stated to the second decimal place."""


@dataclass(frozen=True, slots=True)
class SumWords:
    """What the field knows of lists; data in configs/claims.yaml."""

    @classmethod
    def of_settings(cls, settings: ClaimSettings) -> SumWords:
        """As configs/claims.yaml says."""
        return cls(settings.whole_sets, settings.crossing, settings.closing, settings.apart)

    whole_sets: WholeSets = ()
    """Names that together are always all the parts of something (基本支出 and 项目支出)."""
    crossing: tuple[re.Pattern[str], ...] = ()
    """Attributes that overlap (党员, 女, 本科): counts of two of them are no parts of one total."""
    closing: re.Pattern[str] | None = None
    """What stands between the last part of a list and the total that follows it."""
    apart: WholeSets = ()
    """Names of which none is a part of another (省级, 市级), whether or not they are all there is."""


def judge_listing(listing: Listing, words: SumWords | None = None) -> Judgement:
    """Whether the parts make up the total, within their intervals; a tail difference is a note.

    Where all are more than the total, those before the first “；” may be meant: 编制16人，其中…；实有9人.
    """
    words = words or SumWords()
    if words.closing and runs_into_a_total(listing, words.closing):
        listing = replace(listing, partial=True)
    stray = beside_all_of_it(listing, words.apart)
    if stray is not None:
        return _too_much(listing, stray)
    judged, count = _of_all(listing, words), listing.as_far
    if judged.verdict == "undecided" and are_too_much(listing, words.apart):
        return _over(listing)
    if judged.verdict == "undecided" and count in {0, len(listing.parts)}:
        return too_large(listing, judged) or judged
    more = total(part.range for part in listing.parts).low > listing.head.range.high
    if judged.verdict == "fails" and listing.loose and not more and not _chosen(listing, words.whole_sets):
        return replace(judged, severity=doubted(judged.severity), message=f"{judged.message}；没有列全的不用改")
    if judged.verdict == "holds" or not 1 < count < len(listing.parts):
        return judged
    first = replace(listing, parts=listing.parts[:count], labels=listing.labels[:count], as_far=0)
    other = _of_all(first, words)
    return other if other.verdict == "holds" or (more and judged.verdict == "undecided") else judged


def _of_all(listing: Listing, words: SumWords) -> Judgement:
    chosen = () if listing.flat else _chosen(listing, words.whole_sets)
    if chosen and not listing.head.range.meets(total(part.range for part in listing.parts)):
        near = _slipped(listing, _terms(listing.parts, listing.head))
        if near and not listing.partial and not listing.head.range.meets(total(part.range for part in chosen)):
            return near  # 年初预算 and 追加 are not all where 上年结转 is there as well
        listing = replace(listing, parts=chosen, labels=(), complete=True, partial=False)
    ranges = _ranges(listing)
    whole = total(ranges[1:])
    if ranges[0].meets(whole):
        return _holding(listing, whole)
    grouped = "" if listing.flat else _grouping(listing, ranges)
    if grouped:
        return _judgement(listing, "holds", grouped)
    derivation = _terms(listing.parts, listing.head)
    if not listing.partial and not _overlap(listing, words.crossing) and _is_whole(listing, whole):
        expected = _shown_sum(listing.parts, listing.head)
        message = f"各项相加为 {expected}，与总数 {listing.head.text} 不符"
        return _failing(listing, derivation, listing.head, expected, message)
    slipped = None if listing.partial or _overlap(listing, words.crossing) else _slipped(listing, derivation)
    return slipped or _judgement(listing, "undecided", f"{derivation}，可能只列了一部分")


def _over(listing: Listing) -> Judgement:
    right = _shown_sum(listing.parts, listing.head)
    message = f"各项相加为 {right}，已经超过总数 {listing.head.text}"
    return _failing(listing, _terms(listing.parts, listing.head), listing.head, right, message)


def _too_much(listing: Listing, stray: Figure) -> Judgement:
    message = f"其中一项已经等于总数 {listing.head.text}，另外又有 {stray.text}，请核对"
    judged = _failing(listing, _terms(listing.parts, listing.head), stray, f"0{stray.quantity.unit}", message)
    return replace(judged, severity="warning")


def _judgement(listing: Listing, verdict: str, derivation: str) -> Judgement:
    said = "holds" if verdict == "holds" else "undecided"
    figures = (listing.head, *listing.parts)
    return Judgement("sum", said, listing.quote, listing.head.location, derivation, figures=figures)  # type: ignore[arg-type]


def _holding(listing: Listing, whole: Range) -> Judgement:
    head, parts = listing.head, listing.parts
    judged = _judgement(listing, "holds", _terms(parts, head))
    differs = head.range.middle != whole.middle and not any(part.hedge for part in (head, *parts))
    if differs and _is_far_slip(listing, whole):
        derivation, right = _terms(parts, head), _shown_sum(parts, head)
        message = f"各项相加为 {right}，总数 {head.text} 只差写颠倒、写错一位数字，存疑，请核对"
        return replace(_failing(listing, derivation, head, right, message), severity="warning")
    return with_tail(judged, head, _shown_sum(parts, head), "各项相加与总数相差在四舍五入的范围内") if differs else judged


UNITS = 5
"""Units of the last place of the total: so much is rarely the rounding of its parts."""


def _is_far_slip(listing: Listing, whole: Range) -> bool:
    """Whether only the coarse digits of the parts allow the total, and a slip of the pen explains it better: 8.54 for 4.1 + 4.05 + 0.3."""
    head = listing.head
    unit = head.range.high - head.range.low
    far = abs(head.range.middle - whole.middle) > UNITS * unit > 0
    return far and head.telling >= TELLING and _is_slip(listing)


def _failing(listing: Listing, derivation: str, wrong: Figure, right: str, message: str) -> Judgement:
    figures = (listing.head, *listing.parts)
    return failing("sum", listing.quote, wrong, derivation=derivation, expected=right, message=message, figures=figures)


def _ranges(listing: Listing) -> tuple[Range, ...]:
    """What total and parts can stand for. Beside amounts stated to the cent a whole amount is stated to the cent as well."""
    figures = (listing.head, *listing.parts)
    to_the_cent = [int(figure.quantity.value.as_tuple().exponent) <= CENTS for figure in figures]
    if figures[0].kind != MONEY or not to_the_cent[0] or not any(to_the_cent[1:]):
        return tuple(figure.range for figure in figures)
    return tuple(
        Range(figure.value, figure.value)
        if not figure.hedge and int(figure.quantity.value.as_tuple().exponent) >= 0
        else figure.range
        for figure in figures
    )


def _terms(parts: Sequence[Figure], head: Figure) -> str:
    return f"{' + '.join(part.quantity.plain for part in parts)} = {_shown_sum(parts, head)}"


def _shown_sum(parts: Sequence[Figure], head: Figure) -> str:
    exact = sum((part.range.middle for part in parts), Fraction(0))
    places = max(-int(part.quantity.value.as_tuple().exponent) for part in (*parts, head))
    like = max((*parts, head), key=lambda figure: -int(figure.quantity.value.as_tuple().exponent))
    return show(exact, like) if places else show(exact, head)


def _grouping(listing: Listing, ranges: tuple[Range, ...]) -> str:
    """The grouping that gives the total: what it adds up, in words; empty where none does."""
    head, parts = ranges[0], ranges[1:]
    if parts[0].middle and listing.parts[0].text == listing.head.text:
        return f"第一项 {listing.head.text} 就是全部，其余是另外的"
    for count in range(2, len(parts)):
        if head.meets(total(parts[:count])) and parts[count - 1].middle:
            return f"{_terms(listing.parts[:count], listing.head)}，其余是再往下的明细"
    if len(parts) <= MOST_GROUPED:
        for taken in islice(_levels(parts, 0), MOST_READINGS):
            if (
                len(taken) < len(parts)
                and (len(taken) > 1 or parts[taken[0]].middle)
                and head.meets(total(parts[n] for n in taken))
            ):
                return f"{_terms([listing.parts[n] for n in taken], listing.head)}，其余是其中某项的明细"
    return ""


def _levels(parts: tuple[Range, ...], start: int) -> Iterator[tuple[int, ...]]:
    """The parts of the upper level under each reading: a run that makes up the part before or behind it is its account."""
    if start >= len(parts):
        yield ()
        return
    for stop in (start + 1, *_account_of(parts, start)):
        for rest in _levels(parts, stop):
            yield (start, *rest)
    for stop in _account_before(parts, start):
        for rest in _levels(parts, stop + 1):
            yield (stop, *rest)


def _account_of(parts: tuple[Range, ...], place: int) -> Iterator[int]:
    """Ends of the runs behind a part that make it up."""
    for stop in range(place + 3, len(parts) + 1):
        if parts[place].low > 0 and parts[place].meets(total(parts[place + 1 : stop])):
            yield stop


def _account_before(parts: tuple[Range, ...], start: int) -> Iterator[int]:
    """Places of the parts that the run from `start` makes up."""
    for place in range(start + 2, len(parts)):
        if parts[place].low > 0 and parts[place].meets(total(parts[start:place])):
            yield place


def _is_whole(listing: Listing, whole: Range) -> bool:
    """Whether the parts were meant to be all of it: the words say so, or several come near.

    Amounts after a mere 其中 may leave one out (本年收入▮。其中：保险费▮；财政补贴▮): less than the whole is no fault unless a slip of
    the pen explains it.
    """
    middle = listing.head.range.middle
    if middle <= 0:
        return listing.complete
    gap = abs(middle - whole.middle) / middle
    if listing.complete:
        counted = listing.head.kind != MONEY and len(listing.parts) >= listing.least
        nothing = counted and not any(part.value for part in listing.parts)
        return gap < FAR or nothing or (whole.high > 0 and _is_slip(listing))
    near = len(listing.parts) >= listing.least and gap < CLOSE
    short = listing.some and listing.head.kind == MONEY and whole.high < middle
    return near and (not short or _slipped(listing, "") is not None)


def _is_slip(listing: Listing) -> bool:
    return sum((part.range.middle for part in listing.parts), Fraction(0)) in set(slips_of(listing.head))


def _overlap(listing: Listing, crossing: tuple[re.Pattern[str], ...]) -> bool:
    """Whether the parts are counts of attributes that one thing can have together."""
    if listing.head.kind == MONEY or len(listing.labels) != len(listing.parts):
        return False
    found = [next((n for n, name in enumerate(crossing) if name.search(label)), None) for label in listing.labels]
    return len(set(found)) > 1 if any(n is not None for n in found) else False


def _slipped(listing: Listing, derivation: str) -> Judgement | None:
    """A list that would close exactly if one figure had not the usual slip of the pen: that is no accident.

    Looked for only where the figures are many or long enough for such a closing to tell something.
    """
    head, parts = listing.head, listing.parts
    digits = sum(len(part.quantity.plain.strip("0.")) for part in parts)
    if len(parts) > MOST_PARTS or digits < (TELLING if head.kind == MONEY else 2 * TELLING):
        return None
    whole = sum((part.range.middle for part in parts), Fraction(0))
    half = (head.range.high - head.range.low) / 2 if not head.hedge and head.kind == MONEY else Fraction(0)
    for position, part in enumerate((head, *parts)):
        needed = whole if position == 0 else head.range.middle - whole + part.range.middle
        near = half if position and half * FINE <= part.value else Fraction(0)
        meant = next((slip for slip in slips_of(part) if abs(slip - needed) <= near), None) if needed > 0 else None
        if meant is not None:
            right = show_exact(meant, part)
            message = f"各项相加与总数 {head.text} 不符；如果 {part.text} 应为 {right}，就正好相符"
            return _failing(listing, derivation, part, right, message)
    return None


def _chosen(listing: Listing, whole_sets: WholeSets) -> tuple[Figure, ...]:
    """The parts that the names of one set pick out, each name one part; of several sets the one that comes nearest to the total."""
    found = [parts for names in whole_sets if (parts := picked(listing.parts, listing.labels, names))]
    whole = listing.head.range.middle
    return min(found, key=lambda parts: abs(whole - sum(part.range.middle for part in parts)), default=())
