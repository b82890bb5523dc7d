"""Files that once broke something are answered at once, with a message that is right; one of many stops no other."""

from __future__ import annotations

import json
import os
import stat
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafter.cli.commands import main
from drafter.verbs.check import CheckJob, check_one, load_settings
from tests.fuzz.hostile import HOSTILE

SECONDS = 2.0
FINE = "支出合计30万元，其中：甲10万元，乙10万元，丙10万元。"


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_answered_at_once(name: str, tmp_path: Path) -> None:
    suffix, data, words = HOSTILE[name]
    path = tmp_path / f"某报告{suffix}"
    path.write_bytes(data)
    settings = load_settings(CheckJob())
    check_one(path, settings)  # loads what the kind of file needs
    start = time.process_time()
    checked = check_one(path, settings)
    assert time.process_time() - start < SECONDS
    assert "内部错误" not in checked.error
    if words:
        assert words in checked.error
    else:
        assert not checked.error
        assert checked.is_whole


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_of_two_hundred_reports_of_which_ten_are_hostile_all_others_are_judged(tmp_path: Path) -> None:
    broken = [name for name, (_, _, words) in sorted(HOSTILE.items()) if words][:10]
    assert len(broken) == 10
    for number in range(190):
        (tmp_path / f"好{number}.txt").write_text(FINE, encoding="utf-8")
    for name in broken:
        (tmp_path / f"坏-{name}{HOSTILE[name][0]}").write_bytes(HOSTILE[name][1])
    result = run("check", tmp_path, "--output-format", "json", "--output", tmp_path.parent / "结果.json")
    assert result.exit_code == 2
    named = [line for line in result.output.splitlines() if line.startswith("没有检查：坏-")]
    assert len(named) == 10
    judged = json.loads((tmp_path.parent / "结果.json").read_text(encoding="utf-8"))
    assert [report["coverage"]["holds"] for report in judged] == [1] * 190


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes of POSIX")
def test_devices_pipes_and_loops_are_refused_and_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
    (tmp_path / "好.txt").write_text(FINE, encoding="utf-8")
    for path in (tmp_path / "管道.txt", tmp_path / "圈.txt", Path("/dev/zero")):
        result = run("check", path)
        assert result.exit_code == 2
        assert "内部错误" not in result.output
    result = run("check", tmp_path / "好.txt", "--output", tmp_path / "管道.txt")
    assert result.exit_code == 2
    assert stat.S_ISFIFO((tmp_path / "管道.txt").stat().st_mode)


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    from drafter.system.files import write_atomically

    left = tmp_path / "~报告.docx.0123abcd.tmp"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    word, other = tmp_path / "~$报告.docx", tmp_path / "~WRL0001.tmp"
    word.write_bytes(b"")
    other.write_bytes(b"")
    write_atomically(tmp_path / "报告.docx", b"new")
    assert not left.exists()
    assert word.exists()
    assert other.exists()


def test_a_long_project_name_makes_a_name_that_a_disk_takes() -> None:
    from drafter.system.files import LONGEST_NAME, cut_name

    name = cut_name("关于进一步推进" * 20, ".docx")
    assert len(name.encode("utf-8")) <= LONGEST_NAME
    assert name.endswith(".docx")
    assert "\ufffd" not in name
    assert cut_name("短", ".docx") == "短.docx"


def test_settings_and_packs_are_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("好.txt").write_text(FINE, encoding="utf-8")
    Path("drafter.yaml").write_text("忽略: []\n", encoding="utf-8")
    pack = Path("包/configs/claims.yaml")
    pack.parent.mkdir(parents=True)
    pack.write_text("替换: 否\n", encoding="utf-8")
    for target in (Path("drafter.yaml"), pack):
        before = target.read_bytes()
        result = run("check", "好.txt", "--pack", "包", "--output", target)
        assert result.exit_code == 2
        assert "这是要读的文件" in result.output
        assert target.read_bytes() == before


def test_an_archive_whose_creation_was_broken_off_is_begun_anew(tmp_path: Path) -> None:
    import sqlite3

    path, report = tmp_path / "a.db", tmp_path / "某报告.txt"
    report.write_text(FINE * 3, encoding="utf-8")
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("page_size = 16384", "auto_vacuum = INCREMENTAL", "user_version = 0"):
        connection.execute(f"PRAGMA {setting}")
    connection.close()
    assert path.stat().st_size
    told = run("archive", "check", path)
    assert told.exit_code == 2
    assert "还没有建好" in told.output
    assert run("archive", "add", report, "--to", path).exit_code == 0
    assert run("archive", "check", path).exit_code == 0
