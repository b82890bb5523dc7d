"""Rule missing-table: a public table that the contents name and the body lacks; manual page: pages/TB13.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.outline import contents_blocks
from drafter.rules.page import computed
from drafter.rules.texts import prose
from drafter.tables.table_words import KnownTable

__all__ = ["RULE"]

LONGEST = 50
ELSEWHERE = ("另附", "附件", "附后", "单独公开", "见附")


def check(context: CheckContext) -> Iterator[Finding]:
    """Tables of the contents that stand nowhere, where other public tables of the report do."""
    inside = contents_blocks(context)
    entries = [passage for passage in prose(context) if passage.block in inside]
    found = {kind for table in context.tables for kind in (table.kind, *(region.kind for region in table.regions))}
    named = [(passage, table) for passage in entries if (table := _public(context, passage.text)) is not None]
    is_elsewhere = any(word in passage.text for passage in entries for word in ELSEWHERE)
    if is_elsewhere or _has_unknown(context) or not any(table.name in found for _, table in named):
        return
    said = {table.name for passage in prose(context) if passage.block not in inside if (table := _public(context, passage.text))}
    for passage, table in named:
        if table.name not in found | said:
            message = f"目录里有《{table.name}》，正文里没有这张表；没有数据的要列空表并说明"
            location = passage.at(0, len(passage.text))
            yield RULE.finding(
                context, location, message, quote=passage.text.strip(), stated="（正文无此表）", expected=table.name
            )


def _public(context: CheckContext, text: str) -> KnownTable | None:
    """The public table whose title a short line is."""
    if len(text) > LONGEST or text.rstrip().endswith(("。", "；", "：")):
        return None
    table = context.settings.tables.known(text, "") if context.settings.tables else None
    return table if table is not None and table.numbers else None


def _has_unknown(context: CheckContext) -> bool:
    """Whether a table with figures bears no title: it may be the one that is missed."""
    return any(table.figures and not table.kind and not table.title for table in context.tables)


RULE = computed("TB13", check)
