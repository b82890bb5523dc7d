"""Old Word, WPS and OpenDocument files as .docx or .xlsx, by LibreOffice where it is installed.

LibreOffice runs in a folder and with a profile of its own, without a shell and with a time limit. Nobody needs it: the message
says how to save the file from Word or WPS instead.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from drafter.core.errors import InputError
from drafter.formats.sources import kind_of

__all__ = ["convert", "find_office"]

TIMEOUT = 120
_ADVICE = "请用 Word 或 WPS 打开，另存为 .docx（表格另存为 .xlsx）再试"
_SHEETS = frozenset({".xls", ".et", ".ett", ".xlt", ".ods", ".fods"})
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_SPREADSHEET_MARKS = (b"W\0o\0r\0k\0b\0o\0o\0k\0", b"application/vnd.oasis.opendocument.spreadsheet")
_LOCKED_MARKS = (b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",)


def find_office() -> str | None:
    """The path of LibreOffice, or `None`."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def convert(data: bytes, suffix: str, *, source: str) -> bytes:
    """The bytes of a .docx or .xlsx file made of a file in another format; `InputError` where that cannot be done."""
    if any(mark in data for mark in _LOCKED_MARKS):
        raise InputError.of(source, "文件加了打开密码；请用 Word、Excel 或 WPS 打开，去掉密码后另存再试")
    office = find_office()
    if office is None:
        raise InputError.of(
            source, f"是旧格式文件（.doc、.wps、.rtf、.odt 等），本机没有安装 LibreOffice，不能直接读取；{_ADVICE}"
        )
    is_sheet = suffix.lower() in _SHEETS or any(mark in data for mark in _SPREADSHEET_MARKS)
    with tempfile.TemporaryDirectory(prefix="drafter-", ignore_cleanup_errors=True) as folder:
        made = _run(office, data, suffix, "xlsx" if is_sheet else "docx", Path(folder), source)
    if kind_of(made) not in {"docx", "xlsx"}:
        raise InputError.of(source, f"LibreOffice 没能转换这个文件；{_ADVICE}")
    return made


def _run(office: str, data: bytes, suffix: str, target: str, folder: Path, source: str) -> bytes:
    given = folder / f"document{_safe(suffix, data)}"
    given.write_bytes(data)
    profile, out = (folder / "profile").as_uri(), folder / "out"
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", target, "--outdir", str(out), str(given)]
    with _process(command, folder) as process:
        try:
            process.wait(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            raise InputError.of(source, f"LibreOffice 转换超过 {TIMEOUT} 秒，已停止；{_ADVICE}") from None
    made = out / f"document.{target}"
    if not made.is_file():
        raise InputError.of(source, f"LibreOffice 打不开这个文件，可能已损坏或加了密码；{_ADVICE}")
    return made.read_bytes()


@contextlib.contextmanager
def _process(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The running program; it and its children are stopped when the time is over."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603  # a program found at a known place, arguments of ours, no shell
        command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=sys.platform != "win32"
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        import signal

        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _safe(suffix: str, data: bytes) -> str:
    """A suffix that LibreOffice knows the file by; the content wins over the name."""
    kind = kind_of(data)
    if kind == "rtf":
        return ".rtf"
    if kind == "html":
        return ".html" if b"<html" in data[:4096].lower() else ".xml"
    plain = suffix.lower()
    return plain if plain[1:].isalnum() and len(plain) <= 5 else ".doc"
