"""Amounts that stand elsewhere too: in a table, or in another part of the prose, under a like name.

A figure holds when the same figure stands elsewhere under a like name. It fails when it stands alone, and a figure elsewhere
under a like name is the same but for a slip of the pen (one digit, two digits transposed, one dropped or doubled, the point moved,
元 for 万元), or when the very same words stand elsewhere with another count. Figures that simply differ are no contradiction: one
name serves many things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from drafter.claims.judgement import Judgement, failing
from drafter.claims.labels import LabelIndex, LabelledFigure
from drafter.claims.marks import MarkReader
from drafter.claims.mentions import Mention, mentions, words_around
from drafter.claims.prose import COUNT, PERCENT, MaskedPassage
from drafter.claims.repeat_lookup import Repeats, crowded_names
from drafter.claims.settled import Settled, said_equal
from drafter.core.document import Location
from drafter.core.findings import Severity

__all__ = ["judge_repeats"]

SAME_WORDS = 14
"""Characters that must be the same around two counts for them to be of the same thing."""


def judge_repeats(
    found: list[MaskedPassage],
    index: LabelIndex,
    judged: list[Judgement],
    marker: MarkReader,
    subjects: Mapping[Location, str],
    parts: Mapping[Location, str],
) -> Iterator[Judgement]:
    """Holding claims for figures that stand elsewhere under a like name, failing ones for the odd one out.

    `subjects` says what each figure is of, where the words right before it don't; `parts` what part those without a name play in the
    one account that the report gives.
    """
    doubted = {figure.location for judgement in judged if judgement.verdict == "fails" for figure in judgement.suspects}
    every = [mention for passage in found for mention in mentions(passage, marker, subjects)]
    by_place = {mention.figure.location: mention for mention in every}
    crowded = crowded_names(every)
    reader = Repeats(index, by_place, Settled(judged), said_equal(judged), marker=marker, crowded=crowded, parts=parts)
    told: set[Location] = set()
    for mention in every:
        if mention.figure.location in doubted or mention.figure.kind == PERCENT:
            continue
        twin = reader.twin(mention)
        if twin is not None:
            yield _holding(mention, twin)
            continue
        odd = reader.odd(mention)
        if odd is not None and odd[0][0].figure.location not in told:  # of two places only one is reported
            told.add(mention.figure.location)
            yield _failing(mention, *odd)
    yield from _other_counts(every, doubted | told)


def _quote(mention: Mention) -> str:
    passage, place = mention.passage, mention.place
    start = max((passage.masked.rfind(mark, 0, place) for mark in "。；，"), default=-1) + 1
    return passage.quote(max(start, place - 40), place + 1)


def _where(entry: LabelledFigure) -> str:
    return f"{entry.where}“{entry.label}”" if entry.where == "正文" and entry.label else entry.where


def _holding(mention: Mention, twin: LabelledFigure) -> Judgement:
    derivation = f"与{_where(twin)}的 {twin.figure.text} 一致"
    return Judgement("repeat", "holds", _quote(mention), mention.figure.location, derivation, figures=(mention.figure,))


def _failing(mention: Mention, others: Sequence[LabelledFigure], severity: Severity) -> Judgement:
    figure, other = mention.figure, others[0]
    many = f"（共 {len(others)} 处）" if len(others) > 1 else ""
    derivation = f"{_where(other)}为 {other.figure.text}{many}"
    message = f"写的是 {figure.text}，别处是 {other.figure.text}，请核对是不是同一个数"
    figures = (figure, other.figure) if len(others) == 1 else (figure,)
    return failing(
        "repeat",
        _quote(mention),
        figure,
        derivation=derivation,
        expected=other.figure.text,
        slip="slip",
        severity=severity,
        message=message,
        figures=figures,
    )


def _other_counts(every: Sequence[Mention], doubted: set[Location]) -> Iterator[Judgement]:
    """Counts that differ although the words before and after are the very same."""
    groups: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for mention in every:
        if mention.figure.kind >= COUNT and mention.figure.location not in doubted and not mention.passage.is_heading:
            words = words_around(mention)
            if len(re.sub(r"[^\u4e00-\u9fff]", "", "".join(words))) >= SAME_WORDS:
                groups[*words, mention.figure.quantity.unit, mention.marks.key].append(mention)
    for group in groups.values():
        values: dict[Decimal, list[Mention]] = defaultdict(list)
        for mention in group:
            values[mention.figure.quantity.value].append(mention)
        if len(values) == 2:
            fewer, more = sorted(values.values(), key=lambda same: (len(same), -same[0].passage.block))
            if len(fewer) == 1:
                entries = [LabelledFigure(other.label, other.figure, "正文") for other in more]
                yield _failing(fewer[0], entries, "error" if len(more) > 1 else "note")
