"""Amounts of the prose that a classification code names: 其他教育支出（2059999），2023年度决算数为▮, against the rows of that code.

Any amount of any row with the code will do, in 万元 or in 元; what fits none of them is wrong only where a slip of the pen explains it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from drafter.claims.judgement import Judgement, failing, show
from drafter.claims.prose import MONEY, NUMBER, PERCENT, Figure, MaskedPassage
from drafter.claims.relations.coded import CodedRow
from drafter.claims.slips import slips_of
from drafter.core.document import Location
from drafter.core.patterns import lazy_re

__all__ = ["judge_coded_amounts"]

YUAN = 10_000
_CODED = lazy_re(
    rf"（(?P<code>[{chr(NUMBER)}-{chr(NUMBER + 0x3FF)}])），?[^。；，{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]{{0,16}}决算(?:数|金额|额)?[为是]?"
    rf"(?P<spent>[{chr(MONEY)}-{chr(PERCENT - 1)}])"
)


def judge_coded_amounts(
    found: Sequence[MaskedPassage], rows: Sequence[CodedRow], wrong: Container[Location]
) -> Iterator[Judgement]:
    """The outturns whose code a table has, but for those that are known to be `wrong`."""
    by_code: dict[str, list[CodedRow]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    for passage in found if by_code else ():
        for match in _CODED.finditer(passage.masked):
            mine = by_code.get(passage.figure_at(match.start("code")).quantity.plain, [])
            spent = passage.figure_at(match.start("spent"))
            if mine and not spent.hedge and spent.location not in wrong:
                yield from _judged(passage.quote(*match.span()), spent, mine)


def _judged(quote: str, spent: Figure, rows: Sequence[CodedRow]) -> Iterator[Judgement]:
    amounts = {value: row for row in rows for _, amount in row.amounts for value in (amount, amount / YUAN) if value}
    unit = spent.range.high - spent.range.low
    near = [value for value in amounts if abs(value - spent.value) <= unit]
    if near:
        derivation = f"与{_where(amounts[near[0]])}相符"
        yield Judgement("table", "holds", quote, spent.location, derivation, figures=(spent,))
        return
    slips = set(slips_of(spent))
    meant = sorted(value for value in amounts if value in slips)
    if len(meant) == 1:
        yield _failing(quote, spent, meant[0], amounts[meant[0]])


def _failing(quote: str, spent: Figure, value: Fraction, row: CodedRow) -> Judgement:
    right = show(value, spent)
    message = f"正文写的是 {spent.text}，{_where(row)}是 {right}，请核对"
    return failing(
        "table",
        quote,
        spent,
        derivation=f"{_where(row)}为 {right}",
        expected=right,
        slip="slip",
        severity="warning",
        message=message,
        figures=(spent,),
    )


def _where(row: CodedRow) -> str:
    return f"《{row.title}》{row.code} {row.name}" if row.title else f"表中 {row.code} {row.name}"
