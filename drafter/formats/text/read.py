"""A text file, as extracted from a report, as a `Document` that knows the source line of each of its texts.

Headings are recognised by their numbering, tables by their layout; a paragraph that a page end cut in two is put together again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drafter.core.document import Block, Document, Heading, PageBreak, Paragraph
from drafter.core.errors import InputError
from drafter.formats.docx.paragraphs import glue, goes_on
from drafter.formats.headings import ContentsWatch, heading_level, title_of
from drafter.formats.sources import file_bytes
from drafter.formats.text.lines import FileLine, decode, split_lines
from drafter.formats.text.tables import TextTable, find_table

__all__ = ["ReadText", "read_text", "text_document"]

_MOST_BYTES = 50 * 1024 * 1024
_TAIL = 400
"""Characters of a paragraph that tell whether it goes on."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a text file says, and on which line."""

    document: Document
    lines: tuple[int, ...]
    """For each block the 1-based line where it begins."""
    cell_lines: Mapping[tuple[int, int, int], int]
    """Block, row and column → line."""
    parts: Mapping[int, tuple[tuple[int, int], ...]]
    """For a paragraph put together from several lines: where in its text each line begins, and the line."""


def read_text(path: Path | bytes, *, source: str = "", markdown: bool = False) -> ReadText:
    """The document in a text file; `InputError` where the file cannot be read."""
    source = source or (path.name if isinstance(path, Path) else "文档")
    data = path if isinstance(path, bytes) else file_bytes(path, source)
    if len(data) > _MOST_BYTES:
        raise InputError.of(source, f"文本文件过大（超过 {_MOST_BYTES // 1024 // 1024} MB），不读取")
    text = decode(data, source)
    return text_document(text.replace("**", "") if markdown else text, source)


def text_document(text: str, source: str = "") -> ReadText:
    """The document that a text is; any text gives one."""
    reader = _TextReader()
    reader.read(split_lines(text))
    blocks = tuple(_block(block) for block in reader.blocks)
    growing = ((index, block) for index, block in enumerate(reader.blocks) if isinstance(block, _Growing))
    parts = {index: tuple(block.starts) for index, block in growing if len(block.starts) > 1}
    return ReadText(Document(blocks, title_of(blocks), source), tuple(reader.lines), reader.cell_lines, parts)


@dataclass(slots=True)
class _Growing:
    """A paragraph that may go on with the next line."""

    pieces: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0
    tail: str = ""
    """Its last characters."""

    def add(self, words: str, line: int) -> None:
        """Goes on with a line, after a space where two words would touch."""
        words = (glue(self.pieces[-1], words) if self.pieces else "") + words
        self.starts.append((self.length + len(words) - len(words.lstrip()), line))
        self.pieces.append(words)
        self.length += len(words)
        self.tail = (self.tail + words)[-_TAIL:]


class _TextReader:
    """Collects blocks with their lines."""

    def __init__(self) -> None:
        self.blocks: list[Block | _Growing] = []
        self.lines: list[int] = []
        self.cell_lines: dict[tuple[int, int, int], int] = {}
        self._contents = ContentsWatch()
        self._page_due = False

    def read(self, lines: Sequence[FileLine]) -> None:
        """Puts the lines together to headings, paragraphs and tables."""
        index = 0
        while index < len(lines):
            if lines[index].blank:
                self._page_due |= lines[index].new_page
                index += 1
                continue
            found = find_table(lines, index)
            if isinstance(found, TextTable):
                self._table(found, lines[index])
                index = found.end
            else:
                for line in lines[index:found]:
                    self._line(line)
                index = found

    def _table(self, found: TextTable, first: FileLine) -> None:
        self._page_due |= first.new_page
        self._break_page(first.number)
        block = len(self.blocks)
        self.cell_lines |= {(block, row, column): line for (row, column), line in found.cell_lines.items()}
        self._append(found.table, min(found.cell_lines.values()))

    def _line(self, line: FileLine) -> None:
        self._page_due |= line.new_page
        words = line.words
        if not words:
            return
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, _Growing) and goes_on(last.tail, words):
            last.add(words, line.number)
            self._page_due = False
            return
        self._break_page(line.number)
        heading = None if self._contents.holds(words) else _heading(words)
        self._append(heading or _started(words, line.number), line.number)

    def _break_page(self, line: int) -> None:
        if self._page_due and self.blocks:
            self._append(PageBreak(), line)
        self._page_due = False

    def _append(self, block: Block | _Growing, line: int) -> None:
        self.blocks.append(block)
        self.lines.append(line)


def _started(words: str, line: int) -> _Growing:
    growing = _Growing()
    growing.add(words, line)
    return growing


def _block(block: Block | _Growing) -> Block:
    """The finished block; a heading may be known only when its parts are together."""
    if not isinstance(block, _Growing):
        return block
    text = "".join(block.pieces)
    level = heading_level(text) if len(block.pieces) > 1 else None
    return Heading(text, level) if level else Paragraph(text)


def _heading(words: str) -> Heading | None:
    """The heading that a line is, by Markdown's marks or by its numbering."""
    marks = len(words) - len(words.lstrip("#"))
    name = words[marks:].strip()
    if 0 < marks <= 6 and name and words[marks].isspace():
        level = heading_level(name)
        return Heading(name, level or min(marks - 1, 4))
    level = heading_level(words)
    return None if level is None else Heading(words, level)
