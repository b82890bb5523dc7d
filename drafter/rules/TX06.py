"""Rule problem-without-measure: reports with more problems than measures; manual page: pages/TX06.md."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.outline import LEVELS, Section, marks, sections
from drafter.rules.page import computed

__all__ = ["RULE", "Options"]

FEWEST_ITEMS = 2


class Options(Setting):
    """Words by which problems and measures are recognised."""

    problem: Pattern | None = Field(default=None, alias="问题标题")
    no_problem: Pattern | None = Field(default=None, alias="不是问题")
    measure: Pattern | None = Field(default=None, alias="措施标题")
    measure_text: Pattern | None = Field(default=None, alias="措施内容")


def check(context: CheckContext) -> Iterator[Finding]:
    """Reports with problems and no measure; then those with fewer measures than problems."""
    options = options_of(context, RULE.code, Options)
    if not (options.problem and options.no_problem and options.measure and options.measure_text):
        return
    for _, found in itertools.groupby(sections(context), key=lambda section: section.part):
        part = list(found)
        problems = [s for s in part if options.problem.search(s.mark.name) and not options.no_problem.search(s.mark.name)]
        measures = [s for s in part if options.measure.search(s.mark.name) and s not in problems]
        if not problems or not problems[-1].text.strip():
            continue
        answered = options.measure.search(problems[-1].mark.name) or options.measure_text.search(problems[-1].text)
        if not measures and not answered:
            yield _finding(context, problems[-1], "列了问题，整份报告没有改进措施或建议", "warning")
        elif measures:
            yield from _fewer(context, problems[-1], measures[-1])


def _fewer(context: CheckContext, problem: Section, measure: Section) -> Iterator[Finding]:
    asked, answered = _items(context, problem), _items(context, measure)
    if min(asked, answered) >= FEWEST_ITEMS and answered < asked:
        message = f"问题有{asked}条，措施只有{answered}条，请逐条核对是否都有回应"
        yield _finding(context, problem, message, "note")


def _items(context: CheckContext, section: Section) -> int:
    """How many numbered items of the highest kind a section has."""
    inside = {passage.block for passage in section.body}
    found = [mark for mark in marks(context) if mark.block in inside]
    top = min((LEVELS[mark.style] for mark in found), default=0)
    return sum(LEVELS[mark.style] == top for mark in found)


def _finding(context: CheckContext, section: Section, message: str, severity: str) -> Finding:
    return RULE.finding(context, section.mark.location, message, quote=section.mark.shown, severity=severity)


RULE = computed("TX06", check, Options)
