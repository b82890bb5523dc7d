"""What the checker read of a document's tables: names, columns, rows with their levels and numbers, and each relation with its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.core.document import Document
from drafter.tables.judge import judge_tables
from drafter.tables.judgement import TableJudgement
from drafter.tables.model import ReadTable
from drafter.tables.places import CellRef
from drafter.tables.read import read_tables
from drafter.tables.region import Column, FormField, Region, Row, Strip, ValueCell
from tests.support.layouts import RELATIONS, WORDS

MARKS = {"holds": "=", "fails": "≠", "undecided": "?"}
GRAVITY = {"error": "", "warning": "存疑", "note": "提示"}
SEPARATOR = " · "
ROW = "   "


def tables_read(document: Document) -> list[str]:
    """A line for each table, region, column, row and stray label, then a line for each relation."""
    tables = read_tables(document, WORDS)
    judged = judge_tables(tables, WORDS, RELATIONS)
    return [*(line for table in tables for line in _table(table)), *map(_judged, judged)]


def relations_read(document: Document) -> list[str]:
    """The relations alone."""
    return list(map(_judged, judge_tables(read_tables(document, WORDS), WORDS, RELATIONS)))


def layout_read(document: Document, plain: Sequence[str] = ()) -> list[str]:
    """The tables and columns of a document without its rows, less the lines of a plain print; how many relations of each kind hold."""
    tables = read_tables(document, WORDS)
    judged = judge_tables(tables, WORDS, RELATIONS)
    kinds = Counter((one.kind, one.verdict, one.terms > 1) for one in judged)
    lines = (line for table in tables for line in _table(table) if not line.startswith(ROW))
    counts = " ".join(
        f"{kind}{MARKS[verdict]}{'' if several else '单项'}{count}" for (kind, verdict, several), count in kinds.items()
    )
    return [*(line for line in lines if line not in plain), counts]


def _table(table: ReadTable) -> Iterator[str]:
    named = (table.title, table.number, table.kind if table.kind != table.title else "", table.unit)
    rows = f"表头 {table.header_rows} 行，数据 {len(table.body)} 行，{len(table.figures)} 个数"
    yield _joined(f"表{table.index}@{table.block}", *named, rows, "接上表" * table.continues)
    for region in table.regions:
        yield from _region(region, table)
    yield from map(_pair, table.pairs)


def _region(region: Region, table: ReadTable) -> Iterator[str]:
    own = (region.title, region.kind, region.unit) != (table.title, table.kind, table.unit)
    named = (region.title, region.kind, region.unit) if own else ()
    rows = f"{region.rows[0]}-{region.rows[-1]}行" if region.rows else ""
    strays = " ".join(cell.text for cell in region.strays)
    yield _joined(" 区", *named, rows, f"{region.decimals}位小数", f"散 {strays}" * bool(strays))
    for strip in region.strips:
        yield from _strip(strip, "有编码" * strip.coded)
    for strip in region.turned:
        yield from _strip(strip, "转过来")
    yield from map(_pair, region.pairs)


def _strip(strip: Strip, head: str) -> Iterator[str]:
    yield _joined("  栏", *map(_column, strip.columns), head)
    yield from (_row(row, strip) for row in strip.rows)


def _column(column: Column) -> str:
    """``2 支出/基本支出 amount 万元 [4=1+2]``."""
    role = "" if column.role == "amount" else column.role
    generics = f"泛{column.generics}" if column.generics else ""
    return _told(str(column.index), "/".join(column.path), role, column.unit, generics, column.number, column.formula)


def _row(row: Row, strip: Strip) -> str:
    path = "/".join(row.path)
    named = path if row.path and row.path[-1] == row.name else f"{path}（{row.name}）"
    label = f"{row.label.style}{row.label.number}" + "其中" * row.label.of_which
    role = "" if row.role == "amount" else row.role
    head = _told(f"{ROW}{row.number}", row.code, named, label, "合计" * row.is_total, role, row.line, row.formula)
    values = (_value(row.entries[c.index], c.unit) if c.index in row.entries else "无" for c in strip.columns)
    return f"{head}: {' | '.join(values)}"


def _value(entry: ValueCell, unit: str = "") -> str:
    """The number with its unit where that is not the column's; 空 for a blank cell, 文 for one that holds words."""
    if entry.quantity is None:
        return "文" if entry.words else "空"
    return f"{entry.quantity.plain}{entry.quantity.unit if entry.quantity.unit != unit else ''}"


def _pair(pair: FormField) -> str:
    return f"{ROW}{pair.row} {pair.label} → {_value(pair.entry)}"


def _told(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part not in (None, ""))


def _judged(judged: TableJudgement) -> str:
    told = judged.verdict == "fails" or judged.severity == "note"
    return _joined(
        f"{MARKS[judged.verdict]} {judged.kind}",
        judged.name,
        _cell(judged.cell),
        judged.derivation,
        _cells("用", judged.parts),
        f"{judged.stated}→{judged.expected}" if judged.stated != judged.expected else "",
        GRAVITY[judged.severity] if told else "",
        _cells("又", judged.others),
        " ".join(f"填{place.row}/{place.column}={total.words}" for place, total in judged.fills),
        f"{judged.terms}项" if judged.terms else "",
        judged.message if judged.verdict == "fails" else "",
    )


def _cells(word: str, cells: Iterable[CellRef]) -> str:
    return " ".join((word, *map(_place, cells))) if cells else ""


def _cell(cell: CellRef) -> str:
    return f"{cell.row}|{cell.column} {_place(cell)}"


def _place(cell: CellRef) -> str:
    place = cell.location
    return f"{place.block}/{place.row}/{place.column}"


def _joined(*parts: str) -> str:
    return SEPARATOR.join(part for part in parts if part)
