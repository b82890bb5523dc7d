"""Rule repeated-sentence: sentences of one report that say the same with a few other words; manual page: pages/TX16.md.

Runs of characters find the pairs that may be alike; whether they are is stated from their words, by the share of the shorter one
that stands in the longer one in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pydantic import Field
from rapidfuzz.distance import LCSseq

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext, once
from drafter.rules.options import Pattern, options_of
from drafter.rules.outline import sections
from drafter.rules.page import computed
from drafter.rules.repeated_passages import repeated
from drafter.rules.statements import sentences
from drafter.rules.texts import FoldedPassage

__all__ = ["RULE", "Options"]

GRAM = 8
"""Characters that alike sentences have in a row somewhere."""
STEP = 4
"""Every so many runs are remembered, and every run looked up: alike sentences have longer ones."""
LONGEST = 400
"""Characters of a sentence; a longer one is a list or no text."""
MOST_PLACES = 6
"""A run that stands in more sentences is convention."""
_SIGNS = re.compile(r"[\s，,。；;：:、“”\"（）()《》]+")
_STOPS = frozenset("。；;.!！?？")
"""End a sentence; a line without one is a title."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


class Options(Setting):
    """What is alike, and where that is usual."""

    usual: Pattern | None = Field(default=None, alias="照例重复")
    """Headings."""
    usual_words: Pattern | None = Field(default=None, alias="照例的话")
    shortest: int = Field(default=20, alias="最短")
    alike: int = Field(default=85, alias="相同")
    """Percent of the shorter sentence's words."""
    alike_figures: int = Field(default=95, alias="有数字相同")
    """The same where it counts something: kinds of one thing are listed in like words (货物、工程、服务)."""
    longer: int = Field(default=200, alias="长短")
    """Percent of the shorter one's length that the longer one may have."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: FoldedPassage
    start: int
    end: int
    part: int
    bare: str
    """Without white space and signs."""

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def figures(self) -> list[str]:
        """What it counts; two sentences with other figures say two things."""
        return sorted(_FIGURE.findall(self.bare))


_CAUSE = lazy_re("原因")
"""A cause stands with the figures that it explains and again with the problem that it made."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Each sentence that an earlier one of the same report says already."""
    options = options_of(context, RULE.code, Options)
    if options.usual is None:
        return
    told: list[_Sentence] = []
    places: dict[str, list[int]] = {}
    copied, cut = _copied(context), context.settings.lexicon.cut
    for sentence in _sentences(context, options):
        near = sorted({index for gram in _grams(sentence) for index in places.get(gram, ())})
        same = next((told[index] for index in near if _alike(told[index], sentence, options, cut)), None)
        if same and sentence.passage.block not in copied:
            yield _finding(context, same, sentence)
        for gram in islice(_grams(sentence), 0, None, STEP):
            known = places.setdefault(gram, [])
            if len(known) < MOST_PLACES:
                known.append(len(told))
        told.append(sentence)


def _sentences(context: CheckContext, options: Options) -> Iterator[_Sentence]:
    """The sentences of the reports that don't repeat themselves by custom."""
    for section in sections(context):
        if options.usual and options.usual.search(section.mark.words):
            continue
        for passage in section.body:
            for start, end in sentences(passage):
                text = passage.text[start:end]
                bare = _SIGNS.sub("", text)
                said = text.strip()[-1:] in _STOPS
                if (
                    said
                    and options.shortest <= len(bare) <= LONGEST
                    and not (options.usual_words and options.usual_words.search(text))
                ):
                    yield _Sentence(passage, start, end, section.part, bare)


def _grams(sentence: _Sentence) -> Iterator[str]:
    return (sentence.bare[place : place + GRAM] for place in range(len(sentence.bare) - GRAM + 1))


def _alike(one: _Sentence, two: _Sentence, options: Options, cut: Callable[[str], list[str]]) -> bool:
    shorter, longer = sorted((one, two), key=lambda sentence: len(sentence.bare))
    if one.part != two.part or len(longer.bare) * 100 > options.longer * len(shorter.bare) or one.figures != two.figures:
        return False
    if one.passage.block != two.passage.block and all(_CAUSE.search(sentence.text) for sentence in (one, two)):
        return False
    least = options.alike_figures if one.figures else options.alike
    if one.bare == two.bare:
        return True
    common = LCSseq.similarity(shorter.bare, longer.bare)  # of characters; words have no more in common, and take a tokenizer
    return common * 100 >= least * len(shorter.bare) and _share(cut(shorter.bare), cut(longer.bare)) * 100 >= least


def _share(shorter: Sequence[str], longer: Sequence[str]) -> float:
    """The share of the characters of one sequence of words that stand in the other in the same order."""
    common = sum(
        len("".join(shorter[block.src_start : block.src_end]))
        for block in LCSseq.opcodes(shorter, longer)
        if block.tag == "equal"
    )
    return common / max(1, len("".join(shorter)))


@once
def _copied(context: CheckContext) -> frozenset[int]:
    """The blocks that the rule about whole passages tells of."""
    found = repeated(context)
    return frozenset(found.texts[repeat.second].block for repeat in found.repeats)


def _finding(context: CheckContext, one: _Sentence, two: _Sentence) -> Finding:
    before = context.document.section_of(one.passage.block) or one.text[:12].strip()
    message = f"这句话与前文（“{before[:20]}”处）说的是一回事，只有个别词不同；说一次就够了"
    place = two.passage.at(two.start, two.end)
    quote = two.passage.words(two.start, two.end).strip()
    return RULE.finding(context, place, message, quote=quote, others=(context.place(one.passage.at(one.start, one.end)),))


RULE = computed("TX16", check, Options)
