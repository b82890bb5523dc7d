"""A document made of texts and tables, and what the rules of wording, form and reuse see of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from drafter.core.document import Block, Cell, Document, Heading, Paragraph, Table
from drafter.resources import Packs
from drafter.reuse.compare import compare
from drafter.reuse.passages import given
from drafter.reuse.records import ReuseReport
from drafter.reuse.reuse_settings import ReuseTools, load_tools
from drafter.rules.base import CheckContext, RuleSettings
from drafter.rules.check_settings import rule_settings

__all__ = ["compared", "context_of", "settings"]


@cache
def settings() -> RuleSettings:
    """The shipped settings of these rules."""
    return rule_settings(Packs.find())


def context_of(blocks: list[Any], numbered: frozenset[int] = frozenset(), prior: list[Any] | None = None) -> CheckContext:
    """A document: a text is a paragraph, ``# text`` a title, ``## text`` a heading, a list of rows a table; and last year's."""
    document = _document(blocks)
    reuse = compared(document, _document(prior)) if prior else None
    return CheckContext(document, settings=settings(), numbered=numbered, reuse=reuse)


def _document(blocks: list[Any]) -> Document:
    return Document(tuple(map(_block, blocks)))


def compared(current: Document, prior: Document) -> ReuseReport:
    """What one document took over from another."""
    tools = reuse_tools()
    return compare(given(current, "本年", tools.settings), [given(prior, "上年", tools.settings)], tools)


@cache
def reuse_tools() -> ReuseTools:
    return load_tools(Packs.find())


def _block(written: Any) -> Block:
    if isinstance(written, list):
        return _table(written)
    if written.startswith("## "):
        return Heading(written[3:], 1)
    return Heading(written[2:], 0) if written.startswith("# ") else Paragraph(written)


def _table(rows: list[list[str]]) -> Table:
    """A table; the last cell of a short row goes on to the right edge."""
    columns = max(len(row) for row in rows)
    cells = [
        Cell(text, r, c, columns=columns - c if c == len(row) - 1 else 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Table(tuple(cells), len(rows), columns)
