"""Shares: 占…的 p %. The whole is the one that the words name, or the total of the list, or the figure stated before.

If several figures could be meant, only a failure under every well-labelled reading is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from drafter.claims.claim_forms import CLASSES
from drafter.claims.equation_parts import ratio_judgement
from drafter.claims.judgement import Judgement, doubted, settle, show
from drafter.claims.labels import LabelIndex, bare, core, label_before, place_of
from drafter.claims.lists import Listing
from drafter.claims.of_which import figures_before, only_whole, whole_of_which
from drafter.claims.prose import MONEY, Figure, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.rows import TableRows
from drafter.claims.slips import slips_of
from drafter.claims.subjects import Subjects
from drafter.claims.totals import Totals
from drafter.core.patterns import lazy_re
from drafter.core.quantity import Quantity
from drafter.core.ranges import total

__all__ = ["Readings", "is_slipped", "judge_among", "judge_named_part", "judge_of_company", "judge_share", "named_wholes"]

Readings = Callable[[Figure], Iterable[Figure]]

_BARE = lazy_re(r"(?:的?(?:比重|比例|比率))?(?:约|近|超过|超)?[的为达到是至]{0,8}$")
_ANY_TOTAL = lazy_re(
    r"(?:本年度?|全年|当年|全部|总)*(?:支出|收入|经费|资金)?(?:预算(?=总|合))?(?:总额|总量|总数|合计|总计|决算数?|数)?"
)
_TOTAL = lazy_re(r"[总合共]计|总额|总支出|总收入")
_FINE = Quantity(Decimal("0.00"), "%", "0.00")
"""A share that is computed from elsewhere is shown to the usual two places."""
_PEN = frozenset({"transposed", "digit-dropped", "shifted"})
_TELLING = 4
"""Digits of a rate that hardly agree by accident."""
COMPANY = 2
"""Shares of a list that agree on a whole show which it is."""
_KIND = lazy_re(r"^(?:本年|全年|全部|总)+")
ALL = 100
_NEAREST = 4
"""How many candidates for an unnamed subject are tried."""


def judge_share(
    claim: Claim,
    lists: list[Listing],
    index: LabelIndex,
    before: list[MaskedPassage],
    totals: Totals,
    readings: Readings,
) -> Judgement | None:
    """The verdict on a share under all wholes that could be meant.

    `readings` tells as what a figure may be read: one that is already known to be wrong also as it should be, since what was
    rightly derived from it is not wrong again.
    """
    part = claim.figures["part"]
    beside = [claim.figures["base"]] if "base" in claim.figures else _in_bracket_behind(claim)
    if beside:
        return _of(claim, beside, readings)
    name = _BARE.sub("", claim.words.get("whole", ""))
    in_list = [item.head for item in lists if part in item.parts]
    judged = _of(claim, in_list, readings) if not name or _ANY_TOTAL.fullmatch(name) else None
    if judged is not None and (judged.verdict == "holds" or not name):
        return _closing(judged)
    if not name:
        return _of_one_above(claim, before, readings)
    total = totals.named(name)
    if total is not None and not in_list and "总额" in name:
        return _of(claim, [total], readings)
    called = [whole for whole in only_whole(claim) if _is_called(claim, whole, core(name))]
    found = _of(claim, named_wholes(claim, name, index), readings) or judged or _of(claim, called, readings)
    if found is not None and found.verdict == "fails" and _of_one_before(claim, readings):
        return replace(found, verdict="undecided", derivation=f"说不准“{name}”是哪个数")
    if found is not None and found.verdict == "holds":
        return found
    grand = [*_grand_totals(claim, name, before), *_distinct(index.totals(_KIND.sub("", core(name))))]
    all_of_it = _of(claim, grand, readings)
    if all_of_it is None or all_of_it.verdict == "holds":
        return all_of_it or found or _of(claim, whole_of_which(claim, name), readings)
    return found or _of(claim, only_whole(claim), readings) or replace(all_of_it, verdict="undecided")


def _of_one_above(claim: Claim, before: list[MaskedPassage], readings: Readings) -> Judgement | None:
    """The verdict on a share that names no whole: under what is stated before; none of that is surely meant."""
    judged = _of(claim, _earlier(claim, claim.figures["part"], before), readings)
    if judged is None or judged.verdict == "holds":
        return judged
    wholes = only_whole(claim) or whole_of_which(claim, "")
    return _of(claim, wholes, readings) or replace(judged, verdict="undecided")


def _of_one_before(claim: Claim, readings: Readings) -> bool:
    """Whether it is the share of an amount before it in the sentence: 使用补贴资金▮，兑付▮，占使用资金总额的▮."""
    kind = claim.figures["part"].kind
    judged = _of(claim, [figure for figure in figures_before(claim) if figure.kind == kind], readings)
    return judged is not None and judged.verdict == "holds"


def _is_called(claim: Claim, whole: Figure, name: str) -> bool:
    """Whether the words before an amount hold the name of the whole: 职工 in 共有职工▮."""
    return len(name) >= SHORTEST and name in label_before(claim.passage, place_of(claim.passage, whole))


_BEHIND = lazy_re(rf"（(?P<label>[^。；，（）{CLASSES['量'][1:-1]}]{{2,24}})(?P<whole>{CLASSES['量']})[^。；（）]{{0,6}}）")


def _in_bracket_behind(claim: Claim) -> list[Figure]:
    """占2021年筹集额的▮（2021年共筹集▮）: the whole stands in the bracket right behind, under the name that the share gives it."""
    match = _BEHIND.match(claim.passage.masked, claim.end)
    name = core(claim.words.get("whole", ""))
    if match is None or len(name) < SHORTEST or name not in core(match["label"]):
        return []
    whole = claim.passage.figure_at(match.start("whole"))
    return [whole] if whole.kind == claim.figures["part"].kind else []


SHORTEST = 2
"""Characters of a name that tells one thing from others."""


def _grand_totals(claim: Claim, name: str, before: list[MaskedPassage]) -> list[Figure]:
    """What is called a total near a share of all there is: 收入总计 where it is of 收入总额."""
    if not _ANY_TOTAL.fullmatch(name):
        return []
    part, word = claim.figures["part"], next((word for word in ("收入", "支出") if word in name), "")
    places = [
        (claim.passage, figure) for figure in reversed(claim.passage.figures) if figure.location.start < part.location.start
    ]
    places += [(passage, figure) for passage in reversed(before) for figure in reversed(passage.figures)]
    alike = ((figure, label_before(passage, place_of(passage, figure))) for passage, figure in places if figure.kind == part.kind)
    return _distinct(figure for figure, label in alike if word in label and _TOTAL.search(label))


def judge_of_company(claim: Claim, others: Iterable[Judgement | None], readings: Readings) -> Judgement | None:
    """A share without a whole of its own, by the whole that at least two others of its list are shares of.

    Where it is but one other, a slip of the pen makes it doubtful.
    """
    wholes = [one.looked_up[0] for one in others if one is not None and _keeps_company(claim, one)]
    common = [whole for whole in wholes if wholes.count(whole) >= COMPANY]
    if common or not wholes:
        return _closing(_of(claim, common[:1], readings))
    judged = _of(claim, wholes[:1], readings)
    if judged is not None and judged.verdict == "fails" and _closes(claim, wholes[0]):
        return judged
    doubtful = judged is not None and judged.verdict == "fails" and (judged.slip in _PEN or is_slipped(claim, wholes[0]))
    return replace(judged, severity=doubted(judged.severity)) if judged and doubtful else None


def _keeps_company(claim: Claim, other: Judgement) -> bool:
    """Whether another share holds and may be of the whole of this one: stated in one sentence, or both parts fit in it."""
    if other.verdict != "holds" or not other.looked_up or other.looked_up[0].kind != claim.figures["part"].kind:
        return False
    part, text = claim.figures["part"], claim.passage.masked
    first, last = sorted((place_of(claim.passage, part), place_of(claim.passage, other.figures[0])))
    return "。" not in text[first:last] or total((part.range, other.figures[0].range)).low <= other.looked_up[0].range.high


def is_slipped(claim: Claim, whole: Figure) -> bool:
    """Whether a share of that whole is off by one slip of the pen: a rate of four digits, or a part that is far off.

    A part near by may be right of another whole.
    """
    rate = claim.figures["rate"]
    exact = claim.figures["part"].value / whole.value * 100 if whole.value else rate.value
    if len(rate.quantity.plain.replace(".", "")) >= _TELLING and any(
        show(slip, rate) == show(exact, rate) for slip in slips_of(rate)
    ):
        return True
    needed = whole.range * rate.range
    if abs(claim.figures["part"].value * 100 - needed.middle) * 100 < needed.middle:
        return False
    return any(needed.low <= 100 * value <= needed.high for value in slips_of(claim.figures["part"]))


def judge_among(claim: Claim, subjects: Subjects, readings: Readings) -> Judgement | None:
    """A share of what the sentence says that it tells the parts of (“三公”经费支出决算中，…占▮): by the only amount of that name.

    It is an error where the amounts of the sentence make that one up, else doubtful.
    """
    wholes = subjects.named(claim.words.get("among", ""), claim.figures["part"])
    judged = _of(claim, wholes, readings)
    if judged is None or judged.verdict != "fails":
        return judged
    if len(wholes) != 1:
        return None
    told = f"{judged.derivation}（“{claim.words['among']}”为 {wholes[0].text}）"
    severity = judged.severity if _closes(claim, wholes[0]) else doubted(judged.severity)
    return replace(judged, derivation=told, severity=severity)


def _closes(claim: Claim, whole: Figure) -> bool:
    """Whether the amounts of the sentence make the whole up."""
    parts = [figure for figure in _in_sentence(claim) if figure.location != whole.location]
    return len(parts) > 1 and whole.range.meets(total(figure.range for figure in parts))


def _in_sentence(claim: Claim) -> list[Figure]:
    """The amounts of the sentence of a share."""
    passage, part = claim.passage, claim.figures["part"]
    place = place_of(passage, part)
    start, end = passage.masked.rfind("。", 0, place) + 1, passage.masked.find("。", place)
    stop = end if end >= 0 else len(passage.masked)
    return [figure for figure in passage.figures if figure.kind == part.kind and start <= place_of(passage, figure) < stop]


def judge_named_part(claim: Claim, name: str, index: LabelIndex, rows: TableRows, readings: Readings) -> Judgement | None:
    """人员经费占总支出的▮: both amounts stand elsewhere; it fails only where each of them can be but one."""
    whole = _BARE.sub("", claim.words.get("whole", ""))
    parts = [figure for row in rows.named(name) for _, figure in row.cells if figure.value]
    parts += [entry.figure for entry in index.named(name, MONEY) if not entry.row and bare(entry.label) == name]
    wholes = [entry.figure for entry in index.named(whole, MONEY)] or index.totals(_KIND.sub("", core(whole)))
    found = [
        ratio_judgement(replace(claim, figures={"part": part, **claim.figures}), one, other, claim.figures["rate"])
        for part in _distinct(parts)
        for base in _distinct(wholes)
        for one in readings(part)
        for other in readings(base)
    ]
    judged = settle(found)
    if judged is None or judged.verdict != "fails":
        return judged
    if len(_distinct(parts)) == 1 and len(_distinct(wholes)) == 1:
        told = f"{judged.derivation}（{name} {parts[0].text}、{whole} {wholes[0].text} 写在别处）"
        fine = replace(claim.figures["rate"], quantity=_FINE)
        return replace(judged, derivation=told, expected=show(parts[0].value / wholes[0].value * 100, fine))
    return replace(judged, verdict="undecided", derivation="同名的数有几个，说不准是哪一个")


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    return list({figure.value: figure for figure in figures}.values())[:_NEAREST]


def _of(claim: Claim, wholes: Iterable[Figure], readings: Readings) -> Judgement | None:
    """The share as part of any of these."""
    part, rate = claim.figures["part"], claim.figures["rate"]
    return settle(
        ratio_judgement(claim, one, other, rate) for whole in wholes for one in readings(part) for other in readings(whole)
    )


def named_wholes(claim: Claim, name: str, index: LabelIndex) -> list[Figure]:
    """Figures of the name, those of the same passage alone where there are any."""
    kind = claim.figures["part"].kind
    part = claim.figures["part"]
    found = [entry for entry in index.named(name, kind, near=claim.passage.block) if not _is_less(entry.figure, part, claim)]
    here = [entry.figure for entry in found if entry.figure.location.block == claim.passage.block]
    above = [entry.figure for entry in found if 0 < claim.passage.block - entry.figure.location.block <= _NEAREST]
    chosen = here or above or [entry.figure for entry in found[:6]]
    return [figure for figure in chosen if figure.location != part.location]


def _is_less(whole: Figure, part: Figure, claim: Claim) -> bool:
    """Whether what stands behind a part is less than it: something else bears the name, where the share is no more than all."""
    rate = claim.figures.get("rate")
    behind = whole.location.block == part.location.block and whole.location.start > part.location.start
    return behind and whole.range.high < part.range.low and rate is not None and rate.range.low <= ALL


def _earlier(claim: Claim, part: Figure, before: list[MaskedPassage]) -> Iterable[Figure]:
    """Amounts of the same kind stated before in this paragraph, then in the ones above it, nearest first."""
    own = [f for f in claim.passage.figures if f.location.start < part.location.start and f.kind == part.kind]
    yield from reversed(own[-_NEAREST:])
    for passage in reversed(before[-2:]):
        yield from reversed([f for f in passage.figures if f.kind == part.kind][:_NEAREST])


def _closing(judged: Judgement | None) -> Judgement | None:
    """A share off by one in the last place because the list was made to close at 100 %."""
    if judged is None or judged.verdict != "fails" or judged.severity != "note":
        return judged
    return replace(judged, message="差一个末位单位，可能是为了让各项占比合计为100%而调整的尾差")
