"""The words without which a pattern finds nothing, read off its text: looking for a word is much cheaper than compiling a pattern.

Only what is plain to see counts: letters outside of classes, of what may be missing, of what stands before or behind. A choice needs one of
its words; where one side of it has none, it needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["Words", "has_needed", "needed_words"]

Words = tuple[str, ...]
"""Words of which one must occur."""
_TOKEN = re.compile(
    r"""
      (?P<open>\((?:\?:|\?P<\w+>|(?!\?)))       # a group that takes part
    | (?P<aside>\(\?(?:[=!]|<[=!]))             # a look ahead or behind
    | (?P<again>\(\?P=\w+\))                    # what a group has found, once more
    | (?P<strange>\(\?)                         # flags, conditions, remarks
    | (?P<close>\))
    | (?P<bar>\|)
    | (?P<repeat>[*+?][?+]?|\{\d*,?\d*\}[?+]?)
    | (?P<any>\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[.^$])
    | (?P<letters>[^\\()\[{|*+?.^$]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class _Group:
    """What has been read of a group."""

    counts: bool = True
    sides: list[list[Words]] = field(default_factory=lambda: [[]])
    """What each side of the choice needs."""
    run: str = ""
    """Letters in a row."""
    latest: int = 0
    """How many needs the last thing read has brought, which a repeat may make void."""

    def end_run(self) -> None:
        if self.run:
            self.sides[-1].append((self.run,))
        self.run, self.latest = "", 0

    def repeat(self, sign: str) -> None:
        """The last letter or group may stand several times, or not at all."""
        optional = sign[0] in "*?" or sign.startswith(("{0", "{,"))
        if self.run and optional:
            self.run = self.run[:-1]
        elif optional and self.latest:
            del self.sides[-1][-self.latest :]
        self.end_run()

    def add(self, needs: Sequence[Words]) -> None:
        self.end_run()
        self.sides[-1] += needs
        self.latest = len(needs)

    def needs(self) -> list[Words]:
        self.end_run()
        if len(self.sides) == 1:
            return self.sides[0]
        if not all(self.sides):
            return []
        return [tuple(dict.fromkeys(word for side in self.sides for word in max(side, key=_rarity)))]


def _rarity(words: Words) -> tuple[int, int]:
    return min(map(len, words)), -len(words)


def needed_words(pattern: str) -> tuple[Words, ...]:
    """What a text must have for the pattern to be found in it: of each item one word.

    >>> needed_words("(?:预算|计划)[^，]{0,9}到位(?:资金)?率?(?!的)")
    (('预算', '计划'), ('到位',))
    """
    groups = [_Group()]
    for token in _TOKEN.finditer(pattern):
        kind, text = str(token.lastgroup), token[0]
        if kind in {"open", "aside"}:
            groups[-1].end_run()
            groups.append(_Group(counts=kind == "open"))
        elif kind == "close" and len(groups) > 1:
            group = groups.pop()
            groups[-1].add(group.needs() if group.counts else ())
        elif kind == "bar":
            groups[-1].end_run()
            groups[-1].sides.append([])
        elif kind == "repeat":
            groups[-1].repeat(text)
        elif kind == "letters":
            groups[-1].latest = 0
            groups[-1].run += text
        elif kind in {"any", "again"}:
            groups[-1].end_run()
        else:
            return ()
    return tuple(dict.fromkeys(groups[0].needs()))


def has_needed(text: str, needs: Iterable[Words]) -> bool:
    """Whether a text has one word of each item."""
    for words in needs:  # plain loops: asked for every pattern of every text
        for word in words:
            if word in text:
                break
        else:
            return False
    return True
