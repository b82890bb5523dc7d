"""Figures found again after a clerk has worked on the document."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest

from drafter.core.document import Cell
from drafter.core.errors import InputError
from drafter.formats.docx.ooxml import qn
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.docx.write import write_docx
from drafter.formats.safe_xml import Element
from drafter.formats.trace.read import TracedFile, read_traced
from drafter.formats.zip_file import pack
from tests.support.docx_edits import edited, paragraph_of, replace_anywhere, replace_under, rewrite, row_of, under
from tests.support.docx_samples import DraftBuilder, sample, styles
from tests.support.word_package import blank_package

SHEET = styles()
WRITTEN = write_docx(sample(), styles=SHEET)


def after(change: Callable[[Element], None], docx: bytes = WRITTEN) -> TracedFile:
    return read_traced(edited(docx, change))


def changes(traced: TracedFile) -> dict[str, str]:
    return {figure.name: figure.text for figure in traced.figures if figure.changed}


def lost(traced: TracedFile) -> list[str]:
    return [figure.name for figure in traced.figures if figure.lost]


def test_an_untouched_document_has_every_figure_where_it_was_printed() -> None:
    traced = read_traced(WRITTEN)
    assert (traced.facts_source, traced.edited, lost(traced), changes(traced)) == ("facts.yaml", False, [], {})
    for figure, anchor in zip(traced.figures, sample().anchors, strict=True):
        assert (figure.name, figure.text, figure.location) == (anchor.name, anchor.text, anchor.location)


def test_a_figure_tells_its_section_and_its_fact() -> None:
    figure = next(figure for figure in read_traced(WRITTEN).figures if figure.name == "F0029")
    assert (figure.section, figure.path, figure.line, figure.formula) == ("二、存在的问题", "项目 → 1 → 数29", 39, "94.44 ÷ 127")


@pytest.mark.parametrize(
    ("name", "old", "new", "text"),
    [
        ("F0001", "127.00", "130.00", "130.00万元"),
        ("F0001", "127.00万元", "1,300.5万元", "1,300.5万元"),
        ("F0001", "127.00万元", "约130余万元", "130余万元"),
        ("F0001", "万元", "亿元", "127.00亿元"),
        ("F0001", "127.00", "127.009", "127.009万元"),
        ("F0001", "127.00万元", "一百三十万元", "一百三十万元"),
        ("F0003", "74.36%", "-4.36%", "-4.36%"),
        ("F0003", "74.36%", "4", "4"),
        ("F0005", "12", "13", "13"),
        ("F0006", "3", "4", "4个"),
        ("F0006", "3个", "4件", "4件"),
        ("F0007", "5人", "6人", "6人"),
        ("F0008", "946件", "947件", "947件"),
        ("F0008", "946件", "947个", "947个"),
        ("F0009", "32.56万元", "30 万元", "30 万元"),
        ("F0012", "946", "950", "950"),
        ("F0014", "53件", "54件次", "54件"),
    ],
)
def test_an_edited_figure_is_named_and_no_other(name: str, old: str, new: str, text: str) -> None:
    traced = after(lambda root: replace_under(root, f"_{name}", old, new))
    assert (changes(traced), lost(traced)) == ({name: text}, [])


@pytest.mark.parametrize(
    "new", ["１２７．００万元", "127.00 万元", "127.00　万元", "127.00万 元", "了127.00万元（含上年）", "约127.00万元整"]
)
def test_spaces_widths_and_words_around_are_no_change(new: str) -> None:
    traced = after(lambda root: replace_under(root, "_F0001", "127.00万元", new))
    assert (changes(traced), lost(traced)) == ({}, [])


def test_thousands_separators_are_no_change() -> None:
    docx = write_docx(DraftBuilder().paragraph("收入{1234.50万元}。").draft(), styles=SHEET)
    assert changes(after(lambda root: replace_under(root, "_F0001", "1234.50", "1,234.50"), docx)) == {}


def test_words_typed_before_and_after_do_not_matter() -> None:
    traced = after(lambda root: replace_anywhere(root, "年年初预", "年区财政安排12项年初预"))
    assert (changes(traced), lost(traced)) == ({}, [])


def shrink(root: Element, name: str, left: str) -> None:
    """Leaves of a bookmark's words only these, as LibreOffice does when the words up to its edge are replaced."""
    first = under(root, f"_{name}")[0]
    words = "".join(piece.text or "" for piece in under(root, f"_{name}"))
    for piece in under(root, f"_{name}")[1:]:
        piece.text = ""
    run = first.getparent()
    assert run is not None
    parent = run.getparent()
    assert parent is not None
    start = next(n for n in parent.iter(qn("w:bookmarkStart")) if n.get(qn("w:name")) == f"_{name}")
    end = next(n for n in parent.iter(qn("w:bookmarkEnd")) if n.get(qn("w:id")) == start.get(qn("w:id")))
    before, _, rest = words.partition(left) if left else (words[:1], "", words[1:])
    for text, mark in ((before, start), (left, end), (rest, None)):
        piece = deepcopy(run)
        piece[-1].text = text
        run.addprevious(piece)
        if mark is not None:
            run.addprevious(mark)
    parent.remove(run)


@pytest.mark.parametrize(
    ("name", "old", "new", "left", "text"),
    [
        ("F0002", "94.44", "1300.00", "1", "1300.00万元"),
        ("F0002", "94.44", "1300.00", "", "1300.00万元"),
        ("F0008", "946", "950", "理9", "950件"),
        ("F0005", "12", "13", "3个", "13"),
    ],
)
def test_a_bookmark_that_shrank_still_leads_to_its_number(name: str, old: str, new: str, left: str, text: str) -> None:
    def change(root: Element) -> None:
        replace_under(root, f"_{name}", old, new)
        shrink(root, name, left)

    traced = after(change)
    assert (changes(traced), lost(traced)) == ({name: text}, [])


def test_a_tracked_change_counts_as_made() -> None:
    def track(root: Element) -> None:
        run = under(root, "_F0001")[0].getparent()
        assert run is not None
        deleted, inserted = run.makeelement(qn("w:del")), run.makeelement(qn("w:ins"))
        old, new = deepcopy(run), deepcopy(run)
        old[-1].tag, new[-1].text = qn("w:delText"), "算130.00万元，"
        deleted.append(old)
        inserted.append(new)
        run.addprevious(deleted)
        run.addprevious(inserted)
        run.getparent().remove(run)  # type: ignore[union-attr]

    assert changes(after(track)) == {"F0001": "130.00万元"}


REWRITTEN = "2021年年初预算安排127.00万元，实际支出95.44万元，预算执行率75.15%，“三公”经费0.00万元。"


def test_a_rewritten_sentence_is_found_by_its_words() -> None:
    traced = after(lambda root: rewrite(root, "年初预算127.00万元", REWRITTEN))
    assert (changes(traced), lost(traced)) == ({"F0002": "95.44万元", "F0003": "75.15%"}, [])


def test_a_sentence_moved_into_another_paragraph_is_found_there() -> None:
    def move(root: Element) -> None:
        rewrite(root, "年初预算127.00万元", "本年度工作有序推进。")
        rewrite(root, "个股室参与", f"按照要求开展自评。{REWRITTEN}12个股室参与，其中编制3个5人，共办理946件")

    traced = after(move)
    assert (changes(traced), lost(traced)) == ({"F0002": "95.44万元", "F0003": "75.15%"}, [])


def test_a_deleted_sentence_is_lost_and_takes_no_figure_of_another() -> None:
    def delete(root: Element) -> None:
        node = paragraph_of(root, "年初预算127.00万元")
        node.getparent().remove(node)  # type: ignore[union-attr]

    traced = after(delete)
    assert lost(traced) == ["F0001", "F0002", "F0003", "F0004"]
    assert changes(traced) == {}


def test_a_deleted_figure_is_lost() -> None:
    traced = after(lambda root: replace_under(root, "_F0029", "25.64%", "四分之一"))
    assert changes(traced) == {"F0029": "四分之一"}
    assert lost(after(lambda root: replace_under(root, "_F0029", "25.64%", ""))) == ["F0029"]


def strip_bookmarks(root: Element) -> None:
    for node in [*root.iter(qn("w:bookmarkStart")), *root.iter(qn("w:bookmarkEnd"))]:
        node.getparent().remove(node)  # type: ignore[union-attr]


def test_without_any_bookmark_all_is_found_by_words_and_labels() -> None:
    traced = after(strip_bookmarks)
    assert (changes(traced), lost(traced)) == ({}, [])


def test_two_bare_digits_side_by_side_are_told_apart() -> None:
    docx = write_docx(DraftBuilder().paragraph("编制{3}{5}人。").draft(), styles=SHEET)
    assert changes(read_traced(docx)) == {}
    assert changes(after(lambda root: replace_under(root, "_F0001", "3", "4"), docx)) == {"F0001": "4"}
    assert changes(after(lambda root: replace_under(root, "_F0002", "5", "6"), docx)) == {"F0002": "6"}


def test_alike_sentences_about_several_projects_are_not_mixed_up() -> None:
    builder = DraftBuilder()
    for number, name in enumerate(("政务公开", "窗口服装", "大厅维护"), 1):
        builder.paragraph(f"{name}项目年初预算{{{number}0.00万元}}，支出{{{number}.50万元}}，已完成。")
    docx = write_docx(builder.draft(), styles=SHEET)

    def rewrite_second(root: Element) -> None:
        rewrite(root, "窗口服装", "窗口服装项目当年年初预算20.00万元，实际支出2.75万元，已全部完成。")

    traced = after(rewrite_second, docx)
    assert (changes(traced), lost(traced)) == ({"F0004": "2.75万元"}, [])


class TestACell:
    """Figures that fill their cells, in a table whose header has two rows and in a form."""

    @pytest.mark.parametrize(("old", "new", "name"), [("69.44", "70.00", "F0022"), ("50.00%", "51.00%", "F0019")])
    def test_an_edited_cell_is_named_and_no_other(self, old: str, new: str, name: str) -> None:
        traced = after(lambda root: replace_anywhere(root, old, new))
        assert changes(traced) == {name: new}

    def test_rows_put_in_above_move_nothing(self) -> None:
        def insert(root: Element) -> None:
            row = row_of(root, "市级财政")
            for words in ("省级财政", "中央财政"):
                new = deepcopy(row)
                next(new.iter(qn("w:t"))).text = words
                row.addprevious(new)

        traced = after(insert)
        assert (changes(traced), lost(traced)) == ({}, [])

    def test_rows_in_another_order_are_found_by_their_labels(self) -> None:
        def swap(root: Element) -> None:
            row_of(root, "合计").addprevious(row_of(root, "市级财政"))

        assert changes(after(swap)) == {}

    def test_a_column_put_in_before_moves_nothing(self) -> None:
        def insert(root: Element) -> None:
            table = row_of(root, "市级财政").getparent()
            assert table is not None
            for row in table.iter(qn("w:tr")):
                cell = deepcopy(next(row.iter(qn("w:tc"))))
                for text in cell.iter(qn("w:t")):
                    text.text = "序号"
                next(row.iter(qn("w:tc"))).addprevious(cell)

        traced = after(insert)
        assert (changes(traced), lost(traced)) == ({}, [])

    def test_a_renamed_label_is_still_recognised_and_another_one_is_not(self) -> None:
        traced = after(lambda root: replace_anywhere(root, "区县财政", "区县级财政"))
        assert (changes(traced), lost(traced)) == ({}, [])
        assert lost(after(lambda root: replace_anywhere(root, "区县财政", "其他资金"))) == ["F0020", "F0021", "F0022", "F0023"]

    def test_a_deleted_row_is_lost(self) -> None:
        def delete(root: Element) -> None:
            row = row_of(root, "市级财政")
            row.getparent().remove(row)  # type: ignore[union-attr]

        assert lost(after(delete)) == ["F0016", "F0017", "F0018", "F0019"]

    def test_the_table_is_found_without_its_title(self) -> None:
        traced = after(lambda root: rewrite(root, "表2", "附表二 资金情况"))
        assert (changes(traced), lost(traced)) == ({}, [])

    def test_a_label_that_stands_twice_keeps_its_rows_apart(self) -> None:
        cells = []
        for row, (label, figure) in enumerate([("甲", "{1.00}"), ("合计", "{1.00}"), ("乙", "{2.00}"), ("合计", "{2.00}")]):
            cells += [Cell(label, row, 0, look="标签"), Cell(figure, row, 1, look="数值")]
        docx = write_docx(DraftBuilder().paragraph("表1", "表题").table(cells).draft(), styles=SHEET)

        def insert(root: Element) -> None:
            row = row_of(root, "甲")
            for _ in range(3):
                new = deepcopy(row)
                next(new.iter(qn("w:t"))).text = "新"
                row.addprevious(new)

        assert changes(after(insert, docx)) == {}

    def test_a_cell_that_was_typed_over_whole_is_found_by_its_row_and_column(self) -> None:
        rows = [("办理事项", "≥{300件}"), ("满意度", "{95%}以上"), ("窗口数", "{12个}")]
        cells = [Cell("指标", 0, 0, look="表头"), Cell("指标值", 0, 1, look="表头")]
        for row, (label, value) in enumerate(rows, 1):
            cells += [Cell(label, row, 0, look="标签"), Cell(value, row, 1, look="数值")]
        docx = write_docx(DraftBuilder().paragraph("表1", "表题").table(cells).draft(), styles=SHEET)

        def retype(root: Element) -> None:
            rewrite(root, "≥300件", "≥350件")
            rewrite(root, "95%以上", "95%以上")

        traced = after(retype, docx)
        assert (changes(traced), lost(traced)) == ({"F0001": "350件"}, [])

    def test_a_cell_without_label_is_found_under_its_header(self) -> None:
        cells = [Cell("指标下达", 0, 0, 1, 2, "表头"), Cell("日期", 1, 0, look="表头"), Cell("金额", 1, 1, look="表头")]
        cells += [Cell("2021年1月7日", 2, 0), Cell("{127.00}", 2, 1, look="数值")]
        docx = write_docx(DraftBuilder().paragraph("表1", "表题").table(cells).draft(), styles=SHEET)
        traced = after(lambda root: row_of(root, "指标下达").addprevious(deepcopy(row_of(root, "指标下达"))), docx)
        assert (changes(traced), lost(traced)) == ({}, [])


def test_a_document_of_another_program_is_refused(sheet: StyleSheet) -> None:
    parts = blank_package(sheet)
    with pytest.raises(InputError, match="不是用 drafter 起草的"):
        read_traced(pack(parts))
