"""CONTRIBUTING.md is walked through: what it adds is added to a copy of the tree and runs; the files it names are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from drafter.cli.commands import main
from drafter.formats.docx.read import read_docx
from tests.support.drafting import ROOT
from tests.support.rule_cases import context_of, findings_of, rule_cases

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_FENCE = re.compile(
    r"^<!-- (file|insert|append|change): (\S+)(?: after (.+?))? -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
STEPS = _FENCE.findall(PAGE)
COPIED = ("drafter", "configs", "templates", "phrasebank", "tests", "examples", "pyproject.toml", "README.md", "CONTRIBUTING.md")
OFFER = "一、采购情况\n设备采购报价120.00万元，成交价108.00万元，让利12%。\n"
TABLE = "项目,预算数,支出数\n图书购置,10.00,9.50\n读者活动,5.00,5.00\n合计,16.00,14.50\n"


def apply(tree: Path, kind: str, name: str, after: str, text: str) -> None:
    """A new file, lines after the first line that ends with some words or at the end, or words in place of others."""
    path = tree / name
    if kind == "file":
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    old = path.read_text(encoding="utf-8")
    lines = old.splitlines(keepends=True)
    if kind == "change":
        removed, added = ("\n".join(line[1:] for line in text.splitlines() if line[0] == sign) for sign in "-+")
        assert old.count(removed) == 1
        path.write_text(old.replace(removed, added), encoding="utf-8")
        return
    place = len(lines) if kind == "append" else 1 + next(n for n, line in enumerate(lines) if line.rstrip().endswith(after))
    path.write_text("".join([*lines[:place], text, *lines[place:]]), encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with all that the page adds."""
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


def checked_here(path: Path) -> str:
    """What the check of a file prints without what the page adds."""
    return CliRunner().invoke(main, ["check", str(path)]).stdout


def test_the_claim_form_of_the_page_is_computed(tree: Path) -> None:
    (tree / "采购.txt").write_text(OFFER, encoding="utf-8")
    assert "10%" not in checked_here(tree / "采购.txt")
    shown = run(tree, "drafter", "check", "采购.txt", "--pack", "本局核对包").stdout
    assert "写的是 12%，按文中数字计算应为 10%" in shown


def test_the_rule_of_the_page_is_there_and_reports(tree: Path) -> None:
    assert "用了感叹号" in run(tree, "drafter", "rule", "TX99").stdout
    (tree / "报告.txt").write_text("一、完成情况\n全年办件946件，成绩显著！\n", encoding="utf-8")
    assert "TX99 一、完成情况 › 第2行：公文里不用感叹号" in run(tree, "drafter", "check", "报告.txt").stdout


def test_the_kind_of_report_of_the_page_drafts_with_its_table(tree: Path) -> None:
    facts = "examples/small-library-2024/facts.yaml"
    assert "资金简报" in run(tree, "drafter", "types", "--pack", "简报包").stdout
    done = run(tree, "drafter", "draft", facts, "--pack", "简报包", "--type", "资金简报", "-o", "简报.docx")
    assert done.returncode == 0, done.stderr
    texts = [text for _, text in read_docx(tree / "简报.docx").document.texts()]
    assert any("全年预算27.20万元，支出25.28万元，执行率92.94%" in text for text in texts)
    assert {"收支表", "资金来源", "合计", "27.20", "25.28"} <= set(texts)


def test_the_format_of_the_page_is_read_as_a_table_and_found_in_folders(tree: Path) -> None:
    (tree / "表").mkdir()
    (tree / "表" / "执行.csv").write_text(TABLE, encoding="utf-8")
    assert "TB01" not in checked_here(tree / "表" / "执行.csv")
    shown = run(tree, "drafter", "check", "表").stdout
    assert "执行.csv" in shown
    assert re.search(r"TB01 .*合计.*16\.00，应为 15\.00", shown), shown


def test_the_false_positive_of_the_page_is_one_and_is_mended(tree: Path) -> None:
    (text,) = [text for kind, name, _, text in STEPS if (kind, name) == ("append", "tests/cases/rules/TB03.yaml")]
    (document,) = re.findall(r"    文: \|\n((?:      .*\n)+)", text)
    case = {"文": "".join(line.removeprefix("      ") for line in document.splitlines(keepends=True)), "报": []}
    assert findings_of("TB03", case, context_of(case)), "no false positive any more: the page needs another example"
    assert len(rule_cases("TB")) > 0


def test_what_the_page_adds_meets_every_test_of_rules(tree: Path) -> None:
    files = ("tests/rules/test_registry.py", "tests/rules/test_pages.py", "tests/rules/test_rule_cases.py")
    chosen = "TX99 or vanishes or every_page or TB03"
    done = run(tree, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *files, "-k", chosen)
    assert done.returncode == 0, done.stdout
    listed = run(tree, "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", files[2], "-k", "TB03 or TX99").stdout
    assert listed.count("TX99") >= 3


def test_the_page_names_files_that_are_there() -> None:
    named = set(re.findall(r"`((?:drafter|configs|tests|docs)/[\w./-]+\.\w+)`", PAGE))
    added = {name for kind, name, _, _ in STEPS if kind == "file"}
    assert [name for name in sorted(named - added) if not (ROOT / name).exists() and "编号" not in name] == []
    changed = {name for kind, name, _, _ in STEPS if kind != "file"}
    assert [name for name in changed if not (ROOT / name).exists()] == []
    assert all(PAGE.count(f"`{name}`") for name in {*added, *changed} if name.startswith(("drafter", "tests", "configs")))
