"""The archive as a file: killed in the middle, read while it is written, and files that are none."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from drafter.core.errors import InputError
from drafter.reuse.archive import Archive, database
from drafter.reuse.archive.intake import add_files
from drafter.reuse.archive.integrity import faults
from tests.support.archive_samples import A, archive, asked, entry, prose
from tests.support.drafting import ROOT

POSIX = pytest.mark.skipif(os.name != "posix", reason="kills a process as POSIX does")


def said(path: Path, *, write: bool = False) -> str:
    """Why a file cannot be opened, without its name."""
    with pytest.raises(InputError) as caught, Archive(path, write=write) as opened:
        opened.kept()
    return caught.value.problems[0].message


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return archive(tmp_path / "档案 #1?.db", entry(prose(1), prose(2)), entry(prose(3), name="另"))


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


# ---- files that are no archive


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    assert "找不到这个档案" in said(tmp_path / "没有.db")
    for write in (False, True):
        assert "文件夹" in said(tmp_path, write=write)
    assert "文件夹不存在" in said(tmp_path / "没有" / "a.db", write=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"x", "一份报告".encode() * 99, b"PK\x03\x04" + bytes(500)])
@pytest.mark.parametrize("write", [False, True])
def test_another_kind_of_file_is_left_alone(data: bytes, write: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(data)
    assert "不是 SQLite 文件" in said(path, write=write)
    assert path.read_bytes() == data


def test_an_empty_file_is_no_archive_yet(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    assert "空的（0 字节）" in said(path)
    assert faults(archive(path, entry(prose(1)))) == []


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    change(path, "CREATE TABLE documents (id INTEGER)")
    before = path.read_bytes()
    for write in (False, True):
        assert "但不是报告档案" in said(path, write=write)
    assert path.read_bytes() == before


def test_an_archive_of_another_version(small: Path) -> None:
    change(small, "PRAGMA user_version = 2")
    assert "第 2 版" in said(small)
    assert "升级" in said(small, write=True)
    change(small, "PRAGMA user_version = 0")
    assert "重新建立" in said(small)


@pytest.mark.parametrize("share", [0.001, 0.2, 0.5, 0.99])
def test_a_part_of_an_archive(share: float, small: Path) -> None:
    data = small.read_bytes()
    small.write_bytes(data[: max(20, int(len(data) * share))])
    for write in (False, True):
        assert "不完整" in said(small, write=write)


@pytest.mark.parametrize("start", [100, 200, 15_000, 16_384, 32_768, 49_152])
def test_damage_is_told_by_the_check_unless_it_hit_unused_space(start: int, small: Path) -> None:
    data = bytearray(small.read_bytes())
    data[start : start + 12_000] = bytes(range(250)) * 48
    small.write_bytes(bytes(data))
    try:
        found = faults(small)
    except InputError as error:
        found = [str(error)]
    try:
        answer = asked(small, prose(1))
    except InputError as error:
        assert "损坏" in str(error)  # noqa: PT017 - to be asked or refused, both are right
    else:
        assert found or answer == [("报告.txt", [prose(1)])]
    assert bool(found) is (start != 200)


def test_what_the_check_finds(small: Path) -> None:
    change(small, "UPDATE texts SET packed = x'00' WHERE document = 1", "UPDATE documents SET fingerprints = 1 WHERE id = 2")
    first, second = faults(small)
    assert "第 1 号（报告.txt）的文字读不出来" in first
    assert "第 2 号（另）的索引有" in second
    change(small, "DELETE FROM documents WHERE id = 1")
    assert any("没有登记" in line for line in faults(small))
    assert any("不属于任何一份报告" in line for line in faults(small))


def test_an_index_that_names_passages_of_no_report_finds_nothing_there(small: Path) -> None:
    change(small, "DELETE FROM documents WHERE id = 2")
    assert asked(small, prose(3), prose(99)) == []
    assert asked(small, prose(1), prose(99)) == [("报告.txt", [prose(1)])]


def test_the_check_finds_an_index_that_is_out_of_order(small: Path) -> None:
    change(small, "UPDATE segments SET words = zeroblob(64) WHERE rowid = (SELECT MAX(rowid) FROM segments)")
    assert any("没有排好序" in line for line in faults(small))


def test_the_check_finds_texts_that_were_exchanged_and_numbers_that_overlap(small: Path) -> None:
    change(small, "UPDATE texts SET packed = (SELECT packed FROM texts WHERE document = 2)", "UPDATE documents SET passages = 9")
    found = faults(small)
    assert any("与登记的不符" in line for line in found)
    assert any("编号重叠" in line for line in found)


def test_a_read_only_archive_can_be_asked_and_not_written(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = database._opened
    monkeypatch.setattr(database, "_opened", lambda path, _, *more: real(path, "ro", *more))
    assert asked(small, prose(1))
    assert "只读" in said(small, write=True)


# ---- several programs at once


def test_a_locked_archive_is_told_after_a_while(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT", 0.1)
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert asked(small, prose(1))  # a writer that has not come to its commit keeps no reader out
        assert "另一个程序" in said(small, write=True)
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        assert "另一个程序" in said(small)
    assert asked(small, prose(1))


WRITER = """
import sys
from pathlib import Path
from tests.support.archive_samples import archive, entry, prose
for number in range(10, 40):
    archive(Path(sys.argv[1]), entry(prose(number), prose(1), name=str(number)))
"""
READER = """
import sys
from pathlib import Path
from tests.support.archive_samples import asked, prose
for number in range(60):
    assert ("另", [prose(3)]) in asked(Path(sys.argv[1]), prose(3), prose(99))
"""


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=ROOT)


def test_two_readers_beside_a_writer(small: Path) -> None:
    programs = [started(script, str(small)) for script in (WRITER, READER, READER)]
    for program in programs:
        assert program.wait(timeout=300) == 0, program.stderr.read() if program.stderr else ""
        if program.stderr:
            program.stderr.close()
    assert faults(small) == []
    with Archive(small) as opened:
        assert len(opened.kept()) == 32
    assert list(small.parent.iterdir()) == [small]


def test_two_writers_at_once_on_a_new_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    halves = [[entry(prose(n), name=f"{n}") for n in numbers] for numbers in (range(10), range(5, 15))]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda entries: archive(path, *entries), halves))
    assert faults(path) == []
    with Archive(path) as opened:
        assert {report.name for report in opened.kept()} == {f"{n}" for n in range(15)}


# ---- killed


def folder_of_reports(folder: Path, count: int) -> list[tuple[Path, str]]:
    folder.mkdir()
    for number in range(count):
        lines = [f"{A}2023年度项目支出绩效自评报告", *(f"{prose(100 * number + line)}。" for line in range(5))]
        (folder / f"{number:03d}.txt").write_text("\n".join(lines), encoding="utf-8")
    return [(path, path.name) for path in sorted(folder.iterdir())]


ADDER = """
import sys
from pathlib import Path
from drafter.reuse.archive import intake
intake.BATCH = 4
if __name__ == "__main__":
    for done in intake.add_files([(path, path.name) for path in sorted(Path(sys.argv[1]).iterdir())], Path(sys.argv[2])):
        print(done.id, flush=True)
"""


@POSIX
@pytest.mark.parametrize("after", [1, 40])
def test_killed_in_the_middle_of_an_add_it_is_whole_and_the_add_can_be_repeated(after: int, tmp_path: Path) -> None:
    files, path = folder_of_reports(tmp_path / "报告", 120), tmp_path / "a.db"
    script = tmp_path / "add.py"
    script.write_text(ADDER, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "报告"), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as program:
        assert program.stdout
        for _ in range(after):
            assert program.stdout.readline()
        os.killpg(program.pid, signal.SIGKILL)
    assert faults(path) == []
    with Archive(path) as opened:
        done = len(opened.kept())
    assert after <= done
    states = [outcome.state for outcome in add_files(files, path)]
    assert states == ["known"] * done + ["added"] * (120 - done)
    assert faults(path) == []
    assert asked(path, prose(11903) + "。", prose(5))[0][0] == "119.txt"


@pytest.fixture
def killed_at_creation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose very first change is written, mark and all, with the journal that takes it back still beside it."""
    path = tmp_path / "a.db"
    monkeypatch.setattr(database, "SETTINGS", ("cache_spill = 1", "cache_size = 1"))
    with closing(database._opened(path, "rwc", database.FORM)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement in database.TABLES:
            connection.execute(statement)
        connection.execute("INSERT INTO texts VALUES (1, ?)", (bytes(1 << 20),))
        journal = path.with_name("a.db-journal").read_bytes()
        connection.execute("COMMIT")
    monkeypatch.undo()
    path.with_name("a.db-journal").write_bytes(journal)
    return path


def test_what_was_killed_at_the_end_of_its_first_creation_is_begun_anew(killed_at_creation: Path) -> None:
    archive(killed_at_creation, entry(prose(1)))
    assert faults(killed_at_creation) == []
    with Archive(killed_at_creation) as opened:
        assert len(opened.kept()) == 1


def test_what_was_killed_at_the_end_of_its_first_creation_is_named_as_that(killed_at_creation: Path) -> None:
    with pytest.raises(InputError, match="还没有建好"):
        Archive(killed_at_creation)


SPILLER = """
import os, signal, sys
from pathlib import Path
from drafter.reuse.archive import Archive, database, store
database.SETTINGS = ("cache_spill = 1", "cache_size = 1")
from tests.support.archive_samples import archive, entry, prose
real = store.add_segment
def killed(connection, words):
    real(connection, words)
    os.kill(os.getpid(), signal.SIGKILL)
store.add_segment = killed
archive(Path(sys.argv[1]), entry(*(prose(number, 300) for number in range(5000, 5400)), name="没有写完"))
"""


@POSIX
def test_what_a_killed_program_had_half_written_is_taken_back(small: Path) -> None:
    """The worst moment: pages of the change are in the file already, and the journal with the old ones beside it."""
    before = small.read_bytes()
    program = started(SPILLER, str(small))
    assert program.wait(timeout=120) == -signal.SIGKILL
    if program.stderr:
        program.stderr.close()
    journal = small.with_name(f"{small.name}-journal")
    assert journal.exists()
    assert small.read_bytes() != before
    assert asked(small, prose(1)) == [("报告.txt", [prose(1)])]
    assert faults(small) == []
    assert not journal.exists()
    assert small.read_bytes() == before


# ---- adding files


def test_files_that_cannot_be_read_are_named_and_the_others_added(tmp_path: Path) -> None:
    files = folder_of_reports(tmp_path / "报告", 9)
    (tmp_path / "报告" / "003.txt").write_bytes(b"")
    (tmp_path / "报告" / "004.txt").write_text("太短\n", encoding="utf-8")
    shutil.copy(files[0][0], files[5][0])
    outcomes = list(add_files([*files, (tmp_path / "没有.docx", "没有.docx")], tmp_path / "a.db"))
    states = ["added", "added", "added", "unusable", "unusable", "known", "added", "added", "added", "unusable"]
    assert [outcome.state for outcome in outcomes] == states
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert "0 字节" in errors[0]
    assert "没有可以比较的段落" in errors[1]
    assert "找不到" in errors[2]
    assert faults(tmp_path / "a.db") == []


def test_nothing_to_add_makes_no_archive(tmp_path: Path) -> None:
    assert [outcome.state for outcome in add_files([(tmp_path / "没有.txt", "没有.txt")], tmp_path / "a.db")] == ["unusable"]
    assert list(tmp_path.iterdir()) == []


def test_a_known_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = folder_of_reports(tmp_path / "报告", 3)
    list(add_files(files, tmp_path / "a.db"))
    monkeypatch.setattr("drafter.reuse.archive.intake.read_document", None)
    assert {outcome.state for outcome in add_files(files, tmp_path / "a.db")} == {"known"}


def test_one_process_and_all_cores_make_the_same_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = folder_of_reports(tmp_path / "报告", 12)
    list(add_files(files, tmp_path / "a.db"))
    monkeypatch.setattr("drafter.reuse.archive.intake.FEW", 100)
    list(add_files(files, tmp_path / "b.db"))
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_five_megabytes_of_one_character(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("好" * 1_700_000, encoding="utf-8")
    start = time.process_time()
    (outcome,) = add_files([(path, path.name)], tmp_path / "a.db")
    assert outcome.state == "added"
    assert time.process_time() - start < 60
    assert faults(tmp_path / "a.db") == []
