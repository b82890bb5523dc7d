"""Whatever is raised leaves the boundary as a message about the file, in Chinese, and says what to do."""

from __future__ import annotations

import errno
import os
import zipfile
import zlib
from concurrent.futures.process import BrokenProcessPool

import pytest

from drafter.core.errors import InputError
from drafter.system.boundary import DEBUG, STRICT, Failures, boundary
from drafter.system.failures import system_words

KNOWN = [
    (zipfile.BadZipFile("File is not a zip file"), "已损坏"),
    (zlib.error("Error -3"), "已损坏"),
    (EOFError(), "已损坏"),
    (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "编码"),
    (RecursionError("maximum recursion depth exceeded"), "嵌套得太深"),
    (MemoryError(), "内存不够"),
    (BrokenProcessPool("A process in the process pool was terminated abruptly"), "进程意外中止"),
    (OSError(errno.ENOSPC, "No space left on device"), "磁盘满了"),
    (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
    (OSError(errno.EROFS, "Read-only file system"), "只读"),
    (OSError(errno.ELOOP, "Too many levels of symbolic links"), "链接"),
]


@pytest.mark.parametrize(("error", "words"), KNOWN, ids=lambda value: type(value).__name__)
def test_what_is_raised_becomes_a_message_about_the_file(error: Exception, words: str) -> None:
    with pytest.raises(InputError) as caught, boundary("某报告.docx"):
        raise error
    assert str(caught.value).startswith("某报告.docx：")
    assert words in str(caught.value)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_refusal_of_the_system_is_told_in_english(number: int) -> None:
    words = system_words(OSError(number, os.strerror(number)))
    assert os.strerror(number) not in words
    assert "；" in words or "，" in words


def test_a_fault_of_drafter_names_its_type_and_its_place() -> None:
    from drafter.core.numerals import unit_and_hedge

    told = r"某报告\.docx：.*内部错误 \w+：.*core/numerals\.py 第 \d+ 行.*另存"
    with pytest.raises(InputError, match=told) as caught, boundary("某报告.docx"):
        unit_and_hedge(3)  # type: ignore[arg-type]
    assert "Traceback" not in str(caught.value)


def test_the_traceback_is_there_for_those_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DEBUG, "1")
    with pytest.raises(InputError, match=r"(?s)Traceback.*ZeroDivisionError"), boundary("某报告.docx"):
        1 / 0  # noqa: B018


def test_what_is_already_a_message_passes_as_it_is() -> None:
    error = InputError.of("别的.docx", "文件是空的")
    with pytest.raises(InputError) as caught, boundary("某报告.docx"):
        raise error
    assert caught.value is error


def test_ctrl_c_is_no_failure() -> None:
    with pytest.raises(KeyboardInterrupt), boundary("某报告.docx"):
        raise KeyboardInterrupt


def test_a_step_that_fails_is_named_once_and_the_next_goes_on() -> None:
    failures, done = Failures(), []
    for number in (1, 0, 0, 2):
        with failures.guard("第 1 张表"):
            done.append(1 / number)
    assert done == [1, 0.5]
    (broken,) = failures.broken
    assert broken.name == "第 1 张表"
    assert "ZeroDivisionError" in broken.message


def test_nothing_is_swallowed_where_nobody_asked_for_it() -> None:
    with pytest.raises(ZeroDivisionError), STRICT.guard("第 1 张表"):
        1 / 0  # noqa: B018
    assert not STRICT.broken
