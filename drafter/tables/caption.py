"""What a table is called: title, 公开 number and unit, from the paragraphs above it or from its first rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.core.document import Document, Heading, Paragraph, Table
from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.tables.cells import key_of, squeeze
from drafter.tables.layout import GridRow
from drafter.tables.table_words import TableWords

__all__ = ["Caption", "caption_of", "first_rows", "unit_in"]

REACH = 8
"""Blocks above a table that may belong to it."""
LONGEST_TITLE = 50
_SIGNER = lazy_re(r"(?:编制|填报|预算|填表)?(?:部门|单位)(?:名称)?(?:（[^）]*）)?[:：]|填报单位|编报单位|日期[:：]")
_TITLE_END = lazy_re(r"(?:表|情况|明细)(?:[（(][^）)]*[）)])?$")
_PROSE = lazy_re(r"[。；;]$|^注|^说明[:：]|^附件")
_NUMBERING = lazy_re(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.、．]|附件\d*[:：]?|附表\d*[:：]?)"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """Title, number and unit; each empty where the document says none."""

    title: str = ""
    number: str = ""
    unit: str = ""


def caption_of(document: Document, block: int, lines: Sequence[GridRow], words: TableWords) -> Caption:
    """The caption of the table that stands in a block; `lines` are its first rows that are no data."""
    inside = [spot.text for line in lines for spot in line.own]
    above = list(_above(document, block))
    texts = [*above, *inside]
    number = next((found for text in texts if (found := _number(text, words))), "")
    unit = next((found for text in texts if (found := unit_in(text, words))), "")
    return Caption(_title([*inside, *above], words), number, unit)


def first_rows(lines: Sequence[GridRow], columns: int, words: TableWords) -> int:
    """How many rows at the top are title, unit or spreadsheet letters."""
    count = 0
    for line in lines:
        if not (_is_lettered(line) or _is_caption(line, columns, words)):
            break
        count += 1
    return count


def unit_in(text: str, words: TableWords) -> str:
    """The unit that a title, header or caption names."""
    match = re.search(words.unit, fold_width(text))
    return next((group for group in match.groups() if group), "") if match else ""


def _is_lettered(line: GridRow) -> bool:
    """A B C …, copied along from a spreadsheet."""
    texts = [squeeze(spot.text) for spot in line.own]
    return len(texts) > 1 and all(text == chr(ord("A") + place) for place, text in enumerate(texts[:26]))


def _is_caption(line: GridRow, columns: int, words: TableWords) -> bool:
    texts = [squeeze(spot.text) for spot in line.own]
    if not texts:
        return False
    if all(_SIGNER.match(text) or _number(text, words) or re.match(r"金?额?单位[:：]", text) for text in texts):
        return True
    known = words.known(texts[0], "") is not None or _TITLE_END.search(texts[0]) is not None
    return known and len(texts) == 1 and (line.is_wide(columns) or line.is_lonely()) and not words.is_header(texts[0])


def _above(document: Document, block: int) -> Iterator[str]:
    """The short texts above, the nearest first, as far as the table or prose before."""
    for index in range(block - 1, max(-1, block - 1 - REACH), -1):
        found = document.blocks[index]
        if isinstance(found, Table):
            return
        if not isinstance(found, Heading | Paragraph) or not (text := found.text.strip()):
            continue
        if len(squeeze(text)) > LONGEST_TITLE * 2 or _PROSE.search(squeeze(text)):
            return
        yield text


def _number(text: str, words: TableWords) -> str:
    match = re.search(words.number, fold_width(text))
    return f"公开{int(match[1]):02d}" if match else ""


def _title(texts: Sequence[str], words: TableWords) -> str:
    """The first text that is a known title, else the first that reads like one."""
    plain = [_NUMBERING.sub("", text.strip()).strip() for text in texts]
    short = [text for text in plain if text and len(key_of(text)) <= LONGEST_TITLE and not _SIGNER.match(squeeze(text))]
    known = next((text for text in short if words.known(text, "")), "")
    return known or next((text for text in short if _TITLE_END.search(squeeze(text))), "")
