"""Documents as text: a paragraph a line, ``# `` a title, ``## `` a heading, a table row a line that begins with |.

An empty line stands between two tables. In a row ``<br>`` is a line break in the cell, ``<`` goes on with the cell on its left, ``^`` with the one above it.
"""

from __future__ import annotations

from functools import cache

from drafter.config.settings import load_settings
from drafter.core.document import Block, Cell, Document, Heading, Paragraph, Table
from drafter.resources import Packs
from drafter.tables.relations import Relations
from drafter.tables.table_words import TableWords


@cache
def table_words() -> TableWords:
    """The shipped words of tables."""
    packs = Packs.find()
    return load_settings(packs.file("configs/tables.yaml"), TableWords, packs)


@cache
def table_relations() -> Relations:
    """The shipped relations."""
    packs = Packs.find()
    return load_settings(packs.file("configs/reconciliation.yaml"), Relations, packs)


def document_of(text: str) -> Document:
    """The document that a text describes."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip(" ").replace("<br>", "\n") for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            blocks.append(table_of(rows))
            rows = []
        if line.strip(" "):
            blocks.append(_text(line))
    return Document(tuple(blocks))


def _text(line: str) -> Block:
    if line.startswith("## "):
        return Heading(line[3:], 1)
    return Heading(line[2:], 0) if line.startswith("# ") else Paragraph(line)


def table_of(rows: list[list[str]]) -> Table:
    """The table with merged cells put together."""
    width = max(map(len, rows))
    spans: dict[tuple[int, int], list[int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<":
                owner[r, c] = owner[r, c - 1]
            elif text == "^":
                owner[r, c] = owner[r - 1, c]
            else:
                owner[r, c] = (r, c)
            span = spans.setdefault(owner[r, c], [r, c])
            span[:] = [max(span[0], r), max(span[1], c)]
    cells = [Cell(rows[r][c], r, c, last_row - r + 1, last_column - c + 1) for (r, c), (last_row, last_column) in spans.items()]
    return Table(tuple(cells), len(rows), width)
