"""Texts of the facts file: 【=名称】 stands for a named figure, 【待补：…】 is a gap, everything else is printed as it was written.

A clerk's text is never run as a template; this reader knows these two marks and nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment, Origin, Segment
from drafter.facts.values import Fact, Missing

__all__ = ["references", "render", "unclosed"]

_REFERENCE = lazy_re(r"【\s*[=＝]\s*([^【】]*?)\s*】")
"""A Chinese keyboard gives ＝ as easily as =."""
_GAP = r"【\s*待补\s*(?:[：:][^【】]*)?】"
"""What a clerk writes where something is still to come; printed as written, and listed."""
_MARK = lazy_re(f"{_REFERENCE.pattern}|{_GAP}")
_OPENING = lazy_re(r"【\s*(?:[=＝]|待补\s*[：:])")


def references(text: str) -> list[tuple[str, int]]:
    """The names that a text refers to, each with its offset in the text."""
    return [(match[1], match.start()) for match in _REFERENCE.finditer(text)]


def unclosed(text: str) -> bool:
    """Whether a mark is begun and not ended; it would be printed as it stands."""
    return len(_OPENING.findall(text)) > sum(_OPENING.match(mark[0]) is not None for mark in _MARK.finditer(text))


def render(text: str, origin: Origin, figures: Mapping[str, Fact | Missing]) -> Fragment:
    """The text with its named figures in place; every name must be known. One that is 待补 leaves its gap."""
    segments: list[Segment] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            segments.append(Segment(text[end : match.start()], origin))
        gap = Segment(match[0], Origin("gap", origin.path, origin.line))
        segments.append(gap if match[1] is None else figures[match[1]].segment())
        end = match.end()
    if end < len(text):
        segments.append(Segment(text[end:], origin))
    return Fragment(tuple(segments))
