"""All rules, in the order in which they report. A golden list in the tests keeps one from vanishing."""

from __future__ import annotations

from drafter.rules import (
    FM01,
    FM02,
    FM03,
    FM04,
    FM05,
    FM06,
    FM07,
    FM08,
    FM09,
    FM10,
    NU01,
    NU02,
    NU03,
    NU04,
    NU05,
    NU06,
    NU07,
    NU08,
    NU09,
    NU10,
    NU11,
    NU12,
    NU13,
    NU20,
    NU21,
    RU01,
    RU02,
    RU03,
    RU04,
    RU05,
    RU06,
    TB01,
    TB02,
    TB03,
    TB04,
    TB05,
    TB06,
    TB07,
    TB08,
    TB09,
    TB10,
    TB11,
    TB12,
    TX01,
    TX02,
    TX03,
    TX04,
    TX05,
    TX06,
    TX07,
    TX08,
    TX09,
    TX10,
    TX11,
    TX12,
    TX13,
)
from drafter.rules.base import Rule

__all__ = ["FM", "NU", "RU", "RULES", "TB", "TX", "find_rule"]

TB: tuple[Rule, ...] = tuple(module.RULE for module in (TB01, TB02, TB03, TB04, TB05, TB06, TB07, TB08, TB09, TB10, TB11, TB12))
NU: tuple[Rule, ...] = tuple(
    module.RULE for module in (NU01, NU02, NU03, NU04, NU05, NU06, NU07, NU08, NU09, NU10, NU11, NU12, NU13, NU20, NU21)
)
TX: tuple[Rule, ...] = tuple(
    module.RULE for module in (TX01, TX02, TX03, TX04, TX05, TX06, TX07, TX08, TX09, TX10, TX11, TX12, TX13)
)
FM: tuple[Rule, ...] = tuple(module.RULE for module in (FM01, FM02, FM03, FM04, FM05, FM06, FM07, FM08, FM09, FM10))
RU: tuple[Rule, ...] = tuple(module.RULE for module in (RU01, RU02, RU03, RU04, RU05, RU06))
RULES: tuple[Rule, ...] = (*TB, *NU, *TX, *FM, *RU)


def find_rule(code: str) -> Rule | None:
    """The rule of that code or name, letters in either case."""
    wanted = code.strip().lower()
    return next((rule for rule in RULES if wanted in (rule.code.lower(), rule.name)), None)
