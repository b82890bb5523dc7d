"""What of last year still stands in text that was otherwise changed: years, amounts, 文号, names, problems called solved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from drafter.core.text import fold_width
from drafter.reuse.carried_figures import amount_of, amounts
from drafter.reuse.normalise import CITED, FIGURE, YEAR
from drafter.reuse.records import Passage, Profile, ReuseReport, StaleFact, StaleKind
from drafter.reuse.reuse_settings import ReuseSettings
from drafter.reuse.sides import Side
from drafter.reuse.slots import SlotPair, slot_pairs

__all__ = ["stale_facts"]

PRECISE = 3
"""A figure of so many digits is hardly the same two years running by chance."""
SELDOM = 2
"""A name that stands no more often is a leftover, not the subject."""
LOOK_BACK = 16
LONGEST_PROBLEM = 40


def stale_facts(
    current: Side, prior: Side, documents: Sequence[int], report: ReuseReport, settings: ReuseSettings
) -> Iterator[StaleFact]:
    """Every such place; passages that are copies as a whole have been reported."""
    slots = _Slots(current, prior, documents, report, settings)
    whole = {match.current.location for match in report.matches if match.kind == "verbatim" or match.figures_unchanged}
    for passage, pairs in groupby(slot_pairs(current, prior), key=lambda pair: pair.passage):
        if current.passages[passage].location not in whole:
            yield from slots.stale(list(pairs))
    yield from _names(current.passages, report, settings)
    yield from _problems(current.passages, report, settings)


@dataclass(frozen=True, slots=True)
class _Slots:
    """The slots of sentences that both reports have."""

    current: Side
    prior: Side
    documents: Sequence[int]
    report: ReuseReport
    settings: ReuseSettings

    def stale(self, pairs: Sequence[SlotPair]) -> Iterator[StaleFact]:
        """The slots of one passage that still hold last year's value."""
        yield from self._figures([pair for pair in pairs if pair.mark == FIGURE])
        for pair in pairs:
            if pair.mark in {YEAR, CITED} and self._words(pair)[0] == self._words(pair)[1]:
                yield from self._year(pair) if pair.mark == YEAR else self._citation(pair)

    def _figures(self, pairs: Sequence[SlotPair]) -> Iterator[StaleFact]:
        """Precise figures that stayed while others beside them moved."""
        if not pairs:
            return
        telling = amounts(self.current, pairs[0].passage, self.settings)
        same = [amount_of(now) == amount_of(then) for now, then in map(self._words, pairs)]
        for pair, unmoved in zip(pairs, same, strict=True):
            words = telling.get(pair.place, "")
            if unmoved and not all(same) and len(amount_of(words)[0].as_tuple().digits) >= PRECISE:
                yield self._fact("figure", pair, f"同一句话在上年的报告里也是“{words}”，旁边的数都变了")

    def _year(self, pair: SlotPair) -> Iterator[StaleFact]:
        now, then = self.report.profile.year, self.report.priors[self.documents[pair.source]].profile.year
        start, _ = self.current.span(pair.passage, pair.place, pair.place + 1)
        before = fold_width(self.current.passages[pair.passage].text[max(0, start - LOOK_BACK) : start])
        justified = self.settings.year_justified is not None and self.settings.year_justified.search(before)
        if now is not None and then is not None and then < now and str(then) in self._words(pair)[0] and not justified:
            yield self._fact("year", pair, f"本报告是{now}年的，同一句话在上年的报告里也写{then}年")

    def _citation(self, pair: SlotPair) -> Iterator[StaleFact]:
        now, then = self.report.profile.year, self.report.priors[self.documents[pair.source]].profile.year
        cited = self._words(pair)[0]
        if now is not None and then is not None and then < now and re.search(rf"{then}(?:〕|年度)", cited):
            yield self._fact("document-number", pair, f"上年的报告在同一句话里引的也是这个文件，请看是否应引{now}年的")

    def _words(self, pair: SlotPair) -> tuple[str, str]:
        now = self.current.words(pair.passage, pair.place), self.prior.words(pair.source, pair.source_place)
        return _bare(now[0]), _bare(now[1])

    def _fact(self, kind: StaleKind, pair: SlotPair, reason: str) -> StaleFact:
        passage = self.current.passages[pair.passage]
        start, end = self.current.span(pair.passage, pair.place, pair.place + 1)
        source = self.prior.passages[pair.source]
        return StaleFact(
            kind,
            passage.text[start:end],
            passage,
            start,
            end=end,
            reason=reason,
            prior=source,
            document=self.documents[pair.source],
        )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", fold_width(text))


def _is_subject(name: str, profile: Profile, settings: ReuseSettings) -> bool:
    """Whether a name is the unit's in full or a project's, no slogan and no abbreviation."""
    if name == profile.unit:
        return name[0] not in "区县市州省本我"
    return settings.project_name is not None and settings.project_name.search(name) is not None


def _names(passages: Sequence[Passage], report: ReuseReport, settings: ReuseSettings) -> Iterator[StaleFact]:
    """Names that were last year's subject and are not this year's."""
    own = report.profile.names
    for document, prior in enumerate(report.priors):
        renamed = set(own) - set(prior.profile.names)
        subjects = [name for name in prior.profile.names if _is_subject(name, prior.profile, settings)]
        gone = [name for name in subjects if not any(name in mine or mine in name for mine in own)]
        for name in gone if renamed else ():
            found = [(passage, match.span()) for passage in passages for match in re.finditer(re.escape(name), passage.text)]
            for passage, span in found if len(found) <= SELDOM else ():
                yield StaleFact("name", name, passage, *span, f"“{name}”是上年报告（{prior.name}）里的名称", None, document)


def _problems(passages: Sequence[Passage], report: ReuseReport, settings: ReuseSettings) -> Iterator[StaleFact]:
    """Last year's problems named again, although the report says that they were solved."""
    solved = next((p for p in passages if settings.solved and settings.solved.search(fold_width(p.text))), None)
    for match in report.matches if solved else ():
        if match.current.sort == "问题" and match.current is not solved:
            where = solved.section if solved and solved.section else "正文"
            reason = f"报告说上年的问题已经解决（{where}），这里又是上年的问题"
            text = match.current.text
            yield StaleFact(
                "problem",
                _beginning(text),
                match.current,
                0,
                end=len(text),
                reason=reason,
                prior=match.prior,
                document=match.document,
            )


def _beginning(text: str) -> str:
    return text if len(text) <= LONGEST_PROBLEM else f"{text[:LONGEST_PROBLEM]}……"
