"""A document as rows of HTML: its text on the left, the notes on it on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.core.document import Block, Cell, Document, Heading, Paragraph, Table
from drafter.core.presentation import one_line, place_words, severity_word, spot_words
from drafter.report.marks import Note, escaped, marked

__all__ = ["document_rows", "note_card"]

_DEEPEST_HEADING = 6
_FIRST_HEADING = 3
"""A document's title; h1 is the page, h2 the file."""
_VALUES = (("现值", "stated"), ("应为", "expected"), ("算式", "derivation"))


def document_rows(document: Document, notes: Sequence[Note]) -> Iterator[str]:
    """One row a block. Notes on what is not there to be shown come first."""
    by_block: dict[int, list[Note]] = {}
    for note in notes:
        by_block.setdefault(_shown_block(document, note), []).append(note)
    if -1 in by_block:
        quotes = "".join(f"<p>{note.link()}{escaped(note.finding.quote)}</p>" for note in by_block[-1])
        yield _row(f'<p class="lost">以下意见在正文中没有对应的文字。</p>{quotes}', by_block[-1])
    names = {note.start: note.name for note in document.notes}
    for number, block in enumerate(document.blocks):
        if number in names:
            yield _row(f"<p><small>{escaped(names[number])}</small></p>", ())
        found = by_block.get(number, [])
        words = _block(block, found)
        if words:
            yield _row(words, found)


def _shown_block(document: Document, note: Note) -> int:
    """The block that a note is on, -1 if the document has none to show there."""
    number = note.finding.place.location.block
    block = document.blocks[number] if 0 <= number < len(document.blocks) else None
    return number if isinstance(block, Heading | Paragraph | Table) else -1


def _row(words: str, notes: Sequence[Note]) -> str:
    cards = "".join(map(note_card, notes))
    margin = f'<aside aria-label="意见">{cards}</aside>' if notes else ""
    return f'<div class="row"><div class="words">{words}</div>{margin}</div>\n'


def note_card(note: Note) -> str:
    """A note in the margin: what is wrong, the values, the arithmetic, further places. The words themselves stand beside it."""
    finding, severity = note.finding, severity_word(note.finding.severity)
    number = f'<a href="#{note.id}m" aria-label="到正文中的意见{note.number}">{note.number}</a>'
    lines = [f'<p class="head">{number} <b>{severity}</b> {escaped(finding.title)} <small>{escaped(finding.rule)}</small></p>']
    lines.append(f"<p>{escaped(finding.message)}</p>" if finding.message else "")
    values = [(label, one_line(getattr(finding, key))) for label, key in _VALUES if getattr(finding, key)]
    values += [("位置", spot_words(finding.place)), *(("别处", place_words(place)) for place in finding.others)]
    listed = "".join(f"<dt>{label}</dt><dd>{escaped(words)}</dd>" for label, words in values if words)
    return f'<section class="card {finding.severity}" id="{note.id}" aria-label="意见{note.number}：{severity}" tabindex="-1">{"".join(lines)}<dl>{listed}</dl></section>'


def _block(block: Block, notes: Sequence[Note]) -> str:
    if isinstance(block, Heading):
        level = min(_FIRST_HEADING + block.level, _DEEPEST_HEADING)
        return f"<h{level}>{marked(block.text, notes)}</h{level}>"
    if isinstance(block, Paragraph):
        return f'<p class="{_look(block)}">{marked(block.text, notes)}</p>'
    return _table(block, notes) if isinstance(block, Table) else ""


def _look(paragraph: Paragraph) -> str:
    centred = {"表题": "title", "封面": "title", "署名": "right", "落款": "right", "单位": "right", "表注": "small"}
    return centred.get(paragraph.kind, "prose")


def _table(table: Table, notes: Sequence[Note]) -> str:
    grid = table.grid()
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    by_cell: dict[tuple[int, int] | None, list[Note]] = {}
    for note in notes:
        by_cell.setdefault(_cell_of(note, cells, grid), []).append(note)
    whole = "".join(note.link() for note in by_cell.get(None, []))
    caption = f"<caption>整张表：{whole}</caption>" if whole else ""
    rows = "".join(f"<tr>{''.join(_cells(number, row, table, by_cell))}</tr>" for number, row in enumerate(grid))
    return f'<div class="scroll" role="region" aria-label="表格" tabindex="0"><table>{caption}{rows}</table></div>'


def _cell_of(note: Note, cells: dict[tuple[int, int], Cell], grid: list[list[Cell | None]]) -> tuple[int, int] | None:
    """The upper left corner of the cell that a note is on, `None` for the whole table."""
    location = note.finding.place.location
    if location.row is None or location.column is None:
        return None
    if (location.row, location.column) in cells:
        return location.row, location.column
    inside = location.row < len(grid) and location.column < len(grid[location.row])
    cell = grid[location.row][location.column] if inside else None
    return (cell.row, cell.column) if cell else None


def _cells(number: int, row: list[Cell | None], table: Table, by_cell: dict[tuple[int, int] | None, list[Note]]) -> Iterator[str]:
    tag = "th" if number < table.header_rows else "td"
    for column, cell in enumerate(row):
        if cell is None:
            yield '<td class="gap"></td>'
        elif (cell.row, cell.column) == (number, column):
            words = marked(cell.text, by_cell.get((number, column), []))
            yield f"<{tag}{_spans(cell)}{_cell_look(cell)}>{words}</{tag}>"


def _spans(cell: Cell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return rows + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")


def _cell_look(cell: Cell) -> str:
    return ' class="number"' if cell.text.strip() and all(c in "0123456789.,-－—%％ 　" for c in cell.text) else ""
