"""Cases that stand in `tests/cases` as YAML; every scalar is read as text, as the facts file's own reader does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = Path(__file__).resolve().parents[1] / "cases"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The quick one where PyYAML was built with it."""


def read_cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file, each with its origin: its own, or that of the file."""
    found = read(name)
    assert set(found) == {"来源", "例"}, name
    return [{"来源": found["来源"], **case} for case in found["例"]]


def read(name: str) -> Any:
    """What a file of `tests/cases` says."""
    return yaml.load((CASES / name).read_text(encoding="utf-8"), Loader=LOADER)


def parametrised(name: str) -> Any:
    """Runs a test for each case of a file, under the case's name."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["名称"]) for case in read_cases(name)])


HEAD = "单位: {名称: 甲局}\n年度: 2024\n项目:\n  - 名称: 乙\n"
MARK = "▲"


def marked_text(case: dict[str, Any]) -> str:
    if "文件" in case:
        return str(case["文件"])
    return HEAD + "".join(f"    {line}\n" for line in case["项目"].splitlines())


def marked_places(text: str) -> list[tuple[int, int]]:
    """Line and column of what follows each mark, once the marks are gone."""
    return [
        (number, place - before + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for before, place in enumerate(place for place, character in enumerate(line) if character == MARK)
    ]


_BLANKS = {"年度:": "年度: 2024", "  名称:": "  名称: 清溪县图书馆", "  - 名称:": "  - 名称: 免费开放经费"}


def filled(skeleton: str) -> str:
    """A skeleton with its three required boxes filled in."""
    for blank, value in _BLANKS.items():
        skeleton, changed = re.subn(rf"(?m)^{blank}(?= |$)", value, skeleton, count=1)
        assert changed, blank
    return skeleton
