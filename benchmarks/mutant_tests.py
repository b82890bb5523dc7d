"""Which tests can see a line: they are run once with coverage.py, each under its own name, and timed.

usage: python -m benchmarks.mutant_tests FOLDER      (in a copy of the tree; bench_code_mutation does it)
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

__all__ = ["FOLDERS", "TESTS", "Reach", "digest", "run_pytest"]

FOLDERS = ("drafter/claims", "drafter/tables", "drafter/reuse", "drafter/drafting")
TESTS = (
    *("tests/claims", "tests/tables", "tests/rules", "tests/reuse", "tests/draft", "tests/checking", "tests/readings"),
    "tests/test_phrasebank.py",
)
SLOW = (
    "tests/reuse/test_archive_files.py",  # processes and large files
    "tests/tables/test_laws.py::test_a_table_of_a_hundred_thousand_cells_takes_seconds",
    "tests/claims/test_claim_laws.py::test_time_grows_with_the_length_of_a_paragraph",
    "tests/checking/test_facts_side.py::test_after_docx_to_odt_to_docx_every_changed_figure_is_still_named",
    "tests/checking/test_facts_side.py::test_every_changed_figure_is_named_with_both_values",
)
"""Left out: they take most of the time, and look at the machine as much as at the code."""
FEW = 10
"""Where fewer tests reach a line (it runs once, when settings are loaded), those that reach its module are asked too."""
SEEN, TIMES = "coverage", "times.json"


def run_pytest(names: Iterable[str], plugin: object, *options: str) -> int:
    """The exit code of pytest in this process, the same each time: no cache, no left-over examples, no random seed."""
    plain = (
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "--hypothesis-seed=0",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    )
    return int(pytest.main([*plain, *options, *names], plugins=[plugin]))


def digest(root: Path, file: str) -> str:
    """What tells whether a module is still the one that was covered."""
    return hashlib.sha256((root / file).read_bytes()).hexdigest()


class _Recorder:
    """Tells coverage which test runs, and notes how long each took and which failed."""

    def __init__(self, coverage: Any) -> None:
        self.coverage = coverage
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not item.nodeid.startswith(SLOW)]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, None, None]:
        self.coverage.switch_context(item.nodeid)
        start = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)


def _record(folder: Path) -> None:
    from coverage import Coverage

    coverage = Coverage(
        data_file=str(folder / SEEN),
        include=[f"{part}/**/*.py" for part in FOLDERS] + [f"{part}/*.py" for part in FOLDERS],
        config_file=False,
    )
    coverage.start()
    recorder = _Recorder(coverage)
    run_pytest(TESTS, recorder)
    coverage.stop()
    coverage.save()
    root = Path.cwd()
    modules = {path.as_posix(): digest(root, path.as_posix()) for part in FOLDERS for path in Path(part).rglob("*.py")}
    seconds = {name: took for name, took in recorder.seconds.items() if name not in recorder.failed}
    told = {"root": str(root), "modules": modules, "seconds": seconds, "failed": sorted(recorder.failed)}
    (folder / TIMES).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


@dataclass(frozen=True)
class Reach:
    """Which tests reach what, as recorded once; modules that changed since are known as wholes."""

    data: Any
    root: str
    modules: dict[str, str]
    seconds: dict[str, float]
    known: frozenset[str]
    """Also those that failed when they were recorded, and are not asked."""

    @classmethod
    def load(cls, folder: Path) -> Reach:
        """What was recorded in a folder."""
        from coverage import CoverageData

        data = CoverageData(str(folder / SEEN))
        data.read()
        told = json.loads((folder / TIMES).read_text(encoding="utf-8"))
        return cls(data, told["root"], told["modules"], told["seconds"], frozenset(told["seconds"]).union(told["failed"]))

    def ways(self, file: str, line: int, scope: str, now: str) -> list[str]:
        """How a mutant has to be put in: into memory, or by importing it, or (not known) in one way after the other."""
        if not scope:
            return ["afresh"]
        if self.modules.get(file) != now:
            return ["patched", "afresh"]
        return ["afresh" if "" in self.data.contexts_by_lineno(str(Path(self.root) / file)).get(line, ()) else "patched"]

    def tests(self, file: str, lines: tuple[int, ...], now: str, budget: float) -> list[str]:
        """The tests to ask about a place, the quickest first, as many as fit the budget of seconds."""
        by_line = self.data.contexts_by_lineno(str(Path(self.root) / file)) if self.modules.get(file) == now else {}
        near = {test for line in lines for test in by_line.get(line, ()) if test in self.seconds}
        if len(near) < FEW:
            whole = self.data.contexts_by_lineno(str(Path(self.root) / file))
            near |= {test for tests in whole.values() for test in tests if test in self.seconds}
        chosen, spent = [], 0.0
        for test in sorted(near, key=lambda test: (self.seconds[test], test)):
            spent += self.seconds[test]
            if spent > budget:
                break
            chosen.append(test)
        return chosen


if __name__ == "__main__":
    _record(Path(sys.argv[1]))
