"""Rule problem-without-measure: problems that no measure answers, measures that no problem asks for; manual page: pages/TX06.md.

What belongs together is stated from the words: the same topic of ``configs/lexicon.yaml``, or a word in common that is not true
of every unit. Of five problems and four measures nothing is said where each problem finds its measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.options import options_of
from drafter.rules.page import computed
from drafter.rules.statements import Headings, Statement, Telling, tellings
from drafter.rules.texts import has_gap
from drafter.wording.lexicon import Lexicon

__all__ = ["RULE"]

SHOWN = 4
MOST = 200
"""Problems and measures that are compared; no report has so many."""


def check(context: CheckContext) -> Iterator[Finding]:
    """Reports with problems and no measure; else problems and measures that don't belong together."""
    for _, found in groupby(tellings(context), key=lambda telling: telling.part):
        part = list(found)
        problems = [telling for telling in part if telling.kind != "measure"]
        measures = [telling for telling in part if telling.kind == "measure"]
        if problems and not measures and not _says_measures(context, problems[-1]):
            yield _finding(context, problems[-1], "列了问题，整份报告没有改进措施或建议", "warning")
        elif problems and measures and all(telling.kind == "problem" for telling in problems):
            yield from _apart(context, problems, measures)


def _says_measures(context: CheckContext, telling: Telling) -> bool:
    """Whether a section about problems speaks of measures too; a form without a box for them is not to blame."""
    options = options_of(context, RULE.code, Headings)
    said = options.measure_text and options.measure_text.search(telling.text)
    return telling.kind == "both" or telling.part < 0 or bool(said) or not options.measure_text


def _apart(context: CheckContext, problems: Sequence[Telling], measures: Sequence[Telling]) -> Iterator[Finding]:
    """Problems without a measure, and measures without a problem, one finding each."""
    asked = [statement for telling in problems for statement in telling.statements]
    answered = [statement for telling in measures for statement in telling.statements]
    if not asked or not answered or len(asked) + len(answered) > MOST:
        return
    lexicon = context.settings.lexicon
    if alone := _without(lexicon, asked, answered):
        message = f"没有看到哪条措施回答：{_listed(alone)}；请逐条核对，一条措施可以回答几个问题"
        yield _finding(context, problems[-1], message, "note")
    if alone := _without(lexicon, answered, asked):
        message = f"没有看到对应的问题：{_listed(alone)}；措施要针对上面写的问题"
        yield _finding(context, measures[-1], message, "note")


def _without(lexicon: Lexicon, these: Sequence[Statement], those: Sequence[Statement]) -> list[Statement]:
    """Those of these statements that share neither topic nor word with any of the others.

    What says nothing is left alone, and so is what drafting left a gap in: what a gap will say is not known.
    """
    topics = frozenset(topic for other in those for topic in lexicon.topics_of(other.text))
    doubtful = [
        statement for statement in these if not has_gap(statement.text) and _may_be_alone(lexicon, statement.text, topics)
    ]
    if not doubtful:
        return []
    words = frozenset(word for other in those for word in lexicon.matter_words(other.text))
    signs = frozenset("".join(lexicon.of_its_own(words)))
    return [statement for statement in doubtful if _is_alone(lexicon, statement.text, words, signs)]


def _may_be_alone(lexicon: Lexicon, text: str, topics: frozenset[str]) -> bool:
    """Whether a statement has topics, none of the others'; or has none and says something. Needs no dictionary."""
    own = lexicon.topics_of(text)
    return own.isdisjoint(topics) if own else not lexicon.is_empty_talk(text)


def _is_alone(lexicon: Lexicon, text: str, words: frozenset[str], signs: frozenset[str]) -> bool:
    """Whether a statement has no word of the others; without a topic, no character of their own words either: 坍塌 may be 塌方."""
    told = lexicon.matter_words(text)
    if told & words:
        return False
    own = lexicon.of_its_own(told)
    return bool(lexicon.topics_of(text)) or (bool(own) and signs.isdisjoint("".join(own)))


def _listed(statements: Sequence[Statement]) -> str:
    more = f"等{len(statements)}条" if len(statements) > SHOWN else ""
    return "、".join(f"“{statement.title}”" for statement in statements[:SHOWN]) + more


def _finding(context: CheckContext, telling: Telling, message: str, severity: str) -> Finding:
    return RULE.finding(context, telling.head, message, quote=telling.shown, severity=severity)


RULE = computed("TX06", check, Headings)
