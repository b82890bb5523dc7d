"""Choosing phrases: an entry whose condition the facts bear, in the wording that unit, year and last year's report call for.

The choice is deterministic: the same unit, year and entry give the same wording on every machine, and a wording that last
year's report already used is avoided.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment, Origin
from drafter.core.text import fold_width, nearest
from drafter.facts.values import Fact, FactNode, Missing
from drafter.wording.environment import FragmentEnvironment
from drafter.wording.phrasebank import Phrase, Phrasebank

__all__ = ["PhraseChooser", "PriorText", "begins_with_gap", "opening"]

_NOT_WORDS = lazy_re(r"[\W_]+")
_DIGITS = lazy_re(r"\d+(?:\.\d+)?")
_DOTTED = lazy_re(r"(?<![\w.|\"])(?:项|资金|项目|得分|上年)(?:\.\w+)+")
"""Names of the facts in a condition."""
GRAM = 5
OPENING = 4
"""Consecutive paragraphs differ in so many characters at their beginning."""
_NOT_OPENING = lazy_re(r"[\s\d，。；：、（）“”《》【】]+")


class PriorText:
    """What last year's report said, as grams of its words with the figures masked."""

    def __init__(self, text: str = "") -> None:
        self._grams = _grams(text)

    def __bool__(self) -> bool:
        return bool(self._grams)

    def share(self, text: str) -> float:
        """How much of a text stood in last year's report, 0 to 1."""
        grams = _grams(text)
        return len(grams & self._grams) / len(grams) if grams and self._grams else 0.0


def _grams(text: str) -> frozenset[str]:
    masked = _NOT_WORDS.sub("", _DIGITS.sub("0", fold_width(text)))
    return frozenset(masked[i : i + GRAM] for i in range(len(masked) - GRAM + 1))


class PhraseChooser:
    """The phrasebank for one report."""

    def __init__(
        self,
        bank: Phrasebank,
        environment: FragmentEnvironment,
        values: Mapping[str, Any],
        *,
        seed: str,
        prior: PriorText,
    ) -> None:
        self.bank = bank
        self.environment = environment
        self.values = dict(values)
        self._seed = seed
        self._prior = prior
        self._items: dict[str, tuple[Any, ...]] = {}
        """What 逐项 goes through, by its expression: asked for once an indicator, computed once a report."""
        self._openings: dict[str, str] = {}
        """How the last sentence of each slot began."""

    def offered(self, entry: Phrase, item: Any = None) -> Iterator[dict[str, Any]]:
        """The values under which the facts bear an entry: one for each item where it goes item by item.

        With `item`, only entries that go item by item are looked at, and only for that item.
        """
        source, line = self.bank.places[entry.code]
        candidates = [self.values]
        if entry.each:
            if entry.each not in self._items:
                self._items[entry.each] = self.environment.iterate(
                    entry.each, self.values, f"{source}（{entry.code}·逐项）", line
                )
            items = self._items[entry.each]
            candidates = [{**self.values, "项": each} for each in items if item is None or each is item]
        elif item is not None:
            candidates = []
        for values in candidates:
            if not entry.condition or self.environment.evaluate(entry.condition, values, f"{source}（{entry.code}·条件）", line):
                yield values

    def phrases(self, slot: str, item: Any = None) -> tuple[Fragment, ...]:
        """短语(用途): every sentence of a slot that the facts bear; 短语(用途, 项): those about one item."""
        found = []
        for entry in self._slot(slot):
            for values in self.offered(entry, item):
                found.append(self.least_said(self._apart(slot, self.every(entry, values))))
                self._openings[slot] = opening(found[-1])
        return tuple(found)

    def _apart(self, slot: str, candidates: Iterator[Fragment]) -> Iterator[Fragment]:
        """The candidates, those last that begin as the slot's last sentence did."""
        alike = []
        for fragment in candidates:
            if opening(fragment) != self._openings.get(slot):
                yield fragment
            else:
                alike.append(fragment)
        yield from alike

    def _slot(self, slot: str) -> list[Phrase]:
        """The entries of a slot; a slot that no entry has is a misspelling."""
        entries = self.bank.slot(slot)
        if not entries:
            guess = nearest(slot, sorted({entry.slot for entry in self.bank}))
            raise ValueError(f"常用语库里没有用途“{slot}”" + (f"，是不是“{guess}”？" if guess else ""))
        return entries

    def heading(self, entry: Phrase, values: Mapping[str, Any], *, joint: bool = False) -> Fragment:
        """An entry's heading, in the wording chosen for this report; of several items, their joint one."""
        texts = (entry.joint if joint else []) or entry.headings or [entry.code]
        return self.chosen(entry, texts, values, "标题")

    def chosen(self, entry: Phrase, texts: Sequence[str], values: Mapping[str, Any], part: str) -> Fragment:
        """One of several texts of an entry: that which unit, project and year call for, the first that is not empty."""
        for index in self.order(f"{entry.code}·{part}", len(texts), values):
            fragment = self._text(entry, texts[index], values, f"{part} {index + 1}")
            if fragment:
                return fragment
        return Fragment()

    def every(self, entry: Phrase, values: Mapping[str, Any]) -> Iterator[Fragment]:
        """An entry in all its wordings, that which is called for first."""
        for index in self.order(entry.code, len(entry.wordings), values):
            yield self._rendered(entry, index, values)

    def causes(self, entry: Phrase, values: Mapping[str, Any]) -> Iterator[Fragment | Missing]:
        """The causes that the facts state where the entry looks for them, and what is missing there."""
        source, line = self.bank.places[entry.code]
        given = values.get("原因")
        if isinstance(given, Fragment):
            yield given
            return
        for expression in entry.causes:
            for value in self.environment.iterate(f"[{expression}]", values, f"{source}（{entry.code}·原因取自）", line):
                yield from (cause for cause in (value if isinstance(value, tuple) else (value,)) if _tells(cause))

    def evidence(self, entry: Phrase, values: Mapping[str, Any]) -> tuple[Fact, ...]:
        """The figures that the condition of an entry names."""
        source, line = self.bank.places[entry.code]
        names = dict.fromkeys(_DOTTED.findall(entry.condition))
        found = self.environment.iterate(f"[{', '.join(names)}]", values, f"{source}（{entry.code}·条件）", line) if names else ()
        return tuple(value for value in found if isinstance(value, Fact))

    def phrase(self, slot: str) -> Fragment:
        """一句(用途): the first sentence of a slot that the facts bear, or nothing."""
        for entry in self._slot(slot):
            for values in self.offered(entry):
                return self.render(entry, values)
        return Fragment()

    def render(self, entry: Phrase, values: Mapping[str, Any]) -> Fragment:
        """An entry in the wording that is chosen for this report."""
        return self.least_said(self.every(entry, values))

    def least_said(self, candidates: Iterator[Fragment]) -> Fragment:
        """The first candidate; with last year's report at hand, the one that said least of it."""
        if not self._prior:
            return next(candidates)
        return min(candidates, key=lambda fragment: self._prior.share(fragment.plain))

    def order(self, name: str, count: int, values: Mapping[str, Any]) -> list[int]:
        """The numbers of several wordings, that which unit, project, year and item call for first."""
        item = values.get("项")
        place = " → ".join(item.path) if isinstance(item, FactNode) else ""
        digest = hashlib.sha256(f"{self._seed}|{name}|{place}".encode()).digest()
        first = int.from_bytes(digest[:4], "big") % count
        return [(first + step) % count for step in range(count)]

    def _rendered(self, entry: Phrase, index: int, values: Mapping[str, Any]) -> Fragment:
        return self._text(entry, entry.wordings[index], values, f"措辞 {index + 1}")

    def _text(self, entry: Phrase, text: str, values: Mapping[str, Any], part: str) -> Fragment:
        source, line = self.bank.places[entry.code]
        return as_phrase(self.environment.render_text(text.strip(), values, f"{source}（{entry.code}·{part}）", line), entry.code)


def _tells(cause: object) -> bool:
    """Whether a value is a cause, or the place of one that is missing; 无 is neither."""
    return isinstance(cause, Missing) or (isinstance(cause, Fragment) and bool(cause) and cause != "无")


def opening(fragment: Fragment) -> str:
    """The program's own first words: a figure or a name between them counts as one sign."""
    words = "".join(s.text if s.origin.kind in {"template", "phrase"} else "▮" for s in fragment.segments)
    return _NOT_OPENING.sub("", words)[:OPENING]


def begins_with_gap(fragment: Fragment) -> bool:
    """Whether the first words are a 【待补：…】."""
    first = next((segment for segment in fragment.segments if segment.text.strip()), None)
    return first is not None and first.origin.kind == "gap"


def as_phrase(fragment: Fragment, code: str) -> Fragment:
    """The template's own words marked as those of a phrase."""
    origin = Origin("phrase", code)
    return Fragment(tuple(replace(s, origin=origin) if s.origin.kind == "template" else s for s in fragment.segments))
