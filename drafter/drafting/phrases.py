"""Choosing phrases: an entry whose condition the facts bear, in the wording that unit, year and last year's report call for.

The choice is deterministic: the same unit, year and entry give the same wording on every machine, and a wording that last
year's report already used is avoided.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment, Origin
from drafter.core.text import fold_width, nearest
from drafter.facts.values import FactNode
from drafter.wording.environment import FragmentEnvironment
from drafter.wording.phrasebank import Phrase, Phrasebank

__all__ = ["PhraseChooser", "PriorText"]

_NOT_WORDS = lazy_re(r"[\W_]+")
_DIGITS = lazy_re(r"\d+(?:\.\d+)?")
GRAM = 5


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
        return tuple(self.render(entry, values) for entry in self._slot(slot) for values in self.offered(entry, item))

    def _slot(self, slot: str) -> list[Phrase]:
        """The entries of a slot; a slot that no entry has is a misspelling."""
        entries = self.bank.slot(slot)
        if not entries:
            guess = nearest(slot, sorted({entry.slot for entry in self.bank}))
            raise ValueError(f"常用语库里没有用途“{slot}”" + (f"，是不是“{guess}”？" if guess else ""))
        return entries

    def heading(self, entry: Phrase, values: Mapping[str, Any]) -> Fragment:
        """An entry's heading; it may name the item."""
        source, line = self.bank.places[entry.code]
        text = entry.heading or entry.code
        return as_phrase(self.environment.render_text(text, values, f"{source}（{entry.code}·标题）", line), entry.code)

    def phrase(self, slot: str) -> Fragment:
        """一句(用途): the first sentence of a slot that the facts bear, or nothing."""
        for entry in self._slot(slot):
            for values in self.offered(entry):
                return self.render(entry, values)
        return Fragment()

    def render(self, entry: Phrase, values: Mapping[str, Any]) -> Fragment:
        """An entry in the wording that is chosen for this report."""
        ranked = self._rotated(entry, values)
        if not self._prior:
            return self._rendered(entry, ranked[0], values)
        rendered = [self._rendered(entry, index, values) for index in ranked]
        return min(rendered, key=lambda fragment: self._prior.share(fragment.plain))

    def _rotated(self, entry: Phrase, values: Mapping[str, Any]) -> list[int]:
        item = values.get("项")
        place = " → ".join(item.path) if isinstance(item, FactNode) else ""
        digest = hashlib.sha256(f"{self._seed}|{entry.code}|{place}".encode()).digest()
        count = len(entry.wordings)
        first = int.from_bytes(digest[:4], "big") % count
        return [(first + step) % count for step in range(count)]

    def _rendered(self, entry: Phrase, index: int, values: Mapping[str, Any]) -> Fragment:
        source, line = self.bank.places[entry.code]
        fragment = self.environment.render_text(
            entry.wordings[index].strip(), values, f"{source}（{entry.code}·措辞 {index + 1}）", line
        )
        return as_phrase(fragment, entry.code)


def as_phrase(fragment: Fragment, code: str) -> Fragment:
    """The template's own words marked as those of a phrase."""
    origin = Origin("phrase", code)
    return Fragment(tuple(replace(s, origin=origin) if s.origin.kind == "template" else s for s in fragment.segments))
