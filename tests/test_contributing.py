"""CONTRIBUTING.md is walked through: what it adds is added to a copy of the tree and runs; the files it names are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.drafting import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^<!-- (file|insert): (\S+)(?: after (.+?))? -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEPS = _FENCE.findall(PAGE)
COPIED = ("drafter", "configs", "templates", "phrasebank", "tests", "examples", "pyproject.toml", "README.md")


def apply(tree: Path, kind: str, name: str, after: str, text: str) -> None:
    """A new file, or lines after the first line that ends with some words."""
    path = tree / name
    if kind == "file":
        assert not path.exists()
        path.write_text(text, encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.rstrip().endswith(after))
    path.write_text("".join([*lines[: place + 1], text, *lines[place + 1 :]]), encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the rule that the page adds."""
    folder = tmp_path_factory.mktemp("tree")
    for name in COPIED:
        source, ignored = ROOT / name, shutil.ignore_patterns("__pycache__")
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    for step in STEPS:
        apply(folder, *step)
    return folder


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=False)


def test_the_rule_of_the_page_is_there_and_reports(tree: Path) -> None:
    assert "用了感叹号" in run(tree, "drafter", "rule", "TX99").stdout
    (tree / "报告.txt").write_text("一、完成情况\n全年办件946件，成绩显著！\n", encoding="utf-8")
    assert "TX99 一、完成情况 › 第2行：公文里不用感叹号" in run(tree, "drafter", "check", "报告.txt").stdout


def test_the_rule_of_the_page_meets_every_test_of_rules(tree: Path) -> None:
    files = ("tests/rules/test_registry.py", "tests/rules/test_pages.py", "tests/rules/test_text_rules.py")
    done = run(tree, "pytest", "-q", "-p", "no:cacheprovider", *files, "-k", "TX99 or vanishes or every_page")
    assert done.returncode == 0, done.stdout


def test_the_page_names_files_that_are_there() -> None:
    named = set(re.findall(r"`((?:drafter|configs|tests|docs)/[\w./-]+\.\w+)`", PAGE))
    added = {name for kind, name, _, _ in STEPS if kind == "file"}
    assert [name for name in sorted(named - added) if not (ROOT / name).exists()] == []
    assert len(added) == 3
