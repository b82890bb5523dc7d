"""Pairs of reports, this year's and last year's, with known truth for each paragraph: what was carried over, and how.

Everything is drawn from a seeded generator. About 150 paragraphs and 20,000 characters a report, in six sections, one in eight
in a table. The truth about figures is told by the generator's own tokens, never by the reader of the project.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.reuse_plants import all_moved, bears, bumped, edited, figures_moved, half, reordered, swapped, synonyms
from benchmarks.reuse_text import Paragraph, Sentence, Token, Writer, filled_line, rendered, telling, words
from drafter.core.document import Block, Cell, Document, Heading, Table
from drafter.core.document import Paragraph as Text
from drafter.resources import Packs
from drafter.wording.literals import SLOT, standard_wording

__all__ = ["KINDS", "NEGATIVES", "POSITIVES", "Pair", "Place", "Planted", "make_pair"]

POSITIVES = {"verbatim": 8, "year": 8, "figures": 8, "edit10": 6, "edit20": 6, "edit35": 6, "order": 6, "synonyms": 6, "half": 6}
"""How many paragraphs of each are planted in a pair."""
NEGATIVES = {"template": 16, "local": 20, "fresh": 32, "statutes": 12, "lasting": 6}
"""The project's own wording; the office's; new text; new text that quotes documents; a list of duties that may stay."""
STALE = {"stale": 5, "stale-one": 3}
"""Standard wording with all of last year's figures, or with one of them beside new ones in its sentence."""
KINDS = {
    "verbatim": "verbatim", "year": "year-only", "figures": "figures-only", "edit10": "edited", "edit20": "edited",
    "edit35": "edited", "order": "reordered", "synonyms": "reworded", "half": "partial",
}  # fmt: skip
SECTIONS = {
    "职能": "单位职能",
    "概况": "项目概况",
    "资金": "资金使用情况",
    "成效": "绩效完成情况",
    "问题": "存在的问题",
    "措施": "改进措施",
}
CELLS = {"概况": "项目内容", "资金": "资金管理", "成效": "实际完成情况", "问题": "存在的问题", "措施": "下一步改进意见"}
"""The label of a table's row in each section."""
IN_TABLE = 0.12
SWAPPED = 0.05
"""Share of words swapped in all that is carried over, in the hard corpus."""
_WHOLE = re.compile(rf"[“{SLOT}一-鿿][^+]*。$")
Place = tuple[int, int | None, int | None]
"""Block, row, column."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A paragraph of this year's report, and what is true of it."""

    label: str
    text: str
    source: str = ""
    """Last year's paragraph, where it was carried over."""
    unchanged: bool | None = None
    """Whether the telling figures of what was carried over are last year's; `None` where there are none."""
    swapped: bool = False
    """Whether words were swapped on top of the label's own change."""
    stale: str = ""
    """The one figure that is last year's."""


@dataclass(frozen=True)
class Pair:
    """Two reports and the truth of the first, by place."""

    name: str
    current: Document
    prior: Document
    truth: dict[Place, Planted]


def make_pair(seed: int, *, hard: bool = False) -> Pair:
    """The pair of a seed. In every fourth the earlier report is another unit's."""
    rng = random.Random(f"reuse {seed} {hard}")  # noqa: S311
    topics = list(words()["主题"])
    place, other = rng.sample(words()["地名"], 2)
    then = Writer(rng, topics[seed % len(topics)], place, rng.randint(2019, 2024), hard=hard)
    now = then.of_year(then.year + 1, other if seed % 4 == 3 else "")
    made = _Maker(now, then)
    for label, count in (POSITIVES | NEGATIVES | STALE).items():
        for _ in range(count):
            made.plant(label)
    for _ in range(40):
        section = made.section()
        made.prior.append((section, then.paragraph(section, made.size())))
    current = _laid_out(now, [(section, rendered(text)) for section, text, _ in made.current])
    truth = dict(zip(current[1], (planted for _, _, planted in made.current), strict=True))
    prior = _laid_out(then, [(section, rendered(text)) for section, text in made.prior])
    name = f"{seed} {then.topic} {now.unit}{'←' + then.unit if now.unit != then.unit else ''} {now.year}"
    return Pair(name, current[0], prior[0], truth)


class _Maker:
    """Plants paragraphs in both reports."""

    def __init__(self, now: Writer, then: Writer) -> None:
        self.now, self.then, self.rng = now, then, now.rng
        self.current: list[tuple[str, Paragraph, Planted]] = []
        self.prior: list[tuple[str, Paragraph]] = []

    def size(self) -> int:
        """Characters of the next paragraph."""
        return self.rng.randint(25, 60) if self.now.hard else self.rng.randint(70, 165)

    def section(self) -> str:
        """The section of the next paragraph."""
        return self.rng.choices(["概况", "成效", "问题", "措施"], [1, 4, 2, 2])[0]

    def plant(self, label: str) -> None:
        """One paragraph of that label in this year's report, with what last year's has for it."""
        if label in KINDS:
            self._carry(label)
        elif label == "lasting":
            source = self.then.paragraph("职能", self.size())
            self._add("职能", source, Planted(label, rendered(source), rendered(source)), source)
        elif label in STALE:
            self._stale(label)
        elif label in {"template", "local"}:
            lines = _lines(label, self.rng, 1 if self.now.hard else self.rng.randint(1, 4))
            source, text = _standard(label, lines, self.then), _standard(label, lines, self.now)
            self._add("资金", text, Planted(label, rendered(text)), source)
        else:
            section = self.section()
            write = Writer.quoting if label == "statutes" else Writer.paragraph
            text = write(self.now, section, self.size())
            self._add(section, text, Planted(label, rendered(text)), write(self.then, section, self.size()))

    def _add(self, section: str, text: Paragraph, planted: Planted, source: Paragraph) -> None:
        self.current.append((section, text, planted))
        self.prior.append((section, source))

    def _carry(self, label: str) -> None:
        section, source = self._source(label)
        text = self._changed(label, source, section)
        swap = swapped(text, SWAPPED, self.now) if self.now.hard else text
        own = tuple(tuple(replace(token, text=self._name(token)) for token in sentence) for sentence in swap)
        kept = [sentence for sentence in text if sentence in source] if label == "half" else text
        told, before = sorted(telling(tuple(kept))), sorted(telling(tuple(kept) if label == "half" else source))
        unchanged = told == before if told else None
        self._add(section, own, Planted(label, rendered(own), rendered(source), unchanged, swap != text), source)

    def _name(self, token: Token) -> str:
        return token.text.replace(self.then.unit, self.now.unit) if token.sort == "name" else token.text

    def _source(self, label: str) -> tuple[str, Paragraph]:
        """A paragraph of last year's that bears the change of that label, and its section."""
        while True:
            section = self.section()
            source = self.then.paragraph(section, self.size())
            if bears(label, source):
                return section, source

    def _changed(self, label: str, source: Paragraph, section: str) -> Paragraph:
        if label == "verbatim":
            return source
        if label == "half":
            return half(source, self.now, section)
        if label == "year" or self.rng.random() < 0.5:
            source = bumped(source)
        if label == "year":
            return source
        if label == "figures" or (telling(source) and self.rng.random() < 0.5):
            source = figures_moved(source, self.rng)
        deed: dict[str, Callable[[], Paragraph]] = {
            "figures": lambda: source,
            "order": lambda: reordered(source, self.rng),
            "synonyms": lambda: synonyms(source, self.rng),
        }
        return deed[label]() if label in deed else edited(source, int(label[4:]) / 100, self.rng)

    def _stale(self, label: str) -> None:
        """Standard wording whose facts are last year's: all of them, or one of several digits among others that moved."""
        while True:
            source = _standard("local", _lines("local", self.rng, self.rng.randint(1, 3)), self.then)
            figures = telling(source)
            beside = [text for sentence in source if len(telling((sentence,))) > 1 for text in telling((sentence,))]
            precise = [text for text in beside if sum(c.isdigit() for c in text) >= 4 and figures.count(text) == 1]
            if len(figures) >= 2 and (label == "stale" or precise):
                break
        text, kept = bumped(source), ""
        if label == "stale-one":
            kept = self.rng.choice(precise)
            moved = iter(telling(all_moved(text, self.rng)))
            text = tuple(
                tuple(
                    replace(token, text=kept if (new := next(moved)) and token.text == kept else new)
                    if token.sort == "figure"
                    else token
                    for token in sentence
                )
                for sentence in text
            )
        self._add("资金", text, Planted(label, rendered(text), rendered(source), label == "stale", stale=kept), source)


@cache
def _own_wording() -> tuple[str, ...]:
    """Whole sentences of drafter's templates and phrases."""
    found = {line for line in standard_wording(Packs.find()) if _WHOLE.match(line) and len(line.replace(SLOT, "")) >= 12}
    return tuple(sorted(found))


def _lines(label: str, rng: random.Random, count: int) -> Sequence[str]:
    return rng.sample(_own_wording() if label == "template" else words()["惯用语"], count)


def _standard(label: str, lines: Sequence[str], writer: Writer) -> Paragraph:
    """Lines of standard wording with a writer's facts."""
    sentences: Iterator[Sentence] = (
        filled_line(line, SLOT, writer) if label == "template" else writer.local(line) for line in lines
    )
    return tuple(sentences)


def _laid_out(writer: Writer, texts: Sequence[tuple[str, str]]) -> tuple[Document, list[Place]]:
    """The report, sections in order and paragraphs of each shuffled; and the place of each text."""
    title = f"{writer.unit}{writer.year}年度项目支出绩效自评报告"
    blocks: list[Block] = [Heading(title, 0)]
    places: dict[int, Place] = {}
    for section, heading in SECTIONS.items():
        mine = [number for number, (name, _) in enumerate(texts) if name == section]
        writer.rng.shuffle(mine)
        cut = round(len(mine) * IN_TABLE) if section in CELLS else 0
        blocks.append(Heading(heading, 1))
        for number in mine[cut:]:
            places[number] = (len(blocks), None, None)
            blocks.append(Text(texts[number][1]))
        if cut:
            places |= {number: (len(blocks), row, 1) for row, number in enumerate(mine[:cut])}
            cells = [(Cell(CELLS[section], row, 0), Cell(texts[number][1], row, 1)) for row, number in enumerate(mine[:cut])]
            blocks.append(Table(tuple(cell for row in cells for cell in row), cut, 2))
    return Document(tuple(blocks), title), [places[number] for number in range(len(texts))]
