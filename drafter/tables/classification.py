"""The classification of government revenue and expenditure (政府收支分类科目): codes with their names, ``configs/classification.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pydantic import Field, field_validator

from drafter.config.settings import Setting
from drafter.core.patterns import lazy_re
from drafter.tables.cells import key_of

__all__ = ["Classification"]

Lines = tuple[str, ...]
"""Entries, one or several to a text."""
_LINE = lazy_re(r"\s*(?P<code>[1-9]\d{2}(?:\d\d){0,2}) +(?P<names>\S+)\s*")
"""A code of three, five or seven digits and its names: ``30307 医疗费补助、医疗费``."""


class Classification(Setting):
    """Codes and names; a code that is not in it is not known to be wrong."""

    functional: Lines = Field(default=(), alias="支出功能分类")
    economic: Lines = Field(default=(), alias="支出经济分类")

    @field_validator("functional", "economic")
    @classmethod
    def _has_codes_and_names(cls, texts: Lines) -> Lines:
        wrong = [line.strip() for text in texts for line in text.splitlines() if line.strip() and not _LINE.fullmatch(line)]
        if wrong:
            raise ValueError(f"“{'”“'.join(wrong)}”应为“编码 名称、别的名称”，编码 3、5、7 位")
        return texts

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """The names of each code as they are printed, the one in force first."""
        found: dict[str, tuple[str, ...]] = {}
        for code, names in _entries((*self.functional, *self.economic)):
            found.setdefault(code, names)
        return found

    @cached_property
    def _codes(self) -> dict[tuple[str, int], list[str]]:
        """The codes of each name, by the length of the code."""
        found: dict[tuple[str, int], list[str]] = {}
        for code, names in self._names.items():
            for name in names:
                found.setdefault((key_of(name), len(code)), []).append(code)
        return found

    def names(self, code: str) -> tuple[str, ...]:
        """What a code is called, the name in force first; empty for one that is not known."""
        return self._names.get(code, ())

    def codes(self, name: str, digits: int) -> tuple[str, ...]:
        """The codes of so many digits that have this name, one of this year or of an earlier one."""
        return tuple(self._codes.get((key_of(name), digits), ()))


def _entries(texts: Lines) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in "\n".join(texts).splitlines():
        code, _, names = line.strip().partition(" ")
        if code:
            yield code, tuple(names.strip().split("、"))
