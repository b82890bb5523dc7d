"""Synthetic report text as tokens: words, figures, years, cited documents. What a token is, its writer knows; no reader is asked.

Vocabulary and sentence patterns are in ``reuse_words.yaml``. A clause that was written once, or one much like it, is not
written again by the same writer, so that fresh text shares stock phrases and terms with other text, but no statement.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

__all__ = ["Paragraph", "Sentence", "Token", "Writer", "changed_figure", "filled_line", "length", "rendered", "telling", "words"]

Sort = Literal["word", "figure", "constant", "year", "cited", "name"]
ALIKE = 0.6
"""Clauses that have so large a share of their pairs of characters in common say the same."""
_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text. A figure's number and its unit are one token; a constant is a figure that never moves."""

    text: str
    sort: Sort = "word"


Sentence = tuple[Token, ...]
"""Ends with its mark."""
Paragraph = tuple[Sentence, ...]


@cache
def words() -> dict[str, Any]:
    """The vocabulary; lists written as one line are cut at spaces."""

    def cut(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: cut(inner) for key, inner in value.items()}
        return value.split() if isinstance(value, str) else value

    found: dict[str, Any] = cut(yaml.safe_load(Path(__file__).with_name("reuse_words.yaml").read_text(encoding="utf-8")))
    return found


def rendered(paragraph: Paragraph) -> str:
    """The text of a paragraph."""
    return "".join(token.text for sentence in paragraph for token in sentence)


def length(paragraph: Paragraph) -> int:
    """Characters of a paragraph."""
    return sum(len(token.text) for sentence in paragraph for token in sentence)


def telling(paragraph: Paragraph) -> list[str]:
    """The figures that a reader expects to move from year to year."""
    return [token.text for sentence in paragraph for token in sentence if token.sort == "figure"]


def changed_figure(text: str, rng: random.Random) -> str:
    """Another figure of the same shape: same places before and after the point, same unit."""
    while True:
        made = re.sub(r"\d", lambda match: str(rng.randint(1, 9)) if match.group() != "," else ",", text)
        if made != text and not (made.endswith("%") and made.startswith("100")):
            return made


class Writer:
    """Writes text about one unit's work in one year, and remembers what it wrote."""

    def __init__(self, rng: random.Random, topic: str, place: str, year: int, *, hard: bool) -> None:
        self.rng, self.topic, self.year, self.hard = rng, topic, year, hard
        self.short = rng.choice(words()["主题"][topic]["单位"])
        self.unit = place + self.short
        self._written: dict[str, list[set[str]]] = {}
        self.lists = {**words()["通用"], **words()["主题"][topic]}

    def of_year(self, year: int, place: str = "") -> Writer:
        """The writer of another year's report, of another place's unit if one is given; what this one wrote it will not write."""
        made = copy(self)
        made.year, made.unit = year, (place + self.short if place else self.unit)
        return made

    def paragraph(self, section: str, size: int) -> Paragraph:
        """A paragraph of new statements, about so many characters, at least two sentences unless it is very short."""
        sentences: list[Sentence] = []
        while not sentences or length(tuple(sentences)) < size:
            sentences.append(self.sentence(section))
        return tuple(sentences)

    def sentence(self, section: str) -> Sentence:
        """A sentence of one or two new clauses, now and then with a stock phrase before it."""
        stock = [Token(self.rng.choice(words()["套话"]) + "，")] if self.rng.random() < (0.6 if self.hard else 0.12) else []
        second = [Token("；"), *self._clause(section)] if self.rng.random() < 0.15 and not self.hard else []
        return (*stock, *self._clause(section), *second, Token("。"))

    def quoting(self, section: str, size: int) -> Paragraph:
        """A new paragraph that begins with cited documents and the usual words around them."""
        opening = tuple(self._filled(self.rng.choice(words()["引文句式"])))
        first, *rest = self.paragraph(section, size)
        return ((*opening, *first), *rest)

    def local(self, pattern: str) -> Sentence:
        """A sentence of the local standard wording with new facts."""
        return tuple(self._filled(pattern))

    def _clause(self, section: str) -> list[Token]:
        for _ in range(500):
            pattern = self.rng.choice(words()["句式"][section])
            tokens = list(self._filled(pattern))
            bare = "".join(token.text for token in tokens if token.sort == "word")
            pairs = {bare[place : place + 2] for place in range(len(bare) - 1)}
            before = self._written.setdefault(pattern, [])
            if all(len(pairs & other) < ALIKE * len(pairs | other) for other in before):
                before.append(pairs)
                return tokens
        raise AssertionError("the vocabulary of this section is used up")

    def _filled(self, pattern: str) -> Iterator[Token]:
        pattern = _CHOICE.sub(lambda match: self.rng.choice(match[1].split("|")), pattern)
        place = 0
        for match in _SLOT.finditer(pattern):
            if match.start() > place:
                yield Token(pattern[place : match.start()])
            yield from self._slot(match[1], match[2])
            place = match.end()
        if place < len(pattern):
            yield Token(pattern[place:])

    def _slot(self, name: str, value: str | None) -> Iterator[Token]:
        rng = self.rng
        if name == "个":
            yield Token(_count(str(value), rng), "figure")
        elif name == "定":
            yield Token(str(value), "constant")
        elif name in _FIGURES:
            yield Token(_FIGURES[name](rng), "figure")
        elif name in {"年", "上年"}:
            yield Token(str(self.year - (name == "上年")), "year")
            yield Token("年" if name == "上年" else "")
        elif name == "文":
            yield Token(self.citation(), "cited")
        elif name == "单位":
            yield Token(rng.choice([self.unit, self.short]) if rng.random() < 0.5 else self.unit, "name")
        else:
            chosen = rng.choice(self.lists[name])
            yield from self._filled(chosen) if "{" in chosen else (Token(chosen),)

    def citation(self) -> str:
        """A document's title, mostly with its number."""
        title = f"《{self.rng.choice(words()['法规'])}》"
        mark = self.rng.choice(words()["字号"])
        number = f"（{mark}〔{self.rng.randint(2015, self.year)}〕{self.rng.randint(1, 160)}号）"
        return title + number if self.rng.random() < 0.6 else title


def _count(value: str, rng: random.Random) -> str:
    unit, low, high = value.split(":")
    number = rng.randint(int(low), int(high))
    return (f"{number:,}" if number > 999 and rng.random() < 0.2 else str(number)) + unit


def _percent(rng: random.Random) -> str:
    return rng.choice([f"{rng.uniform(41, 99.4):.1f}%", f"{rng.uniform(41, 99.4):.2f}%", f"{rng.randint(41, 99)}%"])


_FIGURES = {
    "额": lambda rng: rng.choice(
        [f"{rng.uniform(0.8, 90):.2f}万元", f"{rng.uniform(90, 4000):.2f}万元", f"{rng.randint(2, 900)}万元"]
    ),
    "率": _percent,
    "点": lambda rng: f"{rng.uniform(0.3, 12):.1f}个百分点",
    "分": lambda rng: rng.choice([f"{rng.uniform(70, 99):.1f}", f"{rng.uniform(5, 50):.2f}", str(rng.randint(5, 98))]),
}


_MONEY = re.compile(
    r"(?:预算|支出|资金|结转|结余|到位|安排|金额|共|计|减少?|调[增减]|[多少为与的到是满增]|合同价|使用|标准|期|比)$"
)
_RATE = re.compile(r"(?:率|幅|占.{0,8}的|比例|增长|下降)$")
_SCORE = re.compile(r"(?:分值|得分?|权重|扣)$")


def filled_line(line: str, slot: str, writer: Writer) -> Sentence:
    """A line of drafter's own wording with facts in its slots: what a slot takes is told by the words before it."""
    tokens: list[Token] = []
    for number, piece in enumerate(line.split(slot)):
        if number:
            tokens.append(_fact("".join(token.text for token in tokens), writer))
        tokens.append(Token(piece))
    return tuple(token for token in tokens if token.text)


def _fact(before: str, writer: Writer) -> Token:
    pools = words()["主题"][writer.topic]
    if _RATE.search(before):
        return Token(_FIGURES["率"](writer.rng), "figure")
    if _SCORE.search(before):
        return Token(_FIGURES["分"](writer.rng) + "分", "figure")
    if _MONEY.search(before):
        return Token(_FIGURES["额"](writer.rng), "figure")
    if before.endswith(("根据", "按照", "依据")):
        return Token(writer.citation(), "cited")
    if not before:
        return Token(writer.unit, "name")
    return Token(writer.rng.choice(pools["修饰"]) + writer.rng.choice(pools["名词"]))
