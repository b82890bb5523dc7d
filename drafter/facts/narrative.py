"""Texts of the facts file: 【=名称】 stands for a named figure, 【待补：…】 is a gap, everything else is printed as it was written.

A clerk's text is never run as a template; this reader knows these two marks and nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from drafter.core.patterns import lazy_re
from drafter.core.provenance import Fragment, Origin, Segment
from drafter.facts.values import Fact, Missing

__all__ = ["SlotFault", "references", "render", "slot_faults"]

_REFERENCE = lazy_re(r"【\s*[=＝]\s*([^【】]*?)\s*】")
"""A Chinese keyboard gives ＝ as easily as =."""
_GAP = r"【\s*待补\s*(?:[：:][^【】]*)?】"
"""What a clerk writes where something is still to come; printed as written, and listed."""
_MARK = lazy_re(f"{_REFERENCE.pattern}|{_GAP}")
_OPENING = lazy_re(r"【\s*(?:[=＝]|待补\s*[：:])")
_BRACKETED = lazy_re(
    r"([\[［〔〖「『{｛【]{1,2}|[（(《〈<＜“‘])\s*([=＝]?)\s*([^\[\]［］〔〕〖〗「」『』{}｛｝【】（）()《》〈〉<>＜＞“”‘’，。；]{1,30}?)\s*([\]］〕〗」』}｝】]{1,2}|[）)》〉>＞”’])"
)
"""A short piece between brackets of any kind: what may be meant for a 【=名称】."""
_SQUARE = frozenset("[［〔〖「『{｛【")


def references(text: str) -> list[tuple[str, int]]:
    """The names that a text refers to, each with its offset in the text."""
    return [(match[1], match.start()) for match in _REFERENCE.finditer(text)]


@dataclass(frozen=True, slots=True)
class SlotFault:
    """A mark that would be printed as it stands, because it is not quite 【=名称】 or 【待补：…】."""

    written: str
    start: int
    message: str


def slot_faults(text: str, names: Container[str]) -> Iterator[SlotFault]:
    """Marks that are miswritten, in the order of the text; `names` are the figures that the text may refer to."""
    right = [match.span() for match in _MARK.finditer(text)]
    wrong = [match for match in _BRACKETED.finditer(text) if match.span() not in right and _is_meant(match, names)]
    faults = [SlotFault(m[0], m.start(), f"“{m[0]}”写错了，应写成【={m[3]}】") for m in wrong]
    covered = [*right, *(match.span() for match in wrong)]
    for match in _OPENING.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            message = "“【=”或“【待补：”没有配对的“】”，应写成【=名称】、【待补：…】"
            faults.append(SlotFault(match[0], match.start(), message))
    yield from sorted(faults, key=lambda fault: fault.start)


def _is_meant(match: re.Match[str], names: Container[str]) -> bool:
    """Whether a piece in brackets stands for a figure: [=甲], 【甲】 or {{甲}}; in round brackets and quotes only (=甲) of a known 甲."""
    square, equals = match[1][0] in _SQUARE, bool(match[2])
    if match[1] == "【" and match[4] != "】" and match[3].startswith("待补"):
        return False
    return match[3] in names and (square or equals) if not (square and equals) else True


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
