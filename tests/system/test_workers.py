"""Results come in order whatever becomes of a worker, and no worker outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drafter.system.workers import Work, in_workers
from tests.support.drafting import ROOT

DEADLY = 13
UNTOLD = 7


def prepare() -> None:
    """Nothing to load."""


def work(item: int) -> object:
    if item == DEADLY:
        os._exit(9)
    return (lambda: item) if item == UNTOLD else item * item  # a function can't be handed over


def lost(item: int, error: Exception) -> object:
    return f"{item}: {type(error).__name__}"


def test_a_worker_that_dies_costs_one_item() -> None:
    results = list(in_workers(Work(work, prepare, (), lost), range(30)))
    expected: list[object] = [item * item for item in range(30)]
    expected[DEADLY] = "13: BrokenProcessPool"
    assert str(results[UNTOLD]).startswith("7: ")
    expected[UNTOLD] = results[UNTOLD]
    assert results == expected


SCRIPT = """
import signal, sys, time, os
from tests.system.test_workers import lost, prepare
from drafter.system.workers import Work, in_workers
def slow(item):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background has it ignored
    list(in_workers(Work(slow, prepare, (), lost), range(8)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("kind", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_no_worker_outlives_its_parent(kind: str, tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as process:
        assert process.stdout is not None
        workers = [int(process.stdout.readline())]
        process.send_signal(getattr(signal, kind))
        process.wait(timeout=20)
        workers += [int(line) for line in process.stdout.read().split()]
    for worker in workers:
        assert _ended(worker), f"worker {worker} is still there"


def _ended(worker: int) -> bool:
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
