"""Totals that the prose names and a public table holds: 2024年度支出合计… is the 合计 of 公开03表.

Which name belongs to which cell is data (configs/claims.yaml, 表内总数); so are the words that say that something else is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.claims.judgement import Judgement, compare
from drafter.claims.labels import Entry, label_before
from drafter.claims.prose import MONEY, Figure, Passage, is_figure

__all__ = ["Totals"]

_LEAD = re.compile(r"^(?:\d{4}年度?|本部门|我部门|本单位|我单位|其中|[：、]|[一二三四五六七八九十]+是)+")
_TAIL = re.compile(r"(?:决算数?|金额|共计|[为是数共达到约近超过逾])+$")


@dataclass(frozen=True, slots=True)
class _Known:
    pattern: re.Pattern[str]
    entry: Entry


class Totals:
    """The totals of the document's public tables, by what the prose calls them."""

    def __init__(self, settings: Mapping[str, Any], entries: Sequence[Entry]) -> None:
        self._known = [
            _Known(re.compile(str(named["式"])), entry)
            for named in settings.get("表内总数") or ()
            for entry in entries
            if _is(entry, named)
        ]
        self._other_paragraphs = tuple(settings.get("不是总数的段") or ())
        self._other_sentences = tuple(settings.get("不是总数的句") or ())

    def named(self, name: str) -> Figure | None:
        """The total of that name, if a table of the document has it."""
        label = _TAIL.sub("", _LEAD.sub("", name))
        return next((known.entry.figure for known in self._known if known.pattern.fullmatch(label)), None)

    def judge(self, passage: Passage) -> Iterator[Judgement]:
        """The amounts of a passage that a table's total answers for."""
        if not self._known or passage.column is not None:
            return
        for place, character in enumerate(passage.masked):
            if is_figure(character) and passage.figure_at(place).kind == MONEY:
                judged = self._judge(passage, place)
                if judged is not None:
                    yield judged

    def _judge(self, passage: Passage, place: int) -> Judgement | None:
        start = max(passage.masked.rfind(mark, 0, place) for mark in "。；") + 1
        label = _TAIL.sub("", _LEAD.sub("", label_before(passage, place)))
        known = next((known for known in self._known if known.pattern.fullmatch(label)), None)
        other = any(word in passage.masked[start:place] for word in self._other_sentences)
        if known is None or other or any(word in passage.masked[:place] for word in self._other_paragraphs):
            return None
        return _held(passage, place, known.entry)


def _is(entry: Entry, named: Mapping[str, Any]) -> bool:
    column = named.get("列")
    row_fits = bool(entry.row) and entry.row[-1] == named["行"]
    return (
        entry.table_kind == named["表"] and row_fits and (column is None or (bool(entry.column) and entry.column[-1] == column))
    )


def _held(passage: Passage, place: int, entry: Entry) -> Judgement:
    figure, total = passage.figure_at(place), entry.figure
    start = max(passage.masked.rfind(mark, 0, place) for mark in "。；，") + 1
    quote = passage.quote(max(start, place - 40), place + 1)
    verdict, severity = compare(figure, total.range)
    derivation = f"{entry.where}为 {total.text}"
    if verdict == "holds":
        return Judgement("table", "holds", quote, figure.location, derivation, figures=(figure,))
    message = f"正文写的是 {figure.text}，与{entry.where.partition('，')[0]}不符"
    slip = "tail" if severity == "note" else ""
    return Judgement(
        "table",
        "fails",
        quote,
        figure.location,
        derivation,
        figure.text,
        total.text,
        slip,
        severity,
        message,
        (figure,),
        (figure,),
    )
