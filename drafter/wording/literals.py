"""The words of templates, phrases and forms with their slots as gaps: what a reader of reports must not take for anybody's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drafter.config.settings import read_settings
from drafter.core.patterns import lazy_re
from drafter.resources import Packs

__all__ = ["SLOT", "standard_wording", "template_lines"]

SLOT = "\ufffc"
"""Stands where a fact is printed."""
CONVENTION = "常用语"
_SLOT = lazy_re(r"\{\{(?:(?!\{\{|\}\}).)*\}\}", re.DOTALL)
_SAID = lazy_re(r"\"([^\"]*[\u4e00-\u9fff][^\"]*)\"|'([^']*[\u4e00-\u9fff][^']*)'")
"""Words inside an expression."""
_TAG = lazy_re(r"\{#.*?#\}|\{%-?\s*(?:macro|endmacro|set)\b.*?%\}", re.DOTALL)
_BRANCH = lazy_re(r"\{%.*?%\}", re.DOTALL)
_BESIDE = 4
"""So many characters at either side of a branch are read together."""


def standard_wording(packs: Packs) -> Iterator[str]:
    """Every line of standard wording: templates, forms, and the entries of the phrasebank that are convention.

    Problems, measures and results of the phrasebank are not among them: the same problem two years running is a finding,
    whoever worded it.
    """
    for folder in packs.folders_of("templates/zh"):
        for path in sorted(folder.rglob("*.jinja")):
            yield from template_lines(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "forms").glob("*.yaml")):
            yield from _texts(read_settings(path, packs).data)
    for folder in packs.folders_of("phrasebank"):
        for path in sorted(folder.glob("*.yaml")):
            yield from _phrases(path, packs)


def _phrases(path: Path, packs: Packs) -> Iterator[str]:
    data = read_settings(path, packs).data
    for entry in data if isinstance(data, list) else ():
        if isinstance(entry, dict) and entry.get("种类") == CONVENTION:
            for wording in entry.get("措辞") or ():
                yield from template_lines(str(wording))


def _texts(data: Any) -> Iterator[str]:
    """Every text of nested settings, keys left out."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield from template_lines(data)


def template_lines(source: str) -> Iterator[str]:
    """The literal words of a template, a slot as `SLOT`; branches both taken and left out, at least beside their edges.

    >>> list(template_lines("支出{{ 资金.支出 }}{% if 比 %}，比上年多{{ 比 }}{% endif %}，已经公开。"))[0].replace(SLOT, "▮")
    '支出▮，比上年多▮，已经公开。'
    """
    for said in (match for slot in _SLOT.findall(source) for match in _SAID.finditer(slot)):
        yield said[1] or said[2]
    for line in _TAG.sub("", _SLOT.sub(SLOT, source)).split("\n"):
        pieces = _BRANCH.split(line)
        whole = "".join(pieces).strip()
        if whole.strip(SLOT + " "):
            yield whole
        if len(pieces) > 2:
            yield from _skipping(pieces)


def _skipping(pieces: list[str]) -> Iterator[str]:
    """What stands together where branches between two pieces are not taken."""
    for place, piece in enumerate(pieces):
        for later in pieces[place + 2 :]:
            if piece.strip() and later.strip():
                yield piece[-_BESIDE:] + later[:_BESIDE]
