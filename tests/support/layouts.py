"""What the laws of layouts need: a unit and a layout for each number (tests/nine_tables.py), what is told, a wrong digit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from drafter.core.document import Document, Table
from drafter.tables.judge import judge_tables
from drafter.tables.judgement import TableJudgement
from drafter.tables.read import read_tables
from tests.support.documents import table_relations, table_words
from tests.support.nine_tables import Layout, Unit

WORDS, RELATIONS = table_words(), table_relations()


def judged(document: Document) -> tuple[TableJudgement, ...]:
    """All relations of a document's tables."""
    return judge_tables(read_tables(document, WORDS), WORDS, RELATIONS)


def told(found: Sequence[TableJudgement]) -> list[TableJudgement]:
    """What is said to the reader."""
    return [one for one in found if one.verdict == "fails" or (one.verdict == "holds" and one.severity == "note")]


def case_of(number: int) -> tuple[Unit, Layout]:
    """The unit and the layout of a number."""
    rng = random.Random(number)
    return Unit.any(rng), Layout.any(rng)


def spoilt(document: Document, found: Sequence[TableJudgement], rng: random.Random) -> tuple[Document, str]:
    """The document with the first digit of one amount changed that takes part in a relation of several figures, and what was done."""
    places = sorted(
        {ref.location for one in found if one.verdict == "holds" and one.terms for ref in (one.cell, *one.parts) if _is_amount(ref.value)},
        key=lambda place: (place.block, place.row or 0, place.column or 0),
    )  # fmt: skip
    place = rng.choice(places)
    table = document.blocks[place.block]
    assert isinstance(table, Table)
    cell = next(cell for cell in table.cells if (cell.row, cell.column) == (place.row, place.column))
    first = next(i for i, letter in enumerate(cell.text) if letter in "123456789")
    other = rng.choice([digit for digit in "123456789" if digit != cell.text[first]])
    text = cell.text[:first] + other + cell.text[first + 1 :]
    cells = tuple(replace(c, text=text) if c is cell else c for c in table.cells)
    blocks = (*document.blocks[: place.block], replace(table, cells=cells), *document.blocks[place.block + 1 :])
    return Document(blocks), f"{place.block}/{place.row}/{place.column}: {cell.text} -> {text}"


def _is_amount(text: str) -> bool:
    return any(letter in "123456789" for letter in text.split(".", maxsplit=1)[0])
