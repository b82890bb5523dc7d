"""Every regular expression that drafter compiles, and strings that would show one that does not run in linear time."""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._parser as sre  # type: ignore[import-not-found,unused-ignore]
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

import drafter
from drafter.core import patterns

ROOT = Path(__file__).resolve().parents[2]
LENGTH = 8_000
PUMPS = ("1", "X", "×", "_", "一", "第", "总体绩效", " ", "\u3000", ".", ",", "、", "，", "。", "（", "(", "年", "-", "—", "=", "%", "a", "元",
         "1,", "1.", "1 ", "一、", "（一）", "1万元", "1、", "“", "”", "《", "\n", "|", "| ", "-|", "\t", "其中", "：", "2024年", "#", "甲", "⬛", "\ue000", "\ue001，")  # fmt: skip


def collected() -> list[tuple[str, int]]:
    """Pattern and flags of all that is compiled while every module is imported and a report is drafted and checked."""
    found: dict[tuple[str, int], None] = {}
    compile_ = re._compile  # type: ignore[attr-defined]
    keep = patterns._Lazy.__init__

    def noted(pattern: Any, flags: int) -> re.Pattern[str]:
        if isinstance(pattern, str) and _caller().startswith(str(ROOT / "drafter")):
            found[pattern, int(flags)] = None
        return compile_(pattern, flags)  # type: ignore[no-any-return]

    def kept(self: Any, text: str | bytes, flags: int) -> None:
        if isinstance(text, str):
            found[text, int(flags)] = None
        keep(self, text, flags)

    with mock.patch.object(re, "_compile", noted), mock.patch.object(patterns._Lazy, "__init__", kept):
        for module in pkgutil.walk_packages(drafter.__path__, "drafter."):
            if module.name != "drafter.__main__":
                importlib.import_module(module.name)
        _run()
    return sorted(found)


def _caller() -> str:
    """The file of the code that asked for a pattern."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and Path(frame.f_code.co_filename).parent.name == "re":
        frame = frame.f_back
    return "" if frame is None else frame.f_code.co_filename


def _run() -> None:
    from drafter.verbs.check import CheckJob, check_one, load_settings
    from drafter.verbs.draft import _compose

    facts = ROOT / "examples" / "small-library-2024" / "facts.yaml"
    _compose(facts, (), None, (), (), ())
    settings = load_settings(CheckJob())
    check_one(ROOT / "README.md", settings)


def pumped(pattern: str) -> Iterator[str]:
    """Long strings: of usual characters, and of the pattern's own letters alone and in pairs."""
    own = "".join(dict.fromkeys(_letters(sre.parse(pattern))))[:40]
    pumps = dict.fromkeys((*PUMPS, *own, *(own[i : i + 2] for i in range(len(own) - 1))))
    for pump in pumps:
        yield pump * (LENGTH // len(pump)) + "!"


def _letters(parsed: Any) -> Iterator[str]:
    for operation, value in parsed:
        name = str(operation)
        if name == "LITERAL":
            yield chr(value)
        elif name == "IN":
            yield from (chr(item) for kind, item in value if str(kind) == "LITERAL")
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _letters(branch)
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            yield from _letters(value[2])
        elif name == "SUBPATTERN":
            yield from _letters(value[-1])
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from _letters(value[1])
        elif name == "ATOMIC_GROUP":
            yield from _letters(value)


def seconds(compiled: re.Pattern[str], text: str) -> float:
    """What looking for the pattern everywhere in a text takes."""
    start = time.process_time()
    for _ in compiled.finditer(text):
        pass
    return time.process_time() - start
