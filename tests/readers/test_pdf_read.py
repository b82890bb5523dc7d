"""What is read from PDF: the seeds printed by LibreOffice, and small files made by hand."""

from __future__ import annotations

import contextlib
import difflib
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.core.document import Document, Heading
from drafter.core.errors import InputError
from drafter.formats.pdf.lines import Glyph, lines_of
from drafter.formats.pdf.read import read_pdf
from drafter.formats.pdf.tables import continued, finished, grid_of
from drafter.formats.read import read_document
from tests.support.laws import examples
from tests.support.reader_samples import each_word_seed, pdf_of, prose, rows, tables, words

Office = Callable[[Path, str], Path]
_NUMBER = re.compile(r"[-−]?[\d,]+(?:\.\d+)?[%％]?")
_PICTURE = "595 0 0 842 0 0 cm /I1 Do"


@pytest.fixture(scope="module")
def printed(office: Office) -> Callable[[Path], Path]:
    made: dict[Path, Path] = {}
    return lambda path: made.setdefault(path, made.get(path) or office(path, "pdf"))


def _text(document: Document) -> str:
    return "".join(prose(document))


def _cell_texts(document: Document) -> str:
    return words("".join(cell.text for table in tables(document) for cell in table.cells))


def _share(found: str, expected: str) -> float:
    if found == expected:
        return 1.0
    matcher = difflib.SequenceMatcher(None, found, expected, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(expected), 1)


@pytest.mark.office
@each_word_seed
def test_a_printed_report_reads_like_its_word_file(path: Path, printed: Callable[[Path], Path]) -> None:
    pdf, word = read_document(printed(path)), read_document(path)
    assert _share(_text(pdf.document), _text(word.document)) >= 0.98
    assert _share(_cell_texts(pdf.document), _cell_texts(word.document)) >= 0.98
    assert len(tables(pdf.document)) == len(tables(word.document))
    assert len(pdf.pages) == len(pdf.document.blocks)
    assert list(pdf.pages) == sorted(pdf.pages)


@pytest.mark.office
@each_word_seed
def test_numbers_of_a_printed_report_stand_in_their_cells(path: Path, printed: Callable[[Path], Path]) -> None:
    pdf, word = read_document(printed(path)), read_document(path)
    right = total = 0
    for one, other in zip(tables(pdf.document), tables(word.document), strict=True):
        places = {(cell.row, cell.column): words(cell.text) for cell in one.cells}
        for cell in other.cells:
            if _NUMBER.fullmatch(words(cell.text)):
                total += 1
                right += places.get((cell.row, cell.column)) == words(cell.text)
    assert right >= 0.95 * total


@pytest.mark.office
@each_word_seed
def test_a_printed_report_has_the_headings_of_its_word_file(path: Path, printed: Callable[[Path], Path]) -> None:
    pdf, word = read_document(printed(path)), read_document(path)
    found, expected = (
        [words(block.text) for block in source.document.blocks if isinstance(block, Heading)] for source in (pdf, word)
    )
    assert len(set(expected) - set(found)) <= 0.03 * len(expected)


@pytest.mark.office
def test_page_numbers_and_running_heads_are_left_out(tmp_path: Path, office: Office) -> None:
    read = read_document(office(_report_with_heads(tmp_path), "pdf"))
    text = _text(read.document)
    assert "内部资料" not in text
    assert not re.search(r"\d", text.replace("2024", ""))
    assert max(read.pages) >= 4
    assert text.count("一是加强预算管理") == 60


def _report_with_heads(folder: Path) -> Path:
    """A report of sixty indented paragraphs with a line in the header and the page number in the footer."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料 2024年度"
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    document.sections[0].footer.paragraphs[0]._p.append(field)
    for number in range(60):
        paragraph = document.add_paragraph(
            chr(ord("甲") + 40 * number)
            + "科一是加强预算管理，"
            + "严格执行各项财务制度，切实提高资金使用效益，" * 4
            + "确保收支平衡。"
        )
        paragraph.paragraph_format.first_line_indent = Pt(24)
    path = folder / "report.docx"
    document.save(str(path))
    return path


def _line(words_: str, y: int, x: int = 72, size: int = 12) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({words_}) Tj ET"


def test_a_scan_of_two_hundred_pages_is_refused_at_once() -> None:
    data = pdf_of([_PICTURE] * 200)
    start = time.process_time()
    with pytest.raises(InputError, match="扫描件"):
        read_pdf(data, source="a.pdf")
    assert time.process_time() - start < 20


def test_a_scan_with_one_line_of_text_on_its_cover_is_a_scan_too() -> None:
    with pytest.raises(InputError, match="扫描件"):
        read_pdf(pdf_of([_line("Scanned by some app", 700), *[_PICTURE] * 30]))


def test_pages_that_are_pictures_are_named() -> None:
    text = "\n".join(_line("The whole text of the page stands here.", 700 - 20 * i) for i in range(5))
    read = read_pdf(pdf_of([text, _PICTURE, text]))
    assert read.notices == ("第 2 页没有文字（空白或图片），没有读取",)


def test_a_locked_pdf_says_so() -> None:
    lock = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >> /ID [<00><00>]"
    with pytest.raises(InputError, match="打开密码"):
        read_pdf(pdf_of([_line("secret text", 700)], extra=lock))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + b"junk " * 500, pdf_of(["x"])[:200]], ids=len)
def test_a_damaged_pdf_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match=r"损坏|扫描"):
        read_pdf(data)


@given(st.integers(9, 900), st.binary(min_size=1, max_size=20))
@examples(60)
def test_a_pdf_with_any_damage_is_read_or_refused(place: int, damage: bytes) -> None:
    data = pdf_of([_line("The text of the page.", 700)] * 2)
    with contextlib.suppress(InputError):
        read_pdf(data[:place] + damage + data[place + len(damage) :])


def test_a_raised_footnote_mark_stays_on_its_line() -> None:
    glyphs = [
        Glyph("总", 10, 22, 100, 112),
        Glyph("额", 22, 34, 100, 112),
        Glyph("1", 34, 37, 98, 104),
        Glyph("元", 37, 49, 100, 112),
    ]
    assert [line.text for line in lines_of([*glyphs, Glyph("下", 10, 22, 114, 126)])] == ["总额1元", "下"]


def test_a_character_printed_twice_to_look_bold_is_one() -> None:
    assert [line.text for line in lines_of([Glyph("总", 10, 22, 100, 112), Glyph("总", 10.4, 22.4, 100, 112)])] == ["总"]


def test_a_wide_gap_is_a_space() -> None:
    assert [line.text for line in lines_of([Glyph("a", 10, 16, 0, 12), Glyph("b", 40, 46, 0, 12)])] == ["a b"]


def _glyphs(text: str, x: float, y: float) -> list[Glyph]:
    return [Glyph(character, x + 10 * i, x + 10 * i + 10, y, y + 10) for i, character in enumerate(text)]


def test_cells_that_span_are_told_by_the_rulings() -> None:
    boxes = [(0, 0, 200, 20), (0, 20, 100, 40), (100, 20, 200, 40)]
    table = finished(grid_of(boxes, [*_glyphs("合计", 2, 5), *_glyphs("5.00", 102, 25)]))
    assert [(cell.text, cell.row, cell.column, cell.columns) for cell in table.cells] == [
        ("合计", 0, 0, 2),
        ("", 1, 0, 1),
        ("5.00", 1, 1, 1),
    ]


_HEADER = [(0, 0, 100, 20), (100, 0, 200, 20)]


def test_a_table_over_two_pages_is_one_and_its_repeated_header_stands_once() -> None:
    lower = [(0, 20, 100, 40), (100, 20, 200, 40)]
    header = [*_glyphs("项目", 2, 5), *_glyphs("金额", 102, 5)]
    one = grid_of([*_HEADER, *lower], [*header, *_glyphs("水费", 2, 25), *_glyphs("5", 102, 25)])
    two = grid_of([*_HEADER, *lower], [*header, *_glyphs("电费", 2, 25), *_glyphs("6", 102, 25)])
    whole = continued(one, two)
    assert whole is not None
    table = finished(whole)
    assert (rows(table), table.header_rows) == ([["项目", "金额"], ["水费", "5"], ["电费", "6"]], 1)


def test_a_row_cut_by_a_page_end_is_one() -> None:
    one = grid_of(_HEADER, [*_glyphs("三、国有资本经营", 2, 5), *_glyphs("5.00", 102, 5)])
    two = grid_of(_HEADER, _glyphs("预算拨款", 2, 5))
    whole = continued(one, two)
    assert whole is not None
    assert rows(finished(whole)) == [["三、国有资本经营预算拨款", "5.00"]]


def test_a_table_of_another_width_is_another_table() -> None:
    assert (
        continued(grid_of(_HEADER, _glyphs("a", 2, 5)), grid_of([(0, 0, 90, 20), (90, 0, 150, 20)], _glyphs("b", 2, 5))) is None
    )


def test_reading_is_deterministic_and_takes_time_in_proportion() -> None:
    page = "\n".join(_line("Some words of a page that fill it.", 760 - 16 * i) for i in range(40))
    short, long = pdf_of([page] * 4), pdf_of([page] * 40)
    start = time.process_time()
    assert read_pdf(short) == read_pdf(short)
    once = (time.process_time() - start) / 2
    start = time.process_time()
    read_pdf(long)
    assert time.process_time() - start <= 60 * once + 1
