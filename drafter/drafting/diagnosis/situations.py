"""Diagnosed situations: what the facts show, each once, with evidence, cause and severity, the most serious first.

The kinds and their conditions are the phrasebank's entries of 种类 问题; a low rate, its carry-over and last year's balance share a
matter (事由), of which only the first kind that applies speaks. Money that was not spent because the work was not done follows from
the work (随) and is stated with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from drafter.core.provenance import Fragment
from drafter.drafting.diagnosis.same_causes import Causes, contained
from drafter.drafting.phrases import PhraseChooser
from drafter.facts.values import Fact, FactNode, Missing
from drafter.wording.phrasebank import SEVERITIES, SMALL, Phrase

__all__ = ["FEWEST", "MOST", "NAMES", "Situation", "advice", "diagnose", "item_name", "situation_of"]

NAMES = ("名称", "科目", "来源", "去向", "事项")
"""The keys by which records of different kinds are called."""
MOST = 5
"""A reader of twenty reports a day looks at no more problems than these."""
FEWEST = 2
"""With fewer problems, what could be done better (轻重: 小处) is stated as well."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that the facts show to be wrong, or likely to be."""

    kind: str
    """编号 of the phrasebank entry that words it."""
    entry: Phrase
    values: Mapping[str, Any]
    """What conditions and wordings see; with several items, those of the first."""
    items: tuple[FactNode, ...]
    """The indicators, receipts, expenditure items that it is about; none where it is about the project as a whole."""
    evidence: tuple[Fact, ...]
    """The figures that its condition rests on."""
    causes: tuple[Fragment, ...]
    """The causes that the facts state, each once."""
    unknown: Missing
    """What to ask for where no cause is stated."""
    follows: tuple[Situation, ...] = ()
    """Situations that follow from this one and are stated with it; of their causes those that are not this one's."""

    @property
    def all_items(self) -> tuple[FactNode, ...]:
        """Its items, and those of the situations that are stated with it."""
        return (*self.items, *(item for situation in self.follows for item in situation.items))

    @property
    def severity(self) -> int:
        """The lower the more serious."""
        return SEVERITIES.index(self.entry.weight)

    @property
    def certain(self) -> bool:
        """Whether the unit's own words explain it, so that nobody has to confirm it."""
        return bool(self.causes)


def diagnose(
    chooser: PhraseChooser, project: FactNode, causes: Causes, *, settled: Iterable[str], own: str, given: int
) -> tuple[list[Situation], list[Situation]]:
    """The situations to tell, and those beyond the number that a report bears.

    `settled` are the kinds, or kinds with an item, that the facts file adopts or refuses; `own` is what the unit wrote about its
    problems, of which there are `given`.
    """
    known = frozenset(settled)
    found: list[Situation] = []
    matters: set[str] = set()
    for entry in chooser.bank.of_kind("问题"):
        if entry.standing != "问题" or entry.matter in matters:
            continue
        situation = _situation(chooser, entry, project, known, own)
        if situation is not None and entry.matter:
            matters.add(entry.matter)
        if situation is not None and not known & {entry.code, *entry.aliases}:
            found.append(situation)
    silenced = {code for situation in found for code in situation.entry.silences}
    found = _joined([s for s in found if s.kind not in silenced and not _says_matter(chooser, s.entry, own)], causes)
    found.sort(key=lambda situation: situation.severity)
    return _few_enough(found, given)


def _few_enough(found: list[Situation], given: int) -> tuple[list[Situation], list[Situation]]:
    """The most serious; small ones only where there are hardly any others."""
    serious = [situation for situation in found if situation.entry.weight != SMALL]
    small = [situation for situation in found if situation.entry.weight == SMALL]
    room, wanted = max(0, MOST - given), max(0, FEWEST - given - len(serious))
    return [*serious[:room], *small[:wanted]], serious[room:]


def _situation(chooser: PhraseChooser, entry: Phrase, project: FactNode, settled: frozenset[str], own: str) -> Situation | None:
    offered = [values for values in chooser.offered(entry) if not _item_settled(entry, values, settled, own)]
    return situation_of(chooser, entry, project, offered) if offered else None


def situation_of(chooser: PhraseChooser, entry: Phrase, project: FactNode, offered: list[dict[str, Any]]) -> Situation:
    """The situation that an entry words, over all the items that bear it."""
    items = tuple(values["项"] for values in offered if isinstance(values.get("项"), FactNode))
    causes: list[Fragment] = []
    unknown: list[Missing] = []
    for values in offered:
        for cause in chooser.causes(entry, values):
            if isinstance(cause, Missing):
                unknown.append(cause)
            elif not any(contained(cause, other) for other in causes):
                causes.append(cause)
    asked = unknown[0] if unknown else Missing((*project.path, "问题", entry.code, "原因"), project.line)
    evidence = tuple(fact for values in offered for fact in chooser.evidence(entry, values))
    return Situation(
        entry.code, entry, offered[0], items, evidence=evidence, causes=tuple(causes), unknown=replace(asked, asked=True)
    )


def item_name(item: FactNode) -> str:
    """What an item is called in a code: 指标未达标：读者满意度."""
    for name in NAMES:
        if name in item and isinstance(item[name], Fragment):
            return str(item[name].plain)
    return ""


def _item_settled(entry: Phrase, values: Mapping[str, Any], settled: frozenset[str], own: str) -> bool:
    item = values.get("项")
    if not isinstance(item, FactNode):
        return False
    name = item_name(item)
    return bool(settled & {f"{code}：{name}" for code in (entry.code, *entry.aliases)}) or _says(own, name)


def _says(own: str, name: str) -> bool:
    """Whether the unit's own problems name an item, by most of its pairs of characters."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return bool(pairs) and sum(pair in own for pair in pairs) * 2 > len(pairs)


def _says_matter(chooser: PhraseChooser, entry: Phrase, own: str) -> bool:
    """Whether the unit's own problems tell a matter, in the words of any of its kinds."""
    kinds = [other for other in chooser.bank.of_kind("问题") if entry.matter and other.matter == entry.matter] or [entry]
    return any(word in own for other in kinds for word in other.known_by)


def _joined(found: list[Situation], causes: Causes) -> list[Situation]:
    """Situations with those that follow from them: money after the work, where both have one cause or the money has none."""
    kept = list(found)
    for situation in found:
        heads = (s for s in kept if s.kind in situation.entry.follows and s is not situation)
        head = next((s for s in heads if _explained(situation, s, causes)), None)
        if head is not None:
            kept.remove(situation)
            shared = [c for c in situation.causes if any(causes.same_story(c, other) for other in head.causes)]
            told = causes.once((*head.causes, *(shared if head.causes else situation.causes)))
            own = tuple(cause for cause in situation.causes if head.causes and cause not in shared)
            following = replace(situation, causes=own)
            kept[kept.index(head)] = replace(head, follows=(*head.follows, following), causes=told)
    return kept


def _explained(situation: Situation, head: Situation, causes: Causes) -> bool:
    """Whether what happened to one explains the other: two items by like words, money by the same kind of reason too."""
    how = situation.entry.told_with_cause
    if how == "是" or (how == "否" and not situation.causes):
        return True
    same = causes.alike if situation.items else causes.same_story
    return any(same(cause, other) for cause in situation.causes for other in head.causes)


def advice(chooser: PhraseChooser, settled: Iterable[str]) -> Iterator[tuple[Phrase, Mapping[str, Any]]]:
    """Gaps of filling and advice to the drafter that the facts bear: for the screen, never for the report."""
    known = frozenset(settled)
    for entry in chooser.bank.of_kind("问题"):
        if entry.standing != "问题" and not known & {entry.code, *entry.aliases}:
            for values in chooser.offered(entry):
                if not _item_settled(entry, values, known, ""):
                    yield entry, values
