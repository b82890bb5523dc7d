"""Forms whose cells ran together in one line: 年度资金总额: 0 0 0 10 0 0 其中:本年财政拨款 90 89.97 89.97.

Which figure stands in which column is lost where a cell is blank, so little is asked: a total that says nothing while one of
its parts says something, in each of the columns of money.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.claims.judgement import Judgement
from drafter.claims.prose import MONEY, NUMBER, Figure, MaskedPassage
from drafter.core.findings import Verdict
from drafter.core.patterns import lazy_re

__all__ = ["judge_flat_forms"]

COLUMNS = 3
"""年初预算数, 全年预算数, 全年执行数."""
_FIGURES = "[\ue000-\uf7ff]"
_TOTAL = lazy_re(
    rf"(?P<head>(?:年度|项目)?资金总额：?(?P<total>{_FIGURES}{{{COLUMNS},7}}))其中：(?P<part>[^，。；：\ue000-\uf7ff]{{2,12}})：?(?P<values>{_FIGURES}{{{COLUMNS},7}})"
)


def judge_flat_forms(found: Sequence[MaskedPassage]) -> Iterator[Judgement]:
    """The totals of flattened forms that are nothing beside a part that is something."""
    for passage in found:
        for match in _TOTAL.finditer(passage.masked) if "资金总额" in passage.masked else ():
            totals = _figures(passage, match.start("total"))
            parts = _figures(passage, match.start("values"))
            if all(figure.kind in {MONEY, NUMBER} for figure in (*totals, *parts)):
                yield _judged(passage, match.span("head"), match["part"], totals, parts)


def _figures(passage: MaskedPassage, start: int) -> list[Figure]:
    return [passage.figure_at(place) for place in range(start, start + COLUMNS)]


def _judged(
    passage: MaskedPassage, head: tuple[int, int], name: str, totals: Sequence[Figure], parts: Sequence[Figure]
) -> Judgement:
    quote, place = passage.quote(*head), passage.location(*head)
    shown = " ".join(figure.text for figure in parts)
    if any(figure.value for figure in totals) or not all(figure.value for figure in parts):
        verdict: Verdict = "holds" if all(t.value >= p.value for t, p in zip(totals, parts, strict=True)) else "undecided"
        return Judgement("sum", verdict, quote, place, f"其中“{name}” {shown}", figures=(*totals, *parts))
    message = f"总额写的是 0，其中的“{name}”却是 {shown}；合计空着或者没有填"
    return Judgement(
        "sum",
        "fails",
        quote,
        place,
        derivation=f"其中“{name}” {shown}",
        stated=totals[0].text,
        expected=shown.replace(" ", " / "),
        message=message,
        figures=(*totals, *parts),
        suspects=tuple(totals),
    )
