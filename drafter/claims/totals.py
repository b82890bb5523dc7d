"""Totals that the prose names and a table holds: 2024年度支出合计… is the 合计 of 公开03表.

Which name belongs to which cell is data (configs/claims.yaml, 表内总数); so are the words that say that something else is meant.
A name that only says 支出决算为 is of what the sentence named before: 公务接待费支出预算为…，支出决算为…
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drafter.claims.claim_settings import NamedTotal
from drafter.claims.judgement import Judgement, compare, failing, settle
from drafter.claims.labels import LabelledFigure, label_before, place_of, without_numbering
from drafter.claims.prose import COUNT, MONEY, NUMBER, Figure, MaskedPassage
from drafter.claims.years import years_named
from drafter.core.patterns import lazy_re
from drafter.tables.table_words import matches

__all__ = ["Totals"]

_LEAD = lazy_re(r"^(?:\d{4}年度?|本部门|我部门|本单位|我单位|其中|[：、]|[一二三四五六七八九十]+是)+")
_BODY = lazy_re(
    r"^(?P<unit>[\u4e00-\u9fff（）()·]{1,40}?(?:局|委|委员会|办|办公室|厅|院|校|学|处|所|站|馆|部|会|中心|单位|部门|机关|镇|乡|街道|队|社|园|公司)(?:本级|机关)?)"
    r"(?:20\d\d年度?|本年度?)?(?=[\u4e00-\u9fff“])"
)
"""The body that a total is of, named before it."""
_OWN = lazy_re(r"^(?:我|本|该|全)(?:[\u4e00-\u9fff]{1,4})(?:本级|机关)?$")
_TAIL = lazy_re(r"(?:决算|金额|共计|[为是数共达到约近超过逾]){1,12}$")
_PLAN = lazy_re(r"(?P<name>.*?)(?P<first>年初)?(?:全年|当年|本年)?预算(?:安排|金额)?(?:数|[为是共])*$")
_STOP = lazy_re(r"[。；]")
_OF_ALL = lazy_re(r"(?:本|该)?(?:项目|单位|部门)?(?:资金|经费)?")
"""Words that name no part: what comes after 项目全年预算 is of the project as well."""
_BARE = lazy_re(r"(?:实际)?(?:支出|执行)?")
_FULL_MARKS = lazy_re(r"(?P<name>.{2,20}?)的?(?:满分|分值)[为是]?")
_SCORED = lazy_re(r"(?:自评|实际|实|最终)?得分?[为是]?")
"""What goes on with 预算执行率满分▮，."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A name with the cells that it may mean."""

    pattern: re.Pattern[str]
    entries: tuple[LabelledFigure, ...]
    planned: tuple[LabelledFigure, ...]
    """The cells of the budget that the same name has."""
    unit: str
    other_paragraphs: tuple[str, ...]
    other_sentences: tuple[str, ...]


class Totals:
    """The totals of the document's tables, by what the prose calls them."""

    def __init__(
        self,
        names: Iterable[NamedTotal],
        entries: Sequence[LabelledFigure],
        year: int | None = None,
        *,
        paragraphs: tuple[str, ...] = (),
        sentences: tuple[str, ...] = (),
        one_only: bool = True,
    ) -> None:
        """`year` is the report's; scores are held against a table only where one thing was evaluated (`one_only`).

        `paragraphs` and `sentences` hold words that mean another total than any that is named.
        """
        told = [named for named in names if one_only or not named.unit]
        found = (_known(named, entries, paragraphs, sentences) for named in told)
        self._known = [known for known in found if known.entries or known.planned]
        self._year = year
        self._own = ""
        """The body that the first total with a name before it is of: the one that reports."""
        self._rows: dict[tuple[int, int | None], list[Figure]] = {}
        for entry in entries:
            if not "".join(entry.row):
                self._rows.setdefault((entry.figure.location.block, entry.figure.location.row), []).append(entry.figure)

    def named(self, name: str) -> Figure | None:
        """The total of that name, if a table of the document has it."""
        label = _clean(name)
        return next((known.entries[0].figure for known in self._known if known.entries and known.pattern.fullmatch(label)), None)

    def judge(self, passage: MaskedPassage) -> Iterator[Judgement]:
        """The figures of a passage that a table's total answers for."""
        if not self._known:
            return
        before = scored = ""
        last = 0
        for figure in passage.figures:
            place = place_of(passage, figure)
            if _STOP.search(passage.masked, last, place):
                before = scored = ""
            last = place
            label = self._without_unit(label_before(passage, place))
            full = _FULL_MARKS.fullmatch(label)
            names = _names(f"{scored}得" if scored and _SCORED.fullmatch(label) else label, before)
            scored = full["name"] if full else ""
            if figure.kind == MONEY:
                before = names[-1][0] if names[-1][1] and not _OF_ALL.fullmatch(names[-1][0]) else ""
            judged = self._judge(passage, place, names)
            if judged is not None:
                yield judged

    def _without_unit(self, label: str) -> str:
        """The label without the reporting body's name; with another body's, which has totals of its own, it stays."""
        plain = without_numbering(label)
        match = _BODY.match(plain)
        name = _clean(plain[match.end() :]) if match else ""
        if match is None or not any(known.pattern.fullmatch(name) for known in self._known):
            return label
        if not self._own and not _OWN.fullmatch(match["unit"]):
            self._own = match["unit"]
        return plain[match.end() :] if match["unit"] == self._own or _OWN.fullmatch(match["unit"]) else label

    def _judge(self, passage: MaskedPassage, place: int, names: Sequence[tuple[str, bool]]) -> Judgement | None:
        """The verdict under the cells of the name, all of which have to differ for a failure."""
        figure = passage.figure_at(place)
        for known in self._known:
            if not _fits(known, figure, passage):
                continue
            for name, planned in names:
                cells = known.planned if planned else known.entries
                if cells and known.pattern.fullmatch(name):
                    other = self._is_other(passage, place, known) or self._is_beside(figure, cells)
                    return None if other else settle(_held(passage, place, entry) for entry in cells)
        return None

    def _is_beside(self, figure: Figure, cells: Sequence[LabelledFigure]) -> bool:
        """Whether the amount stands in another column of a row without a name: its columns may be read wrongly."""
        if any(figure.range.meets(cell.figure.range) for cell in cells):
            return False
        rows = {(cell.figure.location.block, cell.figure.location.row) for cell in cells}
        return any(
            figure.range.meets(other.range) for row in rows for other in self._rows.get(row, ()) if other.kind == figure.kind
        )

    def _is_other(self, passage: MaskedPassage, place: int, known: _Known) -> bool:
        """Whether the words before a figure say that it is of another year, or not of the whole."""
        start = max(passage.masked.rfind(mark, 0, place) for mark in "。；") + 1
        sentence = passage.masked[start:place]
        years = years_named(sentence)
        return (
            any(word in sentence for word in known.other_sentences)
            or any(word in passage.masked[:place] for word in known.other_paragraphs)
            or bool(years and self._year is not None and years[-1] != self._year)
        )


def _known(
    named: NamedTotal, entries: Sequence[LabelledFigure], paragraphs: tuple[str, ...], sentences: tuple[str, ...]
) -> _Known:
    kinds = named.tables.split("|")
    mine = [entry for entry in entries if entry.table_kind in kinds]
    if mine:
        mine += [entry for entry in entries if entry.table_kind in named.also.split("|")]
    cells = named.alternatives or (named,)
    return _Known(
        named.pattern,
        tuple(entry for cell in cells for entry in _entries(cell.row, cell.column, mine)),
        tuple(entry for cell in cells if cell.budget for entry in _entries(cell.row, cell.budget, mine)),
        named.unit,
        paragraphs if named.other_paragraphs is None else named.other_paragraphs,
        sentences if named.other_sentences is None else named.other_sentences,
    )


def _entries(row: str, column: str, entries: Sequence[LabelledFigure]) -> tuple[LabelledFigure, ...]:
    """The cells of a row and a column, each once; several where the document has several such tables or rows.

    No name means every row, or every column.
    """
    fitting = (entry for entry in entries if (not row or _is(entry.row[-1:], row)) and (not column or _is(entry.column, column)))
    return tuple({entry.figure.location: entry for entry in fitting}.values())


def _is(path: tuple[str, ...], wanted: str) -> bool:
    """Whether a header's path is one of the alternatives: 决算数/公务接待费|决算数/接待费, a header and one below it.

    A 小计 below 项目支出 is 项目支出.
    """
    named = path[:-1] if len(path) > 1 and path[-1] in _SUBTOTALS else path
    return any(_ends_as(form, choice.split("/")) for choice in wanted.split("|") for form in {path, named} if form)


def _ends_as(path: tuple[str, ...], names: list[str]) -> bool:
    above = iter(path[:-1])
    return matches(path[-1], (names[-1],)) and all(any(matches(part, (name,)) for part in above) for name in names[:-1])


def _fits(known: _Known, figure: Figure, passage: MaskedPassage) -> bool:
    """Amounts of paragraphs; where a unit is stated, such counts, in cells too."""
    if known.unit:
        return COUNT <= figure.kind <= NUMBER and figure.quantity.unit == known.unit
    return figure.kind == MONEY and passage.column is None


_SUBTOTALS = frozenset({"小计", "合计"})


def _clean(label: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", without_numbering(label)))


def _names(label: str, before: str) -> list[tuple[str, bool]]:
    """What a figure may be called, and whether it is what was planned of it; `before` is what the sentence named last."""
    name = _clean(label)
    plan = _PLAN.fullmatch(_LEAD.sub("", without_numbering(label)))
    if plan is not None and plan["first"] is None:
        return [(name, False), (plan["name"], True)]
    return [(before, False)] if before and _BARE.fullmatch(name) and not before.endswith("收入") else [(name, False)]


def _held(passage: MaskedPassage, place: int, entry: LabelledFigure) -> Judgement:
    figure, total = passage.figure_at(place), entry.figure
    start = max(passage.masked.rfind(mark, 0, place) for mark in "。；，") + 1
    quote = passage.quote(max(start, place - 40), place + 1)
    verdict, severity = compare(figure, total.range)
    if figure.kind != MONEY and abs(figure.value - total.value) <= Fraction(1, 2) and figure.value.denominator == 1:
        verdict = "holds"  # a score stated in whole points
    derivation = f"{entry.where}为 {total.text}"
    if verdict == "holds":
        return Judgement("table", "holds", quote, figure.location, derivation, figures=(figure,))
    message = f"正文写的是 {figure.text}，与{entry.where.partition('，')[0]}不符"
    slip = "tail" if severity == "note" else ""
    return replace(
        failing(
            "table",
            quote,
            figure,
            derivation=derivation,
            expected=total.text,
            slip=slip,
            severity=severity,
            message=message,
            figures=(figure,),
        ),
        looked_up=(total,),
    )
