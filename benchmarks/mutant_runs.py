"""Runs the tests against mutants, a forked process each: `killed` by a test, or `survived`.

usage: python -m benchmarks.mutant_runs     (in a copy of the tree; bench_code_mutation sends one task a line, as JSON)

Everything is imported and collected once. A mutant inside a function is put into the functions that stand in memory, which takes
no time. Where its line runs, or may run, while modules are imported, the package is imported and the tests are collected afresh,
and only that answer counts as survival.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TextIO

from _pytest.main import pytest_runtestloop

from benchmarks.mutant_tests import SLOW, TESTS, run_pytest

if TYPE_CHECKING:
    import pytest

__all__ = ["serve"]

LEAST = 20
"""Seconds of processor time that a mutant may always take; beyond it, five times what its tests took."""
QUICK = 1.0
"""Seconds that a new test may take to be shown every mutant."""
SURVIVED, KILLED, NOTHING = 0, 1, 5
"""Exit codes of pytest; the last where there is no test."""
MEMORY = 4 << 30


def serve() -> None:
    """Takes the names of the tests that a record knows, then tasks: `killed` or `survived` for each, until there are no more."""
    sys.dont_write_bytecode = True
    asked, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    _silence()
    run_pytest(TESTS, _Server(set(json.loads(asked.readline())), asked, answers), "-x")


class _Server:
    """Answers the tasks where pytest would run the tests that it has collected."""

    def __init__(self, known: set[str], asked: TextIO, answers: TextIO) -> None:
        self.known, self.asked, self.answers = known, asked, answers

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items if not item.nodeid.startswith(SLOW)}
        new = _passing(session, [items[name] for name in items if name not in self.known])
        for line in self.asked:
            print(_answer(json.loads(line), session, items, new), file=self.answers, flush=True)
        return True


def _run(session: pytest.Session, items: list[pytest.Item]) -> int:
    """The exit code of some of the collected tests, run until one fails."""
    session.items = items
    with contextlib.suppress(session.Failed, session.Interrupted):
        pytest_runtestloop(session)
    return KILLED if session.testsfailed else SURVIVED


class _Passed:
    """Writes the names of the tests that pass quickly."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and report.duration < QUICK:
            self.out.write(report.nodeid + "\n")


def _passing(session: pytest.Session, items: list[pytest.Item]) -> list[str]:
    """Those of the new tests that the code as it stands satisfies, and quickly."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        child = os.fork()
        if not child:
            try:
                session.config.pluginmanager.register(_Passed(out))
                session.config.option.maxfail = 0
                _run(session, items)
                out.flush()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        out.seek(0)
        return out.read().split("\n")[:-1]


def _answer(task: dict[str, Any], session: pytest.Session, items: dict[str, pytest.Item], new: list[str]) -> str:
    path = Path(task["file"])
    right = path.read_bytes()
    path.write_text(task["source"], encoding="utf-8")
    tests = [test for test in dict.fromkeys([*new, *task["tests"]]) if test in items]
    limit = int(LEAST + 5 * task["seconds"])
    ways = {
        "patched": lambda: (_patched(path), _run(session, [items[test] for test in tests]))[1],
        "afresh": lambda: (_forget_package(), run_pytest(sorted({test.split("::")[0] for test in tests}), _Chosen(tests), "-x"))[
            1
        ],
    }
    try:
        return "killed" if any(_forked(limit, ways[way]) == KILLED for way in task["ways"]) else "survived"
    finally:
        path.write_bytes(right)


def _forked(limit: int, run: Callable[[], int]) -> int:
    """The answer of the tests in a process of its own; one that takes too much time has noticed, too."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return SURVIVED if os.waitstatus_to_exitcode(status) in {0, NOTHING} else KILLED
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(20 * limit)
    code = KILLED
    try:
        code = run()
    finally:
        os._exit(code)


class _Chosen:
    """Keeps the tests asked for, in the order asked."""

    def __init__(self, tests: list[str]) -> None:
        self.rank = {test: rank for rank, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = [item for item in items if item.nodeid in self.rank]
        items[:] = sorted(kept, key=lambda item: self.rank[item.nodeid])


def _patched(path: Path) -> None:
    """Gives the functions in memory the code of the module as it is written now; forgets what was computed before."""
    file = str(path.resolve())
    now: dict[str, CodeType | None] = {}
    for code in _codes(compile(path.read_text(encoding="utf-8"), file, "exec")):
        now[code.co_qualname] = None if code.co_qualname in now else code
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == file:
            code = now.get(thing.__code__.co_qualname)
            if code is not None and code.co_freevars == thing.__code__.co_freevars:
                thing.__code__ = code
    _forget()


def _forget() -> None:
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper):
            thing.cache_clear()


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _forget_package() -> None:
    """Forgets the package and its tests, so that they are imported again."""
    for name in [name for name in sys.modules if name.split(".")[0] in {"drafter", "tests"}]:
        del sys.modules[name]


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


if __name__ == "__main__":
    serve()
