"""For a clerk's raw note: the section it belongs to, and the phrases of the phrasebank that speak of the same matter.

A phrase is like a note by the words that both have: each counts as much as it is rare among the phrases, more in a heading than
in a wording. A topic of the lexicon that both speak of counts as a word, and a word that is nearly the same counts half.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from drafter.wording.lexicon import Lexicon, split_words
from drafter.wording.phrasebank import Phrase, Phrasebank
from drafter.wording.segmentation import known_words

__all__ = ["Match", "SectionGuess", "Suggester", "Suggestion", "slots_shown"]

Kind = Literal["问题", "措施", "成效", "常用语"]

IN_HEADING, IN_WORDING, AS_TOPIC, ALIKE, MEANT = 3.0, 1.0, 2.0, 0.5, 0.8
"""How much a word counts in a heading and in a wording, a topic in common, a word that is nearly the same or means the same."""
NEARLY = 75
"""Likeness of two words (of 100) from which on they are nearly the same."""
ANSWERS = 0.6
"""Of a problem's score that the measures it names get."""
LEAST = 1.5
"""Score below which a phrase is not shown."""
TOPIC = "主题："
_SLOT = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}", re.DOTALL)
_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_LAST_NAME = re.compile(r"(?<![一-鿿])([一-鿿]+)(?=\s*(?:\||$))")


@dataclass(frozen=True, slots=True)
class SectionGuess:
    """A section, and the words of the note that speak for it."""

    name: str
    score: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the phrasebank, and the words for which it is offered."""

    phrase: Phrase
    score: float
    words: tuple[tuple[str, float], ...]
    """With their weight, heaviest first; empty for a measure that is offered for the problem it answers."""
    answers: str = ""
    """The problem that it answers."""

    @property
    def heading(self) -> str:
        """What the phrase is called, slots as names."""
        return slots_shown(_headings(self.phrase)[0] if _headings(self.phrase) else self.phrase.code)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered for a note."""

    note: str
    sections: tuple[SectionGuess, ...]
    matches: Mapping[Kind, tuple[Match, ...]]


def slots_shown(text: str) -> str:
    """A wording for reading: a slot as its name, branches taken.

    >>> slots_shown("执行率只有{{ 资金.执行率 }}{% if 原因 %}，原因是{{ 原因|句 }}{% endif %}。")
    '执行率只有〔执行率〕，原因是〔原因〕。'
    """
    return _TAG.sub("", _SLOT.sub(lambda match: f"〔{_name(match[1])}〕", text))


def _name(expression: str) -> str:
    names = _LAST_NAME.findall(expression.partition("|")[0])
    return names[-1] if names else "…"


def _headings(phrase: Phrase) -> list[str]:
    """The headings, whatever number of them a phrase may have."""
    told = phrase.model_dump(by_alias=True).get("标题")
    return [told] if isinstance(told, str) else [str(text) for text in told or ()]


class Suggester:
    """The phrasebank made ready to be searched."""

    def __init__(self, bank: Phrasebank, lexicon: Lexicon) -> None:
        self.bank = bank
        self.lexicon = lexicon
        self._features = {phrase.code: self._features_of(phrase) for phrase in bank}
        self._terms = frozenset(split_words((*lexicon.terms, *lexicon.alike)))
        found = Counter(word for features in self._features.values() for word in features)
        self._rarity = {word: math.log((len(self._features) + 1) / (count + 0.5)) for word, count in found.items()}

    def suggest(self, note: str, count: int = 3) -> Suggestion:
        """The best sections and phrases for a note, best first."""
        words = self._note_words(note)
        ranked = sorted(filter(None, (self._match(phrase, words) for phrase in self.bank)), key=_best_first)
        kinds: dict[Kind, tuple[Match, ...]] = {}
        for kind in ("问题", "成效", "常用语"):
            kinds[kind] = tuple(match for match in ranked if match.phrase.kind == kind)[:count]
        measures = [match for match in ranked if match.phrase.kind == "措施"]
        kinds["措施"] = tuple(self._with_answers(kinds["问题"], measures))[:count]
        return Suggestion(note, tuple(self._sections(note))[:count], kinds)

    def _sections(self, note: str) -> Iterator[SectionGuess]:
        found = []
        for place, section in enumerate(self.lexicon.sections):
            hits = [(clue.points, match.group()) for clue in section.clues if (match := clue.pattern.search(note))]
            score = sum(points for points, _ in hits)
            if score > 0:
                found.append((-score, place, SectionGuess(section.name, score, tuple(word for _, word in hits))))
        yield from (guess for _, _, guess in sorted(found, key=lambda one: one[:2]))

    def _note_words(self, note: str) -> frozenset[str]:
        told = known_words(note, self._terms)
        return frozenset((*told, *self.lexicon.all_words(note), *(TOPIC + topic for topic in self.lexicon.topics_of(note))))

    def _features_of(self, phrase: Phrase) -> dict[str, float]:
        """The words of a phrase and how much each counts."""
        told = phrase.model_dump(by_alias=True)
        known = told.get("认词") or []
        heading = "。".join((phrase.code, *_headings(phrase), *map(str, known)))
        features = {word: IN_WORDING for text in phrase.wordings for word in self.lexicon.all_words(slots_shown(text))}
        features |= dict.fromkeys(self.lexicon.all_words(slots_shown(heading)), IN_HEADING)
        return features | {TOPIC + topic: AS_TOPIC for topic in self.lexicon.topics_of(slots_shown(heading))}

    def _match(self, phrase: Phrase, words: frozenset[str]) -> Match | None:
        features = self._features[phrase.code]
        told: list[tuple[str, float]] = []
        for word in sorted(words):
            weight = self._weight(word, features)
            if weight > 0:
                told.append((word, round(weight, 2)))
        score = sum(weight for _, weight in told)
        told.sort(key=lambda pair: (-pair[1], pair[0]))
        return Match(phrase, round(score, 2), tuple(told)) if score >= LEAST else None

    def _weight(self, word: str, features: Mapping[str, float]) -> float:
        if word in features:
            return features[word] * self._rarity[word]
        if word.startswith(TOPIC):
            return 0.0
        heading = [other for other, counts in features.items() if counts >= IN_HEADING and not other.startswith(TOPIC)]
        meant = self.lexicon.alike_words(word)
        degrees = ((MEANT if other in meant else ALIKE * (fuzz.ratio(word, other) >= NEARLY), other) for other in heading)
        return max((degree * features[other] * self._rarity[other] for degree, other in degrees), default=0.0)

    def _with_answers(self, problems: Sequence[Match], measures: Sequence[Match]) -> list[Match]:
        """The measures of the best problem among those that are like the note themselves."""
        best = {match.phrase.code: match for match in measures}
        for problem in problems[:1]:
            for place, code in enumerate(problem.phrase.answers):
                measure, own = self.bank.get(code), best.get(code)
                if measure is not None:
                    score = problem.score * ANSWERS / (place + 1) + (own.score if own else 0)
                    best[code] = Match(measure, round(score, 2), own.words if own else (), problem.phrase.code)
        return sorted(best.values(), key=_best_first)


def _best_first(match: Match) -> float:
    """Of equal scores the phrase that stands earlier in the phrasebank comes first."""
    return -match.score
