"""Situations to paragraphs: a problem is what is seen, its cause and its effect; a measure what is done, by whom, until when, to what end.

The sentence patterns are entries of 种类 句式 in the phrasebank, so that the same problem of two units is built differently; what the facts
do not say stands as a 【待补：…】.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment, Segment
from drafter.drafting.diagnosis.situations import NAMES, Situation, item_name
from drafter.drafting.draft_lines import tidy
from drafter.drafting.phrases import PhraseChooser, begins_with_gap, opening
from drafter.facts.values import FactNode, Missing, text_of
from drafter.wording.phrasebank import Phrase
from drafter.wording.sentence_filters import sentence

__all__ = ["Teller"]

LONGEST_HEADING = 24
MOST_NAMED = 3
_SAID_BEFORE = lazy_re(r"^(?:主要)?(?:原因|因)(?:是|为|在于|：)|^(?:主要)?(?:是)?(?:由于|因为)")
_DEPARTMENT = lazy_re(r"(?:由)?([\u4e00-\u9fff]{1,10}?(?:股|科|室|部|处|大队|中心|办公室))(?=[\u4e00-\u9fff]{2})")
_STOP = Fragment.of("。")


class Teller:
    """Words situations for one report; knows how the paragraph before began."""

    def __init__(self, chooser: PhraseChooser, unit: FactNode, project: FactNode) -> None:
        self.chooser = chooser
        self._unit = unit
        self._project = project
        self._openings: dict[str, str] = {}
        self._headings: set[str] = set()

    # ---- Problems ----

    def heading(self, situation: Situation) -> Fragment:
        """The heading of a problem."""
        return self.chooser.heading(situation.entry, self._named(situation), joint=len(situation.items) > 1)

    def problem(self, situation: Situation) -> Fragment:
        """A problem's paragraph: what is seen, why, and what came of it."""
        causes: Sequence[Any] = situation.causes or (situation.unknown,)
        parts = {
            "现": self._seen(situation),
            "因": _causes(causes),
            "果": self._effect(situation),
        }
        return self._built(situation.entry.pattern, situation, parts, follows_on="问题段")

    def _seen(self, situation: Situation) -> Fragment:
        """What is seen, item by item, each in another wording."""
        first, *more = situation.items or (None,)
        told = [sentence(self._apart("现", iter(self._wordings(situation, first))))]
        for number, item in enumerate(more, 1):
            wordings = self._wordings(situation, item)
            told.append(sentence(wordings[number % len(wordings)]))
        return _joined(told, "；")

    def _wordings(self, situation: Situation, item: FactNode | None) -> list[Fragment]:
        values = situation.values if item is None else {**situation.values, "项": item}
        return list(self.chooser.every(situation.entry, {**values, **self.names(situation)}))

    def _effect(self, situation: Situation) -> Fragment:
        own = (
            self.chooser.chosen(situation.entry, situation.entry.effects, self._named(situation), "影响")
            if situation.entry.effects
            else Fragment()
        )
        more = [self._with_it(following) for following in situation.follows]
        told = [sentence(fragment) for fragment in (own, *more) if fragment]
        return Fragment.join([_joined(told, "；"), _STOP]) if told else Fragment()

    def _with_it(self, situation: Situation) -> Fragment:
        """A situation that is stated with another: in the words for that, else item by item as it is seen."""
        if situation.entry.attached:
            told = self.chooser.chosen(situation.entry, situation.entry.attached, situation.values, "连带")
        else:
            items: Sequence[FactNode | None] = situation.items or (None,)
            told = _joined([sentence(self._wordings(situation, item)[0]) for item in items], "；")
        if not situation.causes:
            return told
        return Fragment.join([sentence(told), self._phrase("连带另因", situation, {"因": _causes(situation.causes)})])

    # ---- Measures ----

    def measures(self, situation: Situation, given: Sequence[FactNode]) -> tuple[Fragment, list[Fragment]]:
        """The heading of the measures, and the measures: the unit's own where it states some, else one of the phrasebank."""
        entry = self._answer(situation)
        stated = list(self._stated(situation, given))
        if not stated and not entry.headings:
            whole = self.chooser.render(entry, self._named(situation))
            return self.own_heading(self.heading(situation)), [self.assigned(whole, (*given, *situation.items))]
        if not stated:
            values = self._named(situation)
            deed = self._apart("动", self.chooser.every(entry, values))
            heading = self._measure_heading(entry, values, deed)
            return heading, [self._measure(situation, entry, deed, (*given, *situation.items))]
        if len(stated) == 1 and _fits_heading(stated[0][0]):
            deed, sources = stated[0]
            return deed, [self._measure(situation, entry, deed, (*given, *sources), pattern="题后措施句")]
        told = [self._measure(situation, entry, deed, (*given, *sources)) for deed, sources in stated]
        return self._measure_heading(entry, self._named(situation), Fragment.join([deed for deed, _ in stated])), told

    def _measure_heading(self, entry: Phrase, values: Mapping[str, Any], deed: Fragment) -> Fragment:
        """A measure's heading, the one that has most in common with what is done; one that another measure has is not taken again."""
        if not entry.headings:
            return self.own_heading(Fragment.of(entry.code))
        texts = [entry.headings[index] for index in self.chooser.order(f"{entry.code}·标题", len(entry.headings), values)]
        found = [self.chooser.chosen(entry, [text], values, "标题") for text in texts]
        free = [heading for heading in found if heading.plain not in self._headings] or found
        best = max(free, key=lambda heading: _in_common(heading, deed.plain))
        self._headings.add(best.plain)
        return best

    def _answer(self, situation: Situation) -> Phrase:
        """The measure that answers a problem: one of those that the facts bear, an office's own whole sentence first."""
        bank = self.chooser.bank
        entries = [entry for code in situation.entry.answers if (entry := bank.get(code)) and self._bears(entry, situation)]
        entries = entries or [entry for code in situation.entry.answers if (entry := bank.get(code))]
        entries = [entry for entry in entries if not entry.headings] or entries
        return entries[self.chooser.order(f"{situation.kind}·答以", len(entries), situation.values)[0]]

    def _bears(self, entry: Phrase, situation: Situation) -> bool:
        source, line = self.chooser.bank.places[entry.code]
        name = f"{source}（{entry.code}·条件）"
        return not entry.condition or self.chooser.environment.evaluate(entry.condition, situation.values, name, line)

    def _stated(self, situation: Situation, given: Sequence[FactNode]) -> Iterator[tuple[Fragment, tuple[FactNode, ...]]]:
        """The measures that the facts state, each once, with the records that say who and when."""
        told: set[str] = set()
        for node, key in (
            *((n, "内容") for n in given),
            *((n, "改进措施") for n in situation.all_items if "改进措施" in n.names()),
        ):
            text = node[key]
            if isinstance(text, Fragment) and text and text.plain not in told:
                told.add(text.plain)
                yield sentence(text), (node,)

    def _measure(
        self, situation: Situation, entry: Phrase, deed: Fragment, sources: Sequence[FactNode], *, pattern: str = "措施句"
    ) -> Fragment:
        gap = (*self._project.path, "改进意见", f"针对{situation.kind}")
        place = next((node.path for node in sources if "整改时限" in node.names()), gap)
        line = sources[0].line if sources else self._project.line
        goal = _given(sources, "整改目标") or self._goal(entry, situation)
        who = _given(sources, "责任部门") or _actor(deed) or self._owner(entry)
        parts = {
            "动": sentence(deed),
            "责": who or Missing((*place, "责任部门"), line, asked=True),
            "限": _given(sources, "整改时限") or Missing((*place, "整改时限"), line, asked=True),
            "标": sentence(goal) if goal else Missing((*place, "整改目标"), line, asked=True),
        }
        aim = self._phrase("目标说法", situation, parts)
        return self._built(pattern, situation, {**parts, "标说": aim})

    def _owner(self, entry: Phrase) -> Fragment | None:
        """The department that a measure is for where the facts name none for it."""
        found = self._unit["财务部门"] if entry.owner == "财务" else self._project["责任部门"]
        return found if isinstance(found, Fragment) else None

    def _goal(self, entry: Phrase, situation: Situation) -> Fragment:
        return self.chooser.chosen(entry, entry.goals, self._named(situation), "目标") if entry.goals else Fragment()

    # ---- The unit's own measures ----

    def assigned(self, text: Fragment, sources: Sequence[FactNode]) -> Fragment:
        """A measure in the unit's own words, with the department, time and target that its record names beside them."""
        said = [(word, _given(sources, key)) for word, key in (("责任", "责任部门"), ("时限", "整改时限"), ("目标", "整改目标"))]
        parts = {f"{word}": value for word, value in said if value and value.plain not in text.plain}
        if not parts:
            return sentence(text)
        entry = self.chooser.bank.slot("自写措施句")[0]
        node = _no_record(text.plain)
        known = {word: parts.get(word, Fragment()) for word, _ in said}
        return sentence(next(self.chooser.every(entry, {"动": sentence(text), "项": node, **known})))

    def own_heading(self, problem: Fragment) -> Fragment:
        """A heading for measures in the unit's own words that have none: it names what they put right."""
        entry = self.chooser.bank.slot("自写措施标题")[0]
        return sentence(next(self.chooser.every(entry, {"题": sentence(problem), "项": _no_record(problem.plain)})))

    @staticmethod
    def no_names() -> dict[str, Any]:
        """The names that only situations of items have."""
        return {"名目": Fragment(), "各项": (), "连带问题": ()}

    # ---- Sentences ----

    def _phrase(self, slot: str, situation: Situation, parts: Mapping[str, Any]) -> Fragment:
        entry = self.chooser.bank.slot(slot)[0]
        return sentence(next(self.chooser.every(entry, {**_seeded(situation), **parts})))

    def _built(self, slot: str, situation: Situation, parts: Mapping[str, Any], *, follows_on: str = "") -> Fragment:
        """A paragraph in a pattern whose beginning differs from that of the one before, and is no gap if that can be."""
        entry = self.chooser.bank.slot(slot)[0]
        values = {**_seeded(situation), **parts}
        candidates = sorted(self.chooser.every(entry, values), key=begins_with_gap)
        return Fragment(tidy(self._apart(follows_on or slot, iter(candidates)).segments))

    def _apart(self, slot: str, candidates: Iterator[Fragment]) -> Fragment:
        first: Fragment | None = None
        for fragment in candidates:
            first = first or fragment
            if opening(fragment) != self._openings.get(slot.removeprefix("题后")):
                first = fragment
                break
        found = first or Fragment()
        self._openings[slot.removeprefix("题后")] = opening(found)
        return found

    def _named(self, situation: Situation) -> dict[str, Any]:
        return {**situation.values, **self.names(situation)}

    def names(self, situation: Situation) -> dict[str, Any]:
        """What the items are called. 名目: what the items are called, in quotes; the number of those beyond a few is left to the list."""
        names = [Fragment.of(f"“{_called(item)}”", item_origin(item)) for item in situation.items[:MOST_NAMED]]
        more = [Fragment.of("等")] if len(situation.items) > MOST_NAMED else []
        return {
            "名目": Fragment.join([*names, *more]),
            "各项": situation.items,
            "连带问题": tuple(s.kind for s in situation.follows),
        }


def _called(item: FactNode) -> str:
    """What an item is called in a sentence: of 清淤工程完成时间, 清淤工程 is what was late."""
    matter = item["事"] if "事" in item.names() else None
    return matter.plain if isinstance(matter, Fragment) else item_name(item)


def _in_common(heading: Fragment, deed: str) -> int:
    """How many pairs of a heading's own characters stand in what is done; the names in it say nothing."""
    words = "".join(segment.text for segment in heading.segments if segment.origin.kind in {"template", "phrase"})
    return sum(words[place : place + 2] in deed for place in range(len(words) - 1))


def _fits_heading(deed: Fragment) -> bool:
    """Whether a measure of the unit's own is short enough to be its own heading."""
    text = deed.plain
    return len(text) <= LONGEST_HEADING and not any(sign in text for sign in "，；。\n")


def item_origin(item: FactNode) -> Any:
    """The origin of an item's name."""
    name = next((item[key] for key in NAMES if key in item and isinstance(item[key], Fragment)), None)
    return name.segments[0].origin if name is not None and name.segments else Segment("").origin


def _no_record(name: str) -> FactNode:
    """What stands for a record that the facts don't have, so that the choice of a wording differs by its name."""
    return FactNode((name,), 0, {})


def _seeded(situation: Situation) -> dict[str, Any]:
    """The values that make a pattern's choice differ from situation to situation."""
    item = situation.items[0] if situation.items else _no_record(situation.kind)
    return {**situation.values, "项": item}


def _given(sources: Sequence[FactNode], name: str) -> Fragment | None:
    """The first of the records' values of a name that there is."""
    found = (node[name] for node in sources if name in node.names())
    return next((sentence(value) for value in found if isinstance(value, Fragment) and value), None)


def _actor(deed: Fragment) -> Fragment | None:
    """The department that a measure in the unit's own words begins with: 采编部提前两个月报审."""
    first = deed.segments[0] if deed.segments else None
    match = _DEPARTMENT.match(first.text) if first is not None and first.origin.kind == "text" else None
    return Fragment((replace(first, text=match[1]),)) if first is not None and match else None


def _causes(causes: Sequence[Any]) -> Fragment:
    """Causes one after the other, without words that already say that they are causes."""
    return _joined([_bare(text_of(cause)) for cause in causes], "；")


def _bare(cause: Fragment) -> Fragment:
    stripped = sentence(cause)
    if not stripped.segments:
        return stripped
    first, *rest = stripped.segments
    text = _SAID_BEFORE.sub("", first.text)
    return Fragment((replace(first, text=text or first.text), *rest))


def _joined(parts: Sequence[Fragment], sign: str) -> Fragment:
    found: list[Fragment] = []
    for part in parts:
        found += [Fragment.of(sign), part] if found else [part]
    return Fragment.join(found)
