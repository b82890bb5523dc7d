"""Every regular expression that drafter compiles, and strings that would show one that does not run in linear time."""

from __future__ import annotations

import ast
import gc
import importlib
import math
import pkgutil
import re
import re._parser as sre  # type: ignore[import-not-found,unused-ignore]
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any
from unittest import mock

import drafter
from drafter.core import patterns
from tests.support.cases import read_cases

ROOT = Path(__file__).resolve().parents[2]
SHORT, LONG = 1_200, 4_800
"""Lengths of the texts that are compared; a quadratic pattern takes sixteen times as long for the second."""
QUICK = 0.004
"""Seconds of processor time for the long text that no pattern needs to explain; a quadratic one takes more."""
ENDLESS = 0.05
"""Seconds for a text of 200 characters, or of fewer."""
STEEP = 9.0
"""Linear is four times as long, quadratic sixteen."""
PUMPS = (
    "1",
    "X",
    "_",
    "一",
    "总体绩效",
    " ",
    "\u3000",
    ".",
    "，",
    "、",
    "。",
    "（",
    "“",
    "-",
    "1,",
    "1万元",
    "（一）",
    "其中：",
    "\n",
    "|",
)
_LOOKING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_METHODS = _LOOKING | {"match", "fullmatch", "scanner"}

Uses = dict[tuple[str, int], set[str]]
"""Text and flags of a pattern, and the methods that were seen in use."""


def collected() -> Uses:
    """Every pattern that is made while all modules are imported and reports are drafted and checked.

    Meant for a process of its own: what was imported before is not seen.
    """

    found: Uses = {}
    compile_, asked = re._compile, patterns._Lazy.__getattribute__  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: int) -> re.Pattern[str]:
        file, method = _caller()
        if isinstance(pattern, str) and file.startswith(str(ROOT / "drafter")) and not file.endswith("core/patterns.py"):
            found.setdefault((pattern, int(flags)), set()).update({method} & _METHODS)
        return compile_(pattern, flags)  # type: ignore[no-any-return]

    def used(lazy: Any, name: str) -> Any:
        if name in _METHODS and isinstance(lazy.pattern, str):
            found.setdefault((lazy.pattern, int(lazy._flags)), set()).add(name)
        return asked(lazy, name)

    with mock.patch.object(re, "_compile", noted), mock.patch.object(patterns._Lazy, "__getattribute__", used):
        for module in pkgutil.walk_packages(drafter.__path__, "drafter."):
            if module.name != "drafter.__main__":
                importlib.import_module(module.name)
        _run()
    for lazy in gc.get_objects():
        if type(lazy) is patterns._Lazy and isinstance(lazy.pattern, str):
            found.setdefault((lazy.pattern, int(lazy._flags)), set())
    for module in [module for name, module in sys.modules.items() if name.startswith("drafter.")]:
        _add_written(module, found)
    return found


def _add_written(module: ModuleType, found: Uses) -> None:
    """Adds the methods by which a module's code uses the patterns that have a name in it."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    asked = [
        (node.value.id, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    ]
    for name, method in asked:
        pattern = vars(module).get(name)
        key = getattr(pattern, "pattern", None), getattr(pattern, "_flags", getattr(pattern, "flags", 0))
        for other in [(key[0], key[1] & ~re.UNICODE)] if isinstance(key[0], str) and method in _METHODS else []:
            found.setdefault(other, set()).add(method)


def _caller() -> tuple[str, str]:
    """The file of the code that asked for a pattern, and the function of `re` that it called."""
    frame: FrameType | None = sys._getframe(2)
    method = ""
    while frame is not None and Path(frame.f_code.co_filename).parent.name == "re":
        method, frame = frame.f_code.co_name, frame.f_back
    return ("", "") if frame is None else (frame.f_code.co_filename, method)


def _run() -> None:
    from drafter.verbs.check import CheckJob, check_one, load_settings
    from drafter.verbs.draft import _compose

    facts = ROOT / "examples" / "small-library-2024" / "facts.yaml"
    _compose(facts, (), None, (), (), ())
    settings = load_settings(CheckJob())
    check_one(ROOT / "README.md", settings)


def steep(uses: Uses) -> Iterator[str]:
    """The patterns whose time grows faster than the text, each with what shows it; a process of its own bears what never ends."""
    listed = {entry["式"]: entry["用法"] for entry in read_cases("patterns.yaml")}
    missing = set(listed) - {text for text, _ in uses}
    if missing:
        yield f"tests/cases/patterns.yaml: no such pattern {sorted(missing)}"
    for (text, flags), seen in sorted(uses.items()):
        if listed.get(text) == "短文字":
            continue
        methods = {"match"} if listed.get(text) == "从头" else seen
        compiled = re.compile(text, flags)
        run = partial(_run_as, methods)
        for pump in dict.fromkeys((*PUMPS, *_own(text)[:12])):
            ratio = _growth(run, compiled, pump)
            if ratio > STEEP:
                yield f"{pump!r} × {ratio:.0f} ({'/'.join(sorted(methods)) or 'search'}): {text}"
                break


def _growth(run: Callable[[re.Pattern[str], str], None], compiled: re.Pattern[str], pump: str) -> float:
    """How much longer the long text takes than the short one; 1 where it is quick. Small texts come first: some never end."""
    texts = [pump * max(1, length // len(pump)) + "!" for length in (16, 24, 32, 200, SHORT, LONG)]
    if any(_seconds(run, compiled, text) > ENDLESS for text in texts[:4]):
        return math.inf
    short, long = texts[4:]
    if _seconds(run, compiled, short) > QUICK / 4 and _seconds(run, compiled, long) > QUICK:
        return min(_seconds(run, compiled, long) for _ in range(3)) / min(_seconds(run, compiled, short) for _ in range(3))
    return 1.0


def _run_as(methods: set[str], compiled: re.Pattern[str], text: str) -> None:
    """Uses a pattern as it is used; where nothing is known of that, it may be looked for anywhere."""
    if not methods or methods & _LOOKING:
        for _ in compiled.finditer(text):
            pass
    if "match" in methods:
        compiled.match(text)
    if "fullmatch" in methods:
        compiled.fullmatch(text)


def _seconds(run: Callable[[re.Pattern[str], str], None], compiled: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    run(compiled, text)
    return time.process_time() - start


def _own(text: str) -> list[str]:
    """The letters that a pattern names."""
    return list(dict.fromkeys(_letters(sre.parse(text))))


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


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    every = collected()
    sys.stdout.write(f"{len(every)}\n")
    for line in steep(every):
        sys.stdout.write(line.replace("\n", "\\n") + "\n")
