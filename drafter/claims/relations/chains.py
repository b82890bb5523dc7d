"""某某支出（类）某某（款）某某（项） against the codes and names of the tables, and the purpose that each item tells.

A name may be shortened; it is another one only where it has little in common with the table's, and where the rest of the chain,
or the amount, says which row is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from drafter.claims.judgement import Judgement
from drafter.claims.prose import MONEY, MaskedPassage
from drafter.claims.relations.coded import CodedRow, alike, plain_name
from drafter.core.document import Location
from drafter.core.findings import Severity
from drafter.core.patterns import lazy_re

__all__ = ["Chain", "chains", "judge_chains"]

_WORD = r"(?:[^，。；：（）\ue000-\uf7ff]|（(?!类|款|项)[^（）]{1,8}）){2,40}?"
_CHAIN = lazy_re(rf"(?:(?P<first>{_WORD})（类）)?(?:(?P<second>{_WORD})（款）)?(?P<third>{_WORD})（项）")
_NUMBERING = lazy_re(r"^(?:[一二三四五六七八九十]+、|\d{1,2}[.、])|^.*(?:支出|用于|其中|科目)[：:]")
_PURPOSE = lazy_re(r"主要(?:是)?(?:用于|为|反映)(?:了)?：?(?P<purpose>[^。；\ue000-\uf7ff]{6,})")
_SPENT = lazy_re(r"(?:支出)?决算(?:数|金额)?[为是]?(?P<spent>[\ue000-\ue7ff])")
LEAF = 7
LEVELS = ("类", "款")


@dataclass(frozen=True, slots=True)
class Chain:
    """A 科目 as the prose names it."""

    passage: MaskedPassage
    start: int
    end: int
    above: tuple[str, str]
    """类 and 款, empty where they are not stated."""
    name: str
    spent: Fraction | None
    purpose: str
    purpose_at: tuple[int, int]

    @property
    def quote(self) -> str:
        """The chain, verbatim."""
        return self.passage.quote(self.start, self.end)


def chains(found: Sequence[MaskedPassage]) -> tuple[Chain, ...]:
    """The chains of the prose in reading order."""
    return tuple(_chains(found))


def _chains(found: Sequence[MaskedPassage]) -> Iterator[Chain]:
    for passage in found:
        matches = list(_CHAIN.finditer(passage.masked)) if "（项）" in passage.masked else []
        for place, match in enumerate(matches):
            stop = matches[place + 1].start() if place + 1 < len(matches) else len(passage.masked)
            names = [_NUMBERING.sub("", match[group] or "") for group in ("first", "second", "third")]
            purpose = _PURPOSE.search(passage.masked, match.end(), stop)
            spent = _SPENT.search(passage.masked, match.end(), stop)
            value = passage.figure_at(spent.start("spent")).value if spent else _only_amount(passage, match.end(), stop)
            start = match.start() + len(match[0]) - len(match[0].lstrip("0123456789.、"))
            at = purpose.span() if purpose else (0, 0)
            yield Chain(
                passage,
                start,
                match.end(),
                (names[0], names[1]),
                name=names[2],
                spent=value,
                purpose=purpose["purpose"] if purpose else "",
                purpose_at=at,
            )


def _only_amount(passage: MaskedPassage, start: int, stop: int) -> Fraction | None:
    values = [passage.figure_at(place) for place in range(start, stop) if MONEY <= ord(passage.masked[place]) < MONEY + 0x400]
    return values[0].value if len(values) == 1 else None


def judge_chains(told: Sequence[Chain], rows: Sequence[CodedRow]) -> Iterator[Judgement]:
    """Names that no row supports, purposes stated again, and 基本支出 that the table has as 项目支出."""
    leaves = [row for row in rows if len(row.code) == LEAF and row.above]
    named = {plain_name(chain.name) for chain in told}
    for chain in told:
        mine = [row for row in leaves if plain_name(row.name) == plain_name(chain.name)]
        if mine:
            yield from _judge_above(chain, mine)
            yield from _judge_use(chain, mine)
        else:
            yield from _judge_name(chain, [row for row in leaves if plain_name(row.name) not in named])
    yield from _judge_purposes(told)


def _judge_above(chain: Chain, rows: Sequence[CodedRow]) -> Iterator[Judgement]:
    """类 and 款 of a 项 that the tables have."""
    wrong = [[level for level in _levels(row) if not _fits(chain, row, level)] for row in rows]
    if not all(wrong):
        yield Judgement("chain", "holds", chain.quote, _location(chain), f"{rows[0].code} {rows[0].name}")
        return
    row, level = rows[0], wrong[0][-1]
    same = chain.spent is not None and any(chain.spent == other.total for other in rows)
    yield _failing(chain, chain.above[level], row.above[level], f"{LEVELS[level]}的名称", row, "error" if same else "warning")


def _levels(row: CodedRow) -> range:
    return range(len(row.above)) if len(row.above) == len(LEVELS) else range(0)


def _fits(chain: Chain, row: CodedRow, level: int) -> bool:
    return not chain.above[level] or alike(chain.above[level], row.above[level])


def _judge_name(chain: Chain, rows: Sequence[CodedRow]) -> Iterator[Judgement]:
    """A 项 that no row is called, beside a row of the same 类 and 款 with the same amount that no other item names."""
    if not chain.spent or not any(chain.above):
        return
    fitting = [row for row in rows if row.total == chain.spent and all(_fits(chain, row, level) for level in _levels(row))]
    codes = {row.code for row in fitting}
    if len(codes) == 1 and not alike(fitting[0].name, chain.name):
        yield _failing(chain, chain.name, fitting[0].name, "项的名称", fitting[0], "error")


def _location(chain: Chain) -> Location:
    return chain.passage.location(chain.start, chain.end)


def _failing(chain: Chain, stated: str, expected: str, what: str, row: CodedRow, severity: Severity) -> Judgement:
    message = f"{what}写的是“{stated}”，《{row.title}》里 {row.code} 是“{'—'.join((*row.above, row.name))}”"
    derivation = f"{row.code} {row.name}"
    return Judgement(
        "chain",
        "fails",
        chain.quote,
        _location(chain),
        derivation=derivation,
        stated=stated,
        expected=expected,
        severity=severity,
        message=message,
    )


def _judge_use(chain: Chain, rows: Sequence[CodedRow]) -> Iterator[Judgement]:
    """A purpose of 基本支出 where the row has 项目支出 only, and the other way round."""
    for said, other in (("基本支出", "项目支出"), ("项目支出", "基本支出")):
        if said not in chain.purpose or other in chain.purpose or "政策性" in chain.purpose:
            continue
        amounts = [(row.amount(said), row.amount(other)) for row in rows]
        if all(mine == 0 and theirs for mine, theirs in amounts):
            place = chain.passage.location(*chain.purpose_at)
            message = f"说是用于{said}，《{rows[0].title}》里 {rows[0].code} {rows[0].name} 都在“{other}”栏"
            yield Judgement(
                "chain",
                "fails",
                chain.passage.quote(*chain.purpose_at),
                place,
                derivation=f"{said} 0",
                stated=said,
                expected=other,
                severity="warning",
                message=message,
            )


def _judge_purposes(told: Sequence[Chain]) -> Iterator[Judgement]:
    """A purpose that stands word for word under the item before, of another 款."""
    for before, chain in pairwise(told):
        same = chain.purpose and chain.purpose == before.purpose and chain.name != before.name
        apart = any(mine and theirs and not alike(mine, theirs) for mine, theirs in zip(chain.above, before.above, strict=True))
        if same and apart:
            start = chain.end - len(chain.name) - 3
            quote = chain.passage.quote(max(start, chain.start), chain.purpose_at[1])
            message = f"用途与上一项“{before.name}”一字不差，是不是照抄的"
            place = chain.passage.location(*chain.purpose_at)
            yield Judgement(
                "purpose",
                "fails",
                quote,
                place,
                stated=chain.purpose,
                expected="本项自己的用途",
                severity="warning",
                message=message,
            )
