"""Tables of funds that a unit may not have: empty where the prose says 无, and not empty where it tells an amount.

No more is asked than that: an amount of the year before, or what is carried over, makes a table neither empty nor wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.claims.judgement import Judgement
from drafter.claims.prose import MONEY, Figure, MaskedPassage
from drafter.claims.relations.named import NamedFigure, judged
from drafter.tables.model import ReadTable, TableFigure
from drafter.tables.prose_relations import EmptyTable

__all__ = ["judge_empty"]

CARRIED = ("年初", "上年", "年末", "结转", "结余", "预算数", "序号", "行次")
NOT_THIS = ("上年", "去年", "上一年", "年初", "预算数", "预算为", "增加", "减少", "比")
OTHERS = ("机关", "本级", "所属", "下属", "其中")
"""Words of a sentence that speaks of a part of the units."""


def judge_empty(
    found: Sequence[MaskedPassage], told: Sequence[NamedFigure], tables: Sequence[ReadTable], relations: Sequence[EmptyTable]
) -> Iterator[Judgement]:
    """What the prose says of each fund against its table, where the report has one such table."""
    for relation in relations:
        mine = [table for table in tables if table.kind == relation.table]
        if len(mine) == 1:
            spent = [cell for cell in mine[0].figures if cell.quantity.value and not _is_carried(cell)]
            yield from _said_none(found, mine[0], spent, relation) if spent else _said_some(told, mine[0], relation)


def _is_carried(cell: TableFigure) -> bool:
    return any(word in label for label in (*cell.column, *cell.row) for word in CARRIED) or cell.quantity.unit == "%"


def _said_none(
    found: Sequence[MaskedPassage], table: ReadTable, spent: Sequence[TableFigure], relation: EmptyTable
) -> Iterator[Judgement]:
    """Sentences that say that there is nothing, beside a table that has an amount."""
    for passage in found:
        for pattern in relation.none if not passage.is_heading else ():
            match = pattern.search(passage.masked)
            if match is None or _is_of_part(passage, match.start(), match.end()):
                continue
            figure = Figure(spent[0].quantity, spent[0].location)
            message = f"{relation.name}：正文说没有，《{table.title}》里却有 {figure.text}"
            yield Judgement(
                "none-said",
                "fails",
                passage.quote(*match.span()),
                passage.location(*match.span()),
                derivation=f"《{table.title}》{'·'.join(spent[0].row)} {figure.text}",
                stated="无",
                expected=figure.text,
                message=message,
                figures=(figure,),
            )
            break


def _is_of_part(passage: MaskedPassage, start: int, end: int) -> bool:
    begin = max(passage.masked.rfind(mark, 0, start) for mark in "。；") + 1
    said = passage.masked[begin:end]
    return any(word in said for word in (*OTHERS, "上年", "去年", "指", "结转"))


def _said_some(told: Sequence[NamedFigure], table: ReadTable, relation: EmptyTable) -> Iterator[Judgement]:
    """Amounts stated of a fund whose table is empty."""
    if any(cell.quantity.value for cell in table.figures):
        return
    for one in told:
        other = any(word in one.name for word in NOT_THIS) or any(word in one.sentence for word in OTHERS)
        if one.figure.kind == MONEY and one.figure.value and not other and relation.amount.search(one.name):
            message = f"{relation.name}：正文是 {one.figure.text}，《{table.title}》里却没有数"
            yield judged("none-said", one, expected="（与表一致）", message=message, derivation=f"《{table.title}》没有金额")
            return
