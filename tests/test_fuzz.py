"""A sample of the fuzz harness; more by hand: ``python -m tests.fuzz --n 20000``."""

from __future__ import annotations

import os

from tests.fuzz.running import run

NUMBER = int(os.environ.get("DRAFTER_FUZZ", "42"))


def test_nothing_escapes_from_broken_inputs() -> None:
    wrong = [outcome for outcome in run(range(NUMBER)) if outcome.wrong]
    assert not wrong
