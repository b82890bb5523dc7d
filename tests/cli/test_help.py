"""Help and usage errors: every command explained, in Chinese, with exit code 2 for what cannot be done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from drafter import __version__
from drafter.cli.commands import main
from tests.support.console import COMMANDS, leaked_english, run
from tests.support.drafting import ROOT

HEAVY = ["docx", "jinja2", "lxml", "pydantic", "rapidfuzz", "yaml", "jieba", "numpy", "openpyxl"]


def test_the_help_lists_every_command_in_chinese() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"(?m)^  {name} +\S*[\u4e00-\u9fff]", result.output), name
    assert "退出码" in result.output
    assert leaked_english(result.output, "main") == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_its_options(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "选项：" in result.output
    assert "显示这段说明。" in result.output
    assert leaked_english(result.output, "main") == []
    command = main.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert re.search(r"[\u4e00-\u9fff]", parameter.help or ""), parameter.name


def test_short_help_is_the_same() -> None:
    assert run("-h").output == run("--help").output


def test_without_a_command_the_help_is_shown() -> None:
    result = run()
    assert result.exit_code == 2
    assert "命令：" in result.output
    assert leaked_english(result.output, "main") == []


WRONG = [
    (["draff"], "没有这个命令：draff，是不是 draft？"),
    (["起草"], "没有这个命令：起草，可用的命令：archive、check、draft、"),
    (["--zzz"], "没有选项 --zzz"),
    (["draft"], "缺少参数 事实文件.yaml"),
    (["draft", "a.yaml", "--forc"], "没有选项 --forc，是不是 --force"),
    (["draft", "a.yaml", "b.yaml"], "多出来的参数（b.yaml）；路径里有空格时要加引号"),
    (["draft", "a.yaml", "--type"], "选项 --type 后面要给出值"),
    (["draft", "a.yaml", "-o"], "选项 -o 后面要给出值"),
    (["draft", "a.yaml", "--strict=1"], "选项 --strict 后面不能有值"),
    (["init"], "缺少参数 -o/--output"),
    (["trace"], "缺少参数 文件.docx"),
    (["types", "extra"], "多出来的参数（extra）"),
    (["phrases", "--kind", "某"], "--kind 的值应为 常用语、问题、措施、成效、句式 之一"),
    (["schema", "--pack", "x"], "没有选项 --pack"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_a_wrong_command_line_is_answered_in_chinese_with_exit_code_2(arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert "--help 查看说明" in result.output
    assert leaked_english(result.output, *arguments) == []


def test_the_version_is_told() -> None:
    assert run("--version").output == f"drafter {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys; from drafter.cli.commands import main\ntry: main(['--help'])\nfinally: print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=utf8(), check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def utf8() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def run_in_console(encoding: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """The command as a console of that encoding runs it."""
    environment = {**utf8(), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "drafter", *arguments], capture_output=True, env=environment, cwd=folder, check=False
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["😀"], ["draft", "😀.yaml"], ["types", "−"]], ids=["help", "command", "file", "sign"]
)
@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_without_a_character_gets_a_substitute(encoding: str, arguments: list[str], tmp_path: Path) -> None:
    done = run_in_console(encoding, *arguments, folder=tmp_path)
    assert done.returncode == (0 if arguments == ["--help"] else 2)
    assert b"Traceback" not in done.stderr
    assert done.stdout + done.stderr


def test_a_gbk_console_shows_chinese(tmp_path: Path) -> None:
    done = run_in_console("gbk", "types", folder=tmp_path)
    assert "项目支出绩效自评报告" in done.stdout.decode("gbk")


def test_a_gbk_console_shows_a_formula_with_its_minus(tmp_path: Path) -> None:
    report = ROOT / "examples/checked-report/report.md"
    shown = run_in_console("gbk", "check", str(report), folder=tmp_path).stdout.decode("gbk")
    assert "7800人次÷（62800人次－7800人次）" in "".join(shown.split())
    assert "?" not in shown
