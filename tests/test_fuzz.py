"""A sample of the fuzz harness; more by hand: ``python -m tests.fuzz --n 20000``."""

from __future__ import annotations

import os

import pytest

from tests.fuzz.running import run

NUMBER = int(os.environ.get("DRAFTER_FUZZ", "42"))
ONCE_WRONG = (902867,)
"""Inputs that something escaped from: an archive whose damage SQLite quotes in bytes that are no text."""


def test_nothing_escapes_from_broken_inputs() -> None:
    wrong = [outcome for outcome in run(range(NUMBER)) if outcome.wrong]
    assert not wrong


@pytest.mark.parametrize("number", ONCE_WRONG)
def test_what_went_wrong_once_goes_right(number: int) -> None:
    assert [outcome.wrong for outcome in run(range(number, number + 1))] == [""]
