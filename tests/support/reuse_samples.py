"""Small reports to compare."""

from __future__ import annotations

from functools import lru_cache

from drafter.core.document import Block, Document, Paragraph
from drafter.resources import Packs
from drafter.reuse.compare import compare
from drafter.reuse.passages import Given, given
from drafter.reuse.records import ReuseReport
from drafter.reuse.reuse_settings import ReuseTools, load_tools


@lru_cache(maxsize=1)
def tools() -> ReuseTools:
    return load_tools(Packs.find())


def report(*blocks: Block | str, year: int = 2024, unit: str = "") -> Given:
    """A report of these paragraphs, with a title that tells the year, and whose it is."""
    texts = [Paragraph(block) if isinstance(block, str) else block for block in blocks]
    head = [Paragraph(unit)] if unit else []
    title = f"{year}年度项目支出绩效自评报告"
    return given(Document((Paragraph(title), *head, *texts), title), f"{year}.docx", tools().settings)


def compared(current: Given, *priors: Given) -> ReuseReport:
    return compare(current, priors, tools())
