"""What stands in a footnote is checked like prose, told by the note's name, and commented on where its mark stands."""

from __future__ import annotations

from pathlib import Path

from drafter.core.findings import Coverage, Share
from drafter.core.presentation import place_words
from drafter.formats.docx.annotate import annotate_docx
from drafter.formats.docx.ooxml import qn
from drafter.formats.docx.read import read_docx
from drafter.formats.read import read_document
from drafter.formats.safe_xml import Element, parse
from drafter.report.document_page import document_rows
from drafter.resources import Packs
from drafter.reuse.passages import given
from drafter.reuse.reuse_settings import load_tools
from drafter.verbs.check import Checked, CheckJob, check_one, load_settings
from tests.support.note_files import noted_file
from tests.support.word_package import MAIN_PART, read_package

BODY = (
    "¶[一、资金使用情况]¶¶[2024年预算27.20万元]{1}[，实际支出25.28万元，执行率92.94%。]¶"
    "¶[二、存在的问题]¶¶[设备验收资料归档不及时，原因是经办人年中调走。建议由业务股室按月归档。]¶"
)
WRONG = "¶[另有上级资金预算20.00万元，实际支出15.00万元，执行率85.00%。]¶"
RIGHT = "¶[另有上级资金预算20.00万元，实际支出15.00万元，执行率75.00%。]¶"


def checked(folder: Path, body: str, notes: dict[int, str]) -> Checked:
    path = folder / "报告.docx"
    path.write_bytes(noted_file(body, notes))
    return check_one(path, load_settings(CheckJob()))


def findings(found: Checked) -> list[tuple[str, str]]:
    assert found.report is not None
    return [(finding.rule, place_words(finding.place)) for finding in found.report.findings]


def test_a_figure_in_a_footnote_is_checked_and_told_by_its_name(tmp_path: Path) -> None:
    found = checked(tmp_path, BODY, {1: WRONG})
    assert findings(found) == [("NU04", "一、资金使用情况·脚注1")]
    assert found.report is not None
    assert found.report.findings[0].quote.startswith("另有上级资金预算20.00万元")


def test_a_footnote_parts_neither_the_sentence_nor_the_sections(tmp_path: Path) -> None:
    found = checked(tmp_path, BODY, {1: RIGHT})
    assert findings(found) == []
    assert found.report is not None
    shapes = [(claim.shape, claim.verdict) for claim in found.report.claims]
    assert shapes.count(("completion", "holds")) == 2
    assert found.report.coverage == Coverage(computed=Share(figures=6, claims=2, holds=2))


def test_a_footnote_at_the_end_is_no_part_of_the_last_section(tmp_path: Path) -> None:
    body = "¶[一、资金使用情况]¶¶[支出25.28万元]{1}[。]¶¶[二、存在的问题和建议]¶¶[各项工作正常开展，读者到馆人次逐月上升。]¶"
    found = checked(tmp_path, body, {1: "¶[归档不及时的问题已整改，建议按月归档。]¶"})
    assert ("TX05", "二、存在的问题和建议") in findings(found)


def test_a_claim_in_a_footnote_looks_back_from_its_mark(tmp_path: Path) -> None:
    body = "¶[2024年支出34.00万元]{1}[。]¶¶[2024年另有公用经费50.00万元。]¶"
    found = checked(tmp_path, body, {1: "¶[比上年增加18.00万元，增长112.50%。]¶"})
    assert found.report is not None
    assert [(claim.shape, claim.verdict) for claim in found.report.claims] == [("growth", "holds")]


def comment_on(data: bytes) -> tuple[str, list[str]]:
    """The words between the marks of the only comment, and its paragraphs."""
    parts = read_package(data)
    root: Element = parse(parts[MAIN_PART], source="", part="")
    nodes = list(root.iter())
    start, end = (nodes.index(next(root.iter(qn(name)))) for name in ("w:commentRangeStart", "w:commentRangeEnd"))
    words = "".join(node.text or "" for node in nodes[start:end] if node.tag == qn("w:t"))
    comments = parse(parts["word/comments.xml"], source="", part="")
    return words, ["".join(paragraph.itertext()) for paragraph in comments.iter(qn("w:p"))]


def test_a_comment_on_a_footnote_stands_on_the_paragraph_of_its_mark(tmp_path: Path) -> None:
    data = noted_file(BODY, {1: WRONG})
    found = checked(tmp_path, BODY, {1: WRONG})
    assert found.report is not None
    copy = annotate_docx(data, found.report.findings)
    words, lines = comment_on(copy)
    assert words == "2024年预算27.20万元，实际支出25.28万元，执行率92.94%。"
    assert lines[1] == "脚注1：另有上级资金预算20.00万元，实际支出15.00万元，执行率85.00%"
    assert read_package(copy)["word/footnotes.xml"] == read_package(data)["word/footnotes.xml"]
    assert read_docx(copy).document == read_docx(data).document


def test_comments_have_ids_above_those_of_the_notes(tmp_path: Path) -> None:
    found = checked(tmp_path, BODY.replace("{1}", "{17}"), {17: WRONG})
    assert found.report is not None
    copy = annotate_docx(noted_file(BODY.replace("{1}", "{17}"), {17: WRONG}), found.report.findings)
    root = parse(read_package(copy)["word/comments.xml"], source="", part="")
    assert [node.get(qn("w:id")) for node in root.iter(qn("w:comment"))] == ["18"]


def test_what_is_carried_over_in_a_footnote_is_of_the_section_of_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(noted_file(BODY, {1: WRONG}))
    found = given(read_document(path).document, path.name, load_tools(Packs.find()).settings)
    assert [(passage.text[:6], passage.section, passage.sort) for passage in found.passages] == [
        ("2024年预", "一、资金使用情况", "其他"),
        ("设备验收资料", "二、存在的问题", "问题"),
        ("另有上级资金", "一、资金使用情况", "其他"),
    ]


def test_a_comment_on_a_footnote_of_a_cell_stands_in_that_cell(tmp_path: Path) -> None:
    table = "<w:tbl><w:tr><w:tc>¶[合计]¶</w:tc><w:tc>¶[94.44]{1}¶</w:tc></w:tr></w:tbl>¶[完]¶"
    found = checked(tmp_path, table, {1: WRONG})
    assert found.report is not None
    wrong = [finding for finding in found.report.findings if finding.rule == "NU04"]
    assert comment_on(annotate_docx(noted_file(table, {1: WRONG}), wrong))[0] == "94.44"


def test_a_page_names_the_footnote(tmp_path: Path) -> None:
    found = checked(tmp_path, BODY, {1: WRONG})
    assert found.document is not None
    rows = list(document_rows(found.document, []))
    assert [row.name == "脚注1" for row in rows] == [False] * 4 + [True, False]
