"""Nine tables in any layout, written as Word, Excel and text, are read back with every cell at its row, column and code."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from drafter.core.document import Document, Paragraph, Table
from drafter.formats.read import read_document
from drafter.tables.read import read_tables
from tests.support.layouts import WORDS
from tests.support.nine_figures import Unit
from tests.support.nine_tables import Known, Layout, Printer

Write = Callable[[Document, Path], Path]


def as_word(document: Document, folder: Path) -> Path:
    """A .docx with merged cells."""
    word = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
        elif isinstance(block, Table):
            grid = word.add_table(block.rows, block.columns)
            places = [[grid.rows[r].cells[c] for c in range(block.columns)] for r in range(block.rows)]
            for cell in block.cells:
                own = places[cell.row][cell.column]
                if cell.rows * cell.columns > 1:
                    own = own.merge(places[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
                own.text = cell.text
    word.save(str(folder / "a.docx"))
    return folder / "a.docx"


def as_excel(document: Document, folder: Path) -> Path:
    """An .xlsx with a sheet a table, its title above it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    above: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above.append(block.text)
        elif isinstance(block, Table):
            sheet = book.create_sheet()
            for text in above:
                sheet.append([text])
            for cell in block.cells:
                row, column = cell.row + len(above) + 1, cell.column + 1
                sheet.cell(row, column, cell.text)
                if cell.rows * cell.columns > 1:
                    sheet.merge_cells(
                        start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
                    )
            above = []
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def as_text(document: Document, folder: Path) -> Path:
    """Markdown; what is merged is left blank."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += ["", block.text, ""]
        elif isinstance(block, Table):
            rows = [[""] * block.columns for _ in range(block.rows)]
            for cell in block.cells:
                rows[cell.row][cell.column] = cell.text
            shown = ["| " + " | ".join(row) + " |" for row in rows]
            lines += [shown[0], "|" + "---|" * block.columns, *shown[1:]]
    (folder / "a.md").write_text("\n".join(lines), encoding="utf-8")
    return folder / "a.md"


@pytest.mark.parametrize("write", [as_word, as_excel, as_text])
@pytest.mark.parametrize("codes", Layout.choices()["codes"])
def test_every_cell_has_its_row_column_and_code(write: Write, codes: str, tmp_path: Path) -> None:
    rng = random.Random(str(codes))
    drawn = {name: rng.choice(values) for name, values in Layout.choices().items() if name != "codes"}
    drawn["cut"] = "" if write is as_excel else drawn["cut"]  # a sheet has no pages
    printer = Printer(Unit.any(rng), Layout(codes=codes, **drawn))  # type: ignore[arg-type]
    source = write(printer.document(), tmp_path)
    read: dict[tuple[str, str, str, str], list[set[str]]] = {}
    for table in read_tables(read_document(source).document, WORDS):
        for figure in table.figures:
            place = (table.kind, figure.code, figure.row[-1] if figure.row else "", figure.quantity.digits)
            read.setdefault(place, []).append({label.replace(" ", "") for label in figure.column})
    assert len(printer.known) > 100
    assert not [cell for cell in printer.known if not any(cell.columns <= labels for labels in _labels(read, cell))]


def _labels(read: dict[tuple[str, str, str, str], list[set[str]]], cell: Known) -> list[set[str]]:
    return read.get((cell.table, cell.code, cell.row, cell.text), [])
