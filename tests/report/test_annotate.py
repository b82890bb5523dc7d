"""Comments on the very words, and nothing else changed."""

from __future__ import annotations

import pytest

from drafter.core.document import Location, Table
from drafter.core.errors import InputError
from drafter.formats.docx.annotate import annotate_docx
from drafter.formats.docx.ooxml import qn
from drafter.formats.docx.read import read_docx
from drafter.formats.zip_file import pack
from tests.support.report_samples import SEED, growth
from tests.support.word_package import MAIN_PART, read_package
from tests.support.word_samples import NS, OFFICE, comment_words, commented, find, on, on_words, root_of, word_file

BOLD = "<w:rPr><w:b/></w:rPr>"
TABLE = (
    "<w:tbl><w:tr><w:tc>¶[科目]¶</w:tc><w:tc>¶[决算数]¶</w:tc></w:tr>"
    "<w:tr><w:tc>¶[合计]¶</w:tc><w:tc><w:p><w:pPr><w:jc w:val='right'/></w:pPr></w:p></w:tc></w:tr>"
    "<w:tr><w:tc>¶[项目]¶¶[支出]¶</w:tc><w:tc>¶[32]<w:r><w:t>1.41万元</w:t></w:r>¶</w:tc></w:tr></w:tbl>¶¶"
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p>[框内94.44万元]</w:p></w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)
COMMENTS = (
    f'<w:comments {NS}><w:comment w:id="7" w:author="张三" w:date="2024-01-01T00:00:00Z"><w:p><w:r><w:t>请核实</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
).encode()
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/comments" Target="comments.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/people" Target="people.xml"/></Relationships>'
).encode()


def annotated(data: bytes, *words: str) -> bytes:
    """The copy with an error on each of these words; its text is that of the original."""
    copy = annotate_docx(data, on_words(data, *words))
    assert read_docx(copy).document.blocks == read_docx(data).document.blocks
    return copy


def marked(data: bytes) -> list[str]:
    """The words that each comment is on."""
    document = read_docx(data).document
    return ["" if place is None else document.text_at(place) for place in commented(data).values()]


TRACKED = "<w:ins w:id='1' w:author='a'>[94.44]</w:ins><w:del w:id='2' w:author='a'><w:r><w:delText>12</w:delText></w:r></w:del>"
FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>[12]<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("¶[支出94.44万元，执行率74.36%。]¶", "94.44万元"),
        ("¶[支出94][.44][万元。]¶", "94.44"),
        ("¶[支出][94.44万元][。]¶", "94.44万元"),
        ("¶[94.44万元]¶", "94.44万元"),
        ("¶<w:r><w:t>支出</w:t><w:tab/><w:t>94.44万元</w:t><w:br/><w:t>止</w:t></w:r>¶", "94.44"),
        ("¶<w:r><w:t>支出</w:t><w:tab/><w:t>94.44</w:t></w:r>¶", "支出\t94"),
        (f"¶[支出]{TRACKED}[万元]¶", "4.44万"),
        ("¶[见]<w:hyperlink w:anchor='x'>[附表94.44]</w:hyperlink>[万元]¶", "附表94"),
        (f"¶[第]{FIELD}[页]¶", "12"),
        ("¶<w:bookmarkStart w:id='1' w:name='_F0001'/>[出94.44万]<w:bookmarkEnd w:id='1'/>[元]¶", "94.44"),
        ("<w:sdt><w:sdtContent>¶[支出94.44万元]¶</w:sdtContent></w:sdt>", "94.44"),
        ("¶<w:r><w:rPr><w:vanish/></w:rPr><w:t>94.44</w:t></w:r>[支出94.44]¶", "94.44"),
        ("<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>[支出94]</w:p>¶[.44万元]¶", "94.44"),
    ],
)
def test_a_comment_is_on_the_very_words(body: str, words: str) -> None:
    assert marked(annotated(word_file(body), words)) == [words]


def test_a_figure_in_a_table_cell_is_marked() -> None:
    copy = annotated(word_file(TABLE), "321.41")
    assert list(commented(copy).values()) == [Location(0, 0, 6, 2, 1)]


def test_words_over_two_paragraphs_of_a_cell_are_marked() -> None:
    assert marked(annotated(word_file(TABLE), "目\n支")) == ["目\n支"]


def test_an_empty_cell_gets_its_comment_in_the_cell() -> None:
    copy = annotate_docx(word_file(TABLE), [on(Location(0, 0, 0, 1, 1))])
    cell = root_of(copy).findall(f".//{qn('w:tc')}")[3]
    assert [node.tag.rpartition("}")[2] for node in cell[0]] == ["pPr", "commentRangeStart", "commentRangeEnd", "r"]


def test_a_table_as_a_whole_is_marked_at_its_first_words() -> None:
    copy = annotate_docx(word_file(TABLE), [on(Location(0, 0, 0))])
    assert marked(copy) == ["科目"]


def test_a_place_without_a_span_takes_all_its_words() -> None:
    assert marked(annotate_docx(word_file("¶[支出]¶¶[结余94.44]¶"), [on(Location(1, 0, 0))])) == ["结余94.44"]


def test_words_in_a_text_box_are_commented_on_the_run_that_holds_the_box() -> None:
    data = word_file(f"¶[正文]{BOX}[之后]¶")
    copy = annotated(data, "94.44")
    start = next(root_of(copy).iter(qn("w:commentRangeStart")))
    assert start.getnext().find(f".//{qn('w:txbxContent')}") is not None


def test_a_control_that_holds_one_value_is_commented_as_a_whole() -> None:
    control = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>[127.00万元]</w:sdtContent></w:sdt>"
    assert marked(annotated(word_file(f"¶[预算]{control}[。]¶"), "127")) == ["127.00万元"]


def test_runs_are_cut_with_their_look() -> None:
    copy = annotated(word_file(f"¶<w:r w:rsidR='00A1'>{BOLD}<w:t>支出94.44万元</w:t></w:r>¶"), "94.44")
    runs = [run for run in root_of(copy).iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert ["".join(run.itertext()) for run in runs] == ["支出", "94.44", "万元"]
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None and run.get(qn("w:rsidR")) == "00A1" for run in runs)


def test_nothing_is_cut_where_a_run_ends_anyway() -> None:
    data = word_file("¶[支出][94.44][万元]¶")
    assert len(list(root_of(annotated(data, "94.44")).iter(qn("w:t")))) == 3


def test_overlapping_and_equal_findings_all_keep_their_words() -> None:
    data = word_file("¶[支出94.44万元，执行率74.36%。]¶")
    words = ("支出94.44万元", "94.44", "44万元，执行率", "94.44", "94.44万元，执行率74.36%", "%")
    assert sorted(marked(annotated(data, *words))) == sorted(words)


def test_comments_stand_in_the_documents_order() -> None:
    data = word_file("¶[甲1]¶¶[乙2]¶")
    copy = annotate_docx(data, on_words(data, "2", "1"))
    assert marked(copy) == ["1", "2"]


def test_the_comment_tells_what_the_finding_tells() -> None:
    copy = annotate_docx(word_file("¶[增长212.50%]¶"), [growth()])
    assert comment_words(copy)[0].splitlines() == [
        "【错误】把比率写成增长率（NU07）",
        "增长率写成了比率：34.00万元是16.00万元的212.50%，增长率应为112.50%（区间 [112.43%, 112.57%]）。",
        "现值：212.50%",
        "应为：112.50%",
        "算式：18.00 ÷ (34.00 − 18.00) = 112.50%",
        "别处：十、其他",
    ]


def test_comments_that_are_there_stay() -> None:
    body = "¶<w:commentRangeStart w:id='7'/>[支出]<w:commentRangeEnd w:id='7'/><w:r><w:commentReference w:id='7'/></w:r>[94.44]¶"
    people = f"<w15:people xmlns:w15='urn:x' {NS}/>".encode()
    more = {"word/comments.xml": COMMENTS, "word/_rels/document.xml.rels": RELATION, "word/people.xml": people}
    data = word_file(body, more)
    copy = annotated(data, "94.44")
    assert comment_words(copy)[0] == "请核实"
    assert (list(commented(copy)), marked(copy)) == ([7, 8], ["支出", "94.44"])
    parts, before = read_package(copy), read_package(data)
    changed = {name for name in parts if parts[name] != before.get(name)}
    assert changed == {MAIN_PART, "word/comments.xml"}


def test_a_file_without_comments_gets_the_part_its_type_and_its_relationship() -> None:
    data = word_file("¶[94.44]¶", {"word/comments.xml": b"<other/>"})
    copy = annotated(data, "94.44")
    parts = read_package(copy)
    assert b'PartName="/word/comments.xml"' in parts["[Content_Types].xml"]
    assert b'Target="comments.xml"' in parts["word/_rels/document.xml.rels"]
    assert len(comment_words(copy)) == 1


def test_bookmarks_and_tracked_changes_stay() -> None:
    body = "¶<w:bookmarkStart w:id='1' w:name='_F0001'/>[出94.44万]<w:bookmarkEnd w:id='1'/><w:ins w:id='2' w:author='a'>[元整]</w:ins>¶"
    data = word_file(body)
    copy = annotated(data, "4.44", "元")
    assert read_docx(copy).bookmarks == read_docx(data).bookmarks
    assert [node.get(qn("w:id")) for node in root_of(copy).iter(qn("w:ins"))] == ["2"]


def test_a_finding_whose_block_has_moved_is_found_by_its_quote() -> None:
    data = word_file("¶[首段]¶¶[支出94.44万元。]¶¶[尾段]¶")
    assert marked(annotate_docx(data, [on(Location(0, 2, 7), "支出94.44万元。")])) == ["支出94.44万元。"]
    assert marked(annotate_docx(data, [on(Location(99, 2, 7), "支出94.44万元。")])) == ["支出94.44万元。"]


def test_a_finding_that_is_nowhere_is_put_on_the_first_paragraph() -> None:
    copy = annotate_docx(word_file("¶[首段]¶"), [on(Location(99, 0, 3), "没有这句")])
    assert len(comment_words(copy)) == 1
    assert next(root_of(copy).iter(qn("w:commentRangeStart"))).getparent().tag == qn("w:p")


def test_no_findings_leave_every_part_as_it_was() -> None:
    data = word_file("¶[支出94.44万元。]¶")
    assert annotate_docx(data, []) == data


def test_equal_findings_give_equal_bytes() -> None:
    data = word_file(TABLE)
    findings = on_words(data, "321.41", "合计")
    assert annotate_docx(data, findings) == annotate_docx(data, findings[::-1])


def test_signs_that_xml_cannot_hold_do_not_break_the_file() -> None:
    data = word_file("¶[94.44]¶")
    copy = annotate_docx(data, [on(find(read_docx(data).document, "94.44"), message="坏\x00字\ud800<b>&</b>")])
    assert comment_words(copy)[0].endswith("坏\ufffd字\ufffd<b>&</b>")


def test_a_strict_file_is_refused() -> None:
    parts = read_package(word_file("¶[94.44]¶"))
    namespaces = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts[MAIN_PART] = parts[MAIN_PART].replace(*namespaces)
    with pytest.raises(InputError, match="严格开放 XML"):
        annotate_docx(pack(parts), [on(Location(0, 0, 1))])


@pytest.mark.skipif(not SEED.exists(), reason="the seeds are not here")
def test_every_text_of_a_real_report_can_be_marked() -> None:
    before = read_docx(SEED).document
    places = [place for place, text in before.texts() if text.strip()]
    findings = [on(Location(p.block, p.end // 3, p.end - p.end // 4, p.row, p.column)) for p in places]
    copy = annotate_docx(SEED, findings)
    assert read_docx(copy).document.blocks == before.blocks
    assert list(commented(copy).values()) == [finding.place.location for finding in findings]


@pytest.mark.skipif(not SEED.exists(), reason="the seeds are not here")
def test_every_empty_cell_of_a_real_report_can_be_marked() -> None:
    before = read_docx(SEED).document
    tables = [(index, block) for index, block in enumerate(before.blocks) if isinstance(block, Table)]
    empty = [Location(index, 0, 0, cell.row, cell.column) for index, table in tables for cell in table.cells if not cell.text]
    copy = annotate_docx(SEED, [on(location) for location in empty])
    assert read_docx(copy).document.blocks == before.blocks
    assert len(comment_words(copy)) == len(empty) == len(commented(copy))
