"""Runs broken inputs in a process of its own, and says what became of each."""

from __future__ import annotations

import contextlib
import multiprocessing
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.fuzz.inputs import KINDS, attempt

__all__ = ["Outcome", "run"]

SECONDS = 2.0
"""For 100 KB; a larger input gets as much more."""
PER = 100_000
HANG = 120.0
MEGABYTES = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input."""

    number: int
    kind: str
    wrong: str = ""
    """What went wrong; empty where nothing did."""


def run(numbers: range) -> Iterator[Outcome]:
    """The outcome of each input, one after the other, in a process that is replaced when it hangs or dies."""
    start, context = numbers.start, multiprocessing.get_context("spawn")  # a fork would begin with the memory of whoever runs it
    while start < numbers.stop:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(range(start, numbers.stop), sender), daemon=True)
        process.start()
        sender.close()
        with contextlib.suppress(EOFError):
            while start < numbers.stop and receiver.poll(HANG):
                yield receiver.recv()
                start += 1
        if start < numbers.stop:
            yield Outcome(start, _kind(start), "hangs" if process.is_alive() else "the process died")
            start += 1
        process.kill()
        process.join()


def _kind(number: int) -> str:
    return sorted(KINDS)[number % len(KINDS)]


def _work(numbers: range, sender: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attempt(sorted(KINDS).index("docx"), Path(folder))  # loads what every run needs, before any is timed
        for number in numbers:
            sender.send(Outcome(number, _kind(number), _wrong(number, Path(folder, str(number)))))


def _wrong(number: int, folder: Path) -> str:
    folder.mkdir()
    start = time.process_time()
    try:
        _, size = attempt(number, folder)
    except Exception:  # noqa: BLE001 - what the harness looks for
        return traceback.format_exc(limit=-3)
    taken = time.process_time() - start
    if taken > SECONDS * max(1, size / PER):
        return f"{taken:.1f} s for {size} bytes"
    return f"{_peak()} MB" if _peak() > MEGABYTES else ""


def _peak() -> int:
    """The most memory this process has held, in MB; 0 where the system does not tell.

    What `resource` tells on Linux is also what the process held that started this one.
    """
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
