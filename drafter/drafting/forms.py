"""Forms and score tables as data: rows of cells with Jinja text, spans, and rows that repeat over a list of the facts.

A form is ``templates/zh/forms/NAME.yaml``; the layout algorithm is that of an HTML table: a cell goes to the next free column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import Field, model_validator

from drafter.config.plans import YesNo
from drafter.config.settings import Setting, load_settings
from drafter.core.document import Cell, Look, Table
from drafter.core.errors import InputError
from drafter.core.provenance import Fragment, Segment
from drafter.drafting.builder import CellDraft
from drafter.drafting.draft_lines import tidy
from drafter.resources import Packs
from drafter.wording.environment import FragmentEnvironment

__all__ = ["Form", "lay_out", "load_form"]

FOLDER = "templates/zh/forms"
LONGEST_NUMBER = 12
"""A cell of at most so many characters with a digit in it is set as a number."""


class FormCell(Setting):
    """A cell; a plain text stands for a cell of one column."""

    text: str = Field(default="", alias="文")
    columns: int = Field(default=1, alias="跨列", ge=1)
    rows: int = Field(default=1, alias="跨行", ge=1)
    look: Look | None = Field(default=None, alias="样")
    merge: YesNo = Field(default="否", alias="并同值", description="与下一行同列的相同文字合并成一格")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, written: Any) -> Any:
        return {"文": written} if isinstance(written, str) else written or {}


class FormRow(Setting):
    """One row, or rows that repeat over a list."""

    cells: list[FormCell] = Field(default_factory=list, alias="格")
    each: str | None = Field(default=None, alias="逐项")
    name: str = Field(default="项", alias="为")
    condition: str | None = Field(default=None, alias="条件")
    inner: list[FormRow] = Field(default_factory=list, alias="行", description="每一项下面的若干行")
    otherwise: list[FormRow] = Field(default_factory=list, alias="没有时", description="列表为空时的行")
    repeated: YesNo = Field(default="否", alias="重复", description="表格中间的表头，下面的部分转页时重复这一行")


class Form(Setting):
    """A form or table of a report: its title, columns and rows, whose cells are template texts."""

    title: str | None = Field(default=None, alias="名称")
    unit: str | None = Field(default=None, alias="单位", description="表上方右侧的一行，例如 单位：万元")
    widths: list[int] = Field(alias="列宽", description="相对宽度，一列一个数")
    header_rows: int = Field(default=0, alias="表头行")
    rows: list[FormRow] = Field(alias="行")
    notes: list[str] = Field(default_factory=list, alias="表注")


def load_form(name: str, packs: Packs) -> tuple[Form, str]:
    """The form of that name and its file as messages name it."""
    path = packs.file(f"{FOLDER}/{name}.yaml")
    return load_settings(path, Form, packs), packs.show(path)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to be laid out: its cells, the values they see, and its run of repeated rows."""

    cells: list[FormCell]
    values: Mapping[str, Any]
    run: tuple[int, ...]
    repeated: bool = False


def lay_out(
    form: Form, values: Mapping[str, Any], environment: FragmentEnvironment, source: str
) -> tuple[list[CellDraft], Table]:
    """The cells of a form with their segments, and the table's shape.

    Raises `InputError` where a row does not fill the columns or goes past them.
    """
    rows = list(_expanded(form.rows, values, environment, source, ()))
    cells = list(_placed(form, rows, environment, source))
    below = next((number for number, row in enumerate(rows) if row.repeated), 0)
    shape = Table((), len(rows), len(form.widths), form.header_rows, tuple(form.widths), below)
    return _merged(cells), shape


def _expanded(
    rows: list[FormRow], values: Mapping[str, Any], environment: FragmentEnvironment, source: str, run: tuple[int, ...]
) -> Iterator[_Row]:
    for index, row in enumerate(rows):
        if row.condition and not environment.evaluate(row.condition, values, source):
            continue
        if row.each is None:
            yield _Row(row.cells, values, run, row.repeated == "是")
            continue
        items = environment.iterate(row.each, values, source)
        for number, item in enumerate(items):
            inside = {**values, row.name: item}
            if row.cells:
                yield _Row(row.cells, inside, (*run, index))
            yield from _expanded(row.inner, inside, environment, source, (*run, index, number))
        if not items:
            yield from _expanded(row.otherwise, values, environment, source, run)


@dataclass(frozen=True, slots=True)
class _Placed:
    draft: CellDraft
    merge: bool
    run: tuple[int, ...]


def _placed(form: Form, rows: list[_Row], environment: FragmentEnvironment, source: str) -> Iterator[_Placed]:
    width = len(form.widths)
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            if column + cell.columns > width:
                raise InputError.of(source, f"第 {number + 1} 行的格子超过了 {width} 列（“{cell.text[:12]}”）")
            spots = {(number + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            if number + cell.rows > len(rows) or spots & taken:
                raise InputError.of(source, f"第 {number + 1} 行的格子跨行超出了表，或与上面跨行的格子重叠（“{cell.text[:12]}”）")
            taken |= spots
            segments = _segments(cell.text, row.values, environment, source)
            look = cell.look or _look(cell.text, segments, number < form.header_rows)
            placed = Cell("", number, column, cell.rows, cell.columns, look)
            yield _Placed(CellDraft(placed, segments), cell.merge == "是", row.run)
            column += cell.columns
        _refuse_gaps(number, width, taken, source)


def _refuse_gaps(number: int, width: int, taken: set[tuple[int, int]], source: str) -> None:
    filled = sum((number, column) in taken for column in range(width))
    if filled != width:
        raise InputError.of(source, f"第 {number + 1} 行只有 {filled} 列，应为 {width} 列")


def _segments(text: str, values: Mapping[str, Any], environment: FragmentEnvironment, source: str) -> tuple[Segment, ...]:
    if "{" not in text:
        return (Segment(text),) if text else ()
    fragment: Fragment = environment.render_text(text, values, source)
    return tidy(tuple(segment for segment in fragment.segments if segment.text))


def _look(text: str, segments: tuple[Segment, ...], header: bool) -> Look:  # noqa: FBT001
    """A cell of fixed words is a label, one that is nothing but a figure a number, all else prose."""
    if header:
        return "表头"
    if "{" not in text:
        return "标签" if text else "文字"
    only = "".join(segment.text for segment in segments)
    short = len(only) <= LONGEST_NUMBER and any(c.isdigit() for c in only)
    return "数值" if short or only == "—" else "文字"


def _merged(cells: list[_Placed]) -> list[CellDraft]:
    """Cells of equal text that stand under each other in one run become one; never across a merged cell to their left."""
    result: list[CellDraft] = []
    above: dict[int, tuple[int, _Placed]] = {}
    fresh: dict[int, int] = {}
    for placed in cells:
        cell = placed.draft.cell
        text = "".join(segment.text for segment in placed.draft.segments)
        before = above.get(cell.column)
        boundary = any(row == cell.row for column, row in fresh.items() if column < cell.column)
        if placed.merge and before and _continues(before[1], placed, text) and not boundary:
            grown = result[before[0]]
            result[before[0]] = CellDraft(replace(grown.cell, rows=cell.row - grown.cell.row + cell.rows), grown.segments)
            above[cell.column] = (before[0], placed)
            continue
        if placed.merge:
            fresh[cell.column] = cell.row
        above[cell.column] = (len(result), placed)
        result.append(placed.draft)
    return result


def _continues(before: _Placed, placed: _Placed, text: str) -> bool:
    over = "".join(segment.text for segment in before.draft.segments)
    adjoining = before.draft.cell.row + before.draft.cell.rows == placed.draft.cell.row
    same_shape = before.draft.cell.columns == placed.draft.cell.columns
    return bool(before.merge and adjoining and same_shape and text == over and placed.run[:1] == before.run[:1])
