"""What is read from Word's XML, and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Cell, Document, Heading, PageBreak, Paragraph, SectionStart, Table
from drafter.core.errors import InputError
from drafter.core.provenance import Draft
from drafter.formats.docx.ooxml import NAMESPACES
from drafter.formats.docx.read import ReadResult, read_docx
from drafter.formats.docx.styles import StyleSheet, load_styles
from drafter.formats.docx.write import write_docx
from drafter.formats.zip_file import pack
from tests.support.docx_samples import ROOT
from tests.support.laws import examples
from tests.support.word_package import MAIN_PART, blank_package, read_package

SHEET = load_styles(ROOT / "configs" / "styles.yaml")
BLANK = blank_package(SHEET)
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NS = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r", "mc")) + f' xmlns:wps="{WPS}"'


def read(body: str, styles: str = "") -> ReadResult:
    """Reads a body given as XML; ``[词]`` is short for a run, ``¶…¶`` for a paragraph."""
    xml = f"<w:document {NS}><w:body>{shorthand(body)}</w:body></w:document>"
    parts = {**BLANK, MAIN_PART: xml.encode()}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NS}>{styles}</w:styles>".encode()
    return read_docx(pack(parts))


def shorthand(text: str) -> str:
    for index, tag in enumerate(text.split("¶")):
        text = tag if index == 0 else text + ("<w:p>" if index % 2 else "</w:p>") + tag
    return text.replace("[", "<w:r><w:t>").replace("]", "</w:t></w:r>")


def words(body: str) -> list[str]:
    return [text for _, text in read(body).document.texts()]


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl>{properties}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>¶[{text}]¶</w:tc>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("¶[年初预算][94.44]<w:r><w:t>万元</w:t></w:r>¶", ["年初预算94.44万元"]),
        ("¶[预算]<w:ins>[94.44]</w:ins>[万元]¶", ["预算94.44万元"]),
        ("¶[预算]<w:del><w:r><w:delText>94.44</w:delText></w:r></w:del><w:ins>[127]</w:ins>[万元]¶", ["预算127万元"]),
        ("¶<w:moveFrom>[旧处]</w:moveFrom><w:moveTo>[新处]</w:moveTo>¶", ["新处"]),
        ("¶<w:hyperlink r:id='rId9'>[政务公开]</w:hyperlink>[网]¶", ["政务公开网"]),
        ("¶<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>[127]</w:sdtContent></w:sdt>[万元]¶", ["127万元"]),
        ("<w:sdt><w:sdtContent>¶[整段]¶</w:sdtContent></w:sdt>", ["整段"]),
        ("¶<w:fldSimple w:instr='PAGE'>[3]</w:fldSimple>[页]¶", ["3页"]),
        ("¶<w:smartTag>[北京]</w:smartTag><w:bdo>[市]</w:bdo>¶", ["北京市"]),
        ("¶<w:ruby><w:rt>[zhǎng]</w:rt><w:rubyBase>[长]</w:rubyBase></w:ruby>[沙]¶", ["长沙"]),
        ("¶<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>[看得见]¶", ["看得见"]),
        ("¶<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>看得见</w:t></w:r>¶", ["看得见"]),
        ("¶<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>¶", ["甲\t乙\n丙\n丁"]),
        ("¶<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:softHyphen/><w:sym w:char='F0FE'/><w:t>月</w:t></w:r>¶", ["1-2月"]),
        ("¶[甲]<w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>¶", ["甲乙"]),
        ("¶[]¶<!-- WPS -->¶[　]¶¶[甲]¶<?x y?>", ["甲"]),
        ("¶[甲]<w:r><w:footnoteReference w:id='2'/></w:r>[乙]¶", ["甲乙"]),
    ],
)
def test_the_words_of_a_paragraph_are_those_on_the_printed_page(body: str, expected: list[str]) -> None:
    assert words(body) == expected


def test_the_code_of_a_field_is_not_read_and_its_result_is() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>REF x</w:instrText></w:r>"
    assert words(f"¶[共]{begin}{code}{separate}[94.44]{end}[万元]¶") == ["共94.44万元"]
    assert words(f"¶{begin}{code}{begin}{code}{separate}[1]{end}{separate}[二]{end}[三]¶") == ["二三"]
    assert words(f"¶{begin}{code}{separate}[甲]¶¶[乙]{end}[丙]¶") == ["甲", "乙丙"]


def test_a_paragraph_whose_end_mark_is_deleted_goes_on_in_the_next_one() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert words(f"¶{deleted}[支出]¶¶[94.44万元]¶¶[下段]¶") == ["支出94.44万元", "下段"]


def test_the_last_paragraph_is_read_even_if_its_end_mark_is_deleted() -> None:
    deleted = "<w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr>"
    assert words(f"¶{deleted}[甲]¶{table(cell('乙'))}¶{deleted}[丙]¶") == ["甲", "乙", "丙"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p>[框内]</w:p></w:txbxContent>"
    modern = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    shape = f"<mc:AlternateContent>{modern}{old}</mc:AlternateContent>"
    assert words(f"¶[前]<w:r>{shape}</w:r>[后]¶¶[下段]¶") == ["前后", "框内", "下段"]
    assert words(f"¶<w:r><w:pict>{box}</w:pict></w:r>¶") == ["框内"]


def test_paragraphs_and_tables_keep_their_order() -> None:
    blocks = read(f"¶[甲]¶{table(cell('乙'))}¶[丙]¶").document.blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]


def test_a_merged_cell_stands_once() -> None:
    rows = [
        cell("资金", "<w:vMerge w:val='restart'/>") + cell("到位", "<w:gridSpan w:val='2'/>"),
        cell("不可见", "<w:vMerge/>") + cell("金额") + cell("比率"),
        cell("合计") + cell("127") + cell("100%"),
    ]
    found = read(table(*rows)).document.blocks[0]
    assert isinstance(found, Table)
    assert found.cells[:2] == (Cell("资金", 0, 0, 2, 1), Cell("到位", 0, 1, 1, 2))
    assert [c.text for c in found.cells] == ["资金", "到位", "金额", "比率", "合计", "127", "100%"]
    assert (found.rows, found.columns) == (3, 3)


def test_a_row_may_begin_further_right() -> None:
    found = read(table(cell("甲") + cell("乙"), "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("丙"))).document.blocks[0]
    assert isinstance(found, Table)
    assert [(c.text, c.row, c.column) for c in found.cells][-1] == ("丙", 1, 1)


def test_cells_merged_the_old_way_are_one() -> None:
    found = read(table(cell("甲", "<w:hMerge w:val='restart'/>") + cell("", "<w:hMerge/>") + cell("乙"))).document.blocks[0]
    assert isinstance(found, Table)
    assert [(c.text, c.column, c.columns) for c in found.cells] == [("甲", 0, 2), ("乙", 2, 1)]


def test_rows_and_cells_inside_content_controls_are_read_and_deleted_rows_are_not() -> None:
    row = f"<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{cell('甲')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr>"
    assert words(f"<w:tbl>{row}{deleted}<w:tr>{cell('乙')}</w:tr></w:tbl>") == ["甲", "乙"]


def test_paragraphs_of_a_cell_are_parted_by_line_breaks_and_a_nested_table_by_tabs() -> None:
    nested = table(cell("一") + cell("二"), cell("三") + cell("四"))
    assert words(f"<w:tbl><w:tr><w:tc>¶[上]¶{nested}¶[下]¶¶¶</w:tc></w:tr></w:tbl>") == ["上\n一\t二\n三\t四\n下"]


def test_header_rows_are_the_repeated_ones_at_the_top() -> None:
    header = "<w:trPr><w:tblHeader/></w:trPr>"
    found = read(table(header + cell("甲"), cell("乙"), header + cell("丙"))).document.blocks[0]
    assert isinstance(found, Table)
    assert found.header_rows == 1


def style(style_id: str, name: str, inner: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{inner}</w:style>'


def styled(style_id: str, text: str = "题", more: str = "") -> str:
    return f'¶<w:pPr><w:pStyle w:val="{style_id}"/>{more}</w:pPr>[{text}]¶'


STYLES = (
    style("1", "heading 1")
    + style("a3", "标题 2")
    + style("a4", "我的标题", '<w:basedOn w:val="1"/>')
    + style("a5", "章", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + style("a6", "Title", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("7", "heading 7")
    + style("a8", "toc 1")
    + style("x", "环", '<w:basedOn w:val="y"/>')
    + style("y", "环二", '<w:basedOn w:val="x"/>')
    + style("n", "编号", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
)


@pytest.mark.parametrize(
    ("paragraph", "level"),
    [
        (styled("1"), 1),
        (styled("a3"), 2),
        (styled("a4"), 1),
        (styled("a5"), 3),
        (styled("a6"), 0),
        (styled("7"), 4),
        (styled("1", more='<w:outlineLvl w:val="9"/>'), None),
        ('¶<w:pPr><w:outlineLvl w:val="1"/></w:pPr>[题]¶', 2),
        (styled("x"), None),
        (styled("没有"), None),
    ],
)
def test_the_level_of_a_heading_comes_from_its_style_and_what_that_is_based_on(paragraph: str, level: int | None) -> None:
    block = read(paragraph, STYLES).document.blocks[0]
    assert (block.level if isinstance(block, Heading) else None) == level


def test_the_table_of_contents_is_left_out() -> None:
    assert read(styled("a8", "一、概况 3") + styled("1", "一、概况"), STYLES).document.blocks == (Heading("一、概况", 1),)


def test_automatic_numbers_are_noted_and_not_read() -> None:
    own = '¶<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>[甲]¶'
    off = styled("n", "乙", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    result = read(f"{own}{off}{styled('n', '丙')}", STYLES)
    assert [text for _, text in result.document.texts()] == ["甲", "乙", "丙"]
    assert result.numbered == {0, 2}


def section(landscape: bool = False, kind: str = "") -> str:
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    return f'<w:sectPr>{f"""<w:type w:val="{kind}"/>""" if kind else ""}{size}</w:sectPr>'


def test_sections_and_pages_begin_where_word_begins_them() -> None:
    body = f"¶[甲]¶¶<w:pPr>{section()}</w:pPr>¶¶<w:pPr>{section(landscape=True)}</w:pPr>[乙]¶"
    body += f"¶<w:r><w:br w:type='page'/></w:r>[丙]¶¶[丁]<w:r><w:br w:type='page'/></w:r>¶¶[戊]¶{section()}"
    blocks = read(body).document.blocks
    assert blocks[:4] == (Paragraph("甲"), SectionStart(landscape=True), Paragraph("乙"), SectionStart())
    assert blocks[4:] == (Paragraph("丙"), Paragraph("丁"), PageBreak(), Paragraph("戊"))


def test_a_section_that_goes_on_on_the_same_page_is_none() -> None:
    assert len(read(f"¶<w:pPr>{section()}</w:pPr>[甲]¶¶[乙]¶{section(kind='continuous')}").document.blocks) == 2


def test_bookmarks_lie_where_their_words_are_now() -> None:
    start, end = '<w:bookmarkStart w:id="{0}" w:name="{1}"/>', '<w:bookmarkEnd w:id="{0}"/>'
    inner = start.format(1, "内") + "<w:del><w:r><w:delText>94</w:delText></w:r></w:del><w:ins>[127]</w:ins>" + end.format(1)
    around = start.format(2, "段") + "¶[整段]¶" + end.format(2)
    cells = f"<w:tbl><w:tr><w:tc>¶[一]¶¶[二]{start.format(3, '格')}[三]{end.format(3)}¶</w:tc></w:tr></w:tbl>"
    over = f"¶[跨]{start.format(4, '跨')}[段前]¶¶[段后]{end.format(4)}¶"
    gone = f"¶{start.format(5, '空')}{end.format(5)}¶{start.format(6, '悬')}"
    result = read(f"¶[支出]{inner}[万元]¶{around}{cells}{over}{gone}")
    assert {name: result.document.text_at(place) for name, place in result.bookmarks.items()} == {
        "内": "127",
        "段": "整段",
        "格": "三",
        "跨": "段前",
    }


def test_a_file_of_the_strict_kind_is_read_too() -> None:
    xml = f"<w:document {NS}><w:body>{shorthand('¶[甲]¶')}</w:body></w:document>".replace(
        NAMESPACES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert read_docx(pack({**BLANK, MAIN_PART: xml.encode()})).document.blocks == (Paragraph("甲"),)


def test_a_text_under_another_name_is_found() -> None:
    package = pack(BLANK | {MAIN_PART: f"<w:document {NS}><w:body>{shorthand('¶[甲]¶')}</w:body></w:document>".encode()})
    parts = {name.replace("document.xml", "document2.xml"): data for name, data in read_package(package).items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"document.xml", b"document2.xml")
    assert "word/document2.xml" in parts
    assert read_docx(pack(parts)).document.blocks == (Paragraph("甲"),)


def test_a_document_without_a_body_is_refused() -> None:
    with pytest.raises(InputError, match="里没有正文"):
        read_docx(pack({**BLANK, MAIN_PART: f"<w:document {NS}/>".encode()}))


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12).map(
    lambda text: "".join(c for c in text if c >= " " and c not in "\ufffe\uffff") + "字"
)
TABLES = st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=3).map(
    lambda rows: Table(tuple(Cell(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row)), len(rows), 2)
)
SECTIONS = st.builds(SectionStart, st.booleans())
HEADINGS = st.builds(Heading, TEXTS, st.integers(0, 4))
BLOCKS = st.lists(st.one_of(HEADINGS, st.builds(Paragraph, TEXTS), TABLES, SECTIONS), max_size=6)


@examples(60)
@given(BLOCKS)
def test_reading_gives_back_what_was_written(blocks: list[Heading | Paragraph | Table | SectionStart]) -> None:
    result = read_docx(write_docx(Draft(Document(tuple(blocks)), (), ()), styles=SHEET), styles=SHEET).document
    assert list(result.texts()) or not [b for b in blocks if not isinstance(b, SectionStart)]
    assert [text for _, text in result.texts()] == [text for _, text in Document(tuple(blocks)).texts()]


TAGS = (
    *("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del", "mc:AlternateContent", "w:pict"),
    *("w:txbxContent", "w:fldChar", "w:bookmarkStart", "w:bookmarkEnd", "w:br", "w:pPr", "w:sectPr", "w:vMerge", "w:tcPr"),
)
TREES = st.recursive(
    st.text("甲1<>&", max_size=3), lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)), max_leaves=25
)


@examples(150)
@given(TREES)
def test_any_nesting_of_elements_is_survived(tree: object) -> None:
    def xml(node: object) -> str:
        if isinstance(node, str):
            return node.replace("&", "&amp;").replace("<", "&lt;")
        tag, inner = node  # type: ignore[misc]
        return f"<{tag}>{''.join(map(xml, inner))}</{tag}>"

    result = read(xml(tree))
    for location, text in result.document.texts():
        assert result.document.container_text(location) == text


def test_twenty_thousand_cells_are_read_in_seconds(sheet: StyleSheet) -> None:
    big = Table(tuple(Cell(f"{row}.{column}", row, column) for row in range(2_224) for column in range(9)), 2_224, 9)
    data = write_docx(Draft(Document((big,)), (), ()), styles=sheet)
    begin = time.process_time()
    found = read_docx(data).document.blocks[0]
    assert time.process_time() - begin < 12
    assert isinstance(found, Table)
    assert len(found.cells) == 20_016
