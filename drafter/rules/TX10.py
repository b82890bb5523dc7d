"""Rule cut-name: a unit's name that lacks the character it has elsewhere; manual page: pages/TX10.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from drafter.config.settings import Setting
from drafter.core.findings import Finding
from drafter.core.patterns import lazy_re
from drafter.rules.base import CheckContext
from drafter.rules.names import NameWords, miswritten
from drafter.rules.options import Pattern, options_of
from drafter.rules.page import computed
from drafter.rules.texts import FoldedPassage, is_title_like, passages, worded

__all__ = ["RULE", "Options"]

_PREFIX = lazy_re(r"^(?:年度|年|由|在|对|向|据|和|与|及)")
SHORTEST_NAME = 6


class Options(Setting):
    """What a unit's name looks like."""

    name: Pattern | None = Field(default=None, alias="名称")
    fewest: int = Field(default=3, alias="至少次数")
    district: Pattern | None = Field(default=None, alias="区划")
    another: Pattern | None = Field(default=None, alias="另一家")
    excused: Pattern | None = Field(default=None, alias="不是写错")
    title: Pattern | None = Field(default=None, alias="标题")


def check(context: CheckContext) -> Iterator[Finding]:
    """Places where a name that is known from elsewhere lacks its last character, or stands with a slip."""
    options = options_of(context, RULE.code, Options)
    names = _names(context, options)
    yield from _cut(context, names)
    yield from _slips(context, names, options)


def _slips(context: CheckContext, names: list[str], options: Options) -> Iterator[Finding]:
    """Slips of the report's own name: the one it uses most."""
    if not (names and options.name and options.district and options.another and options.excused and options.title):
        return
    words = NameWords(options.name, options.district, options.another, options.excused, options.title)
    found = passages(context)
    texts = [passage.text for passage in found]
    own = max(names, key=lambda name: sum(text.count(name) for text in texts))
    titles = frozenset(
        n
        for n, passage in enumerate(found)
        if not passage.in_table and is_title_like(context, passage.block) and words.title.search(passage.text)
    )
    for slip in miswritten(own, texts, titles, words):
        written = texts[slip.text][slip.start : slip.end]
        message = f"单位名称与别处不一致，文中多处是“{own}”"
        place = found[slip.text].at(slip.start, slip.end)
        yield RULE.finding(context, place, message, stated=written, expected=own)


def _cut(context: CheckContext, names: list[str]) -> Iterator[Finding]:
    """Places where the last character of a name is missing."""
    texts = passages(context)
    for name in names:
        cut = lazy_re(rf"{re.escape(name[:-1])}(?!\s*{name[-1]})(?![一-鿿])")
        for place, passage in enumerate(texts):
            for match in cut.finditer(passage.text):
                if match.end() == len(passage.text.rstrip()) and _goes_on(texts[place + 1 : place + 2], name[-1]):
                    continue
                message = f"单位名称少了一个字，文中别处是“{name}”"
                yield RULE.finding(context, passage.at(*match.span()), message, stated=match.group(), expected=name)


def _goes_on(after: tuple[FoldedPassage, ...], sign: str) -> bool:
    """Whether a page break tore the name: the next text begins with what is missing."""
    return any(passage.text.lstrip().startswith(sign) for passage in after)


def _names(context: CheckContext, options: Options) -> list[str]:
    """Full names that stand at the start of a text or after a stop, often enough."""
    if options.name is None:
        return []
    counts: Counter[str] = Counter()
    for passage in worded(context):
        for clause in re.finditer(r"[^，。；：、\s\d（）()“”《》]+", passage.text):
            match = options.name.match(_PREFIX.sub("", clause.group()))
            counts.update([match.group()] if match and len(match.group()) >= SHORTEST_NAME else [])
    return sorted(name for name, count in counts.items() if count >= options.fewest)


RULE = computed("TX10", check, Options)
