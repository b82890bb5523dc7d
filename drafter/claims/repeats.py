"""Amounts that stand elsewhere too: in a table, or in another part of the prose, under a like name.

A figure holds when the same figure stands elsewhere under a like name. It fails when it stands alone, and a figure elsewhere
under a like name is the same but for a slip of the pen (one digit, two digits transposed, one dropped or doubled, the point moved,
元 for 万元), or when the very same words stand elsewhere with another count. Figures that simply differ are no contradiction: one
name serves many things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from drafter.claims.judgement import Judgement
from drafter.claims.labels import LabelIndex, LabelledFigure, core, label_before, likeness
from drafter.claims.marks import MarkReader, Marks
from drafter.claims.prose import COUNT, MONEY, PERCENT, Figure, MaskedPassage, is_figure
from drafter.claims.settled import Settled, said_equal, width
from drafter.claims.slips import slips_of
from drafter.core.document import Location
from drafter.core.findings import Severity
from drafter.core.patterns import lazy_re

__all__ = ["judge_repeats"]

TELLING_DIGITS = 3
"""A figure with so many digits hardly stands elsewhere by accident."""
LONGEST_LABEL = 200
"""The last characters of a label that are compared: a real one is far shorter, and comparing takes the product of both lengths."""
NO_ACCIDENT = 6
"""A figure with so many digits is hardly another one's slip of the pen by accident."""
ALIKE, HALF = 84, 50
SAME = 2
"""Two names are of the same thing."""
LONG, NAME = 4, 3
"""Characters of a name that tells one thing from others, in the prose and in a table."""
WINDOW = 24
"""Characters of a clause on either side of a figure that say what it is."""
LEFT, RIGHT = 16, 10
"""Characters that must be the same before and after a count for the words to be the same."""
SAME_WORDS, BEFORE = 14, 8
FEW, MOST = 8, 200
"""Places of one figure that are looked at: of the same name, and of any."""
_ENDS = "，；。：（）、"
_CHINESE = lazy_re(r"[\u4e00-\u9fff]{2,}")
_SCORE = lazy_re(r"(?:自评|评价|评审)(?:总?得分|总分|评分)$")
_SCORED = lazy_re(r"整体支出|“[^”]{2,30}”(?=[^，。；]{0,4}(?:项目|自评))")
_DONE = lazy_re(r"(?:实际)?完成$")
_LEFT_OVER = lazy_re(r"剩余|结转|结存|尚余")
_COMMON = frozenset(
    {"万元", "其中", "本年", "年度", "全年", "资金", "项目", "支出", "收入", "金额", "单位", "部门", "合计", "共计", "总计", "总额",
     "主要", "用于", "相关", "工作", "情况", "开展", "完成", "实际", "以及", "要求", "决算", "算数", "预算", "经费", "安排", "增加",
     "减少", "原因", "本部", "本单", "年初", "初预", "占比", "财政", "为了", "截至", "年末", "项支", "目支", "出为", "算为", "额为"}
)  # fmt: skip
"""Pairs of characters that stand beside most figures."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A figure of the prose with the words that name it."""

    passage: MaskedPassage
    place: int
    figure: Figure
    label: str
    pairs: frozenset[str]
    marks: Marks


def judge_repeats(
    found: list[MaskedPassage], index: LabelIndex, judged: list[Judgement], marker: MarkReader
) -> Iterator[Judgement]:
    """Holding claims for figures that stand elsewhere under a like name, failing ones for the odd one out."""
    doubted = {figure.location for judgement in judged if judgement.verdict == "fails" for figure in judgement.suspects}
    spots = [spot for passage in found for spot in _spots(passage, marker)]
    by_place = {spot.figure.location: spot for spot in spots}
    reader = _Reader(index, by_place, Settled(judged), said_equal(judged), marker)
    told: set[Location] = set()
    for spot in spots:
        if spot.figure.location in doubted or spot.figure.kind == PERCENT:
            continue
        twin = reader.twin(spot)
        if twin is not None:
            yield _holding(spot, twin)
            continue
        odd = reader.odd(spot)
        if odd is not None and odd[0][0].figure.location not in told:  # of two places only one is reported
            told.add(spot.figure.location)
            yield _failing(spot, *odd)
    yield from _other_counts(spots, doubted | told)


def _spots(passage: MaskedPassage, marker: MarkReader) -> Iterator[_Spot]:
    for place, character in enumerate(passage.masked):
        if is_figure(character):
            label = label_before(passage, place)
            pairs = _pairs(_clause(passage.masked, place))
            yield _Spot(passage, place, passage.figure_at(place), core(label), pairs, marker.of_figure(passage, place))


def _clause(text: str, place: int) -> str:
    """The words around a figure up to the next figure or mark on either side."""
    start, end = place, place + 1
    while start > 0 and place - start < WINDOW and not is_figure(text[start - 1]) and text[start - 1] not in _ENDS:
        start -= 1
    while end < len(text) and end - place < WINDOW and not is_figure(text[end]) and text[end] not in _ENDS:
        end += 1
    return f"{text[start:place]} {text[place + 1 : end]}"


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters that tell one thing from another."""
    found = {run[i : i + 2] for run in _CHINESE.findall(_LEFT_OVER.sub("结余", text)) for i in range(len(run) - 1)}
    return frozenset(found - _COMMON)


@dataclass(slots=True)
class _Reader:
    """Looks figures up by value, and tells whether two names are of one thing."""

    index: LabelIndex
    by_place: dict[Location, _Spot]
    settled: Settled
    equal: Mapping[Location, Location]
    """The figure that a sentence says to be the same amount (完成预算的100%)."""
    marker: MarkReader
    by_label: dict[tuple[Fraction, int], dict[str, list[LabelledFigure]]] = field(default_factory=dict)

    def twin(self, spot: _Spot) -> LabelledFigure | None:
        """The best other place of the same figure, where its name is alike or its digits are telling."""
        best: list[tuple[int, float, LabelledFigure]] = []
        telling = _is_telling(spot.figure)
        for entry in self._valued(spot.figure.range.middle, spot):
            if telling or not self._apart(spot, entry):
                best.append((self.alike(spot, entry), _likeness(spot, entry), entry))
            if best and best[-1][0] == SAME:
                break
        if not best:
            return None
        alike, likely, entry = max(best, key=lambda found: found[:2])
        return entry if telling or alike == SAME or likely >= HALF else None

    def odd(self, spot: _Spot) -> tuple[list[LabelledFigure], Severity] | None:
        """The places of the figure that this one was meant to be, and how sure that is."""
        best: tuple[int, list[LabelledFigure]] | None = None
        for value in slips_of(spot.figure):
            places = self._meant(spot, value)
            if (
                not places
                or self.settled.is_sure(spot.figure, value)
                or self._is_part(spot, value)
                or (self._is_tail(spot.figure, value) and not self._is_said_equal(spot, places[0]))
            ):
                continue
            alike = self._alike_or_equal(spot, places[0])
            named = [place for place in places if self._alike_or_equal(spot, place)]
            sure = alike + (len(named) > 1 and not self._is_said_equal(spot, places[0]))
            if alike and (sure >= SAME or self._is_no_accident(spot, value)) and (best is None or sure > best[0]):
                best = (sure, places)
        if best is None:
            return None
        return best[1], "error" if best[0] > SAME else "note"

    @staticmethod
    def _is_no_accident(spot: _Spot, value: Fraction) -> bool:
        """Whether a figure of so many digits hardly is another one's slip by chance; a tail difference is none."""
        return _digits(spot.figure) >= NO_ACCIDENT and abs(value - spot.figure.range.middle) > width(spot.figure)

    def _is_tail(self, figure: Figure, value: Fraction) -> bool:
        """Whether a figure that another claim supports differs by no more than one unit of its last place."""
        return figure.location in self.settled and abs(value - figure.range.middle) <= width(figure)

    def _alike_or_equal(self, spot: _Spot, entry: LabelledFigure) -> int:
        return SAME if self._is_said_equal(spot, entry) else self.alike(spot, entry)

    def _is_said_equal(self, spot: _Spot, entry: LabelledFigure) -> bool:
        return self.equal.get(spot.figure.location) == entry.figure.location

    def _meant(self, spot: _Spot, value: Fraction) -> list[LabelledFigure]:
        """The places of a value that the figure may have been meant to repeat, the best name first."""
        found = [
            (alike, entry)
            for entry in self._valued(value, spot)
            if not entry.figure.hedge and _is_long(entry.figure)
            for alike in [self._alike_or_equal(spot, entry)]
            if _is_telling(entry.figure) or (alike == SAME and _is_long(entry.figure) and _is_long(spot.figure))
        ]
        ranked = sorted(found, key=lambda pair: -pair[0])
        return list({entry.figure.location: entry for _, entry in reversed(ranked)}.values())[::-1]

    def _valued(self, value: Fraction, spot: _Spot) -> Iterator[LabelledFigure]:
        """Other figures of a value, those of the same name first; of a value that stands everywhere (zero) only so many."""
        entries = self.index.valued(value, spot.figure.kind)
        if not entries:
            return
        key = (value, spot.figure.kind)
        if key not in self.by_label:
            groups = self.by_label[key] = defaultdict(list)
            for entry in entries:
                groups[entry.label].append(entry)
        named = self.by_label[key].get(spot.label, ())
        for entry in (*islice(named, FEW), *islice(entries, MOST)):
            if entry.figure.location != spot.figure.location and _unit_fits(spot.figure, entry.figure):
                yield entry

    def _is_part(self, spot: _Spot, value: Fraction) -> bool:
        """Whether the difference stands in the same paragraph: 30 + 67.75 beside 97.75."""
        gap = abs(value - spot.figure.range.middle)
        return any(f.range.middle == gap and f.kind == spot.figure.kind for f in spot.passage.figures)

    def alike(self, spot: _Spot, entry: LabelledFigure) -> int:
        """`SAME` for the same name, 1 for one that has something telling in common, 0 for another or of another year, batch …"""
        other = self.by_place.get(entry.figure.location)
        if self._apart(spot, entry):
            return 0
        if other is not None and (_same_before(spot, other) or _same_score(spot, other)):
            return SAME
        mine, theirs = spot.label, entry.label
        if mine and mine == theirs:
            return SAME if len(mine) >= (LONG if other is not None else 2) else 1
        if (mine and likeness(mine, theirs) >= ALIKE) or (other is None and self._names_row(spot, (theirs, *entry.row))):
            return SAME
        shorter, longer = sorted((mine, theirs), key=len)
        if len(shorter) >= 2 and longer.endswith(shorter) and spot.figure.kind == MONEY:
            return 1
        if spot.figure.kind != MONEY:  # counts are short, and one word names many of them
            return 0
        pairs = other.pairs if other is not None else _pairs(theirs)
        return 1 if spot.pairs & pairs else 0

    def _apart(self, spot: _Spot, entry: LabelledFigure) -> bool:
        """Whether the marks say that they are of two things."""
        other = self.by_place.get(entry.figure.location)
        marks = other.marks if other is not None else self.marker.of_cell(entry)
        return self.marker.apart(spot.marks, marks, cell=other is None)

    @staticmethod
    def _names_row(spot: _Spot, rows: tuple[str, ...]) -> bool:
        """Whether the words before a figure end with the name of a table's row; a long figure needs fewer."""
        least = 2 if len(spot.figure.quantity.plain.replace(".", "")) > LONG - 1 else NAME
        label = _DONE.sub("", spot.label)
        return any(len(row) >= least and (label.endswith(row) or spot.label.endswith(row)) for row in rows)


def _same_score(spot: _Spot, other: _Spot) -> bool:
    """Whether two scores are of one thing: both are given as 自评得分 of the same 整体支出 or “project”."""
    if spot.figure.quantity.unit != "分" or other.figure.quantity.unit != "分":
        return False
    mine, theirs = _SCORE.search(spot.label), _SCORE.search(other.label)
    return mine is not None and theirs is not None and mine[0] == theirs[0] and _scored(spot) == _scored(other) != ""


def _scored(spot: _Spot) -> str:
    """What the sentence says that was scored; empty where it does not say."""
    text = spot.passage.masked
    found = _SCORED.findall(text, max(text.rfind("。", 0, spot.place) + 1, 0), spot.place)
    return found[-1].strip("“”") if found else ""


def _likeness(spot: _Spot, entry: LabelledFigure) -> float:
    from rapidfuzz import fuzz

    mine, theirs = spot.label[-LONGEST_LABEL:], entry.label[-LONGEST_LABEL:]
    return fuzz.partial_ratio(mine, theirs) if min(len(mine), len(theirs)) >= 2 else 0.0


def _unit_fits(figure: Figure, other: Figure) -> bool:
    return figure.kind == MONEY or figure.quantity.unit == other.quantity.unit or not other.quantity.unit


def _is_telling(figure: Figure) -> bool:
    return _digits(figure) >= TELLING_DIGITS


def _digits(figure: Figure) -> int:
    return len(figure.quantity.plain.replace(".", "").strip("0"))


def _is_long(figure: Figure) -> bool:
    return len(figure.quantity.plain.replace(".", "").lstrip("0")) >= TELLING_DIGITS


def _quote(spot: _Spot) -> str:
    passage, place = spot.passage, spot.place
    start = max((passage.masked.rfind(mark, 0, place) for mark in "。；，"), default=-1) + 1
    return passage.quote(max(start, place - 40), place + 1)


def _where(entry: LabelledFigure) -> str:
    return f"{entry.where}“{entry.label}”" if entry.where == "正文" and entry.label else entry.where


def _holding(spot: _Spot, twin: LabelledFigure) -> Judgement:
    derivation = f"与{_where(twin)}的 {twin.figure.text} 一致"
    return Judgement("repeat", "holds", _quote(spot), spot.figure.location, derivation, figures=(spot.figure,))


def _failing(spot: _Spot, others: Sequence[LabelledFigure], severity: Severity) -> Judgement:
    figure, other = spot.figure, others[0]
    many = f"（共 {len(others)} 处）" if len(others) > 1 else ""
    derivation = f"{_where(other)}为 {other.figure.text}{many}"
    message = f"写的是 {figure.text}，别处是 {other.figure.text}，请核对是不是同一个数"
    figures = (figure, other.figure) if len(others) == 1 else (figure,)
    return Judgement(
        "repeat", "fails", _quote(spot), figure.location, derivation, figure.text, other.figure.text, "slip", severity, message,
        figures, (figure,),
    )  # fmt: skip


def _other_counts(spots: Sequence[_Spot], doubted: set[Location]) -> Iterator[Judgement]:
    """Counts that differ although the words before and after are the very same."""
    groups: dict[tuple[str, ...], list[_Spot]] = defaultdict(list)
    for spot in spots:
        if spot.figure.kind >= COUNT and spot.figure.location not in doubted and not spot.passage.is_heading:
            words = _words(spot)
            if len(re.sub(r"[^\u4e00-\u9fff]", "", "".join(words))) >= SAME_WORDS:
                groups[*words, spot.figure.quantity.unit, spot.marks.key].append(spot)
    for group in groups.values():
        values: dict[Decimal, list[_Spot]] = defaultdict(list)
        for spot in group:
            values[spot.figure.quantity.value].append(spot)
        if len(values) == 2:
            fewer, more = sorted(values.values(), key=lambda same: (len(same), -same[0].passage.block))
            if len(fewer) == 1:
                entries = [LabelledFigure(other.label, other.figure, "正文") for other in more]
                yield _failing(fewer[0], entries, "error" if len(more) > 1 else "note")


def _words(spot: _Spot) -> tuple[str, str]:
    """The words before and after a figure, other figures with their values."""
    passage, place = spot.passage, spot.place
    left, right = passage.masked[max(0, place - LEFT) : place], passage.masked[place + 1 : place + 1 + RIGHT].partition("。")[0]
    return _written(passage, left), _written(passage, right)


def _same_before(spot: _Spot, other: _Spot) -> bool:
    """Whether the words before two figures are the very same, figures among them included."""
    mine, theirs = (s.passage.masked[max(0, s.place - BEFORE) : s.place] for s in (spot, other))
    return len(mine) == len(theirs) == BEFORE and _written(spot.passage, mine) == _written(other.passage, theirs)


def _written(passage: MaskedPassage, text: str) -> str:
    return "".join(passage.figures[(ord(c) - MONEY) % 0x400].text if is_figure(c) else c for c in text)
