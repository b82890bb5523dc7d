"""All rules, in the order in which they report. A golden list in the tests keeps one from vanishing.

A new rule is a page in ``pages/`` and a line here: `taken` where the page says what it takes, else the module that computes it.
"""

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
    FM11,
    RU02,
    RU04,
    RU05,
    TB13,
    TB14,
    TB15,
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
    TX14,
    TX15,
    TX16,
    TX17,
)
from drafter.rules.base import Rule
from drafter.rules.taken import taken

__all__ = ["FM", "NU", "RU", "RULES", "TB", "TX", "find_rule"]

TB: tuple[Rule, ...] = (
    taken("TB01"),
    taken("TB02"),
    taken("TB03"),
    taken("TB04"),
    taken("TB05"),
    taken("TB06"),
    taken("TB07"),
    taken("TB08"),
    taken("TB09"),
    taken("TB10"),
    taken("TB11"),
    taken("TB12"),
    TB13.RULE,
    TB14.RULE,
    TB15.RULE,
)
NU: tuple[Rule, ...] = (
    taken("NU01"),
    taken("NU02"),
    taken("NU03"),
    taken("NU04"),
    taken("NU05"),
    taken("NU06"),
    taken("NU07"),
    taken("NU08"),
    taken("NU09"),
    taken("NU10"),
    taken("NU11"),
    taken("NU12"),
    taken("NU13"),
    taken("NU14"),
    taken("NU15"),
    taken("NU16"),
    taken("NU17"),
    taken("NU18"),
    taken("NU19"),
    taken("NU20"),
    taken("NU21"),
    taken("NU22"),
    taken("NU23"),
)
TX: tuple[Rule, ...] = (
    TX01.RULE,
    TX02.RULE,
    TX03.RULE,
    TX04.RULE,
    TX05.RULE,
    TX06.RULE,
    TX07.RULE,
    TX08.RULE,
    TX09.RULE,
    TX10.RULE,
    TX11.RULE,
    TX12.RULE,
    TX13.RULE,
    TX14.RULE,
    TX15.RULE,
    TX16.RULE,
    TX17.RULE,
)
FM: tuple[Rule, ...] = (
    FM01.RULE,
    FM02.RULE,
    FM03.RULE,
    FM04.RULE,
    FM05.RULE,
    FM06.RULE,
    FM07.RULE,
    FM08.RULE,
    FM09.RULE,
    FM10.RULE,
    FM11.RULE,
)
RU: tuple[Rule, ...] = (taken("RU01"), RU02.RULE, taken("RU03"), RU04.RULE, RU05.RULE, taken("RU06"))
RULES: tuple[Rule, ...] = (*TB, *NU, *TX, *FM, *RU)


def find_rule(code: str) -> Rule | None:
    """The rule of that code or name, letters in either case."""
    wanted = code.strip().lower()
    return next((rule for rule in RULES if wanted in (rule.code.lower(), rule.name)), None)
