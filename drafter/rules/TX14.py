"""Rule empty-talk: sections whose sentences are true of every unit; manual page: pages/TX14.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.document import Location
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.outline import sections
from drafter.rules.page import computed
from drafter.rules.statements import sentences, tellings
from drafter.rules.texts import FoldedPassage, squeeze

__all__ = ["RULE", "Options"]

SHOWN = 6


class Options(Setting):
    """Which sections are read, and how much empty talk is too much."""

    heading: Pattern | None = Field(default=None, alias="章节")
    """Sections beside those about problems and measures."""
    share: int = Field(default=50, alias="比例")
    """Percent of a section's words."""
    fewest: int = Field(default=2, alias="至少句数")
    """Sentences; a section that is empty talk from beginning to end is reported whatever it has."""


@dataclass(frozen=True, slots=True)
class _Section:
    head: Location
    shown: str
    body: tuple[tuple[FoldedPassage, int, int], ...]


def check(context: CheckContext) -> Iterator[Finding]:
    """One finding for a section, with its share of empty talk and the sentences."""
    options = options_of(context, RULE.code, Options)
    for section in _sections(context, options):
        told = [(p, a, b) for p, start, end in section.body for a, b in sentences(p, start, end) if _is_said(p.text[a:b])]
        empty = [(p, a, b) for p, a, b in told if context.settings.lexicon.is_empty_talk(p.text[a:b])]
        whole, talk = (sum(len(squeeze(p.text[a:b])) for p, a, b in found) for found in (told, empty))
        if empty and talk * 100 >= options.share * whole and (len(empty) >= options.fewest or talk == whole):
            share = f"{100 * talk // whole}%"
            message = f"这一节{len(told)}句里有{len(empty)}句（{share}的字）没有数字、时间、名称、责任人，换一个单位也成立：{_listed(empty)}"
            places = tuple(context.place(p.at(a, b)) for p, a, b in empty)
            yield RULE.finding(context, section.head, message, quote=section.shown, stated=share, others=places)


def _sections(context: CheckContext, options: Options) -> Iterator[_Section]:
    """The sections about problems and measures, then the others that the settings name."""
    known = set()
    for telling in tellings(context):
        known.add(telling.head)
        yield _Section(telling.head, telling.shown, telling.body)
    for section in sections(context):
        mark = section.mark
        if options.heading and options.heading.search(mark.name) and mark.location not in known:
            yield _Section(mark.location, mark.shown, tuple((p, 0, len(p.text)) for p in section.body))


def _is_said(text: str) -> bool:
    """Whether it is a sentence and no heading."""
    bare = text.strip()
    return bare[-1:] in _STOPS or len(bare) > HEADING


def _listed(empty: list[tuple[FoldedPassage, int, int]]) -> str:
    shown = [squeeze(passage.text[start:end]).rstrip("。；;") for passage, start, end in empty[:SHOWN]]
    more = f"等{len(empty)}句" if len(empty) > SHOWN else ""
    return "".join(f"“{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”" for text in shown) + more


LONGEST = 24
HEADING = 20
"""Characters of a line without a stop, at most, that is a heading."""
_STOPS = frozenset("。；;.!！?？")

RULE = computed("TX14", check, Options)
