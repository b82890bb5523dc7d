"""Tables that go on over pages: what is one table on paper is read as one, whether its header comes again or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.core.document import Document, Heading, Paragraph, Table
from drafter.core.patterns import lazy_re
from drafter.tables.caption import Caption
from drafter.tables.cells import code_of, key_of, label_of, squeeze
from drafter.tables.header import header_end, is_column_numbers
from drafter.tables.layout import GridRow
from drafter.tables.table_words import TableWords

__all__ = ["LaidOutTable", "one_after_another", "runs_of"]

FURNITURE = lazy_re(r"[-—–·\s]*第?\d+页?(?:[/／共]\d+页?)?[-—–·\s]*|.{0,2}续.{0,4}|(?:金?额?单位|部门|编制单位)[:：].{0,40}")
"""What stands between the pages of one table: its page number, 续表, the unit once more."""


@dataclass(frozen=True, slots=True)
class LaidOutTable:
    """A table laid out, before its columns are read."""

    table: Table
    block: int
    index: int
    caption: Caption
    lines: tuple[GridRow, ...]
    head: int
    """Lines at the top that are title or unit."""

    @property
    def body(self) -> tuple[GridRow, ...]:
        """The lines below title and unit."""
        return self.lines[self.head :]


def runs_of(document: Document, sheets: Sequence[LaidOutTable], words: TableWords) -> list[list[LaidOutTable]]:
    """The tables of a document, those that are pages of one together."""
    runs: list[list[LaidOutTable]] = []
    for sheet in sheets:
        if runs and _goes_on(document, runs[-1], sheet, words):
            runs[-1].append(sheet)
        else:
            runs.append([sheet])
    return runs


def one_after_another(run: Sequence[LaidOutTable]) -> tuple[GridRow, ...]:
    """The lines of all pages, numbered on from page to page; each line keeps the block that it stands in."""
    lines: list[GridRow] = list(run[0].body)
    offset = run[0].table.rows
    for sheet in run[1:]:
        lines += [replace(line, row=line.row + offset) for line in sheet.body]
        offset += sheet.table.rows
    return tuple(lines)


def _goes_on(document: Document, run: Sequence[LaidOutTable], sheet: LaidOutTable, words: TableWords) -> bool:
    """Whether a table is the next page of the one before."""
    first, before = run[0], run[-1]
    if before.table.columns != sheet.table.columns or not sheet.body or not before.body:
        return False
    caption, title = sheet.caption, squeeze(sheet.caption.title)
    if caption.number not in {"", first.caption.number} or title not in {"", squeeze(first.caption.title)}:
        return False
    if not all(_is_furniture(text, first.caption.title) for text in _between(document, before.block, sheet.block)):
        return False
    end = header_end(first.body, 0, words)
    if end == 0:
        return False
    header = {_texts(line) for line in first.body[:end] if line.own}
    if _texts(sheet.body[0]) in header:
        whole = _is_whole(before, end, words) and not _completes(run, sheet, words)
        return not whole and not _repeats(before.body, sheet.body)
    return header_end(sheet.body, 0, words) == 0 and sheet.body[0].has_data() and not _repeats(before.body, sheet.body)


def _between(document: Document, before: int, after: int) -> list[str]:
    """The texts between two blocks; a drawn page break holds none."""
    blocks = document.blocks[before + 1 : after]
    return [block.text.strip() for block in blocks if isinstance(block, Heading | Paragraph) and block.text.strip()]


def _is_furniture(text: str, title: str) -> bool:
    plain = squeeze(text)
    return bool(FURNITURE.fullmatch(plain)) or (bool(title) and key_of(plain).startswith(key_of(title)))


def _texts(line: GridRow) -> tuple[str, ...]:
    return tuple(squeeze(spot.text) for spot in line.own)


def _is_whole(sheet: LaidOutTable, header: int, words: TableWords) -> bool:
    """Whether a table with a header of its own ends in its total, or has it at the top and no codes: then the next is another."""
    data = [line for line in sheet.body[header:] if line.numbers and not is_column_numbers(line, words)]
    return bool(data) and any(words.is_total(spot.text) for spot in data[-1].words)


def _completes(run: Sequence[LaidOutTable], sheet: LaidOutTable, words: TableWords) -> bool:
    """Whether a table has the rows that the known one before lacks: the 支出 of a 收入支出总表 whose sides stand one below the other."""
    known = words.known(run[0].caption.title, run[0].caption.number[-2:])
    content = known.content if known is not None else None
    mine = [label for page in run for label in _labels(page)]
    both = [*mine, *_labels(sheet)]
    return content is not None and content.fits(both, both) and not content.fits(mine, mine)


def _labels(sheet: LaidOutTable) -> list[str]:
    return [label_of(spot.text).text for line in sheet.body for spot in line.words]


def _repeats(before: Sequence[GridRow], after: Sequence[GridRow]) -> bool:
    """Whether both have a row of the same whole code, so that each is a table of its own."""
    mine, theirs = _codes(before), _codes(after)
    return not mine.isdisjoint(theirs)


def _codes(lines: Sequence[GridRow]) -> set[str]:
    """The codes in the first two cells of each row, side by side, so that 类 款 项 in columns count as one."""
    found: set[str] = set()
    for line in lines:
        pieces = [squeeze(spot.text) for spot in line.spots[:3] if squeeze(spot.text).isdigit()]
        if pieces and code_of(pieces[0]):
            found.add(" ".join(pieces))
    return found
