"""How well the tests hold the heuristics: small mutations of the code that reads, judges, compares and drafts, and who notices.

usage: python -m benchmarks.bench_code_mutation [--sample N] [--seed N] [--folder FOLDER]... [--place FILE:LINE]... [--record]

A sample of the mutations (benchmarks/mutants.py) of drafter/claims, drafter/tables, drafter/reuse and drafter/drafting, as many of
each folder, is made one at a time in a copy of the tree; each is shown to the tests that reach its line (benchmarks/mutant_tests.py),
in a process of its own (benchmarks/mutant_runs.py, Linux and macOS). What survives is listed. Deterministic for a seed and a tree.

Which tests reach what is recorded once (some minutes; kept in the user's cache folder, again with --record); a module that has
changed since is shown to all tests that reach the module, tests that are new to every mutant. Survivors that no report could show
stand in benchmarks/equivalent_mutants.yaml with the reason, and are counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import platformdirs
import yaml

from benchmarks.mutant_tests import FOLDERS, TIMES, Reach, digest
from benchmarks.mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENT = ROOT / "benchmarks" / "equivalent_mutants.yaml"
WANTED = 0.85
BUDGET, QUICK = 20.0, 2.0
"""Seconds of tests that a mutant is shown at most, the quickest first; and the code as it stands."""


def sampled(root: Path, folders: Iterable[str], size: int, seed: int) -> list[Mutant]:
    """As many mutants of each folder, drawn by the seed."""
    folders = list(folders)
    chosen = []
    for folder in folders:
        every = [mutant for path in sorted((root / folder).rglob("*.py")) for mutant in mutants_of(root, _name(root, path))]
        drawn = random.Random(f"{seed} {folder}")  # noqa: S311
        chosen += drawn.sample(every, min(size // len(folders), len(every)))
    return chosen


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _folder(mutant: Mutant) -> str:
    return "/".join(mutant.file.split("/")[:2])


def placed(root: Path, places: Iterable[str]) -> list[Mutant]:
    """Every mutant of the lines asked for."""
    wanted = {(file, int(line)) for file, line in (place.rsplit(":", 1) for place in places)}
    files = sorted({file for file, _ in wanted})
    return [mutant for file in files for mutant in mutants_of(root, file) if (file, mutant.line) in wanted]


def copied(place: Path) -> Path:
    """The tree as it stands, without what tools leave behind."""
    return Path(shutil.copytree(ROOT, place / "tree", ignore=shutil.ignore_patterns(".*", "__pycache__", "dist", "build")))


def recorded(tree: Path, *, again: bool) -> Reach:
    """Which tests reach what, from the cache or by running them now."""
    folder = platformdirs.user_cache_path("drafter") / "code-mutation"
    if again or not (folder / TIMES).is_file():
        print("测试正在逐个记录能看到哪些行，要几分钟……", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "benchmarks.mutant_tests", str(folder)]
        subprocess.run(command, cwd=tree, env=_environment(tree), check=True, stdout=subprocess.DEVNULL)
    return Reach.load(folder)


def _environment(tree: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}


class Runner:
    """The process that shows mutants to tests, spoken to line by line."""

    def __init__(self, tree: Path, reach: Reach) -> None:
        self.tree, self.reach = tree, reach
        command = [sys.executable, "-m", "benchmarks.mutant_runs"]
        self.process: Any = subprocess.Popen(
            command, cwd=tree, env=_environment(tree), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._send(sorted(reach.known))

    def ask(self, mutant: Mutant, *, unchanged: bool = False) -> str:
        """`killed` or `survived`; the code as it stands is shown to the quickest tests only."""
        file, now = mutant.file, digest(self.tree, mutant.file)
        source = (self.tree / file).read_text(encoding="utf-8")
        tests = self.reach.tests(file, (mutant.line, mutant.statement), now, QUICK if unchanged else BUDGET)
        seconds = sum(self.reach.seconds[test] for test in tests)
        ways = self.reach.ways(file, mutant.line, mutant.scope, now)
        told = source if unchanged else mutant.applied(source)
        self._send({"file": file, "source": told, "ways": ways, "tests": tests, "seconds": seconds})
        answer = str(self.process.stdout.readline()).strip()
        if answer not in {"killed", "survived"}:
            raise SystemExit("运行测试的进程没有回答")
        return answer

    def _send(self, told: object) -> None:
        self.process.stdin.write(json.dumps(told, ensure_ascii=False) + "\n")
        self.process.stdin.flush()


def run(runner: Runner, mutants: list[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with its answer; first of all, the code as it stands must satisfy the tests."""
    equivalent = {
        tuple(entry[key] for key in ("文件", "原", "改")) for entry in yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8"))
    }
    for mutant in {_folder(mutant): mutant for mutant in mutants}.values():
        if runner.ask(mutant, unchanged=True) != "survived":
            raise SystemExit(f"没有改动时测试就不通过：{mutant.file}")
    for mutant in mutants:
        same = (mutant.file, _short(mutant.before), _short(mutant.after)) in equivalent
        yield mutant, "equivalent" if same else runner.ask(mutant)


def _short(text: str) -> str:
    return " ".join(text.split())


def _shown(mutant: Mutant) -> str:
    return f"  {mutant.file}:{mutant.line}  {mutant.scope or '（模块）'}\n      {_short(mutant.before)}\n    → {_short(mutant.after)}"


def report(answers: dict[str, Counter[str]], start: float) -> bool:
    """Prints the share that was noticed; whether it is enough everywhere."""
    enough = True
    for folder, counts in answers.items():
        judged = counts["killed"] + counts["survived"]
        share = counts["killed"] / judged if judged else 1.0
        enough = enough and share >= WANTED
        print(f"{folder}：发现 {counts['killed']} / {judged}（{share:.0%}），等价 {counts['equivalent']}")
    every = sum(answers.values(), Counter())
    judged = every["killed"] + every["survived"]
    took = time.perf_counter() - start
    print(
        f"合计：发现 {every['killed']} / {judged}（{every['killed'] / max(judged, 1):.1%}），每个 {took / max(judged, 1):.1f} 秒"
    )
    return enough


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sample", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", action="append", choices=FOLDERS)
    asked.add_argument("--place", action="append", help="FILE:LINE: every mutant of a line instead of a sample")
    asked.add_argument("--record", action="store_true", help="record again which tests reach what")
    asked.add_argument("--json", type=Path, help="where to write every mutant with its answer, one a line")
    options = asked.parse_args()
    answers: dict[str, Counter[str]] = {folder: Counter() for folder in options.folder or FOLDERS}
    with tempfile.TemporaryDirectory(prefix="drafter-mutants-") as place:
        tree = copied(Path(place))
        reach = recorded(tree, again=options.record)
        mutants = placed(tree, options.place) if options.place else sampled(tree, answers, options.sample, options.seed)
        start, written = time.perf_counter(), []
        for mutant, answer in run(Runner(tree, reach), mutants):
            answers.setdefault(_folder(mutant), Counter())[answer] += 1
            written.append(json.dumps({"answer": answer, **asdict(mutant)}, ensure_ascii=False))
            if answer == "survived":
                print(_shown(mutant), flush=True)
        if options.json:
            options.json.write_text("\n".join(written) + "\n", encoding="utf-8")
    return 0 if report(answers, start) else 1


if __name__ == "__main__":
    sys.exit(main())
