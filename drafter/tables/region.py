"""The records of a table's inside: regions under one header, halves side by side, their columns and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from drafter.core.document import Cell
from drafter.core.quantity import Quantity
from drafter.tables.cells import Label, key_of
from drafter.tables.formulas import Formula

__all__ = ["Column", "FormField", "Region", "Role", "Row", "Strip", "ValueCell"]

Role = Literal["amount", "rate", "weight", "score", "other"]
"""``other``: numbers that do not add up (单价, 目标值)."""


@dataclass(frozen=True, slots=True)
class ValueCell:
    """A cell under a value column: a number, or nothing."""

    cell: Cell
    column: int
    """The value column that it stands in; may differ from the cell's own in a row that was spread."""
    quantity: Quantity | None
    """With unit; `None` where the cell is blank or holds a dash."""
    start: int = 0
    end: int = 0
    """Half-open span of the number in the cell's text."""
    words: bool = False
    """Whether the cell holds words instead."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written."""
        return self.quantity is None and not self.words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values."""

    index: int
    path: tuple[str, ...]
    """Header labels from the top down."""
    role: Role
    unit: str
    generics: int = 0
    """How many labels at the end say only 小计, 金额 …: two of 公务用车购置及运行维护费 / 小计 / 决算数."""
    number: str = ""
    """What the header numbers it: 3."""
    formula: Formula | None = None
    """How the header says it is worked out: 3=1+2."""
    row: Row | None = field(default=None, compare=False)
    """In a half that was turned: the row of the grid that the column is."""

    @property
    def label(self) -> str:
        """The last header label."""
        return self.path[-1] if self.path else ""

    @property
    def generic(self) -> bool:
        """Whether the last label says only 小计, 金额 …"""
        return self.generics > 0

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called, as keys: the last label, and above 小计, 决算数 and the like the first that says more."""
        return tuple(dict.fromkeys(key_of(label) for label in self.path[::-1][: self.generics + 1]))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one half of a region."""

    number: int
    """Row of the grid, counted on from page to page."""
    block: int
    """Block of the document that it stands in."""
    label: Label
    path: tuple[str, ...]
    """Labels from the outermost group to the row itself."""
    code: str
    written: str
    """The label cell as it is written."""
    entries: Mapping[int, ValueCell]
    """By value column; columns that a merged cell covers are missing."""
    cells: tuple[Cell, ...]
    """Its cells from left to right."""
    is_total: bool = False
    role: Role = "amount"
    """``rate`` for a row of percentages among rows of amounts."""
    line: str = ""
    """What a column of 行次, or its label, numbers it: 3."""
    formula: Formula | None = None
    """How its label or its 行次 says it is worked out: 3=1+2."""

    @property
    def name(self) -> str:
        """The label without numbering."""
        return self.label.text

    @property
    def is_blank(self) -> bool:
        """Whether no number is written in it."""
        return all(entry.quantity is None for entry in self.entries.values())


@dataclass(frozen=True, slots=True)
class Strip:
    """One half of a region: labels and the columns of values that belong to them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    coded: bool = False
    """Whether rows have classification codes."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A label with a value beside it, outside columns: ``人员经费合计 340.64``, ``预算安排资金（万元） 50.4``."""

    label: str
    entry: ValueCell
    cells: tuple[Cell, ...]
    """Label and value."""
    block: int
    row: int
    """Row of the grid, counted on from page to page."""
    texts: tuple[str, ...] = ()
    """The texts of its whole row."""


@dataclass(frozen=True, slots=True)
class Region:
    """The rows under one header."""

    title: str
    kind: str
    """Key of the known table, or empty."""
    unit: str
    decimals: int
    """Places that amounts are rounded to; zeros at the end may be left out."""
    strips: tuple[Strip, ...]
    pairs: tuple[FormField, ...] = ()
    strays: tuple[Cell, ...] = field(default=())
    """Rows of a single cell amid the data."""
    rows: tuple[int, ...] = ()
    header: tuple[int, ...] = ()
    turned: tuple[Strip, ...] = ()
    """The halves with items as rows again, where the table has them as columns and 预算数, 决算数 or years as rows."""

    @property
    def read_strips(self) -> tuple[Strip, ...]:
        """The halves as they are meant: items as rows."""
        return self.turned or self.strips
