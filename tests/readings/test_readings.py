"""Each stage reads the case documents as it was reviewed to: a change of any heuristic shows as a change of what is read."""

from __future__ import annotations

import difflib

import pytest

from tests.readings.corpora import Reading, all_readings
from tests.readings.kept import FOLDER, kept

READINGS = tuple(all_readings())
RENEW = "读法变了；是有意的，运行 python -m tests.readings 重写，用 git diff 逐行看过再提交"


@pytest.mark.parametrize("reading", [pytest.param(one, id=f"{one.file}·{one.name}") for one in READINGS])
def test_a_case_is_read_as_it_was_reviewed(reading: Reading) -> None:
    before, now = kept(reading.file).get(reading.name, []), reading.read()
    changed = difflib.unified_diff(before, now, "以前", "现在", lineterm="", n=0)
    assert before == now, "\n".join((RENEW, *changed))


def test_every_case_has_one_reading_and_every_reading_a_case() -> None:
    names = [(one.file, one.name) for one in READINGS]
    assert len(names) == len(set(names))
    files = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.txt"))
    assert {(file, name) for file in files for name in kept(file)} == set(names)
