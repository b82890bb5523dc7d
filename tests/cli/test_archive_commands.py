"""`drafter archive`: adding, listing, removing, checking; what is wrong with a file, said in Chinese."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from drafter.core.errors import InputError
from drafter.reuse.archive import database
from drafter.reuse.archive.store import Archive
from tests.support.console import files, leaked_english, run, write

TEXT = """清溪县图书馆
{year}年度免费开放经费项目支出绩效自评报告
一、项目概况
清溪县图书馆全年接待读者{figure}人次，举办少儿阅读推广活动，周末延长开馆两小时。
二、存在的问题
乡镇分馆的新书更换不及时，部分读者反映借不到当年出版的图书。
"""


def report(name: str, year: int, figure: str = "12,345") -> Path:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    return write(name, TEXT.format(year=year, figure=figure))


@pytest.fixture
def archive() -> Path:
    report("往年/2022.txt", 2022, "10,001")
    report("往年/局/2023.txt", 2023, "11,002")
    assert run("archive", "add", "往年", "--to", "档案.db").exit_code == 0
    return Path("档案.db")


def test_a_folder_is_added_and_listed(archive: Path) -> None:
    result = run("archive", "list", archive)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "编号  名称         单位          年度  字数",
        "1     2022.txt     清溪县图书馆  2022  72",
        "2     局/2023.txt  清溪县图书馆  2023  72",
        "共 2 份，144 字。",
    ]


def test_what_is_known_is_passed_over_and_what_cannot_be_read_is_named(archive: Path) -> None:
    report("2024.txt", 2024, "13,003")
    result = run("archive", "add", "往年", "2024.txt", "没有.docx", "--to", archive)
    assert result.exit_code == 2
    assert result.stdout == "档案.db：加入 1 份，跳过 2 份，读不出来 1 份\n"
    assert result.stderr.splitlines() == [
        "已在档案里，跳过：2022.txt",
        "已在档案里，跳过：局/2023.txt",
        "没有加入：没有.docx：找不到这个文件，请检查文件名和所在文件夹",
    ]
    assert "共 3 份" in run("archive", "list", archive).output
    assert run("archive", "add", "往年", "--to", archive).exit_code == 0


def test_nothing_readable_makes_no_archive() -> None:
    write("空.txt", "")
    result = run("archive", "add", "空.txt", "--to", "a.db")
    assert result.exit_code == 2
    assert "0 字节" in result.stderr
    assert files() == ["空.txt"]


def test_reports_are_removed_by_number_and_by_name(archive: Path) -> None:
    result = run("archive", "remove", archive, "1", "局/2023.txt")
    assert result.exit_code == 0
    assert result.output == "已移除：1  2022.txt\n已移除：2  局/2023.txt\n"
    assert "共 0 份" in run("archive", "list", archive).output
    assert run("archive", "check", archive).output == "档案.db：完整\n"


@pytest.mark.parametrize(
    ("wanted", "says"),
    [("9", "档案里没有“9”"), ("2022.tx", "是不是“2022.txt”"), ("甲.txt", "有 2 份报告叫“甲.txt”，请用编号：3、4")],
)
def test_one_unknown_or_ambiguous_report_and_nothing_is_removed(wanted: str, says: str, archive: Path) -> None:
    for folder, year in (("一", 2020), ("二", 2021)):
        run("archive", "add", report(f"{folder}/甲.txt", year, str(year)), "--to", archive)
    result = run("archive", "remove", archive, "1", wanted)
    assert result.exit_code == 2
    assert says in result.output
    assert "共 4 份" in run("archive", "list", archive).output


def test_a_damaged_archive_is_told_with_exit_code_1(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("DELETE FROM segments")
    result = run("archive", "check", archive)
    assert result.exit_code == 1
    assert "第 1 号（2022.txt）的索引有 0 条" in result.output
    assert "有 2 处问题" in result.output
    assert leaked_english(result.output, "txt", "db") == []


@pytest.mark.parametrize("command", ["list", "check", "remove", "add"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("文字.db", "不是报告档案"),
        ("夹", "文件夹"),
        ("别的.db", "但不是报告档案"),
        ("半.db", "不完整"),
        ("新版.db", "第 9 版"),
        ("锁.db", "另一个程序"),
    ],
)
def test_bad_archives_are_told_and_left_alone(
    command: str, name: str, says: str, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = archive.read_bytes()
    Path("文字.db").write_text("不是档案" * 99, encoding="utf-8")
    Path("夹").mkdir()
    for path, statement in (("别的.db", "CREATE TABLE a (b)"), ("新版.db", "PRAGMA user_version = 9")):
        Path(path).write_bytes(data if path == "新版.db" else b"")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)
    Path("半.db").write_bytes(data[:50_000])
    Path("锁.db").write_bytes(data)
    monkeypatch.setattr(database, "WAIT", 0.05)
    before = {path: Path(path).read_bytes() for path in files()}
    with closing(sqlite3.connect("锁.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        arguments = {"remove": ["remove", name, "1"], "add": ["add", "往年", "--to", name]}.get(command, [command, name])
        result = run("archive", *arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert "出错了，没有写任何文件" in result.output
    assert leaked_english(result.output, name, "SQLite db") == []
    assert {path: Path(path).read_bytes() for path in files()} == before


@pytest.mark.parametrize("command", ["list", "check", "remove"])
def test_an_archive_that_is_not_there_is_told_and_not_begun(command: str) -> None:
    result = run("archive", command, "没有.db", *(["1"] if command == "remove" else []))
    assert result.exit_code == 2
    assert "找不到这个档案；用 drafter archive add 建立" in result.output
    assert files() == []


def test_broken_off_in_the_middle_what_was_added_stays_and_is_said(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        report(f"新/{number}.txt", 2010 + number, f"{number}")
    real, calls = Archive.add, []

    def full(self: Archive, entries: list[object]) -> object:
        calls.append(entries)
        if len(calls) > 2:
            raise InputError.of("档案.db", "磁盘满了")
        return real(self, entries)  # type: ignore[arg-type]

    monkeypatch.setattr("drafter.reuse.archive.intake.BATCH", 1)
    monkeypatch.setattr(Archive, "add", full)
    result = run("archive", "add", "新", "--to", archive)
    assert result.exit_code == 2
    assert "加入 2 份" in result.stdout
    assert "磁盘满了" in result.stderr
    assert "再来一次" in result.stderr
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["archive", "lst"], "没有这个命令：lst，是不是 list？\n用 drafter archive --help"),
        (["archive", "add", "x.txt"], "缺少参数 --to\n用 drafter archive add --help"),
        (["archive", "add", "--to", "a.db"], "缺少参数 文件或文件夹…"),
        (["archive", "remove", "a.db"], "缺少参数 编号或名称…"),
        (["archive", "list"], "缺少参数 档案.db"),
    ],
)
def test_a_wrong_command_line_is_answered_in_chinese(arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output


@pytest.mark.parametrize("name", ["add", "list", "remove", "check"])
def test_every_command_of_the_group_explains_itself(name: str) -> None:
    result = run("archive", name, "--help")
    assert result.exit_code == 0
    assert "选项：" in result.output
    assert leaked_english(result.output, "main db") == []


def test_titles_out_of_a_file_cannot_steer_the_terminal(archive: Path) -> None:
    report("x\x1b[31m.txt", 2019, "7")
    run("archive", "add", "x\x1b[31m.txt", "--to", archive)
    assert "\x1b" not in run("archive", "list", archive).output
