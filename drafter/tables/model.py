"""The records that a table is read into."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.core.document import Location, Table
from drafter.core.quantity import Quantity
from drafter.tables.region import FormField, Region

__all__ = ["ReadTable", "TableFigure"]


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A number that fills a cell, with what the table calls it."""

    quantity: Quantity
    """With the table's unit (万元, %, 人 …) where the table or the header says one."""
    row: tuple[str, ...]
    """Row labels from the outermost group to the row itself: ``("项目支出", "合计")``; cleaned of spaces and numbering."""
    column: tuple[str, ...]
    """Column labels from the top header downwards: ``("实际到位金额", "到位率（%）")``."""
    code: str
    """Functional or economic classification code of the row (3, 5 or 7 digits), or empty."""
    location: Location
    """The number inside its cell."""
    table: int
    """Index of the table among `ReadTable`s of the document."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of the document, understood."""

    table: Table
    block: int
    index: int
    title: str
    """Title line above or in the first rows, or empty."""
    number: str
    """``公开01`` … ``公开09`` as the document numbers it, or empty."""
    kind: str
    """Key of the known table in configs/tables.yaml (``收入支出决算总表`` …, ``项目资金绩效监控情况表`` …), or empty."""
    unit: str
    """``万元``, ``元`` or empty where none is said."""
    header_rows: int
    """Grid rows that are header, 栏次 row included."""
    figures: tuple[TableFigure, ...]
    body: tuple[int, ...]
    """Grid rows that are data."""
    regions: tuple[Region, ...] = ()
    """The parts under one header each; a form has several."""
    pairs: tuple[FormField, ...] = ()
    """Labels with a value beside them, outside the regions."""
    continues: bool = False
    """Whether it goes on from the table before, which then has the regions of both."""
