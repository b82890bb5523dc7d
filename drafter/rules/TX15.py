"""Rule problem-without-cause: problems of which nobody says why; manual page: pages/TX15.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.outline import sections
from drafter.rules.page import computed
from drafter.rules.statements import Statement, Telling, tellings
from drafter.rules.texts import squeeze

__all__ = ["RULE", "Options"]

SHOWN = 4


class Options(Setting):
    """Where causes may stand, and what says that there is no problem."""

    elsewhere: Pattern | None = Field(default=None, alias="另有原因")
    """Headings of sections that give the causes."""
    none: Pattern | None = Field(default=None, alias="无")
    longest: int = Field(default=60, alias="最长")
    """Characters of a problem that is reported; a longer one may say why in words that nobody listed."""


def check(context: CheckContext) -> Iterator[Finding]:
    """The problems of a section that have no cause, in one finding."""
    options = options_of(context, RULE.code, Options)
    if not (options.elsewhere and options.none):
        return
    explained = {section.part for section in sections(context) if options.elsewhere.search(section.mark.name) and section.text}
    for telling in tellings(context):
        if telling.kind == "measure" or telling.part in explained or options.none.search(telling.text):
            continue
        statements = telling.statements
        bare = [statement for statement in statements if _is_bare(context, options, statement)]
        if bare and telling.kind == "problem":
            yield _finding(context, telling, bare, len(statements))


def _is_bare(context: CheckContext, options: Options, statement: Statement) -> bool:
    """Whether a problem is stated without a cause; who tells it at length may say why in other words."""
    short = len(squeeze(statement.text)) <= options.longest
    return short and not context.settings.lexicon.tells_cause(statement.text)


def _finding(context: CheckContext, telling: Telling, bare: Sequence[Statement], count: int) -> Finding:
    of_all = f"{count}条问题里有{len(bare)}条" if count > 1 else "这个问题"
    more = f"等{len(bare)}条" if len(bare) > SHOWN else ""
    listed = "、".join(f"“{statement.title}”" for statement in bare[:SHOWN]) + more
    message = f"{of_all}没有写原因：{listed}；原因清楚了，措施才有针对性"
    places = tuple(context.place(statement.location) for statement in bare) if count > 1 else ()
    return RULE.finding(context, telling.head, message, quote=telling.shown, others=places)


RULE = computed("TX15", check, Options)
