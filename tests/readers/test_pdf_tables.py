"""Tables of PDFs: the nine of a final account as LibreOffice prints them, lines drawn in any way; files that would never end."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.core.document import Paragraph
from drafter.core.errors import InputError
from drafter.formats.pdf.lines import Glyph
from drafter.formats.pdf.read import read_pdf
from drafter.formats.pdf.tables import continued, finished, grid_of
from drafter.formats.read import read_document
from tests.support.nine_table_files import NINE_TABLES, as_word, as_workbook
from tests.support.reader_samples import file_of, pdf_of, rows, tables, words

try:
    import resource
except ImportError:  # Windows
    resource = None


@pytest.mark.office
@pytest.mark.parametrize("made", [as_word, as_workbook])
def test_every_cell_of_the_nine_tables_stands_in_its_place(
    made: Callable[[Path], Path], tmp_path: Path, office: Callable[[Path, str], Path]
) -> None:
    suffix = ".docx" if made is as_word else ".xlsx"
    found = tables(read_document(office(made(tmp_path / f"nine{suffix}"), "pdf")).document)
    assert len(found) == len(NINE_TABLES)
    for table, printed in zip(found, NINE_TABLES, strict=True):
        places = {(cell.row, cell.column): words(cell.text) for cell in table.cells}
        assert places == {place: words(text) for place, text in printed.cells().items()}, printed.title


def _box(left: int, bottom: int, right: int, top: int) -> str:
    return f"{left} {bottom} {right - left} {top - bottom} re S"


def _words(text: str, x: int, y: int) -> str:
    return f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET"


def _lines(*ends: tuple[int, int, int, int]) -> str:
    return "\n".join(f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in ends)


_TEXT = "\n".join([_words("alpha", 110, 640), _words("beta", 210, 640), _words("gamma", 110, 610), _words("delta", 210, 610)])
CELLS = [["alpha", "beta"], ["gamma", "delta"]]
_ACROSS = [(100, y, 300, y) for y in (660, 630, 600)]
_DRAWN = {
    "lines": _lines(*_ACROSS, *((x, 600, x, 660) for x in (100, 200, 300))),
    "boxes": "\n".join(_box(x, y, x + 100, y + 30) for x in (100, 200) for y in (600, 630)),
    "bars": "\n".join([*(f"100 {y} 200 0.5 re f" for y in (600, 630, 660)), *(f"{x} 600 0.5 60 re f" for x in (100, 200, 300))]),
    "dashes": _lines(*((x, y, x + 8, y) for y in (600, 630, 660) for x in range(100, 300, 10)), *((x, 600, x, 660) for x in (100, 200, 300))),
    "open at the sides": _lines(*_ACROSS, (200, 600, 200, 660)),
    "shades alone": "\n".join(f"{x} {y} 100 30 re f" for x in (100, 200) for y in (600, 630)),
    "moved": "q 1 0 0 1 50 50 cm\n" + _lines(*((x0 - 50, y0 - 50, x1 - 50, y1 - 50) for x0, y0, x1, y1 in _ACROSS)) + "\nQ\n"
    + _lines(*((x, 600, x, 660) for x in (100, 200, 300))),
}  # fmt: skip


@pytest.mark.parametrize("drawn", _DRAWN.values(), ids=_DRAWN)
def test_a_table_is_found_however_its_lines_are_drawn(drawn: str) -> None:
    (table,) = tables(read_pdf(pdf_of([f"{drawn}\n{_TEXT}"])).document)
    assert rows(table) == CELLS


def test_a_page_that_is_stored_sideways_reads_like_any_other() -> None:
    turned = f"0 1 -1 0 595 0 cm\n{_DRAWN['lines']}\n{_TEXT}"
    data = pdf_of([turned]).replace(b"/MediaBox", b"/Rotate 90 /MediaBox")
    (table,) = tables(read_pdf(data).document)
    assert rows(table) == CELLS


def test_a_mark_across_the_page_is_not_read() -> None:
    turned = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET"
    read = read_pdf(pdf_of([f"{turned}\n{_words('The text of the page.', 100, 700)}"]))
    assert [block.text for block in read.document.blocks if isinstance(block, Paragraph)] == ["The text of the page."]


def test_an_underline_and_a_frame_make_no_table() -> None:
    drawn = f"{_box(50, 50, 545, 790)}\n{_lines((100, 690, 200, 690))}\n{_words('The text of the page.', 100, 700)}"
    assert tables(read_pdf(pdf_of([drawn])).document) == []


def test_cells_that_no_line_divides_are_one() -> None:
    drawn = _lines(*_ACROSS, (100, 600, 100, 660), (200, 600, 200, 630), (300, 600, 300, 660))
    text = "\n".join([_words("head", 110, 640), _words("gamma", 110, 610), _words("delta", 210, 610)])
    (table,) = tables(read_pdf(pdf_of([f"{drawn}\n{text}"])).document)
    assert [(cell.text, cell.row, cell.column, cell.columns) for cell in table.cells] == [
        ("head", 0, 0, 2),
        ("gamma", 1, 0, 1),
        ("delta", 1, 1, 1),
    ]


def test_an_empty_row_at_the_foot_of_a_page_divides_no_table() -> None:
    boxes = [(0.0, 0.0, 100.0, 20.0), (100.0, 0.0, 200.0, 20.0), (0.0, 20.0, 100.0, 40.0), (100.0, 20.0, 200.0, 40.0)]
    letters = [Glyph("a", 2, 12, 5, 15), Glyph("b", 102, 112, 5, 15)]
    one, two = grid_of(boxes, letters), grid_of(boxes[:2], [Glyph("c", 2, 12, 5, 15), Glyph("d", 102, 112, 5, 15)])
    whole = continued(one, two)
    assert whole is not None
    assert rows(finished(whole)) == [["a", "b"], ["c", "d"]]


def _form(inner: str, resources: str) -> str:
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << {resources} >> /Length {len(inner)} >>"
    return f"{head}\nstream\n{inner}\nendstream"


def nested(depth: int, width: int, innermost: str) -> bytes:
    """A page that draws a picture that draws a picture `width` times, and so on."""
    draws = " ".join(["/F Do"] * width)
    forms = [_form(draws, f"/XObject << /F {6 + level} 0 R >>") for level in range(depth)]
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        "<< /Length 5 >>\nstream\n/F Do\nendstream",
        *forms,
        _form(innermost, font),
    ]
    return file_of(objects)


def test_a_page_within_a_page_is_read_like_any_other() -> None:
    (table,) = tables(read_pdf(nested(1, 1, f"{_DRAWN['lines']}\n{_TEXT}\n{_words('some more words', 100, 500)}")).document)
    assert rows(table) == CELLS


def test_pictures_within_pictures_without_end_are_refused() -> None:
    with pytest.raises(InputError, match="层层嵌套"):
        read_pdf(nested(9, 12, _words("x", 100, 100)))


READ_ALONE = """
import resource, sys
from pathlib import Path
from drafter.core.errors import InputError
from drafter.formats.pdf.read import read_pdf
try:
    read_pdf(Path(sys.argv[1]).read_bytes())
except InputError:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A process of its own, so that only the reader's children count: other tests start LibreOffice and Chromium."""


@pytest.mark.skipif(resource is None, reason="memory of children is not told here")
def test_content_that_unpacks_to_hundreds_of_megabytes_is_refused_within_bounds(tmp_path: Path) -> None:
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b" " * 2**20) for _ in range(900)) + packing.flush()
    data = pdf_of(["@"]).replace(
        b"/Length 1 >>\nstream\n@", b"/Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed
    )
    path = tmp_path / "大.pdf"
    path.write_bytes(data)
    ran = subprocess.run([sys.executable, "-c", READ_ALONE, str(path)], check=True, capture_output=True, text=True, timeout=120)
    assert 0 <= int(ran.stdout) < 700 * 1024


def test_a_file_without_pages_says_that_it_is_damaged() -> None:
    with pytest.raises(InputError, match="损坏"):
        read_pdf(pdf_of([]))
