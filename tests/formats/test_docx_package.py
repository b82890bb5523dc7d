"""Reading and writing the zip file around a document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from drafter.core.document import Location
from drafter.core.errors import InputError
from drafter.core.findings import Finding, Place
from drafter.formats.docx.annotate import annotate_docx
from drafter.formats.docx.opening import open_docx
from drafter.formats.docx.read import read_docx
from drafter.formats.docx.write import write_docx
from drafter.formats.safe_xml import parse
from drafter.formats.zip_file import pack, unpack
from drafter.system.files import write_atomically
from tests.support.docx_samples import sample, styles
from tests.support.word_package import MAIN_PART


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


GOOD = zipped({MAIN_PART: b"<a/>" * 400, "word/b.xml": bytes(range(256)) * 30})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"hello", "不是 .docx"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "密码"),
        (GOOD[: len(GOOD) // 2], "不完整或已损坏"),
        (b"PK\x03\x04", "不完整或已损坏"),
        (GOOD.replace(b"PK\x01\x02", b"PK\x01\x03"), "不完整或已损坏"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "不是 Word 文档"),
        (zipped({MAIN_PART: b"<a/>", "../evil": b""}), "指向外部的路径"),
        (zipped({MAIN_PART: b"<a/>", "/etc/passwd": b""}), "指向外部的路径"),
        (zipped({MAIN_PART: b" " * 30_000_000}), "过大"),
    ],
)
def test_a_file_that_is_no_document_is_named_for_what_it_is(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words) as caught:
        open_docx(path)
    assert str(caught.value).startswith("报告.docx：")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到这个文件"):
        open_docx(tmp_path / "没有.docx")
    with pytest.raises(InputError, match="文件夹"):
        open_docx(tmp_path)


def test_a_flipped_byte_is_noticed() -> None:
    place = GOOD.index(b"word/b.xml") + 40
    with pytest.raises(InputError, match="不完整或已损坏"):
        open_docx(GOOD[:place] + bytes([GOOD[place] ^ 0xFF]) + GOOD[place + 1 :])


def test_packing_gives_the_same_bytes_whatever_the_order_of_the_parts() -> None:
    parts = unpack(GOOD, "")
    packed = pack(parts)
    assert packed == pack(dict(reversed(parts.items())))
    assert unpack(packed, "") == parts
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


WRITTEN = write_docx(sample(), styles=styles())
DANGLING = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'


def changed(part: str, old: str, new: str) -> bytes:
    parts = unpack(WRITTEN, "")
    assert old.encode() in parts[part]
    return pack(parts | {part: parts[part].replace(old.encode(), new.encode(), 1)})


@pytest.mark.parametrize(
    "data",
    [
        changed("word/_rels/document.xml.rels", "</Relationships>", DANGLING.format("image", "../NULL") + "</Relationships>"),
        changed("word/_rels/document.xml.rels", "</Relationships>", DANGLING.format("hyperlink", "#_Toc1") + "</Relationships>"),
        changed("_rels/.rels", "</Relationships>", DANGLING.format("thumbnail", "docProps/没有.jpeg") + "</Relationships>"),
        changed("[Content_Types].xml", "document.main+xml", "template.main+xml"),
        pack(unpack(WRITTEN, "") | {"word/media/image1.emz": b"x", "无后缀": b"x"}),
    ],
    ids=["a picture that is not there", "a link inside", "no thumbnail", "a template", "parts without a type"],
)
def test_what_word_lets_pass_is_read_and_annotated(data: bytes) -> None:
    document = read_docx(data).document
    assert document == read_docx(WRITTEN).document
    copy = annotate_docx(data, [Finding("NU07", "x", "题", "error", "", "话", Place(Location(0, 0, 2)))])
    assert read_docx(copy).document == document
    assert len(open_docx(copy).main.comments) == 1


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        ("word/styles.xml", "<w:style ", "<w:style", r"word/styles\.xml 已损坏（第 \d+ 行）"),
        ("word/document.xml", "<w:document", "<!DOCTYPE a><w:document", r"word/document\.xml 含有文档类型声明"),
        ("_rels/.rels", 'officeDocument"', 'theme"', "不是 Word 文档"),
        ("[Content_Types].xml", "document.main+xml", "styles+xml", "不是 Word 文档"),
    ],
)
def test_a_damaged_part_is_named(part: str, old: str, new: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_docx(changed(part, old, new), source="报告.docx")


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (b"<a><b></a>", "已损坏（第 1 行）"),
        (b"", "已损坏"),
        (b"<!DOCTYPE a><a/>", "DTD"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DTD"),
        (b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>', "DTD"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "DTD"),
    ],
)
def test_broken_xml_and_entities_are_refused(xml: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse(xml, source="报告.docx", part=MAIN_PART)


def test_writing_replaces_the_whole_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old and longer")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_keeps_the_old_file_and_cleans_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr("drafter.system.files.os.fsync", full)
    with pytest.raises(InputError, match="磁盘满了"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_open_in_word_is_reported_as_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(InputError, match="Word 或 WPS 中打开"):
        write_atomically(tmp_path / "报告.docx", b"new")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="文件夹不存在"):
        write_atomically(tmp_path / "没有" / "报告.docx", b"new")
