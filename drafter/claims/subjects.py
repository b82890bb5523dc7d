"""The amounts of a report by what they are of: 公务接待费支出年初预算为▮，支出决算为▮ gives 公务接待费 a budget and an outturn.

The words right before a figure often name its role only (支出决算为▮); what it is of was said before. So a change or a share whose amount
stands in another sentence (公务接待费支出决算减少▮，下降▮; “三公”经费支出决算中，…占▮) finds it by its subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from drafter.claims.labels import same_name
from drafter.claims.prose import MONEY, Figure
from drafter.claims.roles import Role, RoleFigure
from drafter.core.document import Location

__all__ = ["Subjects", "part_played"]

SHORTEST = 2
"""Characters of a name that tells one thing from others."""
MOST_NAMES, MOST_FIGURES = 200, 6
"""Names that are compared, and figures of one name that are tried."""
_ACCOUNT = frozenset({Role.BUDGET, Role.PLACED, Role.OUTTURN, Role.ADDED, Role.REST})
_YEARS_BUDGET, _FUNDS = "全年预算", "资金"
"""A budget without a year's part named; what it gives to one source is also what was placed of it."""
_THIS_YEAR = frozenset({Role.OUTTURN, Role.PLAIN})


@dataclass(slots=True)
class Subjects:
    """The amounts stated so far, with their subjects."""

    names: dict[str, list[Figure]] = field(default_factory=dict)
    of: dict[Location, str] = field(default_factory=dict)
    """What each figure is of."""
    parts: dict[Location, str] = field(default_factory=dict)
    """The part that an amount plays in the one account there is (全年预算, 支出), or what it is of behind the word for that."""

    def add(self, told: Iterable[RoleFigure]) -> None:
        """Remembers what was spent or received on what, outside brackets."""
        for one in told:
            name = one.name or one.subject
            self.of[one.figure.location] = name
            if one.figure.kind == MONEY and not one.depth:
                self.parts[one.figure.location] = part_played(one.role, one.scope, name, one.tail)
            if one.role in _THIS_YEAR and one.is_amount and not one.depth and len(name) >= SHORTEST:
                self.names.setdefault(name, []).append(one.figure)

    def named(self, name: str, like: Figure) -> list[Figure]:
        """The amounts of a subject of the kind of a figure, other than it, each value once; those of the very name first."""
        if len(name) < SHORTEST:
            return []
        exact = self.names.get(name, [])
        known = exact or [
            figure for other in list(self.names)[-MOST_NAMES:] if _alike(name, other) for figure in self.names[other]
        ]
        found = [figure for figure in known if figure.kind == like.kind and figure.location != like.location]
        return list({figure.value: figure for figure in found}.values())[:MOST_FIGURES]


def part_played(role: Role, scope: str, name: str, tail: str = "") -> str:
    """What an amount is called by its role, where it has no name of its own or only one behind the word for its role; else empty.

    >>> part_played(Role.BUDGET, "", ""), part_played(Role.OUTTURN, "", "办公费")
    ('全年预算', '')
    >>> part_played(Role.PLACED, "", "财教〔2024〕5号省级财政", "省级财政")
    '省级财政资金'
    """
    if role not in _ACCOUNT or (name and not tail):
        return ""
    kind = ("年初预算" if scope == "年初" else _YEARS_BUDGET) if role == Role.BUDGET else str(role)
    tail = tail.removesuffix(_FUNDS)
    return f"{tail}{_FUNDS if kind in {_YEARS_BUDGET, Role.PLACED} else kind}" if tail else kind


def _alike(name: str, other: str) -> bool:
    return same_name(name, other) or name.endswith(other) or other.endswith(name)
