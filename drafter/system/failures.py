"""What the system, a library or drafter itself raised, in words for a clerk: what is wrong and what to do.

One table for the whole project. An exception that stands in none of its lines is a fault of drafter; the message then names its
type and the line of code, for those who mend it, and still tells the clerk how to go on.
"""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

__all__ = ["failure_words", "system_words"]

_SYSTEM = {
    errno.ENOENT: "文件或文件夹不存在，请检查名称和所在文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹，请检查路径",
    errno.EISDIR: "这是一个文件夹，需要的是一个文件",
    errno.EACCES: "没有权限，或正被其他程序占用；请关闭打开它的程序，或换一个有权限的文件夹",
    errno.EPERM: "系统不允许这样操作；请检查权限，或换一个文件夹",
    errno.EROFS: "磁盘或文件夹是只读的，不能写；请换一个可以写的文件夹",
    errno.ENOSPC: "磁盘满了；请腾出空间，或换一个磁盘",
    errno.EFBIG: "文件超过了系统允许的大小；请换一个磁盘或文件夹",
    errno.ENAMETOOLONG: "文件名或路径太长；请改短，或换一个浅一些的文件夹",
    errno.ELOOP: "链接指来指去，找不到文件；请给出文件本身",
    errno.EIO: "读写磁盘出错；请检查磁盘、U 盘或网络盘",
    errno.ESTALE: "网络盘断开了；请重新连接再试",
    errno.ENODEV: "设备不在了；请重新连接再试",
    errno.ENXIO: "这是设备或管道，不是文件",
    errno.EMFILE: "打开的文件太多；请关掉一些程序再试",
    errno.EBUSY: "正被其他程序占用；请关闭打开它的程序再试",
    errno.EPIPE: "接收结果的程序先退出了，结果没有送完",
    errno.EINVAL: "系统不接受这个文件名或操作；请换一个文件名",
}
if hasattr(errno, "EDQUOT"):  # not on Windows
    _SYSTEM[errno.EDQUOT] = "磁盘配额用完了；请腾出空间，或换一个磁盘"

_DAMAGED = "文件不完整或已损坏；请重新取得文件，或用 Word、Excel、WPS 打开后另存一份再试"
_KINDS = {
    "zipfile.BadZipFile": _DAMAGED,
    "zlib.error": _DAMAGED,
    "_lzma.LZMAError": _DAMAGED,
    "lxml.etree.XMLSyntaxError": _DAMAGED,
    "builtins.EOFError": _DAMAGED,
    "builtins.UnicodeDecodeError": "文件里有认不出的编码；请用原来的程序打开后另存一份再试",
    "builtins.RecursionError": "内容嵌套得太深，不像正常的文件；请用 Word、Excel、WPS 打开后另存一份再试",
    "builtins.MemoryError": "内存不够；请关掉一些程序，或把文件拆小再试",
    "concurrent.futures.process.BrokenProcessPool": "处理它的进程意外中止了，可能是内存不够或文件损坏；请单独再试一次这个文件",
}
"""By the full name, so that nothing has to be imported; the nearest base class counts."""
_PACKAGE = Path(__file__).resolve().parents[1]
LONGEST_DETAIL = 120


def system_words(error: OSError) -> str:
    """What the operating system refused, e.g. ``磁盘满了；请腾出空间，或换一个磁盘``; its number where that is not known."""
    return _SYSTEM.get(error.errno or 0, f"系统报错（{error.errno or type(error).__name__}）；请换一个文件夹再试")


def failure_words(error: BaseException) -> str:
    """What went wrong and what to do; an unforeseen exception with its type and where it was raised."""
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return system_words(error)
    names = (f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__)
    known = next((_KINDS[name] for name in names if name in _KINDS), None)
    if known:
        return known
    return f"程序没能处理（内部错误 {_detail(error)}）；请另存一份再试，仍不行请把文件和这条消息交给维护的人"


def _detail(error: BaseException) -> str:
    """``ValueError：… formats/docx/table.py 第 71 行``: enough to find the place in the code."""
    said = " ".join(str(error).split())[:LONGEST_DETAIL]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    where = f"{Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()} 第 {frames[-1].lineno} 行" if frames else ""
    told = "：".join(filter(None, (type(error).__name__, said)))
    return "，".join(filter(None, (told, where)))


def _is_ours(name: str) -> bool:
    path = Path(name)
    return path.is_relative_to(_PACKAGE) and path != Path(__file__)
