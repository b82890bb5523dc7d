"""`drafter draft`: exit codes, where files go, what is never overwritten or half written."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.cases import MARK, marked_text, read_cases
from tests.support.console import SMALL, YUHUA, edit, files, leaked_english, run, write

if TYPE_CHECKING:
    from click.testing import Result

DEFAULT = "项目支出绩效自评报告"
TWO = "单位: {名称: 甲局}\n年度: 2024\n项目: [{名称: 乙}, {名称: 丙}]\n"


def draft(*arguments: str | Path) -> Result:
    return run("draft", *arguments)


# exit codes


def test_a_complete_report_ends_with_0() -> None:
    result = draft(SMALL, "-o", "报告.docx")
    assert result.exit_code == 0, result.output
    assert "已写好：报告.docx" in result.output
    assert "待补" not in result.output
    assert files() == ["报告.docx"]


def test_a_report_with_gaps_is_written_and_ends_with_1() -> None:
    result = draft(YUHUA, "-o", "报告.docx")
    assert result.exit_code == 1
    assert files() == ["报告.docx"]
    assert "facts.yaml:16  项目 → 1 → 编号" in result.output
    assert "待补 14 处" in result.output
    assert "可以看一看" in result.output


def test_a_gap_inside_a_text_is_listed_and_ends_with_1() -> None:
    data = SMALL.read_text(encoding="utf-8").replace("名称: ", "名称: 【待补：全称】", 1)
    result = draft(write("facts.yaml", data), "-o", "报告.docx")
    assert result.exit_code == 1
    assert "单位 → 名称" in result.output
    assert draft(Path("facts.yaml"), "-o", "报告.docx", "--strict", "--force").exit_code == 2


def test_with_strict_a_report_with_gaps_is_not_written_and_ends_with_2() -> None:
    result = draft(YUHUA, "-o", "报告.docx", "--strict")
    assert result.exit_code == 2
    assert files() == []
    assert "没有写任何文件" in result.output
    assert "项目 → 1 → 编号" in result.output
    assert "已写好" not in result.output


def test_strict_says_which_report_it_refuses_and_which_only_waits() -> None:
    complete = SMALL.read_text(encoding="utf-8")
    result = draft(write("facts.yaml", complete.replace("\n项目:\n", "\n项目:\n  - 名称: 乙\n", 1)), "-o", "报告", "--strict")
    assert result.exit_code == 2
    refused, waiting = (line for line in result.output.splitlines() if line.startswith("  报告/"))
    assert "还有待补" in refused
    assert waiting.endswith("已经齐全，等其他几份补齐以后一起写")
    assert "去掉 --strict" in result.output


def test_with_strict_a_complete_report_is_written() -> None:
    assert draft(SMALL, "-o", "报告.docx", "--strict").exit_code == 0
    assert files() == ["报告.docx"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["名称"]) for case in read_cases("wrong_facts.yaml") if case["说"]])
def test_wrong_facts_end_with_2_and_nothing_written(case: dict[str, str]) -> None:
    text = marked_text(case).replace(MARK, "")
    path = Path("facts.yaml")
    path.write_bytes(text.encode("utf-8"))
    result = draft(path, "-o", "报告.docx")
    assert result.exit_code == 2
    assert result.output.startswith("出错了，没有写任何文件：\nfacts.yaml")
    assert files() == ["facts.yaml"]


def test_weights_that_do_not_add_up_end_with_2() -> None:
    path = write(
        "facts.yaml", "单位: {名称: 甲局}\n年度: 2024\n项目:\n  - 名称: 乙\n    指标: [{一级: 产出指标, 指标值: 好, 分值: 80}]\n"
    )
    result = draft(path)
    assert result.exit_code == 2
    assert "facts.yaml:5:9: 项目 → 1 → 指标：各项分值合计 90 分" in result.output
    assert files() == ["facts.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "单位: {名称: 甲局}\n年度: 2024\n",
        "单位: {名称: 甲局}\n年度: 2024\n项目: 无\n",
        "单位: {名称: 甲局}\n年度: 2024\n项目: 待补\n",
    ],
)
def test_facts_without_a_project_end_with_2(text: str) -> None:
    result = draft(write("facts.yaml", text))
    assert result.exit_code == 2
    assert "没有项目" in result.output
    assert files() == ["facts.yaml"]


# what to draft


def test_an_unknown_document_is_answered_with_the_nearest() -> None:
    result = draft(SMALL, "--type", "项目支出自评报告")
    assert result.exit_code == 2
    assert f"没有这个文种，是不是“{DEFAULT}”？" in result.output
    assert files() == []


def test_an_unknown_project_is_answered_with_the_nearest() -> None:
    result = draft(SMALL, "--project", "图书馆免费开放经费")
    assert result.exit_code == 2
    assert "没有叫“图书馆免费开放经费”的项目，是不是“公共图书馆免费开放经费”？" in result.output


def test_each_project_gets_a_file_of_its_own() -> None:
    result = draft(write("facts.yaml", TWO), "-o", "报告")
    assert result.exit_code == 1
    assert files() == ["facts.yaml", "报告/2024年度丙项目支出绩效自评报告.docx", "报告/2024年度乙项目支出绩效自评报告.docx"]


def test_one_of_several_projects_can_be_chosen() -> None:
    assert draft(write("facts.yaml", TWO), "--project", "丙", "-o", "一份.docx").exit_code == 1
    assert files() == ["facts.yaml", "一份.docx"]


def test_several_reports_do_not_fit_in_one_file() -> None:
    result = draft(write("facts.yaml", TWO), "-o", "一份.docx")
    assert result.exit_code == 2
    assert "要写 2 份报告，-o 请给出文件夹" in result.output
    assert files() == ["facts.yaml"]


def test_two_documents_of_one_project_are_two_files() -> None:
    result = draft(write("facts.yaml", TWO), "--project", "乙", "--type", DEFAULT, "--type", f"{DEFAULT}·报告表式")
    assert result.exit_code == 1
    assert len(files()) == 3


# where it goes


def test_without_a_name_the_report_goes_to_the_current_folder() -> None:
    assert draft(SMALL).exit_code == 0
    assert files() == ["2024年度公共图书馆免费开放经费项目支出绩效自评报告.docx"]


def test_a_folder_is_made_and_names_may_hold_chinese_and_spaces() -> None:
    folder = Path("绩效 材料", "2024 年")
    folder.mkdir(parents=True)
    shutil.copy(SMALL, folder / "事实 文件.yaml")
    result = draft(folder / "事实 文件.yaml", "-o", Path("交 稿", "第一 稿.docx"))
    assert result.exit_code == 0, result.output
    assert "交 稿/第一 稿.docx" in files()


def test_a_file_where_a_folder_is_wanted_is_told() -> None:
    result = draft(SMALL, "-o", write("说明.txt", "x"))
    assert result.exit_code == 2
    assert "-o 应为 .docx 文件名或文件夹" in result.output
    assert files() == ["说明.txt"]


def test_characters_that_windows_forbids_stay_out_of_a_file_s_name() -> None:
    assert draft(write("facts.yaml", TWO.replace("{名称: 乙}, ", "").replace("丙", "'甲/乙:丙*?'")), "-o", ".").exit_code == 1
    assert files() == ["2024年度甲_乙_丙__项目支出绩效自评报告.docx", "facts.yaml"]


# what is there already


def test_a_report_that_nobody_touched_is_written_again() -> None:
    draft(SMALL, "-o", "报告.docx")
    before = Path("报告.docx").read_bytes()
    assert draft(SMALL, "-o", "报告.docx").exit_code == 0
    assert Path("报告.docx").read_bytes() == before


def test_an_edited_report_is_left_alone() -> None:
    draft(SMALL, "-o", "报告.docx")
    edited = edit(Path("报告.docx"))
    result = draft(SMALL, "-o", "报告.docx")
    assert result.exit_code == 2
    assert "报告.docx：这个文件生成以后被改过" in result.output
    assert Path("报告.docx").read_bytes() == edited
    assert files() == ["报告.docx"]


def test_with_force_an_edited_report_is_written_over() -> None:
    draft(SMALL, "-o", "报告.docx")
    before = Path("报告.docx").read_bytes()
    edit(Path("报告.docx"))
    assert draft(SMALL, "-o", "报告.docx", "--force").exit_code == 0
    assert Path("报告.docx").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"anything", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_drafter_did_not_write_is_left_alone(content: bytes) -> None:
    Path("报告.docx").write_bytes(content)
    assert draft(SMALL, "-o", "报告.docx").exit_code == 2
    assert Path("报告.docx").read_bytes() == content


def test_of_several_reports_an_edited_one_is_left_and_named_and_the_others_are_written() -> None:
    facts = write("facts.yaml", TWO)
    draft(facts, "-o", ".")
    first = Path("2024年度乙项目支出绩效自评报告.docx")
    second = Path("2024年度丙项目支出绩效自评报告.docx")
    written = first.read_bytes()
    first.unlink()
    second.write_bytes(b"mine")
    result = draft(facts, "-o", ".")
    assert result.exit_code == 1
    assert (first.read_bytes(), second.read_bytes()) == (written, b"mine")
    assert f"没有写 {second}：生成以后被改过" in result.output
    assert f"已写好：{first}" in result.output


def test_if_all_reports_were_edited_none_is_written() -> None:
    facts = write("facts.yaml", TWO)
    for name in ("乙", "丙"):
        Path(f"2024年度{name}项目支出绩效自评报告.docx").write_bytes(b"mine")
    result = draft(facts, "-o", ".")
    assert result.exit_code == 2
    assert result.output.count("这个文件生成以后被改过") == 2


def test_a_report_that_is_open_in_word_is_told_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    draft(SMALL, "-o", "报告.docx")
    before = Path("报告.docx").read_bytes()

    def locked(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(os, "replace", locked)
    monkeypatch.setattr(Path, "replace", locked)
    result = draft(SMALL, "-o", "报告.docx")
    assert result.exit_code == 2
    assert "请先关闭它再试" in result.output
    assert leaked_english(result.output) == []
    assert Path("报告.docx").read_bytes() == before
    assert files() == ["报告.docx"]


def test_a_full_disk_is_told_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = draft(SMALL, "-o", "报告.docx")
    assert result.exit_code == 2
    assert "磁盘满了；请腾出空间" in result.output
    assert files() == []


def test_an_unwritable_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("drafter.system.files._write", refuse)
    result = draft(SMALL, "-o", "报告.docx")
    assert result.exit_code == 2
    assert "没有权限在文件夹里写文件" in result.output
    assert files() == []


# killed

WRITE_FOREVER = """
import sys
from pathlib import Path
from drafter.system.files import write_atomically
target, one, other = map(Path, sys.argv[1:])
first, second = one.read_bytes(), other.read_bytes()
print("ready", flush=True)
while True:
    write_atomically(target, first)
    write_atomically(target, second)
"""


def test_a_run_killed_at_any_moment_leaves_a_whole_file() -> None:
    """Killed while writing over and over: the file is one version or the other, and no stray report stands beside it."""
    draft(SMALL, "-o", "一.docx")
    shutil.copy("一.docx", "二.docx")
    edit(Path("二.docx"))
    versions = {Path("一.docx").read_bytes(), Path("二.docx").read_bytes()}
    folder = Path("交稿")
    folder.mkdir()
    target = folder / "报告.docx"
    shutil.copy("一.docx", target)
    moments = random.Random(7)
    for _ in range(10):
        command = [sys.executable, "-c", WRITE_FOREVER, str(target), "一.docx", "二.docx"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == b"ready"
            time.sleep(moments.uniform(0, 0.03))
            process.kill()
        assert target.read_bytes() in versions
        assert [path.name for path in folder.glob("*.docx")] == ["报告.docx"]


def test_the_command_killed_at_any_moment_leaves_the_old_report_or_the_new_one() -> None:
    draft(SMALL, "-o", "新.docx")
    new = Path("新.docx").read_bytes()
    folder = Path("交稿")
    folder.mkdir()
    target = folder / "报告.docx"
    shutil.copy("新.docx", target)
    old = edit(target)
    moments = random.Random(11)
    for _ in range(6):
        target.write_bytes(old)
        command = [sys.executable, "-m", "drafter", "draft", str(SMALL), "-o", str(target), "--force"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(moments.uniform(0.05, 0.8))
            process.kill()
        assert target.read_bytes() in {old, new}
        assert [path.name for path in folder.glob("*.docx")] == ["报告.docx"]


# the real program


def test_the_installed_program_drafts_with_the_exit_codes_of_the_help() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    for facts, arguments, code in ((SMALL, [], 0), (YUHUA, [], 1), (YUHUA, ["--strict"], 2)):
        command = [sys.executable, "-m", "drafter", "draft", str(facts), "-o", f"{code}.docx", *arguments]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == code
        assert f"{code}.docx" in done.stdout.decode("gbk")
        assert "项目 → 1 → 编号" in done.stdout.decode("gbk") or code == 0
    assert files() == ["0.docx", "1.docx"]


# what no document used


UNUSED = """\
单位: {名称: 甲局, 职能: [管理乙]}
年度: 2024
项目:
  - 名称: 乙
    立项背景: 全年办理【=件数】。
    经验做法: [每周核对一次]
    数据: {件数: 5件, 人数: 8人}
数据: {全县人口: 41.2万人}
"""


def test_what_no_document_used_is_named_with_its_line() -> None:
    result = draft(write("facts.yaml", UNUSED), "-o", "报告")
    told = [line.strip() for line in result.output.splitlines() if "没有用到" in line]
    assert [line.split("：")[0] + line[line.index("“") : line.index("”") + 1] for line in told] == [
        "facts.yaml:1  没有用到“单位 → 职能”",
        "facts.yaml:6  没有用到“经验做法”",
        "facts.yaml:7  没有用到“数据”",
        "facts.yaml:8  没有用到“数据”",
    ]
    assert "“人数”没有用到" in told[2]
    assert "“全县人口”没有用到" in told[3]


def test_what_one_of_two_documents_used_is_not_named() -> None:
    path = write("facts.yaml", UNUSED)
    result = draft(path, "--type", DEFAULT, "--type", f"{DEFAULT}·报告表式", "-o", "报告")
    assert "“经验做法”没有写进这次的文档" not in result.output
    assert result.output.count("  没有用到：") == 3
