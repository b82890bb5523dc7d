"""Any file that a clerk picks: the kind is told by content, and each failure has its own message."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Heading, Location
from drafter.core.errors import InputError
from drafter.formats import convert
from drafter.formats.read import read_document
from drafter.formats.sources import kind_of
from tests.support.reader_samples import WORDS, pdf_of, prose, tables, words

Office = Callable[[Path, str], Path]


def _written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _zip(folder: Path, name: str, *members: tuple[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members:
            archive.writestr(member, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"", "空的"),
        ("a.txt", b" \n\t\n", "没有文字"),
        ("a.bin", b"\x01\x02\0\x03" * 99, "认不出"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.rar", b"Rar!\x1a\x07", "压缩包"),
        ("a.docx", b"PK\x03\x04broken word/document.xml", "损坏"),
        ("a.xlsx", b"PK\x03\x04broken xl/workbook.xml", "损坏"),
        ("a.pdf", b"%PDF-1.4 broken", "损坏"),
    ],
)
def test_what_cannot_be_read_is_named_in_chinese(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_document(_written(tmp_path, name, data))
    assert str(caught.value).startswith(name)


@pytest.mark.parametrize(
    ("member", "message"),
    [("ppt/presentation.xml", "PowerPoint"), ("OFD.xml", "OFD"), ("readme.txt", "压缩包")],
)
def test_other_packages_are_told_apart(tmp_path: Path, member: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_document(_zip(tmp_path, "a.docx", (member, b"x")))


def test_a_file_that_is_gone_and_a_folder_have_their_own_messages(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        read_document(tmp_path / "没有.docx")
    with pytest.raises(InputError, match="文件夹"):
        read_document(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = _written(tmp_path, "a.txt", b"x")
    path.chmod(0)
    with pytest.raises(InputError, match="权限"):
        read_document(path)


def test_a_name_that_no_system_knows_is_no_crash() -> None:
    with pytest.raises(InputError):
        read_document(Path("a\0b.txt"))


@pytest.mark.skipif(not WORDS, reason="no seeds")
def test_the_suffix_does_not_decide(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    shutil.copy(WORDS[0], path)
    assert read_document(path).kind == "docx"


@pytest.mark.skipif(not WORDS, reason="no seeds")
def test_a_word_file_without_heading_styles_has_headings_by_their_numbers() -> None:
    document = read_document(WORDS[2]).document
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "三、项目资金安排情况。" in headings
    assert document.title.endswith("绩效评价自评报告")


def test_a_text_knows_its_lines_and_a_pdf_its_pages(tmp_path: Path) -> None:
    text = read_document(_written(tmp_path, "a.txt", "一句，\n接着说。\n\n\t项\n\t5\n\n\t目\n\t6\n".encode()))
    assert [text.line_of(Location(0, place, place + 1)) for place in (0, 4)] == [1, 2]
    assert text.line_of(Location(1, 0, 1, 1, 1)) == 8
    assert text.page_of(Location(0, 0, 1)) is None
    lines = "\n".join(f"BT /F1 12 Tf 72 {700 - 20 * i} Td (Some words of a page.) Tj ET" for i in range(9))
    pdf = read_document(_written(tmp_path, "a.pdf", pdf_of([lines, lines])))
    assert (pdf.kind, pdf.page_of(Location(0, 0, 1)), pdf.line_of(Location(0, 0, 1))) == ("pdf", 1, None)


@pytest.mark.office
@pytest.mark.skipif(not WORDS, reason="no seeds")
@pytest.mark.parametrize("extension", ["doc", "rtf", "odt"])
def test_old_formats_are_read_by_libreoffice(extension: str, tmp_path: Path, office: Office) -> None:
    old = office(WORDS[2], extension)
    renamed = tmp_path / ("报告.wps" if extension == "doc" else f"报告.{extension}")
    shutil.copy(old, renamed)
    source, word = read_document(renamed), read_document(WORDS[2])
    assert (source.kind, source.document.source) == ("docx", renamed.name)
    assert source.notices == ("已用 LibreOffice 转换后读取",)
    assert prose(source.document) == prose(word.document)
    found, expected = ([words(c.text) for t in tables(s.document) for c in t.cells if c.text] for s in (source, word))
    assert found == expected


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf", "a.odt"])
def test_without_libreoffice_the_message_says_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_office", lambda: None)
    if name.endswith("odt"):
        path = _zip(tmp_path, name, ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>"))
    else:
        path = _written(tmp_path, name, b"{\\rtf1 a}" if name.endswith("rtf") else b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(InputError, match=r"另存为 \.docx"):
        read_document(path)


def test_a_locked_word_file_says_so(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InputError, match="密码"):
        read_document(_written(tmp_path, "a.docx", data))


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for LibreOffice")
def test_a_conversion_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _written(tmp_path, "soffice", b"#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "find_office", lambda: str(program))
    monkeypatch.setattr(convert, "TIMEOUT", 0.3)
    with pytest.raises(InputError, match="已停止"):
        read_document(_written(tmp_path, "a.rtf", b"{\\rtf1 a}"))


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for LibreOffice")
def test_a_file_that_libreoffice_cannot_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _written(tmp_path, "soffice", b"#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setattr(convert, "find_office", lambda: str(program))
    with pytest.raises(InputError, match="打不开"):
        read_document(_written(tmp_path, "a.rtf", b"{\\rtf1 a}"))


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert kind_of(data) == kind_of(bytes(data))
