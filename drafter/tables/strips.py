"""The body of a region as rows: the columns of values of each half, and what each row is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.tables.caption import unit_in
from drafter.tables.cells import Label, code_of, is_year, label_of, squeeze
from drafter.tables.code_parts import compose, is_code_part
from drafter.tables.column_kinds import ColumnKinds
from drafter.tables.formulas import Formula, numbered
from drafter.tables.layout import GridRow, Spot
from drafter.tables.region import Column, FormField, Role, Row, Strip, ValueCell
from drafter.tables.table_words import TableWords, matches

__all__ = ["column_of", "entry_of", "pairs_in", "read_strips"]


def read_strips(
    paths: Sequence[tuple[str, ...]], kinds: ColumnKinds, body: Sequence[GridRow], unit: str, words: TableWords
) -> tuple[Strip, ...]:
    """The halves with their rows; those without any row are left out."""
    strips = (_strip(paths, kinds, part, body, unit, words) for part in kinds.parts())
    return tuple(strip for strip in strips if strip.rows and strip.columns)


def _strip(
    paths: Sequence[tuple[str, ...]],
    kinds: ColumnKinds,
    part: tuple[int, int],
    body: Sequence[GridRow],
    unit: str,
    words: TableWords,
) -> Strip:
    start, end = part
    begun = {spot.column for line in body for spot in line.spots}
    values = [column for column in range(start, end) if kinds.kinds[column] == "值" and column in begun]
    columns = tuple(column_of(column, paths[column], unit, words) for column in values)
    labels = [
        column for column in range(start, end) if kinds.kinds[column] in {"名称", "编码"} and column < (values or [end])[-1]
    ]
    reader = _RowReader(start, end, tuple(labels), columns, kinds.kinds, words)
    rows = tuple(_with_role(row, columns, words) for line in body if (row := reader.row(line)) is not None)
    mixed = _has_mixed_units(paths[start:end], body, start, words)
    columns = tuple(_by_content(column, rows, mixed=mixed) for column in columns)
    return Strip(columns, rows, sum(bool(row.code) for row in rows) > 1)


def column_of(index: int, path: tuple[str, ...], unit: str, words: TableWords) -> Column:
    """A column of values by its header labels; `unit` is the table's."""
    leaf = path[-1] if path else ""
    role = _role(leaf, words)
    own = next((found for label in reversed(path) if (found := unit_in(label, words))), "")
    money = role == "amount" and not matches(leaf, words.not_money)
    told = "%" if role == "rate" else "分" if role in {"weight", "score"} else own or (unit if money else "")
    generics = next((place for place, label in enumerate(path[::-1]) if not matches(label, words.generic)), len(path))
    return Column(index, path, role, told, generics)


def _with_role(row: Row, columns: Sequence[Column], words: TableWords) -> Row:
    """The row; one of rates below columns of amounts has its figures in per cent, whatever the table is in."""
    written = {column: entry for column in columns if (entry := row.entries.get(column.index)) and entry.quantity}
    amounts = {column.index: entry for column, entry in written.items() if column.role == "amount"}
    shown = bool(amounts) and all("%" in squeeze(entry.cell.text) for entry in amounts.values())
    if not amounts or not (shown or "%" in row.name or matches(row.name, words.rates)):
        return row
    entries = {place: _in_per_cent(entry) if place in amounts else entry for place, entry in row.entries.items()}
    return replace(row, entries=entries, role="rate")


def _in_per_cent(entry: ValueCell) -> ValueCell:
    quantity = entry.quantity
    return entry if quantity is None else replace(entry, quantity=replace(quantity, unit="%"))


def _has_mixed_units(paths: Sequence[tuple[str, ...]], body: Sequence[GridRow], start: int, words: TableWords) -> bool:
    """Whether a column of the half names different units for its rows."""
    column = next((start + place for place, path in enumerate(paths) if path and matches(path[-1], words.measures)), None)
    if column is None:
        return False
    return len({squeeze(spot.text) for line in body if (spot := line.at(column)) and spot.kind == "text"}) > 1


def _by_content(column: Column, rows: Sequence[Row], *, mixed: bool) -> Column:
    """The column; one of per cents is a column of rates whatever its header says, and counts of different things add up to nothing."""
    if mixed and column.role == "amount" and not column.unit:
        return replace(column, role="other")
    written = [entry.quantity for row in rows if (entry := row.entries.get(column.index)) and entry.quantity]
    rates = sum(quantity.unit in {"%", "‰"} for quantity in written)
    return replace(column, role="rate") if column.role == "amount" and rates * 2 > len(written) else column


def _role(leaf: str, words: TableWords) -> Role:
    if "%" in leaf:
        return "rate"
    if matches(leaf, words.weights):
        return "weight"
    if matches(leaf, words.scores):
        return "score"
    if matches(leaf, words.rates):
        return "rate"
    return "other" if matches(leaf, words.not_additive) else "amount"


def entry_of(spot: Spot, column: int, unit: str) -> ValueCell:
    """A cell under a value column."""
    if spot.number is None:
        return ValueCell(spot.cell, column, None, words=spot.kind == "text")
    quantity = spot.number.quantity
    if not quantity.unit and unit:
        quantity = type(quantity)(quantity.value, unit, quantity.digits)
    return ValueCell(spot.cell, column, quantity, spot.number.start, spot.number.end)


@dataclass(slots=True)
class _RowReader:
    """Reads lines as rows of one half."""

    start: int
    end: int
    labels: tuple[int, ...]
    columns: tuple[Column, ...]
    kinds: tuple[str, ...]
    words: TableWords
    before: str = ""
    """The code of the row before."""

    def row(self, line: GridRow) -> Row | None:
        """The row, or `None` where this half has nothing in the line."""
        spots = {column: spot for spot in line.spots for column in range(spot.column, spot.column + spot.columns)}
        here = [spot for spot in line.spots if self.start <= spot.column < self.end]
        named = self._names(spots)
        entries = self._entries(spots)
        if not named and all(entry.is_blank for entry in entries.values()):
            return None
        written = named[-1].text if named else ""
        code, label = self._code(named, spots), label_of(written)
        if code and label.text.startswith(code):
            label = Label(label.text[len(code) :], indent=label.indent) if len(label.text) > len(code) else label
        worded = [spot for spot in named if squeeze(spot.text) != code and not self._is_piece(spot)]
        path = tuple(dict.fromkeys(label_of(spot.text).text for spot in worded)) or (label.text,)
        total = any(self.words.is_total(spot.text) or self.words.is_total(label_of(spot.text).text) for spot in named)
        cells = tuple(spot.cell for spot in here if not spot.goes_on)
        path = (*path[:-1], label.text) if label.text else path
        number, formula = self._line(spots, written)
        return Row(
            line.row,
            line.block,
            label,
            path,
            code=code,
            written=written,
            entries=entries,
            cells=cells,
            is_total=total,
            line=number,
            formula=formula,
        )

    def _line(self, spots: dict[int, Spot], written: str) -> tuple[str, Formula | None]:
        """The number and the formula of a row: what its 行次 says, else its label."""
        column = next((place for place in range(self.start, self.end) if self.kinds[place] == "行号"), None)
        spot = spots.get(column) if column is not None else None
        number, formula = numbered(spot.text) if spot is not None else ("", None)
        said, told = numbered(written)
        return number or said, formula or told

    def _names(self, spots: dict[int, Spot]) -> list[Spot]:
        found: list[Spot] = []
        for column in self.labels:
            spot = spots.get(column)
            usable = spot is not None and (spot.kind == "text" or self._is_numbered_label(column, spot))
            if spot is not None and usable and spot not in found and not self._heads_code(column, spot):
                found.append(spot)
        return found or self._total_among_numbers(spots)

    def _total_among_numbers(self, spots: dict[int, Spot]) -> list[Spot]:
        """合计 that stands in the column of 序号, where the names are left empty."""
        numbers = (spots.get(column) for column in range(self.start, self.end) if self.kinds[column] == "行号")
        return [spot for spot in numbers if spot is not None and spot.kind == "text" and self.words.is_total(spot.text)][:1]

    def _is_numbered_label(self, column: int, spot: Spot) -> bool:
        """Whether a number is a label: a code, or a year in a column of names."""
        return spot.kind == "number" and (self.kinds[column] == "编码" or is_year(spot.text))

    def _heads_code(self, column: int, spot: Spot) -> bool:
        """Whether a cell only says 类, 款 or 项 over the codes, in the line of the first total."""
        return self.kinds[column] == "编码" and spot.columns == 1 and matches(spot.text, self.words.code_levels)

    def _is_piece(self, spot: Spot) -> bool:
        return self.kinds[spot.column] == "编码" and is_code_part(spot.text)

    def _code(self, named: list[Spot], spots: dict[int, Spot]) -> str:
        columns = [column for column in self.labels if self.kinds[column] == "编码"]
        found = [spots.get(column) for column in columns]
        whole = next((code for spot in named if (code := code_of(spot.text))), "")
        if len(columns) < 2:
            return whole
        pieces = [spot.text if spot is not None and spot.kind != "blank" else "" for spot in found]
        code = compose(pieces, self.before) or whole
        self.before = code or self.before
        return code

    def _entries(self, spots: dict[int, Spot]) -> dict[int, ValueCell]:
        entries: dict[int, ValueCell] = {}
        for column in self.columns:
            spot = spots.get(column.index)
            if spot is not None and spot.column == column.index and not spot.goes_on:
                entries[column.index] = entry_of(spot, column.index, column.unit)
        return entries


def pairs_in(line: GridRow, unit: str, words: TableWords) -> list[FormField]:
    """The labels of a line with the value to the right of each."""
    pairs: list[FormField] = []
    label: Spot | None = None
    blank: Spot | None = None
    for spot in line.spots:
        if spot.kind == "blank":
            blank = blank or spot
            continue
        value = spot if spot.kind == "number" else blank
        if label is not None and value is not None and _names_value(label, words):
            pairs.append(_pair(line, label, value, unit, words))
        label, blank = (spot, None) if spot.kind == "text" else (None, None)
    if label is not None and blank is not None and _names_value(label, words):
        pairs.append(_pair(line, label, blank, unit, words))
    return pairs


def _names_value(label: Spot, words: TableWords) -> bool:
    return not label.goes_on and not matches(label.text, words.no_quantity)


def _pair(line: GridRow, label: Spot, value: Spot, unit: str, words: TableWords) -> FormField:
    own = unit_in(label.text, words) or unit
    texts = tuple(spot.text for spot in line.spots if not spot.goes_on)
    return FormField(
        label_of(label.text).text, entry_of(value, value.column, own), (label.cell, value.cell), line.block, line.row, texts
    )
