"""Each claim of a passage judged, so that it can be judged again with figures put right: by its form, and by its figures' roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from drafter.claims.budgets import Completion, completions
from drafter.claims.change_sums import change_sums, judge_change_sum
from drafter.claims.changes import Change, changes
from drafter.claims.claim_forms import Pattern
from drafter.claims.comparisons import Comparison, comparisons, judge_comparison
from drafter.claims.completion import Elsewhere, judge_completion
from drafter.claims.equations import judge_equation
from drafter.claims.fund_rates import FundRates, judge_fund_rate
from drafter.claims.growth import Surroundings, judge_change
from drafter.claims.growth_subject import judge_with_subject
from drafter.claims.in_step import claims_in_step
from drafter.claims.judgement import Judgement, settle
from drafter.claims.labels import LabelIndex
from drafter.claims.listed_changes import judge_listed_changes, listed_changes
from drafter.claims.lists import Listing
from drafter.claims.portions import Portion, is_of_one_whole, of_another_whole, of_unwritten_whole, portions
from drafter.claims.prose import Figure, MaskedPassage
from drafter.claims.recogniser import Claim
from drafter.claims.reported import Reported
from drafter.claims.roles import RoleFigure
from drafter.claims.roots import Corrected, Step
from drafter.claims.scores import ScoreRows
from drafter.claims.shares import judge_among, judge_named_part, judge_of_company, judge_share
from drafter.claims.steady import judge_steady
from drafter.claims.subjects import Subjects
from drafter.claims.sums import SumWords
from drafter.claims.totals import Totals
from drafter.core.document import Location
from drafter.system.boundary import STRICT, Failures

__all__ = ["ClaimReader", "by_roles", "guarded"]


@dataclass(slots=True)
class ClaimReader:
    """What the steps over a document's passages share: labels, totals, score rows, figures put right, the passages read so far."""

    index: LabelIndex
    elsewhere: Elsewhere
    patterns: tuple[Pattern, ...]
    limited: tuple[str, ...]
    before: list[MaskedPassage]
    totals: Totals
    scores: ScoreRows
    reported: Reported
    sums: SumWords
    fund_rates: FundRates
    corrected: dict[Location, Figure] = field(default_factory=dict)
    """Figures that a sum or a table shows to be wrong, as they should be."""
    put: Corrected | None = None
    """Figures to be read otherwise, and only so, where a claim is judged again."""
    failures: Failures = STRICT
    claims: list[Claim] = field(default_factory=list)
    """What the forms recognised so far."""
    portions: list[Portion] = field(default_factory=list)
    """The shares stated so far."""
    subjects: Subjects = field(default_factory=Subjects)
    """The amounts stated so far by what they are of."""

    def readings(self, figure: Figure) -> Iterable[Figure]:
        """As what a figure may be read."""
        if self.put is not None:
            return (self.put.get(figure.location, figure),)
        return dict.fromkeys((figure, self.corrected.get(figure.location, figure)))


def by_roles(passage: MaskedPassage, lists: list[Listing], reader: ClaimReader, taken: frozenset[Location]) -> Iterator[Step]:
    """What the roles of the figures say; a rate that a form has taken is judged once."""
    told = reader.elsewhere.cues.told(passage)
    reader.subjects.add(told)
    steps: list[Step] = []
    with reader.failures.guard("数字的角色", passage.location(0, 0), passage.quote(0, min(len(passage.masked), 40))):
        in_step = list(claims_in_step(passage))
        for claim in in_step:
            steps += _step(partial(_in_step, claim, lists, reader))
        taken |= {figure.location for claim in in_step for role, figure in claim.figures.items() if role in {"rate", "delta"}}
        rates = list(completions(told, reader.elsewhere.cues, passage))
        steps += _of_budgets(told, rates, passage, reader, taken)
        steps += _of_funds(told, passage, reader, taken | _decided(steps))
        judged = taken | {rate.rate.figure.location for rate in rates}
        steps += _of_portions(told, passage, lists, reader, judged)
        steps += _of_changes(told, passage, lists, reader, taken)
    yield from steps


def _of_budgets(
    told: Sequence[RoleFigure],
    rates: Sequence[Completion],
    passage: MaskedPassage,
    reader: ClaimReader,
    taken: frozenset[Location],
) -> Iterator[Step]:
    for rate in rates:
        if rate.rate.figure.location not in taken:
            yield from _step(partial(_completion, rate, reader))
    for comparison in comparisons(told, rates, reader.elsewhere.cues, passage):
        yield from _step(partial(_comparison, comparison))


def _decided(steps: Sequence[Step]) -> frozenset[Location]:
    """The figures of the claims that hold or fail."""
    told = [step.judgement for step in steps if step.judgement.verdict != "undecided"]
    return frozenset(figure.location for judged in told for figure in judged.figures)


def _of_funds(
    told: Sequence[RoleFigure], passage: MaskedPassage, reader: ClaimReader, taken: frozenset[Location]
) -> Iterator[Step]:
    for rate in reader.fund_rates.found(told, passage, taken):
        yield from _step(partial(judge_fund_rate, rate))


def _of_portions(
    told: Sequence[RoleFigure], passage: MaskedPassage, lists: list[Listing], reader: ClaimReader, taken: frozenset[Location]
) -> Iterator[Step]:
    found = [portion for portion in portions(told, passage) if portion.rate.figure.location not in taken]
    reader.portions += found
    judged = [_portion(portion, lists, reader, {}) for portion in found]
    failing = [portion for portion, one in zip(found, judged, strict=True) if one and one.verdict == "fails"]
    for portion, one in zip(found, judged, strict=True):
        if portion in failing and any(of_another_whole(portion, other) for other in failing):
            continue
        unwritten = of_unwritten_whole(portion, one, found)
        if unwritten and portion in failing:
            continue
        company = (
            [] if unwritten else [beside for other, beside in zip(found, judged, strict=True) if is_of_one_whole(portion, other)]
        )
        yield from _step(partial(_portion_in_list, portion, lists, reader, company))


def _of_changes(
    told: Sequence[RoleFigure], passage: MaskedPassage, lists: list[Listing], reader: ClaimReader, taken: frozenset[Location]
) -> Iterator[Step]:
    found = [change for change in changes(told, passage) if not taken & {f.location for f in change.claim.figures.values()}]
    for change in found:
        if change.sure:
            this = {"this": change.these[0].figure}
            reader.claims.append(replace(change.claim, figures={**change.claim.figures, **this}))
        yield from _step(partial(_change, change, reader))
    summed = set()
    for head, parts in change_sums(lists, found):
        summed.add(head.first.figure.location)
        yield from _step(partial(judge_change_sum, head, parts))
    for listed in listed_changes(told, passage):
        if listed.head.figure.location not in summed:
            yield from _step(partial(judge_listed_changes, listed))
    yield from map(Step, judge_steady(told, passage))


def _in_step(claim: Claim, lists: list[Listing], reader: ClaimReader, corrected: Corrected) -> Judgement | None:
    here = replace(reader, put=corrected) if corrected else reader
    meant = _as_meant(claim, corrected)
    if claim.shape == "share":
        return judge_share(meant, lists, here.index, here.before, here.totals, here.readings)
    return judge_equation(meant)


def _step(judge: Callable[[Corrected], Judgement | None]) -> Iterator[Step]:
    judged = judge({})
    if judged is not None:
        yield Step(judged, judge)


def _completion(found: Completion, reader: ClaimReader, corrected: Corrected) -> Judgement | None:
    bases = tuple(corrected.get(base.location, base) for base in found.bases)
    found = replace(found, claim=_as_meant(found.claim, corrected), bases=bases)
    here = replace(reader, put=corrected) if corrected else reader
    return judge_completion(found, here.elsewhere, here.readings)


def _portion_in_list(
    found: Portion, lists: list[Listing], reader: ClaimReader, others: list[Judgement | None], corrected: Corrected
) -> Judgement | None:
    judged = _portion(found, lists, reader, corrected)
    if judged is None or judged.verdict == "holds" or "part" not in found.claim.figures:
        return judged
    here = replace(reader, put=corrected) if corrected else reader
    claim = _as_meant(found.claim, corrected)
    company = judge_of_company(claim, others, here.readings)
    if judged.verdict == "fails":
        return judged if company is None or company.severity == "warning" else company
    if company is not None:
        return company
    return judge_among(claim, here.subjects, here.readings) or judged


def _portion(found: Portion, lists: list[Listing], reader: ClaimReader, corrected: Corrected) -> Judgement | None:
    claim = _as_meant(found.claim, corrected)
    here = replace(reader, put=corrected) if corrected else reader
    if found.name:
        return judge_named_part(claim, found.name, here.index, here.elsewhere.rows, here.readings)
    judged = judge_share(claim, lists, here.index, here.before, here.totals, here.readings)
    if judged is not None:
        return judged
    place = claim.passage.location(claim.start, claim.end)
    figures = tuple(claim.figures.values())
    return Judgement("share", "undecided", claim.quote, place, "文中找不到是占什么的比重", figures=figures)


def _change(found: Change, reader: ClaimReader, corrected: Corrected) -> Judgement | None:
    these = tuple(corrected.get(one.figure.location, one.figure) for one in found.these)
    here = replace(reader, put=corrected) if corrected else reader
    return judge_change(
        replace(found, claim=_as_meant(found.claim, corrected)),
        these,
        Surroundings(reader.before, reader.index, reader.subjects),
        here.readings,
    )


def _comparison(found: Comparison, corrected: Corrected) -> Judgement | None:
    budgets = tuple(corrected.get(budget.location, budget) for budget in found.budgets)
    return judge_comparison(replace(found, claim=_as_meant(found.claim, corrected), budgets=budgets))


def guarded(claim: Claim, lists: list[Listing], reader: ClaimReader) -> Iterator[Step]:
    """The claim judged; a form whose equation fails is noted down, and the rest of the document goes on."""
    place = claim.passage.location(claim.start, claim.end)
    with reader.failures.guard(claim.form or claim.shape, place, claim.quote):
        yield from list(_claim(claim, lists, reader))


def _claim(claim: Claim, lists: list[Listing], reader: ClaimReader) -> Iterator[Step]:
    judged = _judge(claim, lists, reader)
    if judged is not None and judged.verdict == "fails":
        known = [figure.location for figure in claim.figures.values() if figure.location in reader.corrected]
        mended = [_judge(_as_meant(claim, {place: reader.corrected[place]}), lists, reader) for place in known]
        judged = next((other for other in mended if other is not None and other.verdict == "holds"), judged)
    if judged is None and claim.shape == "share":
        place = claim.passage.location(claim.start, claim.end)
        judged = Judgement(
            "share", "undecided", claim.quote, place, "文中找不到是占什么的比重", figures=tuple(claim.figures.values())
        )
    if judged is not None:
        yield Step(judged, lambda corrected: _judge(_as_meant(claim, corrected), lists, replace(reader, put=corrected)))


def _judge(claim: Claim, lists: list[Listing], reader: ClaimReader) -> Judgement | None:
    if claim.shape == "share" or (claim.shape == "completion" and "base" not in claim.figures):
        return judge_share(claim, lists, reader.index, reader.before, reader.totals, reader.readings)
    judged = judge_equation(claim)
    if judged is None and "subject" in claim.words:
        return _named_subject(claim, reader)
    if judged is None:
        return judge_with_subject(claim, reader.before) if claim.shape.startswith("growth") else None
    fails = judged.verdict == "fails" and judged.slip != "direction"
    return judge_with_subject(claim, reader.before, judged) if fails and claim.shape == "growth" else judged


def _as_meant(claim: Claim, corrected: Corrected) -> Claim:
    """The claim with figures put right: what was derived from the right ones is not wrong again."""
    return replace(claim, figures={role: corrected.get(figure.location, figure) for role, figure in claim.figures.items()})


def _named_subject(claim: Claim, reader: ClaimReader) -> Judgement | None:
    """财政拨款收入增加 p %（上年 M）: this year's figure is looked up by its name."""
    kind = claim.figures["last"].kind
    named = reader.index.named(claim.words["subject"], kind, near=claim.passage.block)
    last = claim.figures["last"].location
    subjects = [entry.figure for entry in named if entry.figure.location != last][:4]
    return settle(judge_equation(replace(claim, figures={**claim.figures, "this": figure})) for figure in subjects)
