"""The pages of a PDF, read in this process where nothing in it can grow, else in one of its own with bounded time and memory.

A PDF of two kilobytes can draw a picture within a picture a thousand million times, and PDFium follows it. The files that offices make
hold their pages flat; so only what is not flat pays the twentieth of a second that another process takes.
"""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import zlib

from drafter.core.errors import InputError
from drafter.core.patterns import lazy_re
from drafter.formats.pdf.pages import PdfPage, PdfRefusedError, pages_of

__all__ = ["answer", "read_pages"]

_MEMORY = 640 * 1024 * 1024
_SECONDS, _BYTES_A_SECOND = 5, 100_000
"""The time that another process has: so much, and more for a large file."""
_MOST_UNPACKED, _TIMES = 16 * 1024 * 1024, 10
"""What the packed parts of a file may come to: so much, or so many times the file."""
_GROWS = lazy_re(rb"/Form\b|/Encrypt\b|/LZWDecode\b|/Filter\s*(?:\[[^]/]*/[^]/]*/|\d)|/(?:Filter|Subtype)\s*/\w*#")
"""Drawings within drawings; content that is locked, packed twice, or whose packing is named elsewhere or in disguise."""
_STREAM = lazy_re(rb"stream\r?\n")
_PIECE = 64 * 1024
_ENDLESS = "PDF 已损坏，或者里面层层嵌套的内容太多，在限定的时间和内存里读不完；请用 WPS 或 PDF 阅读器打开，另存（打印成）一份新的 PDF 再试"


def read_pages(data: bytes, source: str) -> list[PdfPage]:
    """The pages in a PDF; `InputError` for a scan, a locked, a damaged or an endless file."""
    try:
        return pages_of(data) if _is_flat(data) else _apart(data)
    except PdfRefusedError as error:
        raise InputError.of(source, str(error)) from None


def _is_flat(data: bytes) -> bool:
    """Whether what is on the pages stands there once, and is not much more than the file."""
    return not _GROWS.search(data) and not _unpacks_beyond(data, _MOST_UNPACKED + _TIMES * len(data))


def _unpacks_beyond(data: bytes, most: int) -> bool:
    """Whether the packed parts come to more than so many bytes; no more of them are unpacked."""
    total = 0
    for start in _STREAM.finditer(data):
        total += _unpacked_part(data, start.end(), most - total + 1)
        if total > most:
            return True
    return False


def _unpacked_part(data: bytes, start: int, most: int) -> int:
    unpacking, total = zlib.decompressobj(), 0
    with contextlib.suppress(zlib.error):
        while total < most and not unpacking.eof and start < len(data):
            piece = unpacking.unconsumed_tail or data[start : start + _PIECE]
            start += 0 if unpacking.unconsumed_tail else _PIECE
            total += len(unpacking.decompress(piece, 16 * _PIECE))
    return total


def _apart(data: bytes) -> list[PdfPage]:
    """The pages as another process reads them."""
    order = f"import sys; sys.path[:] = {sys.path!r}; from drafter.formats.pdf.apart import answer; answer()"
    command, seconds = [sys.executable, "-c", order], _SECONDS + len(data) / _BYTES_A_SECOND
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=True)  # noqa: S603 no shell
        pages, message = pickle.loads(done.stdout)  # noqa: S301 our own answer
    except (subprocess.SubprocessError, pickle.UnpicklingError, EOFError):
        raise PdfRefusedError(_ENDLESS) from None
    if message:
        raise PdfRefusedError(message)
    return list(pages)


def answer() -> None:
    """What the other process does: reads the file from its input, writes pages or a message to its output."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, where the time alone is bounded

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        result: tuple[list[PdfPage], str] = pages_of(sys.stdin.buffer.read()), ""
    except PdfRefusedError as error:
        result = [], str(error)
    sys.stdout.buffer.write(pickle.dumps(result))
