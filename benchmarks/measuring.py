"""What the benchmarks measure with: median wall time, a whole process, its peak memory, a document as a file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["peak_megabytes", "process", "seconds", "written"]

PEAK = """
import resource, runpy, sys
sys.argv = ["drafter", *sys.argv[1:]]
try:
    runpy.run_module("drafter", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def seconds(run: Callable[[], object], runs: int) -> float:
    """The median wall time of a call."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A finished Python process; drafter's exit code 1 (findings, something to fill in) is no failure."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode > 1 or "Traceback" in done.stderr:
        raise SystemExit(done.stderr)
    return done


def peak_megabytes(*arguments: str) -> float:
    """The peak resident size of a drafter process."""
    told = process("-c", PEAK, *arguments).stderr.split("peak")[-1]
    return int(told) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def written(document: Any, path: Path) -> Path:
    """A document as a .docx file."""
    from drafter.core.provenance import Draft
    from drafter.formats.docx.styles import load_styles
    from drafter.formats.docx.write import write_docx
    from drafter.resources import Packs

    path.write_bytes(write_docx(Draft(document, (), (), ""), styles=load_styles(Packs.find(()).file("configs/styles.yaml"))))
    return path
