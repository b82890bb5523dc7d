"""Footnotes and endnotes of Word files: what is read, where it stands, and what is said of a note that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.core.document import Document, Heading, Location, Paragraph, Table
from drafter.core.errors import InputError
from drafter.formats.docx.read import read_docx
from drafter.formats.read import ReadDocument, read_document
from drafter.formats.zip_file import pack
from tests.support.note_files import noted_file, noted_parts

MARK = "<w:r><w:footnoteRef/></w:r>"


def document(body: str, footnotes: dict[int, str] | None = None, endnotes: dict[int, str] | None = None) -> Document:
    return read_docx(noted_file(body, footnotes, endnotes)).document


def texts(found: Document) -> list[str]:
    return [text for _, text in found.texts()]


def read(folder: Path, body: str, footnotes: dict[int, str]) -> ReadDocument:
    path = folder / "报告.docx"
    path.write_bytes(noted_file(body, footnotes))
    return read_document(path)


def test_a_note_stands_behind_the_body_and_its_mark_parts_no_sentence() -> None:
    found = document("¶[支出94.44]{2}[万元。]¶¶[下段]¶", {2: f"¶{MARK}[ 含上年结转3万元。]¶"})
    assert texts(found) == ["支出94.44万元。", "下段", "含上年结转3万元。"]
    assert [(n.name, n.start, n.end, n.reference) for n in found.notes] == [("脚注1", 2, 3, Location(0, 7, 7))]


def test_notes_are_counted_by_their_marks_and_not_by_their_ids() -> None:
    found = document("¶[甲]{7}[乙]{尾3}[丙]{4}¶", {4: "¶[四]¶", 7: "¶[七]¶"}, {3: "¶[尾]¶"})
    assert [(note.name, found.blocks[note.start]) for note in found.notes] == [
        ("脚注1", Paragraph("七")),
        ("脚注2", Paragraph("四")),
        ("尾注1", Paragraph("尾")),
    ]


def test_a_note_is_told_by_its_name_and_the_section_of_its_mark(tmp_path: Path) -> None:
    found = read(
        tmp_path, "¶[一、项目概况]¶¶[支出94.44万元]{1}[。]¶¶[二、存在的问题]¶¶[无。]¶", {1: "¶[含结转。]¶¶[（一）另含利息]¶"}
    ).document
    assert [found.section_of(block) for block in range(6)] == [
        *("一、项目概况", "一、项目概况", "二、存在的问题", "二、存在的问题"),
        *("一、项目概况·脚注1", "一、项目概况·脚注1"),
    ]
    assert isinstance(found.blocks[2], Heading)
    assert found.blocks[4:] == (Paragraph("含结转。"), Paragraph("（一）另含利息"))


def test_tracked_changes_in_a_note_are_read_as_in_the_body() -> None:
    tracked = "<w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins>[94.44]</w:ins>"
    assert texts(document("¶[甲]{1}¶", {1: f"¶[支出]{tracked}[万元]¶"})) == ["甲", "支出94.44万元"]


@pytest.mark.parametrize(
    "mark",
    [
        "<w:del>{1}</w:del>",
        "<w:moveFrom>{1}</w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id='1'/></w:r>",
        "",
    ],
)
def test_a_note_whose_mark_is_gone_is_not_read(mark: str) -> None:
    found = document(f"¶[甲]{mark}[乙]¶", {1: "¶[旧注12万元]¶"})
    assert texts(found) == ["甲乙"]
    assert found.notes == ()


def test_a_mark_of_the_writers_own_is_the_notes_name_and_no_part_of_the_sentence() -> None:
    own = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='1'/><w:t>*</w:t></w:r>"
    found = document(f"¶[支出94.44{own}万元]".replace(own, f"]{own}[") + "{2}¶", {1: "¶[星]¶", 2: "¶[一]¶"})
    assert texts(found) == ["支出94.44万元", "星", "一"]
    assert [note.name for note in found.notes] == ["脚注*", "脚注1"]


def test_a_mark_in_a_table_cell_is_placed_in_that_cell() -> None:
    table = "<w:tbl><w:tr><w:tc>¶[合计]¶</w:tc><w:tc>¶[94.44]{1}¶</w:tc></w:tr></w:tbl>¶[完]¶"
    found = document(table, {1: "¶[含结转]¶"})
    assert found.notes[0].reference == Location(0, 5, 5, 0, 1)
    assert texts(found) == ["合计", "94.44", "完", "含结转"]


def test_a_table_in_a_note_is_a_table() -> None:
    found = document("¶[甲]{1}¶", {1: "¶[见下：]¶<w:tbl><w:tr><w:tc>¶[3]¶</w:tc></w:tr></w:tbl>¶¶"})
    assert [type(block) for block in found.blocks] == [Paragraph, Paragraph, Table]
    assert (found.notes[0].start, found.notes[0].end) == (1, 3)


def test_breaks_in_a_note_are_no_breaks_of_the_document() -> None:
    page = "<w:r><w:br w:type='page'/></w:r>"
    found = document("¶[甲]{1}[乙]{2}¶", {1: f"¶{page}[一]¶", 2: "¶[二]¶"})
    assert texts(found) == ["甲乙", "一", "二"]
    assert len(found.blocks) == 3


def test_a_mark_alone_in_a_paragraph_is_still_a_mark() -> None:
    found = document("¶[甲]¶¶{1}¶", {1: "¶[含结转]¶"})
    assert texts(found) == ["甲", "含结转"]
    assert found.notes[0].reference == Location(0, 0, 0)


def test_the_usual_part_is_found_without_a_relationship() -> None:
    parts = noted_parts("¶[甲]{1}¶", {1: "¶[一]¶"})
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"/footnotes", b"/unknown")
    assert texts(read_docx(pack(parts)).document) == ["甲", "一"]


def test_a_missing_part_is_told_and_the_body_is_read(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(noted_file("¶[甲]{1}[乙]{2}¶"))
    source = read_document(path)
    assert texts(source.document) == ["甲乙"]
    assert source.notices == ("有2处脚注没有读到：文件里缺少 word/footnotes.xml；请用 Word 或 WPS 打开后另存一份再试",)


def test_a_note_without_a_text_is_told(tmp_path: Path) -> None:
    source = read(tmp_path, "¶[甲]{1}[乙]{2}¶", {2: "¶[二]¶"})
    assert texts(source.document) == ["甲乙", "二"]
    assert source.notices == ("脚注1没有读到：word/footnotes.xml 里没有它的内容",)


def test_two_marks_of_one_note_read_it_once() -> None:
    result = read_docx(noted_file("¶[甲]{1}[乙]{1}¶", {1: "¶[一]¶"}))
    assert texts(result.document) == ["甲乙", "一"]
    assert result.notices == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<w:footnotes", "word/footnotes.xml 已损坏"),
        (b"", "word/footnotes.xml 已损坏"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "DTD"),
    ],
)
def test_a_damaged_part_is_an_error_that_names_it(data: bytes, message: str) -> None:
    parts = noted_parts("¶[甲]{1}¶", {1: "¶[一]¶"}) | {"word/footnotes.xml": data}
    with pytest.raises(InputError, match=message):
        read_docx(pack(parts))


def test_a_damaged_part_that_nothing_refers_to_does_no_harm() -> None:
    parts = noted_parts("¶[甲]¶", {1: "¶[一]¶"}) | {"word/footnotes.xml": b"<"}
    assert texts(read_docx(pack(parts)).document) == ["甲"]


def test_comments_are_not_read() -> None:
    body = "¶<w:commentRangeStart w:id='0'/>[甲]<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>¶"
    parts = noted_parts(body) | {"word/comments.xml": b"<w:comments/>"}
    assert texts(read_docx(pack(parts)).document) == ["甲"]
