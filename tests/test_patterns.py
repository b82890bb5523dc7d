"""No regular expression of code and settings takes quadratic time: long texts of one thing over and over."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.support.patterns import ROOT, steep


def test_every_pattern_takes_linear_time() -> None:
    # what was imported before is not seen, and a pattern that never ends must not end the tests: a process of its own
    command = [sys.executable, "-m", "tests.support.patterns"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=500, check=False)
    assert done.returncode == 0, done.stderr
    count, *found = done.stdout.splitlines()
    assert int(count) > 400
    assert found == []


def test_a_quadratic_pattern_is_found_and_a_linear_one_is_not() -> None:
    uses = {
        ("[0-9]+$", 0): {"search"},
        ("(?:a+)+$", 0): {"match"},
        ("(?<![0-9])[0-9]+$", 0): {"search"},
        ("[0-9]+$", re.ASCII): {"match"},
    }
    told = [line.rpartition(": ")[2] for line in steep(uses) if "no such pattern" not in line]
    assert told == ["(?:a+)+$", "[0-9]+$"]
