"""The tools of an office whose standard wording is known, in whole or by half."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import yaml

from benchmarks.reuse_text import Writer, rendered, words
from drafter.claims.figures import Numbers
from drafter.resources import Packs
from drafter.reuse.convention import Convention
from drafter.reuse.reuse_settings import FILE, ReuseTools, load_tools
from drafter.wording.literals import standard_wording

__all__ = ["half_known", "tools_of_office"]


def tools_of_office(folder: Path) -> ReuseTools:
    """The tools of an office whose pack, written into the folder, names the local standard wording as 惯用语."""
    writer = Writer(random.Random(1), next(iter(words()["主题"])), words()["地名"][0], 2020, hard=False)  # noqa: S311
    own = {"惯用语+": [rendered((writer.local(pattern),)) for pattern in words()["惯用语"]]}
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    return load_tools(Packs.find((folder,)))


def half_known(tools: ReuseTools, seed: int) -> ReuseTools:
    """The same tools with every second line of standard wording forgotten."""
    packs, settings = Packs.find(), tools.settings
    lines = sorted({*standard_wording(packs), *settings.stock, *settings.labels})
    random.Random(seed).shuffle(lines)  # noqa: S311
    return replace(tools, convention=Convention.of(lines[::2], Numbers.load(packs), settings.cited))
