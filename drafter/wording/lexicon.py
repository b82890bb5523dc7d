"""What words mean in this field: ``configs/lexicon.yaml``, with a tokenizer that knows no others.

The general dictionary of jieba takes 0.3 s to load and is not needed to tell empty talk from content: a tokenizer on the field's
own words takes a millisecond, and what it does not know stands there as single characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pydantic import Field

from drafter.config.settings import Pattern, Setting, load_settings
from drafter.resources import Packs
from drafter.wording.segmentation import cutter, known_words, terms_and_words

__all__ = ["Lexicon", "SectionClues", "Topic", "load_lexicon", "split_words"]

FILE = "configs/lexicon.yaml"
Lines = tuple[str, ...]
"""Words of the settings, several in a line, between spaces."""
_CHINESE = re.compile("[一-鿿]+")
_CONTENT = re.compile(r"[一-鿿A-Za-z0-9%]+")


class Topic(Setting):
    """Words for one matter: 报销, 报账, 票据, 跨期."""

    name: str = Field(alias="名称")
    words: str = Field(alias="词")


class Clue(Setting):
    """Words that speak for a section, or against it."""

    pattern: Pattern = Field(alias="式")
    points: int = Field(default=1, alias="分")


class SectionClues(Setting):
    """What is written in a section, found from a raw note."""

    name: str = Field(alias="名称")
    clues: tuple[Clue, ...] = Field(default=(), alias="线索")


class Lexicon(Setting):
    """The words of the field, sorted by what they say."""

    terms: Lines = Field(default=(), alias="词典")
    """Words that are not cut."""
    empty: Lines = Field(default=(), alias="空泛词")
    """Words that are true of every unit."""
    general: Lines = Field(default=(), alias="泛称")
    """Words that are so too but name a matter: 档案, 采购."""
    particles: str = Field(default="", alias="虚词")
    """Characters that are no content when they stand alone."""
    concrete: tuple[Pattern, ...] = Field(default=(), alias="具体")
    """What makes a sentence one of this unit only."""
    causes: tuple[Pattern, ...] = Field(default=(), alias="原因")
    topics: tuple[Topic, ...] = Field(default=(), alias="主题")
    alike: Lines = Field(default=(), alias="近义")
    """Words of one meaning in each line: 到账, 到位."""
    sections: tuple[SectionClues, ...] = Field(default=(), alias="章节")
    """For `drafter suggest`."""

    def is_empty_talk(self, sentence: str) -> bool:
        """Whether nothing is left of a sentence but words that are true of every unit.

        A sentence that says why says something. One word in twenty may be of its own: a list of a dozen empty phrases is not saved
        by one name.
        """
        if len(sentence) > LONGEST or any(pattern.search(sentence) for pattern in self.concrete) or self.tells_cause(sentence):
            return False
        if not _may_be_empty(self, sentence):
            return False
        own, whole = _own_characters(self, sentence)
        return whole >= SHORTEST and own <= whole * OWN

    def tells_cause(self, text: str) -> bool:
        """Whether a text says why."""
        return any(pattern.search(text) for pattern in self.causes)

    def cut(self, text: str) -> list[str]:
        """The words of a text as far as the lexicon knows them; the rest as single characters."""
        return cutter(_term_set((*self.empty, *self.general, *self.terms, *(topic.words for topic in self.topics))))(text)

    def matter_words(self, text: str) -> frozenset[str]:
        """The words of a text that say what it is about, `general` ones among them; loads the general dictionary."""
        empty, _ = _sets(self.empty, self.particles)
        terms = _term_set(self.terms)
        found = (word for match in _CHINESE.finditer(text) for word in terms_and_words(match.group(), terms))
        return frozenset(word for word in found if len(word) > 1 and word not in empty)

    def of_its_own(self, words: frozenset[str]) -> frozenset[str]:
        """Those of `matter_words` that are not every unit's."""
        return words - _term_set(self.general)

    def all_words(self, text: str) -> Iterator[str]:
        """The words of two or more characters, those of every unit too, in their order; terms of the field stay whole."""
        terms = _term_set((*self.terms, *self.alike, *(topic.words for topic in self.topics)))
        for match in _CHINESE.finditer(text):
            yield from (word for word in terms_and_words(match.group(), terms) if len(word) > 1)

    def alike_words(self, word: str) -> frozenset[str]:
        """Other words for the same."""
        return frozenset(other for line in self.alike for other in _words_of(line) if word in _words_of(line)) - {word}

    def topics_of(self, text: str) -> frozenset[str]:
        """The matters that a text speaks of."""
        told = known_words(text, _topic_words(self))
        return frozenset(topic.name for topic in self.topics if told & _words_of(topic.words))


LONGEST = 400
"""Characters of a sentence; longer ones are no sentences."""
SHORTEST = 6
"""Characters of a sentence that can be empty talk; shorter ones are headings."""
OWN = 0.06
"""Share of its characters that may be outside the empty words."""
LONGEST_WORD, LEFT = 8, 0.3
"""Characters of the words that are looked for from the left, and the share that they may leave."""
LEAST_OWN = 2
"""Characters beside each other that are a word of its own."""


@lru_cache(maxsize=1024)
def _words_of(line: str) -> frozenset[str]:
    return frozenset(line.split())


def split_words(lines: Iterable[str]) -> Iterator[str]:
    """The words of lines of the settings."""
    return (word for line in lines for word in line.split())


@lru_cache(maxsize=8)
def _sets(lines: Lines, particles: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(split_words(lines)), frozenset(particles)


@lru_cache(maxsize=8)
def _term_set(terms: Lines) -> frozenset[str]:
    return frozenset(split_words(terms))


def _topic_words(lexicon: Lexicon) -> frozenset[str]:
    return _term_set(tuple(topic.words for topic in lexicon.topics))


def _may_be_empty(lexicon: Lexicon, sentence: str) -> bool:
    """Whether the longest known words from the left leave little of a sentence: spares most sentences the tokenizer."""
    empty, particles = _sets((*lexicon.empty, *lexicon.general), lexicon.particles)
    left = whole = 0
    for match in _CONTENT.finditer(sentence):
        text, place = match.group(), 0
        whole += len(text)
        while place < len(text):
            step = next((size for size in range(LONGEST_WORD, 0, -1) if text[place : place + size] in empty), 0)
            left += not step and text[place] not in particles
            place += step or 1
    return left <= whole * LEFT


def _own_characters(lexicon: Lexicon, sentence: str) -> tuple[int, int]:
    """The characters of words of its own, and of all words."""
    empty, particles = _sets((*lexicon.empty, *lexicon.general), lexicon.particles)
    own = whole = 0
    for match in _CONTENT.finditer(sentence):
        run = 0
        for word in (*cutter(empty)(match.group()), "的"):
            known = word in empty or word in particles
            own += run if known and run >= LEAST_OWN else 0
            run = 0 if known else run + len(word)
        whole += len(match.group())
    return own, whole


def load_lexicon(packs: Packs) -> Lexicon:
    """The lexicon of the packs; `InputError` for a faulty file."""
    return load_settings(packs.file(FILE), Lexicon, packs)
