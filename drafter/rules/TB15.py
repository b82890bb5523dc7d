"""Rule code-of-another-name: a classification code beside the name of another code; manual page: pages/TB15.md."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.core.document import Location
from drafter.core.findings import Finding
from drafter.rules.base import CheckContext
from drafter.rules.page import computed
from drafter.tables.cells import key_of
from drafter.tables.classification import Classification
from drafter.tables.region import Row

__all__ = ["RULE"]

MOST = 0.2
"""Where more of the known codes than this stand beside other names, codes and names were read a line apart."""


def check(context: CheckContext) -> Iterator[Finding]:
    """The coded rows whose name is that of another code of the same level."""
    known = context.settings.classification
    for table in context.tables:
        rows = [
            row for region in table.regions for strip in region.strips for row in strip.rows if known.names(row.code) and row.name
        ]
        wrong = [row for row in rows if _is_of_another(row, known)]
        if len(wrong) <= max(1, int(MOST * len(rows))):
            for row in wrong:
                yield _finding(context, row, known)


def _is_of_another(row: Row, known: Classification) -> bool:
    own = {key_of(name) for name in known.names(row.code)}
    others = known.codes(row.name, len(row.code))
    return key_of(row.name) not in own and bool(others) and row.code not in others


def _finding(context: CheckContext, row: Row, known: Classification) -> Finding:
    name, right = known.names(row.code)[0], "、".join(known.codes(row.name, len(row.code)))
    cell = row.cells[0]
    place = Location(row.block, 0, len(cell.text), cell.row, cell.column)
    message = f"科目 {row.code} 是“{name}”，“{row.name}”的编码是 {right}；编码和名称改一个，数字跟着核对"
    return RULE.finding(
        context, place, message, quote=row.written, stated=f"{row.code} {row.name}", expected=f"{row.code} {name}"
    )


RULE = computed("TB15", check)
