"""Right documents with one number changed: which claims and relations notice it, how they explain it, and what spares them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drafter.claims.judgement import Judgement
from drafter.claims.prose import passages
from drafter.core.document import Block, Cell, Document, Heading, Location, Paragraph, Table
from drafter.rules.base import CheckContext
from drafter.rules.engine import understood
from drafter.tables.judgement import TableJudgement
from tests.readings.claims import GRAVITY, MARKS
from tests.support.claim_samples import check_settings


def changed_read(document: Document, most: int = 5) -> list[str]:
    """For so many numbers of the prose and of the tables, as each stands and as it is put, what is said that was not said before."""
    settings = check_settings()
    context, _ = understood(document, settings)
    prose = [figure.location for passage in passages(document, settings.numbers) for figure in passage.figures]
    cells = [figure.location for table in context.tables for figure in table.figures]
    before = set(_told(context))
    lines = []
    for place in (*_some(prose, most), *_some(cells, most)):
        changed, words = _changed(document, place)
        if words:
            told = (line for line in _told(understood(changed, settings)[0]) if line not in before)
            lines.append(f"{words}: {'；'.join(told) or '没有发现'}")
    return lines


def _some(places: list[Location], most: int) -> list[Location]:
    """So many of the places, from all over the document."""
    return places[:: max(1, -(-len(places) // most))]


def _changed(document: Document, place: Location) -> tuple[Document, str]:
    """The document with the first digit of a number another one, and both numbers; no words where it has only zeros."""
    text = document.text_at(place)
    first = next((at for at, sign in enumerate(text) if sign in "123456789"), None)
    if first is None:
        return document, ""
    other = f"{text[:first]}{int(text[first]) % 9 + 1}{text[first + 1 :]}"
    blocks = list(document.blocks)
    blocks[place.block] = _replaced(blocks[place.block], place, other)
    return replace(document, blocks=tuple(blocks)), f"{place.block}:{place.start} {text}→{other}"


def _replaced(block: Block, place: Location, words: str) -> Block:
    if isinstance(block, Table):
        cells = (
            _cell(cell, place, words) if (cell.row, cell.column) == (place.row, place.column) else cell for cell in block.cells
        )
        return replace(block, cells=tuple(cells))
    assert isinstance(block, Heading | Paragraph)
    return replace(block, text=f"{block.text[: place.start]}{words}{block.text[place.end :]}")


def _cell(cell: Cell, place: Location, words: str) -> Cell:
    return replace(cell, text=f"{cell.text[: place.start]}{words}{cell.text[place.end :]}")


def _told(context: CheckContext) -> Iterator[str]:
    """What fails, or would but for something, in a few words each."""
    for judged in context.judgements:
        if judged.verdict != "holds" or judged.slip:
            yield _claim(judged)
    for check in context.checks:
        if check.verdict != "holds" or check.severity == "note":
            yield _relation(check)


def _claim(judged: Judgement) -> str:
    cause = f"因{judged.cause.stated}→{judged.cause.meant}" if judged.cause else ""
    why = judged.derivation if judged.verdict == "undecided" else f"应{judged.expected}" if judged.expected else ""
    gravity = GRAVITY[judged.severity] if judged.verdict != "undecided" else ""
    return " ".join(filter(None, (f"{MARKS[judged.verdict]}{judged.shape}", judged.stated, why, gravity, judged.slip, cause)))


def _relation(judged: TableJudgement) -> str:
    cell = judged.cell.location
    place = f"{cell.block}/{cell.row}/{cell.column}"
    others = f"又{len(judged.others)}" if judged.others else ""
    return " ".join(
        filter(
            None,
            (
                f"{MARKS[judged.verdict]}表{judged.kind} {place}",
                judged.stated,
                f"应{judged.expected}",
                GRAVITY[judged.severity],
                others,
            ),
        )
    )
