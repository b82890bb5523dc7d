"""What each recurring sentence becomes: another wording of a shipped phrase, a problem with its measures, or stock only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rapidfuzz import fuzz

from drafter.claims.figures import Numbers
from drafter.core.patterns import lazy_re
from drafter.reuse.learning.groups import Group
from drafter.reuse.learning.learn_settings import LearnSettings
from drafter.reuse.learning.wordings import wording_of
from drafter.reuse.records import Profile
from drafter.wording.lexicon import Lexicon
from drafter.wording.phrasebank import Phrase, Phrasebank
from drafter.wording.suggestions import slots_shown

__all__ = ["Learned", "Learner"]

Kind = Literal["常用语", "问题", "措施"]
_SLOT = lazy_re(r"\{\{\s*([\w.]+)")
_BRANCH = lazy_re(r"\{%\s*if.*?%\}.*?\{%\s*endif\s*%\}", re.DOTALL)
"""What a wording says only where the facts give more."""
_EVERYWHERE = frozenset({"单位.名称", "项目.名称", "年度"})
"""Facts that every report has."""
_WITH_CAUSE = "{% if 原因 %}，主要原因是{{ 原因|句 }}{% endif %}"
MOST_MEASURES = 2


@dataclass(frozen=True, slots=True)
class Learned:
    """A recurring sentence and what it can be used for."""

    group: Group
    kind: Kind
    wording: str | None
    """With slots; `None` where a figure has no fact, so that no draft can say it."""
    phrase: Phrase | None = None
    """The shipped phrase that it is another wording of."""
    measures: tuple[Learned, ...] = field(default=(), repr=False)
    """For a problem: what the reports wrote against it."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Everything that learning needs beside the sentences."""

    bank: Phrasebank
    lexicon: Lexicon
    settings: LearnSettings
    numbers: Numbers
    profiles: Sequence[Profile]

    def learn(self, groups: Sequence[Group]) -> list[Learned]:
        """The groups in their order, problems with their measures."""
        learned = [self._learned(group) for group in groups]
        measures = [one for one in learned if one.kind == "措施"]
        return [replace(one, measures=self._against(one, measures)) if one.kind == "问题" else one for one in learned]

    def _learned(self, group: Group) -> Learned:
        told = group.first
        kind: Kind = told.sort if told.sort in {"问题", "措施"} else "常用语"
        wording = wording_of(group, self.profiles[told.report], self.settings, self.numbers)
        phrase = self._shipped(kind, wording) if wording and kind != "措施" else None
        if phrase and kind == "问题" and any("原因" in text for text in phrase.wordings) and wording:
            wording = wording.rstrip("。；;，,") + _WITH_CAUSE + "。"
        return Learned(group, kind, wording, phrase)

    def _shipped(self, kind: Kind, wording: str) -> Phrase | None:
        """The shipped phrase that has all its slots and is most like it, if one is like it enough."""
        slots = set(_SLOT.findall(wording)) - _EVERYWHERE
        least = self.settings.alike if slots else self.settings.alike_bare
        kinds = {"问题"} if kind == "问题" else {"常用语", "成效"}
        offered = [phrase for phrase in self.bank if phrase.kind in kinds and not phrase.each and slots <= _slots_of(phrase)]
        if slots:  # a phrase with figures of its own says more than this one
            offered = [phrase for phrase in offered if any(slots == _firm_slots(text) for text in phrase.wordings)]
        words = self._cut(wording)
        scored = [(max(fuzz.token_sort_ratio(words, self._cut(text)) for text in phrase.wordings), phrase) for phrase in offered]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] >= least else None

    def _cut(self, wording: str) -> str:
        return " ".join(self.lexicon.all_words(slots_shown(_BRANCH.sub("", wording))))

    def _against(self, problem: Learned, measures: Sequence[Learned]) -> tuple[Learned, ...]:
        """The measures that stand in the same reports and speak of the same, most often first."""
        reports = set(problem.group.reports)
        together = Counter(
            {
                place: len(reports & set(measure.group.reports))
                for place, measure in enumerate(measures)
                if measure.wording and self._same_matter(problem.group.first.text, measure.group.first.text)
            }
        )
        best = sorted((place for place, count in together.items() if count), key=lambda place: (-together[place], place))
        return tuple(measures[place] for place in best[:MOST_MEASURES])

    def _same_matter(self, one: str, two: str) -> bool:
        topics = self.lexicon.topics_of(one) & self.lexicon.topics_of(two)
        return bool(topics or self.lexicon.of_its_own(self.lexicon.matter_words(one) & self.lexicon.matter_words(two)))


def _slots_of(phrase: Phrase) -> set[str]:
    return {slot for text in phrase.wordings for slot in _SLOT.findall(text)}


def _firm_slots(wording: str) -> set[str]:
    """The facts that a wording always names."""
    return set(_SLOT.findall(_BRANCH.sub("", wording))) - _EVERYWHERE


def by_phrase(learned: Sequence[Learned], kind: Kind) -> Mapping[str, list[Learned]]:
    """The learned wordings of each shipped phrase, best first."""
    found: dict[str, list[Learned]] = {}
    for one in learned:
        if one.kind == kind and one.phrase and one.wording:
            found.setdefault(one.phrase.code, []).append(one)
    return found


def left_over(learned: Sequence[Learned], kind: Kind) -> Iterator[Learned]:
    """Those that are no wording of a shipped phrase."""
    return (one for one in learned if one.kind == kind and not (one.phrase and one.wording))
