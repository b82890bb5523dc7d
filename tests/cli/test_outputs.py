"""Where results are written: never onto a file that is read, and refused before anything is written or printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.verbs.folders import refuse_inputs
from tests.support.console import SMALL, leaked_english, run, write
from tests.support.drafting import ROOT

TEXT = (
    "# 清溪县图书馆2024年度项目绩效自评报告\n\n## 三、绩效完成情况\n\n2024年全年接待读者55000人次，新增图书2860册，读者都说好。\n"
)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A drafted report."""
    path = tmp_path_factory.mktemp("drafted") / "今.docx"
    assert run("draft", SMALL, "-o", str(path)).exit_code == 0
    return path.read_bytes()


@pytest.fixture
def files(drafted: bytes) -> dict[Path, bytes]:
    """A drafted report, last year's beside it in a folder, and their bytes."""
    Path("往年").mkdir()
    for target in ("今.docx", "往年/去.docx"):
        Path(target).write_bytes(drafted)
    write("今.md", TEXT)
    write("facts.yaml", SMALL.read_text("utf-8"))
    write("认可.yaml", "忽略:\n  - {规则: RU02, 理由: 年年如此}\n")
    return {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("reuse", "今.docx", "--prior", "往年", "--output", "往年/去.docx"), "往年/去.docx：这是要读的文件"),
        (("reuse", "今.docx", "--prior", "往年/去.docx", "--annotate", "往年/去.docx"), "往年/去.docx：这是要读的文件"),
        (("reuse", "今.docx", "--prior", "往年", "--output", "一.docx", "--annotate", "./一.docx"), "写到同一个文件"),
        (("reuse", "今.docx", "--prior", "往年", "--output", "一.html", "--annotate", "没有/一.docx"), "文件夹不存在"),
        (("reuse", "今.docx", "--prior", "往年", "--output", "往年"), "往年：这是一个文件夹；请给出文件名"),
        (("reuse", "今.docx", "--prior", "往年", "--annotate", "一.txt"), "要以 .docx 结尾"),
        (("check", "往年", "--output", "往年/去.docx"), "往年/去.docx：这是要读的文件"),
        (("check", "今.docx", "--output", "./今.docx"), "今.docx：这是要读的文件"),
        (("check", "今.docx", "--prior", "往年/去.docx", "--output", "往年/去.docx"), "往年/去.docx：这是要读的文件"),
        (("check", "今.docx", "--facts", "facts.yaml", "--output", "facts.yaml"), "facts.yaml：这是要读的文件"),
        (("check", "今.docx", "--config", "认可.yaml", "--output", "认可.yaml"), "认可.yaml：这是要读的文件"),
        (("check", "今.docx", "--output", "一.txt", "--annotate", "没有/一.docx"), "文件夹不存在"),
        (("check", "今.docx", "--annotate", "一.txt"), "要以 .docx 结尾"),
        (("draft", "facts.yaml", "-o", "往年/去.docx", "--prior", "往年/去.docx", "--force"), "往年/去.docx：这是要读的文件"),
        (("draft", "facts.yaml", "-o", "今.docx", "--base-doc", "今.docx"), "今.docx：这是要读的文件"),
    ],
)
def test_nothing_is_written_over_what_is_read(arguments: tuple[str, ...], message: str, files: dict[Path, bytes]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stdout == ""
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == files
    assert leaked_english(done.output, *arguments, str(Path.cwd())) == []


def test_a_new_file_may_be_written_into_a_folder_that_is_read(files: dict[Path, bytes]) -> None:
    assert run("check", "往年", "--output", "往年/意见.txt").exit_code == 0
    assert Path("往年/意见.txt").is_file()


def test_a_link_to_a_file_that_is_read_is_that_file(files: dict[Path, bytes]) -> None:
    Path("同.docx").hardlink_to("今.docx")
    assert run("check", "今.docx", "--output", "同.docx").exit_code == 2


def test_a_file_that_is_not_there_is_still_no_place_to_write_to() -> None:
    done = run("check", "没有.docx", "--output", "没有.docx")
    assert (done.exit_code, Path("没有.docx").exists()) == (2, False)
    refuse_inputs([Path("另一个.docx")], [Path("没有.docx")])


def test_the_option_without_a_value_points_to_its_command() -> None:
    for command in ("reuse", "check", "draft"):
        done = run(command, "甲.docx", "--prior")
        assert done.stderr == f"用法不对：选项 --prior 后面要给出值\n用 drafter {command} --help 查看说明。\n"


def test_a_folder_of_something_else_is_no_pack() -> None:
    Path("本局/configs").mkdir(parents=True)
    write("本局/configs/reuse.yaml", "门槛: {字组: 多}\n")
    report = ROOT / "examples/reused-report/2024.md"
    wrong = run("reuse", report, "--prior", report.with_name("2023.md"), "--pack", "本局/configs")
    assert "本局/configs：不是模板包：里面没有" in wrong.stderr
    told = run("reuse", report, "--prior", report.with_name("2023.md"), "--pack", "本局")
    assert "门槛 → 字组：应为数字（现值：'多'）" in told.stderr
    assert (wrong.exit_code, told.exit_code) == (2, 2)
