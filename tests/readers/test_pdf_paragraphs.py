"""Lines of PDF pages as paragraphs: cases as data, laid out as a report is, and over page ends."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.core.document import Heading, Paragraph
from drafter.formats.pdf.lines import Glyph, TextLine, lines_of
from drafter.formats.pdf.pages import PdfPage
from drafter.formats.pdf.read import document_of
from tests.support.cases import read_cases

CASES = read_cases("readers/pdf_paragraphs.yaml")
_LEFT, _SIZE, _PITCH = 90.0, 16.0, 29.0
_FILLER = ["　　" + "本行是正文排满一行的样子" * 2 + "两字", "没" * 28, "　　短的一段。"] * 8


def laid_out(lines: list[str], number: int) -> PdfPage:
    """A page of lines in type of 16 points, 28 characters to the full line."""
    items: list[TextLine] = []
    for place, line in enumerate(lines):
        items += lines_of(_glyphs(line, 100 + _PITCH * place))
    return PdfPage(number, 595.0, 842.0, tuple(items))


def _glyphs(line: str, top: float) -> list[Glyph]:
    glyphs, x = [], _LEFT
    for character in line:
        width = _SIZE / 2 if character.isascii() else _SIZE
        glyphs.append(Glyph(" " if character.isspace() else character, x, x + width, top, top + _SIZE))
        x += width
    return glyphs


def texts(*pages: list[str]) -> list[str]:
    """The texts that stand after a page of plain paragraphs."""
    plain = laid_out(_FILLER, 1)
    before = len(document_of([plain], "a.pdf").document.blocks)
    blocks = document_of([plain, *(laid_out(lines, number) for number, lines in enumerate(pages, 2))], "a.pdf").document.blocks
    return ["".join(block.text.split()) for block in blocks[before:] if isinstance(block, Heading | Paragraph)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名称"])
def test_lines_become_the_paragraphs_that_a_reader_sees(case: dict[str, Any]) -> None:
    assert texts(case["行"]) == ["".join(text.split()) for text in case["段"]]


def test_a_paragraph_goes_on_over_a_page() -> None:
    assert texts(["　　" + "上页的最后一行排满" * 2 + "还没有说完的话呢"], ["接着说完了。", "　　另一段。"]) == [
        "上页的最后一行排满上页的最后一行排满还没有说完的话呢接着说完了。",
        "另一段。",
    ]


def test_numbers_of_columns_are_no_figure() -> None:
    assert texts(["　　1　2　3　4　5", "　　合　计　金　额　　　　　12.00"]) == ["12345", "合计金额12.00"]
    (line,) = laid_out(["1　2　3　4　5"], 1).items
    assert line.text == "1 2 3 4 5"
