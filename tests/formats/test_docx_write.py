"""What a written document looks like inside."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from lxml import etree

from drafter.core.document import Cell, Document, Heading, PageBreak, Paragraph, SectionStart, Table
from drafter.core.errors import InputError
from drafter.core.provenance import Draft
from drafter.formats.docx.ooxml import NAMESPACES, qn
from drafter.formats.docx.read import read_docx
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.docx.write import write_docx
from drafter.formats.zip_file import pack
from tests.support.docx_samples import DraftBuilder, funds_table, sample
from tests.support.word_package import MAIN_PART, read_package


def body_of(data: bytes) -> etree._Element:
    root = etree.fromstring(read_package(data)[MAIN_PART])
    return root[0]


def found(node: etree._Element, path: str) -> list[str]:
    answer: list[str] = node.xpath(path, namespaces=NAMESPACES)
    return answer


def written(builder: DraftBuilder, sheet: StyleSheet) -> bytes:
    return write_docx(builder.draft(), styles=sheet)


def draft_of(*blocks: object) -> Draft:
    return Draft(Document(blocks), (), ())  # type: ignore[arg-type]


def test_two_runs_give_the_same_bytes(sheet: StyleSheet) -> None:
    assert write_docx(sample(), styles=sheet) == write_docx(sample(), styles=sheet)


def test_python_docx_opens_it_and_finds_the_built_in_headings(sheet: StyleSheet) -> None:
    document = docx.Document(io.BytesIO(write_docx(sample(), styles=sheet)))
    named = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text][:4]
    assert [name for name, _ in named] == ["Title", "Heading 1", "Heading 2", "公文正文"]
    widths = [round(section.page_width.mm) for section in document.sections if section.page_width]
    assert (widths, [section.orientation for section in document.sections]) == ([210, 297, 210], [0, 1, 0])


def test_the_fonts_and_sizes_of_the_standard_are_in_the_styles(sheet: StyleSheet) -> None:
    styles = etree.fromstring(read_package(write_docx(sample(), styles=sheet))["word/styles.xml"])
    looks = {}
    for style in styles.iterfind("w:style", NAMESPACES):
        fonts, size = style.find(".//w:rFonts", NAMESPACES), style.find(".//w:sz", NAMESPACES)
        if fonts is not None and size is not None:
            looks[found(style, "string(w:name/@w:val)")] = (fonts.get(qn("w:eastAsia")), size.get(qn("w:val")))
    assert looks["Title"] == ("方正小标宋简体", "44")  # type: ignore[index]
    assert looks["heading 1"] == ("黑体", "32")  # type: ignore[index]
    assert looks["heading 2"] == ("楷体_GB2312", "32")  # type: ignore[index]
    assert looks["公文正文"] == ("仿宋_GB2312", "32")  # type: ignore[index]
    assert found(styles, "w:style[w:name/@w:val='heading 3']/w:pPr/w:outlineLvl/@w:val") == ["2"]
    assert found(styles, "w:docDefaults//w:rFonts/@w:eastAsia") == ["仿宋_GB2312"]
    assert b"Theme" not in etree.tostring(styles)


def test_body_text_has_its_line_its_spacing_and_its_indent(sheet: StyleSheet) -> None:
    styles = etree.fromstring(read_package(write_docx(sample(), styles=sheet))["word/styles.xml"])
    body = "w:style[w:name/@w:val='公文正文']"
    assert found(styles, f"{body}//w:spacing/@w:line") == ["579"]
    assert found(styles, f"{body}//w:spacing/@w:lineRule") == ["exact"]
    assert found(styles, f"{body}/w:rPr/w:spacing/@w:val") == ["-5"]
    assert found(styles, f"{body}//w:ind/@w:firstLineChars") == ["200"]
    assert found(styles, f"{body}//w:ind/@w:firstLine") == ["640"]


def test_a_bookmark_covers_the_figure_and_one_neighbour_on_each_side(sheet: StyleSheet) -> None:
    read = read_docx(write_docx(sample(), styles=sheet))
    words = {name: read.document.text_at(place) for name, place in read.bookmarks.items()}
    assert words["_F0001"] == "算127.00万元，"
    assert words["_F0005"] == "12个"
    assert (words["_F0006"], words["_F0007"]) == ("制3个5", "个5人，")
    assert words["_F0008"] == "理946件"
    assert words["_F0014"] == "办53件"


def test_bookmark_ids_are_unique_and_every_start_has_its_end(sheet: StyleSheet) -> None:
    body = body_of(write_docx(sample(), styles=sheet))
    starts = found(body, ".//w:bookmarkStart/@w:id")
    assert len(starts) == len(set(starts)) > 15
    assert sorted(starts) == sorted(found(body, ".//w:bookmarkEnd/@w:id"))
    assert all(name.startswith("_") for name in found(body, ".//w:bookmarkStart/@w:name"))


def test_a_figure_that_fills_its_cell_is_kept_by_the_tables_title(sheet: StyleSheet) -> None:
    read = read_docx(write_docx(sample(), styles=sheet))
    assert read.document.text_at(read.bookmarks["_T02"]) == "表2 资金到位与支出情况"
    assert "_F0016" not in read.bookmarks


def test_a_table_without_a_title_is_marked_in_its_first_cell(sheet: StyleSheet) -> None:
    read = read_docx(written(DraftBuilder().block(SectionStart(landscape=True)).table(funds_table()), sheet))
    assert read.document.text_at(read.bookmarks["_T01"]) == "资金来源"


def test_gaps_and_proposals_are_highlighted_in_different_colours(sheet: StyleSheet) -> None:
    body = body_of(write_docx(sample(), styles=sheet))
    coloured = [(found(run, "string(w:rPr/w:highlight/@w:val)"), found(run, "string(w:t)")) for run in body.iter(qn("w:r"))]
    assert ("yellow", "【待补：项目立项依据】") in coloured
    assert ("cyan", "【待确认：建议加快进度】") in coloured
    assert ("yellow", "【待补：项目编号】") in coloured


def test_column_widths_fill_the_page_in_the_grid_and_in_the_cells(sheet: StyleSheet) -> None:
    body = body_of(write_docx(sample(), styles=sheet))
    grids = [[int(width) for width in found(table, "w:tblGrid/w:gridCol/@w:w")] for table in body.iter(qn("w:tbl"))]
    assert [round(sum(grid) * 25.4 / 1440) for grid in grids] == [156, 225]
    for table in body.iter(qn("w:tbl")):
        for row in table.iter(qn("w:tr")):
            assert sum(map(int, found(row, "w:tc/w:tcPr/w:tcW/@w:w"))) == sum(map(int, found(table, "w:tblGrid/w:gridCol/@w:w")))


def test_header_rows_repeat_and_short_rows_do_not_break(sheet: StyleSheet) -> None:
    cells = [Cell("问题", 0, 0, look="表头"), Cell("进度偏慢。" * 60, 1, 0), Cell("短", 2, 0)]
    rows = list(body_of(written(DraftBuilder().table(cells, header_rows=1), sheet)).iter(qn("w:tr")))
    assert [len(found(row, "w:trPr/w:tblHeader")) for row in rows] == [1, 0, 0]
    assert [len(found(row, "w:trPr/w:cantSplit")) for row in rows] == [1, 0, 1]


def test_a_header_in_the_middle_repeats_and_the_table_is_read_back_as_one(sheet: StyleSheet) -> None:
    cells = tuple(Cell(text, row, 0) for row, text in enumerate(("项目名称", "一级指标", "产出指标", "效益指标")))
    table = Table(cells, 4, 1, header_below=1)
    data = write_docx(draft_of(Paragraph("前"), table, Paragraph("后")), styles=sheet)
    parts = list(body_of(data).iter(qn("w:tbl")))
    assert [[len(found(row, "w:trPr/w:tblHeader")) for row in part.iter(qn("w:tr"))] for part in parts] == [[0], [1, 0, 0]]
    read = read_docx(data).document.blocks
    assert [type(block) for block in read] == [Paragraph, Table, Paragraph]
    assert isinstance(read[1], Table)
    assert [(cell.text, cell.row) for cell in read[1].cells] == [(cell.text, cell.row) for cell in cells]
    assert (read[1].rows, read[1].columns, read[1].header_below) == (4, 1, 1)


def test_a_table_is_not_split_where_a_merged_cell_reaches_over_the_header(sheet: StyleSheet) -> None:
    table = Table((Cell("甲", 0, 0, 2), Cell("乙", 0, 1), Cell("丙", 1, 1)), 2, 2, header_below=1)
    body = body_of(write_docx(draft_of(table), styles=sheet))
    assert [node.tag.rpartition("}")[2] for node in body] == ["tbl", "p", "sectPr"]


def test_a_ragged_table_is_filled_up(sheet: StyleSheet) -> None:
    table = Table((Cell("甲", 0, 0), Cell("乙", 1, 1)), 2, 2)
    rows = list(body_of(write_docx(draft_of(table), styles=sheet)).iter(qn("w:tr")))
    assert [len(found(row, "w:tc/w:p")) for row in rows] == [2, 2]


def test_a_landscape_section_begins_with_a_paragraph_and_ends_upright(sheet: StyleSheet) -> None:
    table = Table((Cell("甲", 0, 0),), 1, 1)
    draft = draft_of(Paragraph("前"), SectionStart(landscape=True), table, SectionStart(), table)
    body = body_of(write_docx(draft, styles=sheet))
    assert [node.tag.rpartition("}")[2] for node in body] == ["p", "p", "tbl", "p", "p", "tbl", "p", "sectPr"]
    assert found(body, ".//w:pgSz/@w:orient") == ["landscape"]
    assert [found(node, "string(@w:top)") for node in body.iter(qn("w:pgMar"))] == ["2098", "1587", "2098"]


@pytest.mark.parametrize("before", [PageBreak(), SectionStart(), SectionStart(landscape=True)])
@pytest.mark.parametrize("after", [PageBreak(), SectionStart(), SectionStart(landscape=True)])
def test_breaks_at_the_beginning_or_the_end_make_no_empty_page(sheet: StyleSheet, before: object, after: object) -> None:
    body = body_of(write_docx(draft_of(before, Paragraph("一段"), after), styles=sheet))
    assert len(found(body, "w:p")) == 1
    assert not found(body, ".//w:pageBreakBefore")


def test_tables_that_touch_are_kept_apart(sheet: StyleSheet) -> None:
    table = Table((Cell("甲", 0, 0),), 1, 1)
    body = body_of(write_docx(draft_of(table, table), styles=sheet))
    assert [node.tag.rpartition("}")[2] for node in body] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_what_was_written_is_read_back(sheet: StyleSheet) -> None:
    draft = sample()
    read = read_docx(write_docx(draft, styles=sheet), styles=sheet)
    for block, expected in zip(read.document.blocks, draft.document.blocks, strict=True):
        if isinstance(block, Table) and isinstance(expected, Table):
            assert (block.cells, block.rows, block.columns) == (expected.cells, expected.rows, expected.columns)
            assert block.header_rows == expected.header_rows
        else:
            assert block == expected


def test_characters_that_xml_cannot_hold_become_spaces(sheet: StyleSheet) -> None:
    read = read_docx(write_docx(draft_of(Paragraph("甲\x00乙\x0b丙\ud800丁\t戊\n己&<>")), styles=sheet))
    assert read.document.blocks == (Paragraph("甲 乙 丙 丁\t戊\n己&<>"),)


def test_an_empty_draft_is_still_a_document(sheet: StyleSheet) -> None:
    data = write_docx(draft_of(), styles=sheet)
    assert read_docx(data).document.blocks == ()
    assert len(docx.Document(io.BytesIO(data)).paragraphs) == 1


def test_quotes_and_dashes_take_the_chinese_font(sheet: StyleSheet) -> None:
    body = body_of(write_docx(draft_of(Paragraph("“三公”经费")), styles=sheet))
    assert found(body, ".//w:rFonts/@w:hint") == ["eastAsia"]


class TestABaseDocument:
    """An office's own file, as python-docx makes one."""

    @pytest.fixture
    def base(self) -> bytes:
        document = docx.Document()
        document.add_heading("去年的标题", 1)
        document.add_paragraph("去年的正文")
        document.add_picture(io.BytesIO(_PIXEL))
        document.styles["Heading 1"].font.name = "隶书"
        document.sections[-1].left_margin = 720000
        document.sections[-1].header.paragraphs[0].text = "某某局"
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    def test_its_text_pictures_and_thumbnail_are_gone(self, base: bytes, sheet: StyleSheet) -> None:
        parts = read_package(write_docx(sample(), styles=sheet, base=base))
        assert "去年".encode() not in b"".join(parts.values())
        assert not [name for name in parts if "media" in name or "thumbnail" in name]

    def test_its_styles_page_and_header_win(self, base: bytes, sheet: StyleSheet) -> None:
        document = docx.Document(io.BytesIO(write_docx(sample(), styles=sheet, base=base)))
        assert document.styles["Heading 1"].font.name == "隶书"
        assert [section.left_margin for section in document.sections][::2] == [720090, 720090]
        assert document.sections[-1].header.paragraphs[0].text == "某某局"

    def test_missing_styles_are_added_and_used(self, base: bytes, sheet: StyleSheet) -> None:
        data = write_docx(sample(), styles=sheet, base=base)
        named = {p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs if p.style}
        assert {"Heading 1", "公文附件", "公文落款", "表题"} <= named

    def test_its_dates_and_persons_are_gone_and_the_title_is_ours(self, base: bytes, sheet: StyleSheet) -> None:
        core = read_package(write_docx(sample(), styles=sheet, base=base))["docProps/core.xml"].decode()
        assert "项目支出绩效自评报告" in core
        assert not [word for word in ("created", "modified", "lastModifiedBy") if word in core]

    def test_a_template_becomes_a_plain_document(self, base: bytes, sheet: StyleSheet) -> None:
        parts = read_package(base)
        types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
        written = read_package(write_docx(sample(), styles=sheet, base=pack({**parts, "[Content_Types].xml": types})))
        assert b"template.main" not in written["[Content_Types].xml"]
        assert b"document.main+xml" in written["[Content_Types].xml"]

    def test_its_automatic_heading_numbers_are_not_put_before_ours(self, base: bytes, sheet: StyleSheet) -> None:
        document = docx.Document(io.BytesIO(base))
        properties = document.styles["Heading 1"].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 1
        buffer = io.BytesIO()
        document.save(buffer)
        read = read_docx(write_docx(sample(), styles=sheet, base=buffer.getvalue()))
        assert Heading("一、项目概况", 1) in read.document.blocks
        assert read.numbered == frozenset()

    def test_a_draft_of_ours_can_be_the_base(self, sheet: StyleSheet) -> None:
        first = write_docx(sample(), styles=sheet)
        again = write_docx(sample(), styles=sheet, base=first)
        assert read_package(again) == read_package(first)

    def test_a_strict_document_is_refused(self, base: bytes, sheet: StyleSheet, tmp_path: Path) -> None:
        parts = read_package(base)
        strict = parts[MAIN_PART].replace(NAMESPACES["w"].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        path = tmp_path / "底稿.docx"
        path.write_bytes(pack({**parts, MAIN_PART: strict}))
        with pytest.raises(InputError, match=r"底稿\.docx：是“严格开放 XML”格式"):
            write_docx(sample(), styles=sheet, base=path)


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def test_a_long_title_goes_on_where_the_plan_allows_and_reads_the_same(sheet: StyleSheet) -> None:
    title = Heading("清溪县图书馆2024年度公共图书馆免费开放经费项目支出绩效自评报告", 0, (6, 12, 25))
    (read,) = read_docx(write_docx(draft_of(title), styles=sheet)).document.blocks
    assert isinstance(read, Heading)
    assert read.text.split("\n") == ["清溪县图书馆2024年度", "公共图书馆免费开放经费项目", "支出绩效自评报告"]


def test_a_short_title_stays_on_its_line(sheet: StyleSheet) -> None:
    title = Heading("甲局2024年度乙项目支出绩效自评报告", 0, (2, 8, 11))
    (read,) = read_docx(write_docx(draft_of(title), styles=sheet)).document.blocks
    assert isinstance(read, Heading)
    assert read.text == title.text


def test_no_line_begins_with_the_unit_of_an_amount(sheet: StyleSheet) -> None:
    settings = etree.fromstring(read_package(write_docx(sample(), styles=sheet))["word/settings.xml"])
    signs = found(settings, "string(w:noLineBreaksBefore[@w:lang='zh-CN']/@w:val)")
    assert set("万亿元，。") <= set(signs)
