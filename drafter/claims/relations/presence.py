"""An amount and the things it was spent on: where there is one there is the other.

公务接待费0万元 beside 接待5批次, 购置费18万元 beside 购置0辆. All amounts of the name and all counts of the matter are looked at,
those of the tables too; only where the one is nothing throughout and the other is not, the two do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.claims.judgement import Judgement
from drafter.claims.labels import LabelledFigure
from drafter.claims.prose import MONEY, Figure
from drafter.claims.relations.named import NamedFigure, judged
from drafter.tables.prose_relations import Presence

__all__ = ["judge_presence"]

NOT_THIS = ("上年", "去年", "上一年", "年初", "预算", "增加", "减少", "节约", "下降", "人均", "比", "占")
"""Words before an amount that say that it is not what was spent this year."""


def judge_presence(
    told: Sequence[NamedFigure], entries: Sequence[LabelledFigure], relations: Sequence[Presence]
) -> Iterator[Judgement]:
    """The amounts that stand alone, and the counts that do."""
    for relation in relations:
        amounts = [one for one in told if _is_amount(one, relation)]
        counts = [one for one in told if _is_count(one, relation)]
        if not amounts or not counts or _is_excused([*amounts, *counts], relation):
            continue
        spent = any(one.figure.value for one in amounts) or _in_tables(entries, relation)
        done = any(one.figure.value for one in counts)
        if spent != done:
            yield _failing(amounts[0], counts, relation, spent=spent)
        else:
            yield Judgement(
                "presence", "holds", amounts[0].quote, amounts[0].figure.location, relation.name, figures=_figures(amounts)
            )


def _figures(told: Sequence[NamedFigure]) -> tuple[Figure, ...]:
    return tuple(one.figure for one in told[:1])


def _is_amount(one: NamedFigure, relation: Presence) -> bool:
    of_this = not any(word in one.name for word in NOT_THIS)
    return one.figure.kind == MONEY and of_this and relation.amount.search(one.name) is not None


def _is_count(one: NamedFigure, relation: Presence) -> bool:
    if one.figure.quantity.unit not in relation.units or any(word in one.sentence for word in NOT_THIS[:4]):
        return False
    named = relation.counted is None or relation.counted.search(one.name) is not None
    return named and relation.topic.search(one.sentence) is not None


def _is_excused(told: Sequence[NamedFigure], relation: Presence) -> bool:
    """Whether a sentence says why the one comes without the other."""
    words = relation.excused
    return words is not None and any(words.search(one.sentence + one.after) for one in told)


def _in_tables(entries: Sequence[LabelledFigure], relation: Presence) -> bool:
    """Whether a table has such an amount spent."""
    return any(
        entry.figure.kind == MONEY and entry.figure.value and relation.amount.search("".join(entry.column[-2:]) or entry.label)
        for entry in entries
        if not any(word in part for part in (*entry.column, *entry.row) for word in NOT_THIS)
    )


def _failing(amount: NamedFigure, counts: Sequence[NamedFigure], relation: Presence, *, spent: bool) -> Judgement:
    count = next((one for one in counts if bool(one.figure.value) is not spent), counts[0])
    said = "、".join(one.figure.text for one in counts[:4])
    expected = "有数量，或者没有金额" if spent else "有金额，或者没有数量"
    message = f"{relation.name}：金额是 {amount.figure.text}，“{count.quote}”是 {said}，有一样就应当有另一样，请核对"
    return judged(
        "presence", amount, expected=expected, message=message, derivation=f"{amount.figure.text}，{said}", others=(count.figure,),
        severity="warning",
    )  # fmt: skip
