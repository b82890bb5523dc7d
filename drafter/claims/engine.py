"""All claims of a document, judged: a visible list of steps over its passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from drafter.claims.arithmetic import judge_arithmetic
from drafter.claims.causes import as_declared, correction, corrections
from drafter.claims.counts import judge_counts
from drafter.claims.equations import judge_equation
from drafter.claims.figures import Numbers
from drafter.claims.forms import Pattern, load_forms
from drafter.claims.judgement import Judgement, settle
from drafter.claims.labels import Entry, LabelIndex, core, label_before, table_entries
from drafter.claims.limits import exceeds, judge_direction, judge_rates
from drafter.claims.lists import Listing, judge_listing, listings
from drafter.claims.marks import Marker
from drafter.claims.procurement import judge_procurement
from drafter.claims.prose import Figure, Passage, is_figure, passages
from drafter.claims.recogniser import Claim, recognise
from drafter.claims.repeats import judge_repeats
from drafter.claims.reported import Reported
from drafter.claims.roots import Corrected, Step, equality, with_causes
from drafter.claims.scores import Scores
from drafter.claims.shares import judge_rate_of_budget, judge_share, judge_with_subject
from drafter.claims.spread import spread_listings
from drafter.claims.totals import Totals
from drafter.claims.unique import at_most, is_of_one, judge_bounded_counts, judge_unique_counts
from drafter.claims.years import most_named_year
from drafter.core.document import Document, Location
from drafter.core.text import fold_width
from drafter.system.boundary import STRICT, Failures
from drafter.tables.model import ReadTable

__all__ = ["Judged", "judge_document"]

NAMED = 20
"""Characters of a passage that name it in a message."""
NEAR = 2
"""Paragraphs above that a sentence may take its subject from."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The claims of a document with their verdicts, and how many figures its prose has."""

    judgements: tuple[Judgement, ...]
    figures: int
    """Claim forms that failed; what they should have judged is not judged."""


@dataclass(slots=True)
class _Reader:
    """What the steps share."""

    index: LabelIndex
    patterns: tuple[Pattern, ...]
    limited: tuple[str, ...]
    before: list[Passage]
    totals: Totals
    scores: Scores
    reported: Reported
    whole_sets: tuple[tuple[re.Pattern[str], ...], ...]
    corrected: dict[Location, Figure] = field(default_factory=dict)
    """Figures that a sum or a table shows to be wrong, as they should be."""
    put: Corrected | None = None
    """Figures to be read otherwise, and only so, where a claim is judged again."""
    failures: Failures = STRICT

    def readings(self, figure: Figure) -> Iterable[Figure]:
        """As what a figure may be read."""
        if self.put is not None:
            return (self.put.get(figure.location, figure),)
        return dict.fromkeys((figure, self.corrected.get(figure.location, figure)))


def judge_document(
    document: Document,
    tables: tuple[ReadTable, ...],
    numbers: Numbers,
    settings: Mapping[str, Any],
    given: Iterable[Judgement] = (),
    failures: Failures = STRICT,
) -> Judged:
    """Every claim that is understood, in reading order.

    `settings` is the content of configs/claims.yaml; `given` is what came of holding figures against other sources; a passage or
    a step that could not be judged is noted in `failures`, and the others count.
    """
    found = list(passages(document, numbers))
    in_tables = list(table_entries(tables))
    one_only = is_of_one(found)
    year = most_named_year(fold_width(text) for _, text in document.texts() if text.strip())
    reader = _Reader(
        LabelIndex([*prose_entries(found), *in_tables]),
        load_forms(settings, "configs/claims.yaml"),
        tuple(settings["不能超过百分之百的率"]),
        [],
        Totals(settings, in_tables, year, one_only=one_only),
        Scores(in_tables if one_only else ()),
        Reported(map(str, settings.get("指出的错误") or ())),
        tuple(tuple(re.compile(str(name)) for name in names) for names in settings.get("完整的构成") or ()),
        failures=failures,
    )
    body = [passage for passage in found if document.note_at(passage.block) is None]
    steps: list[Step] = []
    for passage in body:
        with failures.guard("这一段", passage.location(0, 0), _beginning(passage)):
            steps += _judged(passage, reader)
    for passage in found[len(body) :]:
        with failures.guard("这一段", passage.location(0, 0), _beginning(passage)):
            steps += _judged(passage, replace(reader, before=_before_note(passage, document, found)))
    with failures.guard("分在几段的合计"):
        steps += (_sum(listing) for listing in spread_listings(body, reader.patterns, reader.whole_sets))
    with failures.guard("全文只该有一个的个数"):
        steps += map(equality, judge_unique_counts(found, settings) if one_only else ())
        steps += map(_bound, judge_bounded_counts(found, settings))
    with failures.guard("别处又出现的数"):
        marker = Marker.of_settings(settings, year)
        steps += map(equality, judge_repeats(found, reader.index, [step.judgement for step in steps], marker))
    steps += (equality(judged) if judged.figures else Step(judged) for judged in given)
    figures = sum(len(passage.figures) for passage in found)
    judgements = tuple(step.judgement for step in steps)
    with failures.guard("同一个原因的几处"):
        judgements = tuple(with_causes(steps))
    return Judged(tuple(sorted(judgements, key=lambda j: (j.location.block, j.location.start, j.shape))), figures)


def _beginning(passage: Passage) -> str:
    """The first words of a passage, by which a person finds it."""
    text = " ".join(passage.text.split())
    return f"{text[:NAMED]}{'…' * (len(text) > NAMED)}"


def _not_ours(judged: Judgement) -> Judgement:
    """A fault that the report itself points out is not judged."""
    return replace(judged, verdict="undecided", derivation="报告指出的别人的差错，不判断", stated="", expected="", suspects=())


def _declared(step: Step, passage: Passage) -> Step:
    return replace(step, judgement=as_declared(step.judgement, passage))


def _judged(passage: Passage, reader: _Reader) -> Iterator[Step]:
    """The claims of a passage, which then stands before the next."""
    for step in _passage(passage, reader):
        failed = step.judgement.verdict == "fails"
        quoted = failed and reader.reported(passage, step.judgement.location)
        yield Step(_not_ours(step.judgement)) if quoted else _declared(step, passage)
    if _tells_figures(passage):
        reader.before.append(passage)


def _tells_figures(passage: Passage) -> bool:
    return not passage.is_heading and bool(passage.figures)


def _before_note(passage: Passage, document: Document, found: list[Passage]) -> list[Passage]:
    """What a reader of a note has read: the body as far as the paragraph of its mark, then the note so far."""
    note = document.note_at(passage.block)
    if note is None:
        return []
    read = [p for p in found if p.block <= note.reference.block or note.start <= p.block < passage.block]
    return [earlier for earlier in read if _tells_figures(earlier)]


def prose_entries(found: list[Passage]) -> Iterator[Entry]:
    """The figures of the prose under their labels."""
    for passage in found:
        for place, character in enumerate(passage.masked):
            if is_figure(character):
                label = label_before(passage, place)
                yield Entry(core(label), passage.figure_at(place), "正文")


def _passage(passage: Passage, reader: _Reader) -> Iterator[Step]:
    lists = list(listings(passage))
    sums = [(item, _sum(item, reader.whole_sets)) for item in lists]
    for item, step in sums:
        reader.corrected.update(corrections(item, step.judgement))
        yield step
    known = {(step.judgement.location, step.judgement.expected) for _, step in sums if step.judgement.verdict == "fails"}
    for judged in reader.totals.judge(passage):
        reader.corrected.update(correction(judged))
        if (judged.location, judged.expected) not in known:
            yield equality(judged)
    here = replace(reader, before=reader.before[-NEAR:])
    wrong: set[Location] = set()
    for claim in recognise(passage, reader.patterns):
        for step in _guarded(claim, lists, here):
            wrong.update(figure.location for figure in step.judgement.suspects if step.judgement.verdict == "fails")
            yield step
    yield from map(Step, judge_counts(passage))
    yield from map(equality, reader.scores.judge(passage))
    yield from map(Step, judge_procurement(passage))
    yield from map(Step, judge_arithmetic(passage))
    yield from (_limit(judged) for judged in judge_rates(passage, reader.limited) if judged.location not in wrong)


def _sum(listing: Listing, whole_sets: tuple[tuple[re.Pattern[str], ...], ...] = ()) -> Step:
    def again(corrected: Corrected) -> Judgement:
        parts = tuple(corrected.get(part.location, part) for part in listing.parts)
        head = corrected.get(listing.head.location, listing.head)
        return judge_listing(replace(listing, head=head, parts=parts), whole_sets)

    return Step(judge_listing(listing, whole_sets), again)


def _limit(judged: Judgement) -> Step:
    def again(corrected: Corrected) -> Judgement:
        (rate,) = judged.figures
        return replace(judged, verdict="fails" if exceeds(corrected.get(rate.location, rate)) else "holds")

    return Step(judged, again)


def _bound(judged: Judgement) -> Step:
    def again(corrected: Corrected) -> Judgement:
        small, large = (corrected.get(figure.location, figure) for figure in judged.figures)
        return replace(judged, verdict="holds" if at_most(small, large) else "fails")

    return Step(judged, again)


def _guarded(claim: Claim, lists: list[Listing], reader: _Reader) -> Iterator[Step]:
    """The claim judged; a form whose equation fails is noted down, and the rest of the document goes on."""
    place = claim.passage.location(claim.start, claim.end)
    with reader.failures.guard(claim.form or claim.shape, place, claim.quote):
        yield from list(_claim(claim, lists, reader))


def _claim(claim: Claim, lists: list[Listing], reader: _Reader) -> Iterator[Step]:
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
    direction = judge_direction(claim)
    if direction is not None:
        yield Step(direction, lambda corrected: judge_direction(_as_meant(claim, corrected)))


def _judge(claim: Claim, lists: list[Listing], reader: _Reader) -> Judgement | None:
    if claim.shape == "completion" and not {"base", "whole"} & {*claim.figures, *claim.words}:
        return judge_rate_of_budget(claim, reader.index, reader.readings)
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


def _named_subject(claim: Claim, reader: _Reader) -> Judgement | None:
    """财政拨款收入增加 p %（上年 M）: this year's figure is looked up by its name."""
    kind = claim.figures["last"].kind
    named = reader.index.named(claim.words["subject"], kind, near=claim.passage.block)
    last = claim.figures["last"].location
    subjects = [entry.figure for entry in named if entry.figure.location != last][:4]
    return settle(judge_equation(replace(claim, figures={**claim.figures, "this": figure})) for figure in subjects)
