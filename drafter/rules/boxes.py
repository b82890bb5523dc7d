"""The boxes of forms: which label asks for which content, from ``configs/forms.yaml``.

A box is what stands to the right of its label, up to the next label; where nothing stands there, what stands below. A label
is matched without white space, numbers and colons, by its name or an alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drafter.core.document import Cell, Heading, Location, Paragraph, Table
from drafter.core.patterns import lazy_re
from drafter.core.text import fold_width
from drafter.rules.base import CheckContext, once
from drafter.rules.known_forms import BoxSpec, FormsBook

__all__ = ["Box", "boxes", "is_blank", "label_of"]


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it stands in the document."""

    spec: BoxSpec
    label: Location
    words: str
    """The label as written."""
    content: tuple[tuple[Location, str], ...]
    """The cells that are the box; none where the form has no room left."""

    @property
    def text(self) -> str:
        """The whole content."""
        return "\n".join(text for _, text in self.content)


FEWEST_LABELS = 3
TITLE_REACH = 4
"""Blocks above a table that may hold its title."""
_NUMBER = lazy_re(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.])")


def label_of(text: str) -> str:
    """A label for comparing: half width, without white space, number and colon.

    >>> label_of("1、问题 与分析 ："), label_of("填报单位（盖章）")
    ('问题与分析', '填报单位(盖章)')
    """
    plain = re.sub(r"\s+", "", fold_width(text)).replace("（", "(").replace("）", ")")
    return _NUMBER.sub("", plain.replace("：", ":")).rstrip(":")


def is_blank(text: str) -> bool:
    """Whether a box holds nothing but white space."""
    return not text.strip("\u200b\ufeff \t\r\n\u3000\xa0")


@once
def boxes(context: CheckContext) -> tuple[Box, ...]:
    """The boxes of all forms of the document, in reading order."""
    book, blocks = context.settings.forms, context.document.blocks
    found = (_boxes(context, index, block, book) for index, block in enumerate(blocks) if isinstance(block, Table))
    return tuple(box for some in found for box in some)


def _boxes(context: CheckContext, index: int, table: Table, book: FormsBook) -> Iterator[Box]:
    specs = _specs(_title(context, index), table, book)
    if not specs:
        return
    grid = table.grid()
    for cell in table.cells:
        spec = specs.get(label_of(cell.text))
        if spec is not None:
            right = _right(grid, cell, specs)
            content = right or _below(grid, cell, specs)
            if not right and spec in book.common and not any(part.text.strip() for part in content):
                continue  # the head of an empty list; a form that is not known by name proves nothing
            places = tuple((_place(index, part), part.text) for part in content)
            yield Box(spec, _place(index, cell), cell.text, places)


def _place(block: int, cell: Cell) -> Location:
    return Location(block, 0, len(cell.text), cell.row, cell.column)


def _title(context: CheckContext, index: int) -> str:
    above = context.document.blocks[max(0, index - TITLE_REACH) : index]
    return label_of("".join(block.text for block in above if isinstance(block, Heading | Paragraph)))


def _specs(title: str, table: Table, book: FormsBook) -> Mapping[str, BoxSpec]:
    """The boxes that this table may have, by label; those of its form first."""
    labels = [label_of(cell.text) for cell in table.cells]
    common = _by_label(book.common)
    for form in book.forms.values():
        signs = [label_of(sign) for sign in form.signs]
        if any(sign in title or sign in labels for sign in signs):
            return {**common, **_by_label(form.boxes)}
    return common if sum(label in common for label in labels) >= FEWEST_LABELS else {}


def _by_label(specs: tuple[BoxSpec, ...]) -> dict[str, BoxSpec]:
    return {label_of(name): spec for spec in specs for name in (spec.name, *spec.aliases)}


_Grid = list[list[Cell | None]]


def _right(grid: _Grid, cell: Cell, specs: Mapping[str, BoxSpec]) -> list[Cell]:
    """The cells right of a label, up to the next label."""
    found: list[Cell] = []
    for other in grid[cell.row][cell.column + cell.columns :]:
        if other is None or other in found:
            continue
        if label_of(other.text) in specs:
            break
        found.append(other)
    return found


def _below(grid: _Grid, cell: Cell, specs: Mapping[str, BoxSpec]) -> list[Cell]:
    """The cells below a label, until a label or a line that goes over the whole width."""
    found: list[Cell] = []
    for row in grid[cell.row + cell.rows :]:
        other = row[cell.column] if cell.column < len(row) else None
        if other is None or other in found:
            continue
        if label_of(other.text) in specs or (other.columns == len(row) and not is_blank(other.text)):
            break
        found.append(other)
    return found
