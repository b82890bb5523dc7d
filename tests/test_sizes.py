"""What can be read at once: no module over 300 lines, no function over 40, no call with seven nameless values. Complexity is held by ruff (C901, 20)."""

import ast
from pathlib import Path

import drafter

ROOT = Path(drafter.__file__).parent
MODULE, FUNCTION, NAMELESS = 300, 40, 6
TOO_LONG = {"claims/engine.py:judge_document"}
"""What is longer today and is to be split; nothing may come to it, and what is split goes."""


def _too_long() -> set[str]:
    found = set()
    for path in ROOT.rglob("*.py"):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        if len(text.splitlines()) > MODULE:
            found.add(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= FUNCTION:
                found.add(f"{name}:{node.name}")
    return found


def test_nothing_grows_too_long():
    assert _too_long() == TOO_LONG


def test_long_calls_name_what_they_hand_over():
    calls = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and sum(not isinstance(given, ast.Starred) for given in node.args) > NAMELESS
    ]
    assert calls == []
