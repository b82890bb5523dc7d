"""Valid inputs of every kind, made anew, and what is done with a broken one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.mutations import broken_bytes, broken_lines, broken_package, broken_text

__all__ = ["KINDS", "Fault", "attempt"]

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT / "examples" / "small-library-2024" / "facts.yaml"
INTERNAL = "内部错误"
"""What a message says of an exception that nobody foresaw."""
REPORT = """# 图书馆2024年度项目支出绩效自评报告
一、基本情况
年初预算120.00万元，全年支出96.50万元，预算执行率80.42%。其中：购书60.00万元，修缮36.50万元。
比上年增加6.50万元，增长7.22%。购书占总支出的62.18%。
| 项目 | 预算 | 支出 |
|---|---|---|
| 购书 | 70.00 | 60.00 |
| 修缮 | 50.00 | 36.50 |
| 合计 | 120.00 | 96.50 |
二、存在的问题
办证3批次（第一批12件、第二批8件、第三批5件），共25件；满意度98%。
"""


class Fault(Exception):  # noqa: N818 - what the harness looks for
    """A broken input that met a fault of drafter."""


def attempt(number: int, folder: Path) -> tuple[str, int]:
    """Makes the input of that number, uses it, and answers with its kind and size; `Fault` where drafter met a fault of its own."""
    chance = Random(number)
    kind = sorted(KINDS)[number % len(KINDS)]
    path = folder / f"{number}-{kind}"
    return kind, KINDS[kind](chance, path)


@lru_cache(maxsize=1)
def _settings() -> Any:
    from drafter.verbs.check import CheckJob, load_settings

    return load_settings(CheckJob())


def _check(path: Path, data: bytes) -> int:
    from drafter.verbs.check import check_one

    path.write_bytes(data)
    checked = check_one(path, _settings())
    messages = [checked.error, *(f"{one.name}：{one.message}" for one in (checked.report.broken if checked.report else ()))]
    for message in messages:
        if INTERNAL in message:
            raise Fault(message)
    return len(data)


def _text(chance: Random, path: Path) -> int:
    data = broken_text(REPORT, chance).encode("utf-8", "replace")
    return _check(path.with_suffix(".md"), broken_bytes(data, chance) if chance.random() < 0.3 else data)


@lru_cache(maxsize=1)
def _draft() -> dict[str, bytes]:
    from drafter.formats.docx.write import write_docx
    from drafter.verbs.draft import _compose

    drafted, styles = _compose(FACTS, (), None, (), (), ())
    return _parts(write_docx(drafted[0].draft, styles=styles))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _docx(chance: Random, path: Path) -> int:
    path = path.with_suffix(".docx")
    size = _check(path, broken_package(_draft(), chance))
    if chance.random() < 0.3:
        from drafter.verbs.trace import trace

        _told(lambda: trace(path))
    return size


@lru_cache(maxsize=1)
def _workbook() -> dict[str, bytes]:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ("收入支出决算总表", None, None),
        ("项目", "预算", "支出"),
        ("购书", 70, 60),
        ("修缮", 50, 36.5),
        ("合计", 120, 96.5),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    for cell in sheet["C"]:
        cell.number_format = "#,##0.00"
    buffer = io.BytesIO()
    book.save(buffer)
    return _parts(buffer.getvalue())


def _xlsx(chance: Random, path: Path) -> int:
    return _check(path.with_suffix(".xlsx"), broken_package(_workbook(), chance))


def _pdf(chance: Random, path: Path) -> int:
    return _check(path.with_suffix(".pdf"), broken_bytes(_page(), chance))


@lru_cache(maxsize=1)
def _page() -> bytes:
    """A page with a line of text and a small table, written by hand."""
    lines = b"".join(b"BT /F1 12 Tf 72 %d Td (Total 120.00 = 70.00 + 50.00) Tj ET\n" % (700 - 20 * row) for row in range(6))
    stream = lines + b"72 500 200 60 re S 72 530 m 272 530 l S 172 500 m 172 560 l S\n"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%sendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(data),
    )


def _facts(chance: Random, path: Path) -> int:
    from drafter.verbs.draft import draft

    path = path.with_suffix(".yaml")
    path.write_text(broken_lines(FACTS.read_text(encoding="utf-8"), chance), encoding="utf-8", errors="replace")
    _told(lambda: draft(path, output=path.with_suffix(".docx"), force=True))
    return path.stat().st_size


def _pack(chance: Random, path: Path) -> int:
    from drafter.verbs.check import CheckJob, load_settings
    from drafter.verbs.draft import draft

    shipped = chance.choice(
        sorted(file for name in ("configs", "phrasebank", "templates") for file in (ROOT / name).rglob("*") if file.is_file())
    )
    target = path / shipped.relative_to(ROOT)
    target.parent.mkdir(parents=True)
    target.write_text(broken_lines(shipped.read_text(encoding="utf-8"), chance), encoding="utf-8", errors="replace")
    if target.parent.name == "configs":
        _told(lambda: load_settings(CheckJob((path,))))
    _told(lambda: draft(FACTS, output=path / "a.docx", packs=[path], force=True))
    return target.stat().st_size


def _archive(chance: Random, path: Path) -> int:
    from drafter.reuse.archive.intake import add_files
    from drafter.reuse.archive.integrity import faults

    report, path = path.with_suffix(".md"), path.with_suffix(".db")
    report.write_text(REPORT, encoding="utf-8")
    path.write_bytes(broken_bytes(_kept(path.parent), chance))
    _told(lambda: faults(path))
    _told(lambda: list(add_files([(report, "本年")], path)))
    return path.stat().st_size if path.exists() else 0


@lru_cache(maxsize=1)
def _kept(folder: Path) -> bytes:
    from drafter.reuse.archive.intake import add_files

    source, target = folder / "上年.md", folder / "valid.db"
    source.write_text(REPORT.replace("2024", "2023"), encoding="utf-8")
    list(add_files([(source, "上年")], target))
    return target.read_bytes()


def _told(do: Callable[[], object]) -> None:
    """Does it; what is wrong with the input may be said, in a message that names no fault of drafter."""
    from drafter.core.errors import DrafterError

    try:
        do()
    except DrafterError as error:
        if INTERNAL in str(error):
            raise Fault(str(error)) from error


KINDS: Mapping[str, Callable[[Random, Path], int]] = {
    "archive": _archive,
    "docx": _docx,
    "facts": _facts,
    "pack": _pack,
    "pdf": _pdf,
    "text": _text,
    "xlsx": _xlsx,
}
