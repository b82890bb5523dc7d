"""The words that tables are recognised by, from ``configs/tables.yaml``: known tables, totals, kinds of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pydantic import Field, field_validator

from drafter.config.settings import Setting, pattern_fault
from drafter.core.patterns import lazy_re, tried_re
from drafter.tables.cells import key_of, squeeze

__all__ = ["KnownTable", "TableWords", "matches"]

_QUOTES = frozenset("“”\"'‘’《》")


class Content(Setting):
    """What a table without a title is recognised by: labels of rows and columns that it has, and that it has not."""

    rows: tuple[str, ...] = Field(default=(), alias="行")
    columns: tuple[str, ...] = Field(default=(), alias="栏")
    never: tuple[str, ...] = Field(default=(), alias="不要")

    def fits(self, rows: Iterable[str], columns: Iterable[str]) -> bool:
        """Whether labels of rows and columns are those of the table."""
        mine, heads = frozenset(map(key_of, rows)), frozenset(map(key_of, columns))
        given = all(_has(mine, names) for names in self.rows) and all(_has(heads, names) for names in self.columns)
        return given and not any(_has(mine | heads, names) for names in self.never)


def _has(keys: frozenset[str], names: str) -> bool:
    return any(key_of(name) in keys for name in names.split("|"))


class KnownTable(Setting):
    """认得的表."""

    name: str = Field(alias="名称")
    aliases: tuple[str, ...] = Field(default=(), alias="别名")
    numbers: tuple[str, ...] = Field(default=(), alias="编号")
    decimals: int = Field(default=0, alias="小数", ge=0, le=6)
    content: Content | None = Field(default=None, alias="内容")
    topic: str = Field(default="", alias="事项", description="没有数时正文要说明的事项")


class TableWords(Setting):
    """The content of configs/tables.yaml."""

    tables: tuple[KnownTable, ...] = Field(alias="表")
    narrowing: tuple[str, ...] = Field(default=(), alias="限定词")
    number: str = Field(alias="公开编号")
    unit: str = Field(alias="单位")
    units: tuple[str, ...] = Field(alias="数字单位")
    nothing: tuple[str, ...] = Field(alias="空值")
    totals: tuple[str, ...] = Field(alias="合计行")
    subtotals: tuple[str, ...] = Field(alias="小计行")
    column_totals: tuple[str, ...] = Field(default=(), alias="合计栏")
    differences: tuple[str, ...] = Field(default=(), alias="增减栏")
    measures: tuple[str, ...] = Field(default=(), alias="计量单位栏")
    no_totals: tuple[str, ...] = Field(default=(), alias="不是合计")
    column_numbers: tuple[str, ...] = Field(alias="栏次行")
    row_numbers: tuple[str, ...] = Field(alias="行号列")
    codes: tuple[str, ...] = Field(alias="编码列")
    code_levels: tuple[str, ...] = Field(default=(), alias="编码级次")
    names: tuple[str, ...] = Field(alias="名称列")
    years: tuple[str, ...] = Field(default=(), alias="年度列")
    measures_of_items: str = Field(default="", alias="口径")
    headers: tuple[str, ...] = Field(alias="表头")
    rates: tuple[str, ...] = Field(alias="比率栏")
    weights: tuple[str, ...] = Field(alias="分值栏")
    scores: tuple[str, ...] = Field(alias="得分栏")
    texts: tuple[str, ...] = Field(alias="文字栏")
    not_additive: tuple[str, ...] = Field(alias="不可加栏")
    not_money: tuple[str, ...] = Field(default=(), alias="非金额栏")
    part_of_year: str = Field(alias="分段")
    no_quantity: tuple[str, ...] = Field(default=(), alias="不是数量")
    generic: tuple[str, ...] = Field(alias="泛称")

    @field_validator("number", "unit", "part_of_year", "measures_of_items")
    @classmethod
    def _is_pattern(cls, pattern: str) -> str:
        return _checked(pattern)

    @field_validator("headers")
    @classmethod
    def _are_patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(_checked, patterns))

    def is_total(self, text: str) -> bool:
        """Whether a row so labelled is a total or a subtotal."""
        return matches(text, self.totals) and not matches(text, self.no_totals)

    def is_header(self, text: str) -> bool:
        """Whether a cell reads like part of a header."""
        lists = (self.names, self.codes, self.row_numbers, self.column_numbers, self.weights, self.scores)
        return _header_pattern(self.headers).fullmatch(key_of(text)) is not None or any(matches(text, names) for names in lists)

    def is_measure(self, text: str) -> bool:
        """Whether a label is a year, or says which account is meant (预算数, 决算数, 执行率), not of what."""
        return bool(self.measures_of_items) and lazy_re(self.measures_of_items).fullmatch(key_of(text)) is not None

    def heads_values(self, text: str) -> bool:
        """Whether a header so worded may stand over numbers."""
        lists = (self.names, self.codes, self.row_numbers, self.texts)
        return self.is_header(text) and not any(matches(text, names) for names in lists)

    def known(self, title: str, number: str) -> KnownTable | None:
        """The known table of that title, the longest name first; else the only one of that 公开 number.

        What else the title says must not make it another table: 项目支出决算表 is no 支出决算表.
        """
        wanted = key_of(title)
        named = [(len(key), key, table) for table in self.tables for key in _keys(table) if wanted and key in wanted]
        if named:
            _, key, table = max(named, key=lambda found: found[0])
            return None if self._is_narrowed(title, key) else table
        numbered = [table for table in self.tables if number in table.numbers]
        return numbered[0] if len(numbered) == 1 else None

    def _is_narrowed(self, title: str, key: str) -> bool:
        """Whether a title says more than the name and the unit: of which fund, of which part."""
        rest = "".join(_bare(title).rsplit(_bare(key), 1))
        return any(word in rest for word in self.narrowing if word not in key)

    def known_by_content(self, rows: Sequence[str], columns: Sequence[str]) -> KnownTable | None:
        """The only known table that has such rows and columns."""
        found = [table for table in self.tables if table.content is not None and table.content.fits(rows, columns)]
        return found[0] if len(found) == 1 else None


def _bare(text: str) -> str:
    """A title without spaces and quotes, what stands in brackets included."""
    return "".join(character for character in squeeze(text) if character not in _QUOTES)


def _keys(table: KnownTable) -> Iterable[str]:
    return (key_of(name) for name in (table.name, *table.aliases))


def _checked(pattern: str) -> str:
    try:
        tried_re(pattern)
    except re.error as error:
        raise ValueError(pattern_fault(error)) from None
    return pattern


@lru_cache(maxsize=8)
def _header_pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return lazy_re("|".join(f"(?:{pattern})" for pattern in patterns))


@lru_cache(maxsize=16384)
def matches(text: str, names: tuple[str, ...]) -> bool:
    """Whether a label is one of the names; ``*率`` is any label that ends so, ``*原因*`` one that holds it.

    >>> matches("到位率（%）", ("*率",)), matches("合 计", ("合计",))
    (True, True)
    """
    key = key_of(text)
    return bool(key) and any(_matches(key, name) for name in names)


def _matches(key: str, name: str) -> bool:
    open_start, open_end = name.startswith("*"), name.endswith("*")
    wanted = key_of(name)
    if open_start and open_end:
        return wanted in key
    return key.endswith(wanted) if open_start else key.startswith(wanted) if open_end else key == wanted
