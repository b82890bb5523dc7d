"""What a clerk gives wrongly is said in Chinese; whoever stops reading what a command prints gets no message at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.console import run
from tests.support.drafting import ROOT

WRONG = "支出合计30万元，其中：甲10万元，乙10万元，丙15万元。"


def into_a_closed_pipe(*arguments: str, folder: Path) -> tuple[int, str]:
    """The exit code and what stands on standard error."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "drafter", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, cwd=folder, env=environment, check=False)
    os.close(writer)
    return done.returncode, done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"), [(("phrases",), 0), (("check", "--help"), 0), (("check", "错.txt"), 1), (("check", "没有.txt"), 2)]
)
def test_a_closed_pipe_is_no_fault(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "错.txt").write_text(WRONG, encoding="utf-8")
    ended, said = into_a_closed_pipe(*arguments, folder=tmp_path)
    assert ended == code
    assert ("没有检查：没有.txt" in said) == (code == 2)
    assert "rror" not in said


@pytest.mark.parametrize("arguments", [("check", ""), ("check", "a.txt", "--output="), ("draft", ""), ("phrases", "--pack", "")])
def test_an_empty_name_is_not_the_current_folder(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "文件名是空的" in result.output


@pytest.mark.parametrize("count", ["0", "99", "三"])
def test_a_count_out_of_reach_is_refused_in_chinese(count: str) -> None:
    result = run("suggest", "报名人数少", "-n", count)
    assert result.exit_code == 2
    assert "的值应为 1 到 20 的整数" in result.output
