"""The seeds beside the repository, and small files of each kind made by hand."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from drafter.core.document import Cell, Document, Heading, Paragraph, Table

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
TEXTS = sorted(SEEDS.glob("*.txt"))
WORDS = sorted(SEEDS.glob("*.docx"))

each_text_seed = pytest.mark.parametrize("path", TEXTS or [pytest.param(None, marks=pytest.mark.skip("no seeds"))], ids=str)
each_word_seed = pytest.mark.parametrize("path", WORDS or [pytest.param(None, marks=pytest.mark.skip("no seeds"))], ids=str)


def words(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def tables(document: Document) -> list[Table]:
    """The tables in order."""
    return [block for block in document.blocks if isinstance(block, Table)]


def prose(document: Document) -> list[str]:
    """The texts of headings and paragraphs, without white space."""
    return [words(block.text) for block in document.blocks if isinstance(block, Heading | Paragraph)]


def rows(table: Table) -> list[list[str]]:
    """The texts of a table row by row, each cell once."""
    found: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row].append(cell.text)
    return found


def spans(table: Table, row: int) -> list[tuple[str, int]]:
    """The texts of a row with the columns that they take."""
    return [(cell.text, cell.columns) for cell in table.cells if cell.row == row]


def filled_cells(table: Table) -> list[Cell]:
    """The cells that say something."""
    return [cell for cell in table.cells if words(cell.text)]


def seconds(action: Callable[[], object]) -> float:
    """The least time of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def pdf_of(contents: Iterable[str], *, extra: str = "") -> bytes:
    """A PDF whose pages have these drawing commands, with Helvetica as /F1 and a grey picture as /I1."""
    contents = list(contents)
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nA\nendstream",
    ]
    resources = "<< /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >>"
    for index, content in enumerate(contents):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {6 + 2 * index} 0 R >>"
        objects += [page, f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"]
    return file_of(objects, extra)


def file_of(objects: list[str], extra: str = "") -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1"))
    start = out.tell()
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>"
    out.write(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()
