"""All claims of a document, judged: a visible list of steps over its passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from drafter.claims.accounts import account_listings, balances
from drafter.claims.added_to import additions
from drafter.claims.below import listings_below
from drafter.claims.causes import as_declared, correction, corrections
from drafter.claims.ceilings import exceeds, judge_rates
from drafter.claims.charity import Reach, spared
from drafter.claims.claim_forms import load_forms
from drafter.claims.claim_settings import ClaimSettings
from drafter.claims.closed_wholes import ClosedWholes
from drafter.claims.completion import Elsewhere
from drafter.claims.counts import judge_counts
from drafter.claims.figures import Numbers
from drafter.claims.fund_rates import FundRates
from drafter.claims.judgement import Judgement
from drafter.claims.judging import ClaimReader, by_roles, guarded
from drafter.claims.labels import LabelIndex, LabelledFigure, bare, core, label_before, table_entries
from drafter.claims.lists import Listing, listings
from drafter.claims.marks import MarkReader
from drafter.claims.parallel_lists import parallel_listings
from drafter.claims.placements import placements
from drafter.claims.procurement import judge_procurement
from drafter.claims.prose import MONEY, MaskedPassage, passages
from drafter.claims.recogniser import Claim, recognise
from drafter.claims.repeats import judge_repeats
from drafter.claims.reported import Reported
from drafter.claims.roles import Cues
from drafter.claims.roots import Corrected, Step, equality, with_causes
from drafter.claims.rows import TableRows
from drafter.claims.scores import ScoreRows
from drafter.claims.share_groups import with_common_wholes
from drafter.claims.spread import spread_listings
from drafter.claims.subjects import part_played
from drafter.claims.sums import SumWords, judge_listing
from drafter.claims.surveys import judge_surveys
from drafter.claims.tallies import tallies
from drafter.claims.totals import Totals
from drafter.claims.unique import at_most, is_of_one, judge_bounded_counts, judge_unique_counts
from drafter.claims.written_arithmetic import judge_arithmetic
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
    passages: tuple[MaskedPassage, ...] = ()
    claims: tuple[Claim, ...] = ()
    """What the forms recognised, for relations through the whole report."""


def judge_document(
    document: Document,
    tables: tuple[ReadTable, ...],
    numbers: Numbers,
    settings: ClaimSettings,
    given: Iterable[Judgement] = (),
    failures: Failures = STRICT,
) -> Judged:
    """Every claim that is understood, in reading order.

    `given` is what came of holding figures against other sources; a passage or
    a step that could not be judged is noted in `failures`, and the others count.
    """
    found = list(passages(document, numbers))
    in_tables = list(table_entries(tables))
    one_only = is_of_one(found)
    year = most_named_year(fold_width(text) for _, text in document.texts() if text.strip())
    index = LabelIndex([*prose_entries(found), *in_tables])
    reader = ClaimReader(
        index,
        Elsewhere(index, TableRows(in_tables), Cues.of(settings.roles)),
        load_forms(settings.forms, settings.pieces, "configs/claims.yaml"),
        settings.limited,
        before=[],
        totals=Totals(
            settings.totals,
            in_tables,
            year,
            paragraphs=settings.other_paragraphs,
            sentences=settings.other_sentences,
            one_only=one_only,
        ),
        scores=ScoreRows(in_tables if one_only else ()),
        reported=Reported(settings.reported),
        sums=SumWords.of_settings(settings),
        fund_rates=FundRates(settings.fund_rates),
        failures=failures,
    )
    body = [passage for passage in found if document.note_at(passage.block) is None]
    steps: list[Step] = []
    for place, passage in enumerate(body):
        with failures.guard("这一段", passage.location(0, 0), _beginning(passage)):
            reach = Reach.of(passage, body, place)
            steps += (_spared(step, reach) for step in _judged(passage, reader))
    with failures.guard("分在几处的占比"):
        steps = list(with_common_wholes(steps, reader.portions, body))
    for passage in found[len(body) :]:
        with failures.guard("这一段", passage.location(0, 0), _beginning(passage)):
            steps += _judged(passage, replace(reader, before=_before_note(passage, document, found)))
    with failures.guard("分在几段的合计"):
        spread = spread_listings(body, reader.elsewhere.cues, reader.sums.whole_sets)
        accounts = account_listings(body, settings.accounts)
        steps += (_sum(listing, reader.sums) for listing in (*spread, *listings_below(body), *accounts))
        steps += map(equality, balances(body, settings.balance))
    with failures.guard("总数与全部分项"):
        wholes = ClosedWholes(settings.closed_wholes, reader.elsewhere.cues)
        for one in list(wholes.judge(body, year, _summed(steps))):
            steps.append(_sum(one, reader.sums) if isinstance(one, Listing) else equality(one))
    with failures.guard("全文只该有一个的个数"):
        steps += map(equality, judge_unique_counts(found, settings.unique) if one_only else ())
        steps += map(_bound, judge_bounded_counts(found, settings.bounded))
    with failures.guard("别处又出现的数"):
        marker = MarkReader.of_settings(settings, year)
        judged = [step.judgement for step in steps]
        parts = {**reader.subjects.parts, **_parts_of_cells(in_tables, reader.elsewhere.cues)} if one_only else {}
        steps += map(equality, judge_repeats(found, reader.index, judged, marker, reader.subjects.of, parts))
    steps += (equality(judged) if judged.figures else Step(judged) for judged in given)
    figures = sum(len(passage.figures) for passage in found)
    judgements = tuple(step.judgement for step in steps)
    with failures.guard("同一个原因的几处"):
        judgements = tuple(with_causes(steps))
    ordered = tuple(sorted(judgements, key=lambda j: (j.location.block, j.location.start, j.shape)))
    return Judged(ordered, figures, tuple(found), tuple(reader.claims))


def _parts_of_cells(entries: Iterable[LabelledFigure], cues: Cues) -> dict[Location, str]:
    """The part that each amount of a total row plays, by its column: 全年执行数 is what was spent."""
    amounts = {entry.figure.location: entry for entry in entries if entry.figure.kind == MONEY}  # a cell has several labels
    roles = {column: cues.role_of("".join(column)) for column in {entry.column for entry in amounts.values()}}
    names = {row: bare(row[-1] if row else "") for row in {entry.row for entry in amounts.values()}}
    return {place: part_played(*roles[entry.column], names[entry.row]) for place, entry in amounts.items()}


def _summed(steps: Iterable[Step]) -> frozenset[Location]:
    """The totals that a sum speaks for already."""
    sums = (step.judgement for step in steps if step.judgement.shape == "sum" and step.judgement.verdict != "undecided")
    return frozenset(judged.figures[0].location for judged in sums if judged.figures)


def _beginning(passage: MaskedPassage) -> str:
    """The first words of a passage, by which a person finds it."""
    text = " ".join(passage.text.split())
    return f"{text[:NAMED]}{'…' * (len(text) > NAMED)}"


def _not_ours(judged: Judgement) -> Judgement:
    """A fault that the report itself points out is not judged."""
    return replace(judged, verdict="undecided", derivation="报告指出的别人的差错，不判断", stated="", expected="", suspects=())


def _spared(step: Step, reach: Reach) -> Step:
    return replace(step, judgement=spared(step, reach))


def _declared(step: Step, passage: MaskedPassage) -> Step:
    return replace(step, judgement=as_declared(step.judgement, passage))


def _judged(passage: MaskedPassage, reader: ClaimReader) -> Iterator[Step]:
    """The claims of a passage, which then stands before the next."""
    for step in _passage(passage, reader) if not passage.is_bare else ():
        failed = step.judgement.verdict == "fails"
        quoted = failed and reader.reported(passage, step.judgement.location)
        yield Step(_not_ours(step.judgement)) if quoted else _declared(step, passage)
    if _tells_figures(passage):
        reader.before.append(passage)


def _tells_figures(passage: MaskedPassage) -> bool:
    return not passage.is_heading and bool(passage.figures)


def _before_note(passage: MaskedPassage, document: Document, found: list[MaskedPassage]) -> list[MaskedPassage]:
    """What a reader of a note has read: the body as far as the paragraph of its mark, then the note so far."""
    note = document.note_at(passage.block)
    if note is None:
        return []
    read = [p for p in found if p.block <= note.reference.block or note.start <= p.block < passage.block]
    return [earlier for earlier in read if _tells_figures(earlier)]


def prose_entries(found: list[MaskedPassage]) -> Iterator[LabelledFigure]:
    """The figures of the prose under their labels."""
    for passage in found:
        for place in passage.places:
            yield LabelledFigure(core(label_before(passage, place)), passage.figure_at(place), "正文")


def _passage(passage: MaskedPassage, reader: ClaimReader) -> Iterator[Step]:
    lists = [
        *listings(passage),
        *tallies(passage, reader.sums.closing),
        *additions(passage, reader.elsewhere.cues),
        *placements(passage),
    ]
    sums = [(item, _sum(item, reader.sums)) for item in (*lists, *parallel_listings(passage))]
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
    claims = list(recognise(passage, reader.patterns))
    reader.claims += claims
    rates = frozenset(claim.figures["rate"].location for claim in claims if "rate" in claim.figures)
    for step in (*(step for claim in claims for step in guarded(claim, lists, here)), *by_roles(passage, lists, here, rates)):
        wrong.update(figure.location for figure in step.judgement.suspects if step.judgement.verdict == "fails")
        yield step
    yield from map(Step, judge_counts(passage))
    yield from map(Step, judge_surveys(passage))
    yield from map(equality, reader.scores.judge(passage))
    yield from map(Step, judge_procurement(passage))
    yield from map(Step, judge_arithmetic(passage))
    yield from (_limit(judged) for judged in judge_rates(passage, reader.limited) if judged.location not in wrong)


def _sum(listing: Listing, words: SumWords) -> Step:
    def again(corrected: Corrected) -> Judgement:
        parts = tuple(corrected.get(part.location, part) for part in listing.parts)
        head = corrected.get(listing.head.location, listing.head)
        return judge_listing(replace(listing, head=head, parts=parts), words)

    return Step(judge_listing(listing, words), again)


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
