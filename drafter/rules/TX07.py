"""Rule repeated-passage: passages that stand twice in one report; manual page: pages/TX07.md."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.options import Pattern, options_of
from drafter.rules.outline import sections
from drafter.rules.page import computed
from drafter.rules.repeated_passages import Repeat, Words, repeated
from drafter.rules.texts import FoldedPassage

__all__ = ["RULE", "Options"]

_FIGURE = lazy_re(r"(?<!\d)\d++(?:\.\d++)?(?=万元|亿元|元|%|个|件|项|人|次|台|家)")


class Options(Setting):
    """How long a repeat has to be, and where it is usual."""

    usual: Pattern | None = Field(default=None, alias="照例重复")
    """Headings of reports that repeat themselves by custom."""
    shortest: int = Field(default=40, alias="最短")
    warn_length: int = Field(default=60, alias="警告长度")
    warn_figures: int = Field(default=3, alias="警告数字")


def check(context: CheckContext) -> Iterator[Finding]:
    """Repeats within the text of one report; form and text may share theirs."""
    options = options_of(context, RULE.code, Options)
    found = repeated(context)
    parts = _parts(context, options)
    for repeat in found.repeats:
        one, two = found.texts[repeat.first], found.texts[repeat.second]
        if repeat.length < options.shortest:
            continue
        if not one.in_table and not two.in_table and parts.get(one.block, -1) == parts.get(two.block, -2):
            yield _finding(context, one, two, found.words[repeat.second], repeat, options)


def _parts(context: CheckContext, options: Options) -> dict[int, int]:
    """The report that each block belongs to; without the reports that repeat themselves by custom."""
    found = sections(context)
    usual = {s.part for s in found if options.usual and options.usual.search(s.mark.words)}
    return {passage.block: s.part for s in found if s.part not in usual for passage in (s.mark.passage, *s.body)}


def _finding(
    context: CheckContext, one: FoldedPassage, two: FoldedPassage, words: Words, repeat: Repeat, options: Options
) -> Finding:
    start, end = words.original(repeat.second_start, repeat.second_start + repeat.length)
    text = two.text[start:end]
    grave = repeat.length >= options.warn_length and len(_FIGURE.findall(text)) >= options.warn_figures
    before = context.document.section_of(one.block) or one.text[:12].strip()
    message = f"这{repeat.length}个字与前文（“{before[:20]}”处）完全相同，说一次就够了"
    severity = "warning" if grave else "note"
    others = (context.place(one.whole),)
    quote = two.words(start, end)
    return RULE.finding(context, two.at(start, end), message, quote=quote, severity=severity, others=others)


RULE = computed("TX07", check, Options)
