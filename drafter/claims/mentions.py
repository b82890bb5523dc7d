"""The figures of the prose as they are named: what each is called, what stands around it, what sets it apart from others.

A figure is called by the words right before it; where those only say what part it plays (决算数为▮), by its subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafter.claims.labels import bare, core, label_before
from drafter.claims.marks import MarkReader, Marks
from drafter.claims.prose import MONEY, Figure, MaskedPassage, is_figure
from drafter.core.document import Location
from drafter.core.patterns import lazy_re

__all__ = ["Mention", "mentions", "pairs_of", "same_before", "same_score", "words_around"]

LEAST_WORDS = 3
"""Characters of words that say what part a figure plays (决算数为)."""
WINDOW = 24
"""Characters of a clause on either side of a figure that say what it is."""
LEFT, RIGHT, BEFORE = 16, 10, 8
"""Characters that must be the same before and after a figure for the words to be the same."""
_ENDS = "，；。：（）、"
_CHINESE = lazy_re(r"[\u4e00-\u9fff]{2,}")
_SCORE = lazy_re(r"(?:自评|评价|评审)(?:总?得分|总分|评分)$")
_SCORED = lazy_re(r"整体支出|“[^”]{2,30}”(?=[^，。；]{0,4}(?:项目|自评))")
_LEFT_OVER = lazy_re(r"剩余|结转|结存|尚余")
_COMMON = frozenset(
    {"万元", "其中", "本年", "年度", "全年", "资金", "项目", "支出", "收入", "金额", "单位", "部门", "合计", "共计", "总计", "总额",
     "主要", "用于", "相关", "工作", "情况", "开展", "完成", "实际", "以及", "要求", "决算", "算数", "预算", "经费", "安排", "增加",
     "减少", "原因", "本部", "本单", "年初", "初预", "占比", "财政", "为了", "截至", "年末", "项支", "目支", "出为", "算为", "额为"}
)  # fmt: skip
"""Pairs of characters that stand beside most figures."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of the prose with the words that name it."""

    passage: MaskedPassage
    place: int
    figure: Figure
    label: str
    pairs: frozenset[str]
    marks: Marks

    @property
    def is_nameless(self) -> bool:
        """Whether no word says what it is: a bare number that a table left behind."""
        return not self.label and not self.pairs and self.place < BEFORE


def mentions(passage: MaskedPassage, marker: MarkReader, subjects: Mapping[Location, str]) -> Iterator[Mention]:
    """The figures of a passage; one whose own words only say what part it plays (决算数为▮) has the name of its subject."""
    for place in passage.places:
        figure = passage.figure_at(place)
        words = label_before(passage, place)
        label = core(words)
        name = label if bare(label) or len(words) < LEAST_WORDS else subjects.get(figure.location) or label
        pairs = pairs_of(_clause(passage.masked, place))
        yield Mention(passage, place, figure, name, pairs, marker.of_figure(passage, place))


def _clause(text: str, place: int) -> str:
    """The words around a figure up to the next figure or mark on either side."""
    start, end = place, place + 1
    while start > 0 and place - start < WINDOW and not is_figure(text[start - 1]) and text[start - 1] not in _ENDS:
        start -= 1
    while end < len(text) and end - place < WINDOW and not is_figure(text[end]) and text[end] not in _ENDS:
        end += 1
    return f"{text[start:place]} {text[place + 1 : end]}"


def pairs_of(text: str) -> frozenset[str]:
    """Neighbouring characters that tell one thing from another."""
    found = {run[i : i + 2] for run in _CHINESE.findall(_LEFT_OVER.sub("结余", text)) for i in range(len(run) - 1)}
    return frozenset(found - _COMMON)


def same_score(mention: Mention, other: Mention) -> bool:
    """Whether two scores are of one thing: both are given as 自评得分 of the same 整体支出 or “project”."""
    if mention.figure.quantity.unit != "分" or other.figure.quantity.unit != "分":
        return False
    mine, theirs = _SCORE.search(mention.label), _SCORE.search(other.label)
    return mine is not None and theirs is not None and mine[0] == theirs[0] and _scored(mention) == _scored(other) != ""


def _scored(mention: Mention) -> str:
    """What the sentence says that was scored; empty where it does not say."""
    text = mention.passage.masked
    found = _SCORED.findall(text, max(text.rfind("。", 0, mention.place) + 1, 0), mention.place)
    return found[-1].strip("“”") if found else ""


def words_around(mention: Mention) -> tuple[str, str]:
    """The words before and after a figure, other figures with their values."""
    passage, place = mention.passage, mention.place
    left, right = passage.masked[max(0, place - LEFT) : place], passage.masked[place + 1 : place + 1 + RIGHT].partition("。")[0]
    return _written(passage, left), _written(passage, right)


def same_before(mention: Mention, other: Mention) -> bool:
    """Whether the words before two figures are the very same, figures among them included."""
    mine, theirs = (s.passage.masked[max(0, s.place - BEFORE) : s.place] for s in (mention, other))
    return len(mine) == len(theirs) == BEFORE and _written(mention.passage, mine) == _written(other.passage, theirs)


def _written(passage: MaskedPassage, text: str) -> str:
    return "".join(passage.figures[(ord(c) - MONEY) % 0x400].text if is_figure(c) else c for c in text)
