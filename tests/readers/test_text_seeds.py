"""The seeds' texts against the same seeds as Word files: other hands took the tables out, so the two must agree."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from drafter.core.document import Table
from drafter.formats.read import ReadDocument, read_document
from tests.support.reader_samples import each_text_seed, filled_cells, tables, words

_NUMBER = re.compile(r"[-−]?[\d,]+(?:\.\d+)?[%％]?")


def _both(path: Path) -> tuple[ReadDocument, ReadDocument]:
    return read_document(path), read_document(path.with_suffix(".docx"))


def _same_share(text: list[str], word: list[str]) -> float:
    matcher = difflib.SequenceMatcher(None, text, word, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(word), 1)


@each_text_seed
def test_tables_say_the_same_in_the_same_order(path: Path) -> None:
    text, word = _both(path)
    assert len(tables(text.document)) == len(tables(word.document))
    for one, other in zip(tables(text.document), tables(word.document), strict=True):
        found = [words(cell.text) for cell in filled_cells(one)]
        expected = [words(cell.text) for cell in filled_cells(other)]
        assert _same_share(found, expected) >= 0.98, (found, expected)


def _columns(table: Table) -> list[list[tuple[str, int]]]:
    """Numbers with their columns for each row that has words; spans are counted from the row's end of names."""
    width = max(sum(1 for c in table.cells if c.row == row) for row in range(table.rows))
    found = []
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row]
        if len(cells) == width and any(words(cell.text) for cell in cells):
            found.append([(words(cell.text), cell.column) for cell in cells if _NUMBER.fullmatch(words(cell.text))])
    return found


@each_text_seed
def test_numbers_of_full_rows_stand_in_the_same_columns(path: Path) -> None:
    text, word = _both(path)
    for one, other in zip(tables(text.document), tables(word.document), strict=True):
        assert _columns(one) == _columns(other)


@each_text_seed
def test_totals_stand_in_the_columns_of_their_parts(path: Path) -> None:
    for table in tables(read_document(path).document):
        grid = table.grid()
        for row in grid:
            label = words(row[0].text) if row[0] else ""
            if label == "合计" and row[0] is not None and row[0].columns == 2:
                assert all(cell is not None for cell in row)


@each_text_seed
def test_prose_says_the_same(path: Path) -> None:
    text, word = _both(path)
    found, expected = (words("".join(t for loc, t in s.document.texts() if loc.row is None)) for s in (text, word))
    assert difflib.SequenceMatcher(None, found, expected, autojunk=False).quick_ratio() >= 0.995


@each_text_seed
def test_every_text_stands_on_its_line(path: Path) -> None:
    source = read_document(path)
    lines = ["", *path.read_text("utf-8").split("\n")]
    for location, text in source.document.texts():
        line = source.line_of(location)
        assert line is not None
        first = text.split("\n")[0]
        written = re.sub(r"\[bookmark: [^\]]*\]", "", lines[line])
        assert words(written) in words(first) or words(first) in words(written) or not words(written)


@each_text_seed
def test_the_headings_of_text_and_word_file_agree(path: Path) -> None:
    text, word = _both(path)
    assert text.document.title == word.document.title
