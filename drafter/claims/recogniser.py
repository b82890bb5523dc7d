"""Claims of a passage by the patterns of configs/claims.yaml: a shape, its figures by role, the words that matter.

A pattern speaks of figures by class and role (``{钱:base}``), and of stretches of text that stay inside a clause. The same figure
may take part in several claims, but a claim that lies wholly inside an earlier one of the same shape is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from drafter.claims.prose import COUNT, MONEY, NUMBER, PERCENT, Figure, Passage
from drafter.core.errors import InputError

__all__ = ["Claim", "Pattern", "load_patterns", "recognise", "settings_patterns"]

_RANGES = {
    "钱": f"[{chr(MONEY)}-{chr(PERCENT - 1)}]",
    "率": f"[{chr(PERCENT)}-{chr(COUNT - 1)}]",
    "数": f"[{chr(COUNT)}-{chr(NUMBER + 0x3FF)}]",
    "量": f"[{chr(MONEY)}-{chr(NUMBER + 0x3FF)}]",
}
_ANY = _RANGES["量"][1:-1]
_SLOT = re.compile(r"\{([钱率数量]):([a-z]+)\}")


SHAPES = frozenset(
    {
        *("completion", "uncomputable", "growth", "growth-from", "growth-to", "growth-change"),
        *("balance", "subset-rate", "reduction-rate", "share", "indicator", "gap"),
    }
)
"""The shapes that there is an equation for."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to say a claim."""

    shape: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a stretch of prose asserts of its figures."""

    shape: str
    passage: Passage
    start: int
    end: int
    """Span in the masked text."""
    figures: dict[str, Figure]
    """By role: part, whole, base, this, last, delta, rate, rest …; several parts as part0, part1 …"""
    words: dict[str, str]
    """Named words: what it is compared against, the direction, the name of the whole."""

    @property
    def quote(self) -> str:
        """The words, verbatim."""
        return self.passage.quote(self.start, self.end)


def load_patterns(entries: tuple[tuple[str, str], ...], source: str) -> tuple[Pattern, ...]:
    """The patterns of the settings, compiled; `InputError` for a broken one."""
    return _compiled(entries, source)


@lru_cache(maxsize=4)
def _compiled(entries: tuple[tuple[str, str], ...], source: str) -> tuple[Pattern, ...]:
    found = []
    for shape, written in entries:
        unknown = re.search(r"\{[^}\d,][^}]*\}", _SLOT.sub("", written))
        if shape not in SHAPES or unknown:
            known = "、".join(sorted(SHAPES)) if shape not in SHAPES else "{钱:名} {率:名} {数:名} {量:名}"
            raise InputError.of(source, f"形态“{shape}”里有不认识的写法“{unknown[0] if unknown else shape}”；可用的有：{known}")
        text = _SLOT.sub(lambda match: f"(?P<{match[2]}>{_RANGES[match[1]]})", written)
        text = text.replace("[^句，（）]", f"[^。；，（）{_ANY}]").replace("[^句，]", f"[^。；，{_ANY}]")
        text = text.replace("[^句（）]", f"[^。；（）{_ANY}]").replace("[^段（）]", "[^。；（）]")
        text = text.replace("[^段，]", "[^。；，]").replace("[^段]", "[^。；]").replace("[^句]", f"[^。；{_ANY}]")
        try:
            found.append(Pattern(shape, re.compile(text)))
        except re.error as error:
            raise InputError.of(source, f"形态“{shape}”的式写错了（{error.msg}）") from None
    return tuple(found)


def recognise(passage: Passage, patterns: tuple[Pattern, ...]) -> Iterator[Claim]:
    """The claims that the patterns find, in order of the patterns."""
    if not passage.figures:
        return
    taken: list[tuple[str, int, int]] = []
    for pattern in patterns:
        for match in pattern.regex.finditer(passage.masked):
            start, end = match.span()
            family = pattern.shape.split("-")[0]
            if any(f == family and s <= start and end <= e for f, s, e in taken):
                continue
            taken.append((family, start, end))
            yield _claim(pattern, match, passage)


def _claim(pattern: Pattern, match: re.Match[str], passage: Passage) -> Claim:
    figures: dict[str, Figure] = {}
    words: dict[str, str] = {}
    for name, value in match.groupdict().items():
        if value is None:
            continue
        place = match.start(name)
        if len(value) == 1 and MONEY <= ord(value) < 0xF800:
            figures[name] = passage.figure_at(place)
        else:
            words[name] = value
    return Claim(pattern.shape, passage, *match.span(), figures, words)


def settings_patterns(data: dict[str, Any], source: str) -> tuple[Pattern, ...]:
    """The patterns of the loaded ``claims.yaml``."""
    return load_patterns(tuple((str(e["形态"]), str(e["式"])) for e in data["形态"]), source)
