"""The file of an archive: an SQLite database of a known form; opening one, and in Chinese what is wrong with it.

The journal is SQLite's usual one beside the file, deleted after each change: a write-ahead log would have to be copied along
with the archive and does not work on network drives. `cache_spill` is off, so that nothing is written, and no reader kept out,
before the commit.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from drafter.core.errors import InputError
from drafter.reuse.archive.file_header import is_broken_off, is_new, refuse_other_files

__all__ = ["VERSION", "connect", "connect_or_create", "reported", "transaction"]

VERSION = 1
"""Of the tables and of the fingerprints; another one cannot be read."""
APPLICATION = 0x44524654
"""``DRFT``: tells an archive from any other SQLite file."""
WAIT = 5.0
"""Seconds to wait for another program that is writing."""
SETTINGS = ("cache_spill = OFF", "secure_delete = ON")
FORM = ("page_size = 16384", "auto_vacuum = INCREMENTAL")
"""Of a new file; set on one that is there they would write."""
TABLES = (
    """CREATE TABLE documents (
         id INTEGER PRIMARY KEY AUTOINCREMENT, content BLOB NOT NULL UNIQUE, file BLOB NOT NULL, name TEXT NOT NULL,
         unit TEXT NOT NULL, year INTEGER, characters INTEGER NOT NULL, first INTEGER NOT NULL UNIQUE,
         passages INTEGER NOT NULL, fingerprints INTEGER NOT NULL)""",
    "CREATE TABLE texts (document INTEGER PRIMARY KEY REFERENCES documents, packed BLOB NOT NULL)",
    """CREATE TABLE segments (
         segment INTEGER NOT NULL, part INTEGER NOT NULL, words BLOB NOT NULL, PRIMARY KEY (part, segment))""",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
_BUSY = "档案正被另一个程序写入，等了一会儿仍没有空出来；请等它写完再试"
_REASONS = (
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
    (
        "SQLITE_READONLY_ROLLBACK",
        "上一次写入中断了，要先恢复，可是这里只能读；请把档案连同 -journal 文件复制到可以写的文件夹再试",
    ),
    ("SQLITE_READONLY", "档案是只读的，不能写；请检查文件和所在文件夹的权限"),
    ("SQLITE_CANTOPEN", "打不开档案；请检查文件和所在文件夹的权限"),
    ("SQLITE_FULL", "磁盘满了，没有写进去；档案还是原来的样子"),
    ("SQLITE_IOERR", "读写磁盘出错，没有写进去；请检查磁盘或网络盘"),
    ("SQLITE_NOTADB", "不是报告档案（不是 SQLite 文件）；档案由 drafter archive add 建立"),
)
_DAMAGED = "档案已损坏；请用备份，或用 drafter archive add 重新建立"


@contextlib.contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turns what SQLite says into an `InputError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        reason = next((words for start, words in _REASONS if name.startswith(start)), _DAMAGED)
        raise InputError.of(str(path), reason) from error
    except UnicodeDecodeError as error:  # what SQLite says of a damaged file quotes its bytes
        raise InputError.of(str(path), _DAMAGED) from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, *, write: bool) -> Iterator[None]:
    """One state of the archive for all that is read, and all or nothing of what is written."""
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """The database in a file that is there; transactions are begun by hand. `InputError` for what is no archive."""
    _take_back(path)
    refuse_other_files(path)
    with reported(path):
        connection = _opened(path, "rw")
        try:
            _refuse_other_forms(connection, path)
            if write:
                _try_to_write(connection)
            else:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection


def connect_or_create(path: Path) -> sqlite3.Connection:
    """The same for writing, and a new archive where there is none."""
    _take_back(path)
    if is_new(path):
        with reported(path), contextlib.closing(_opened(path, "rwc", FORM)) as connection, transaction(connection, write=True):
            if not _number(connection, "user_version"):  # else another program was faster
                for statement in TABLES:
                    connection.execute(statement)
    return connect(path, write=True)


def _take_back(path: Path) -> None:
    """Lets SQLite take back a change that was broken off, before the header is looked at: it may say what never came to be.

    Killed at the end of the first creation, a file bears the mark of an archive; taken back, it is one in which nothing stands yet.
    """
    if is_broken_off(path):
        with reported(path), contextlib.closing(_opened(path, "rw")) as connection:
            _number(connection, "user_version")


def _try_to_write(connection: sqlite3.Connection) -> None:
    """So that a read-only file, or another program that writes, is reported before any work. `BEGIN` alone passes over a read-only file."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.execute("ROLLBACK")


def _opened(path: Path, mode: str, form: Sequence[str] = ()) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{_uri(path)}?mode={mode}", uri=True, timeout=WAIT, isolation_level=None)
    for setting in (*form, *SETTINGS):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _uri(path: Path) -> str:
    """The file as SQLite wants it; a network drive of Windows with four slashes (sqlite.org/uri.html)."""
    name = path.absolute().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name, safe='/:', errors='surrogateescape')}"


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _refuse_other_forms(connection: sqlite3.Connection, path: Path) -> None:
    version = _number(connection, "user_version")
    if _number(connection, "application_id") != APPLICATION:
        raise InputError.of(str(path), "是 SQLite 文件，但不是报告档案；档案由 drafter archive add 建立")
    if version != VERSION:
        advice = "请升级 drafter" if version > VERSION else "请用 drafter archive add 重新建立"
        raise InputError.of(str(path), f"档案是第 {version} 版的，这个程序只读第 {VERSION} 版；{advice}")
