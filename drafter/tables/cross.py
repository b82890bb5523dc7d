"""Relations between tables: 01 本年支出合计 = 03 合计, 05 基本支出 = 06 人员经费 + 公用经费, and row by row by code or name.

A relation is judged only where each of its cells is found once. A total left empty stands for the sum of its rows, so that one
empty row is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from drafter.tables.judgement import Sum, TableJudgement, exact, half_unit, judge_value, show
from drafter.tables.lookup import Found, Lookup
from drafter.tables.places import CellRef, where
from drafter.tables.relations import CrossRelation

__all__ = ["SUMMED", "USUAL_UNIT", "cross_checks", "no_less"]

USUAL_UNIT = "万元"
"""What a table that names no unit is taken to be in; tables in different units are not held against each other."""
NO_LESS = "不小于"
SUMMED = 2
"""Rounded parts behind a total, at the least."""


def cross_checks(lookup: Lookup, relations: Sequence[CrossRelation]) -> Iterator[TableJudgement]:
    """The relations whose cells the document has; one for each side, so that each of its figures counts as judged."""
    yield from _told_once(list(_cross(lookup, relations)))


def _told_once(judged: Sequence[TableJudgement]) -> Iterator[TableJudgement]:
    """The judgements; what makes several figures of one table too small by the same amount is reported at the first of them."""
    first: dict[tuple[int, Fraction | None], int] = {}
    also: dict[int, list[CellRef]] = {}
    for number, one in enumerate(judged):
        if one.verdict == "fails" and one.expected.startswith(NO_LESS):
            found = first.setdefault((one.cell.location.block, one.difference), number)
            also.setdefault(found, []).extend([one.cell] if found != number else [])
    for number, one in enumerate(judged):
        if number in also or not (one.verdict == "fails" and one.expected.startswith(NO_LESS)):
            yield replace(one, others=(*one.others, *also.get(number, ())))


def _cross(lookup: Lookup, relations: Sequence[CrossRelation]) -> Iterator[TableJudgement]:
    for relation in relations:
        left, right = lookup.cell(relation.left), _right(lookup, relation)
        if left is None or not right or not (_known(left) and any(map(_known, right))):
            continue
        if len({_unit(found) for found in (left, *right)}) == 1:
            yield from _judge(relation, left, right)


def _right(lookup: Lookup, relation: CrossRelation) -> list[Found]:
    """The cells of the right side; none where the first, or one that must be there, is not found."""
    found = [(side, lookup.cell(side)) for side in relation.right]
    if found[0][1] is None or any(cell is None and side.needed == "是" for side, cell in found):
        return []
    return [cell for _, cell in found if cell is not None]


def _known(found: Found) -> bool:
    return found.entry.quantity is not None or found.filled is not None


def _value(found: Found) -> Fraction:
    return found.filled.value if found.filled is not None else exact(found.entry)


def _unit(found: Found) -> str:
    return found.unit or USUAL_UNIT


def _judge(relation: CrossRelation, left: Found, right: Sequence[Found]) -> Iterator[TableJudgement]:
    if relation.sign == "≥":
        yield _at_least(relation, left, right)
        return
    expected = _sum(right)
    half = half_unit(min(found.decimals for found in (left, *right)))
    cell = _shown(left)
    judged = judge_value("cross-table", relation.name, cell, _value(left), expected, half, written=cell.value, least=SUMMED)
    judged = _weighed(judged, relation)
    yield _turned(judged, left, right) if relation.told_at == "右" and judged.difference else judged
    if judged.verdict == "holds" and judged.severity != "note":
        for found in right:
            ref = _shown(found)
            yield TableJudgement(
                "cross-table",
                relation.name,
                "holds",
                "error",
                cell=ref,
                stated=ref.value,
                expected=ref.value,
                derivation=judged.derivation,
            )


def _weighed(judged: TableJudgement, relation: CrossRelation) -> TableJudgement:
    """The judgement as grave as the relation makes it; a figure that stands nowhere is not wrong."""
    if judged.verdict == "fails" and (relation.otherwise == "存疑" or not judged.cell.value):
        return replace(judged, verdict="undecided")
    weak = judged.verdict == "fails" and relation.otherwise == "警告"
    return replace(judged, severity="warning") if weak else judged


def _turned(judged: TableJudgement, left: Found, right: Sequence[Found]) -> TableJudgement:
    """The same judgement reported at the right side: what is added up there, and what the other table says."""
    words = " + ".join(_written(found) for found in right if _value(found))
    cell = right[0].ref
    labels = "、".join(f"“{found.ref.row}”" for found in right)
    tail = "，在尾差范围内" if judged.severity == "note" else ""
    message = (
        f"《{cell.table}》{labels}合计 {judged.expected}，"
        f"{where(left.ref)}是 {judged.stated}，相差 {show(abs(judged.difference or Fraction(0)), left.decimals)}{tail}"
    )
    return replace(
        judged, cell=cell, stated=judged.expected, expected=judged.stated, derivation=f"{words} = {judged.expected}",
        message=message, parts=(left.ref, *(found.ref for found in right)), others=(left.ref,),
    )  # fmt: skip


def _shown(found: Found) -> CellRef:
    """The cell, or for an empty total the one figure that stands for it."""
    parts = found.filled.cells if found.filled is not None else ()
    return parts[0] if len(parts) == 1 else found.ref


def _written(found: Found) -> str:
    return found.entry.quantity.plain if found.entry.quantity else ""


def _sum(right: Sequence[Found]) -> Sum:
    """The right side, each part with its table and row."""
    value = sum(map(_value, right), Fraction(0))
    parts = [found for found in right if _value(found)] or list(right[:1])
    words = " + ".join(
        f"《{found.ref.table}》{found.ref.row or found.ref.column} {show(_value(found), found.decimals)}" for found in parts
    )
    if len(parts) > 1:
        words += f" = {show(value, max(found.decimals for found in parts))}"
    return Sum(value, sum(bool(_value(found)) for found in right), words, tuple(found.ref for found in right))


def _at_least(relation: CrossRelation, left: Found, right: Sequence[Found]) -> TableJudgement:
    judged = no_less(relation.name, left.ref, _value(left), _written(left), _sum(right), left.decimals)
    return _weighed(judged, relation) if judged.cell.value else judged


def no_less(name: str, cell: CellRef, value: Fraction, written: str, expected: Sum, decimals: int) -> TableJudgement:
    """The judgement that a figure is no less than a sum, rounding apart."""
    fits = value + half_unit(decimals) * (max(expected.rounded, 1) + 1) > expected.value
    words = f"{written or '空'} {'≥' if fits else '＜'} {expected.words}"
    limit = show(expected.value, decimals)
    message = "" if fits else f"{where(cell)}写的是 {written or '空'}，不应小于 {limit}"
    return TableJudgement(
        "cross-table",
        name,
        "holds" if fits else "fails",
        "error",
        cell=cell,
        stated=written,
        expected=f"{NO_LESS} {limit}",
        derivation=words,
        message=message,
        parts=expected.cells,
        difference=None if fits else value - expected.value,
    )
