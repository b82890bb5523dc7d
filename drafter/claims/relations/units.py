"""纳入决算编制范围的单位共3个，具体如下 against the rows of the list beneath: a table, or numbered lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.claims.judgement import Judgement, failing
from drafter.claims.prose import COUNT
from drafter.claims.relations.named import NamedFigure
from drafter.core.document import Block, Document, Heading, Paragraph, Table
from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.tables.cells import key_of
from drafter.tables.prose_relations import UnitList
from drafter.tables.table_words import matches

__all__ = ["judge_units"]

REACH = 3
"""Blocks below the sentence in which its list begins."""
LONGEST_NAME = 40
_ITEM = lazy_re(
    r"\s*(?:[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|(\d{1,3}|[一二三四五六七八九十]{1,3})[.、．])\s*(?P<name>\S.*)"
)
_TOTALS = ("合计", "总计", "小计", "共计")


def judge_units(document: Document, told: Sequence[NamedFigure], words: UnitList) -> Iterator[Judgement]:
    """The counts of units that a list beneath supports or not."""
    for one in told:
        if one.figure.kind == COUNT and words.said.search(one.sentence) and words.listed.search(one.after + "。"):
            names = _listed(document.blocks, one.passage.block, words)
            if len(names) > 1:
                yield _judged(one, names, words)


def _judged(one: NamedFigure, names: Sequence[str], words: UnitList) -> Judgement:
    """The count against the names; units below the office do not count the office itself."""
    distinct = list(dict.fromkeys(map(key_of, names)))
    own = [name for name in names if words.own.search(name)]
    fitting = {len(names), len(distinct)}
    if words.below.search(one.sentence):
        fitting |= {len(distinct) - len(own), len(distinct) - 1}
    elif not own:
        fitting.add(len(distinct) + 1)
    count = one.figure.quantity.value
    derivation = f"列出 {len(names)} 个：{'、'.join(names)}"[:150]
    if count in fitting or one.figure.hedge:
        return Judgement("count", "holds", one.quote, one.figure.location, derivation, figures=(one.figure,))
    expected = f"{len(names)}{one.figure.quantity.unit}"
    message = f"下面列出了 {len(names)} 个，与所说的 {one.figure.text} 不符"
    return failing(
        "count", one.quote, one.figure, derivation=derivation, expected=expected, message=message, figures=(one.figure,)
    )


def _listed(blocks: Sequence[Block], block: int, words: UnitList) -> list[str]:
    """The names of the list that begins below a block."""
    for place in range(block + 1, min(block + 1 + REACH, len(blocks))):
        found = blocks[place]
        if isinstance(found, Table):
            return _in_tables(blocks, place, words)
        if isinstance(found, Heading | Paragraph) and _ITEM.match(fold_width(found.text)):
            return _numbered(blocks, place)
    return []


def _in_tables(blocks: Sequence[Block], place: int, words: UnitList) -> list[str]:
    """The names of a table, and of those beneath that it goes on in over the page."""
    names: list[str] = []
    first = blocks[place]
    while place < len(blocks) and isinstance(table := blocks[place], Table):
        if isinstance(first, Table) and table.columns != first.columns:
            break
        names += _named(table, words)
        place += 1
    return names


def _named(table: Table, words: UnitList) -> list[str]:
    heads = [cell for cell in table.cells if matches(cell.text, words.columns)]
    if not heads:
        return []
    head = heads[0]
    column = [cell for cell in table.cells if cell.column == head.column and cell.row > head.row]
    texts = [cell.text.strip() for cell in column if not matches(cell.text, words.columns)]
    return [text for text in texts if text and key_of(text) not in _TOTALS]


def _numbered(blocks: Sequence[Block], place: int) -> list[str]:
    """The lines numbered one after the other from 1 on; none where they are no names."""
    names: list[str] = []
    for block in blocks[place:]:
        match = _ITEM.match(fold_width(block.text)) if isinstance(block, Heading | Paragraph) else None
        if match is None or not _is(match[1] or match[2], len(names) + 1):
            break
        names.append(match["name"].rstrip("；;。，, "))
    return names if all(len(name) <= LONGEST_NAME and "。" not in name for name in names) else []


def _is(written: str, number: int) -> bool:
    from drafter.core.numerals import to_chinese

    return written in {str(number), to_chinese(number)}
