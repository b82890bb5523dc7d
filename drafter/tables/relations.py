"""What must hold inside and between tables, from ``configs/reconciliation.yaml``."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from drafter.config.settings import Number, Setting
from drafter.tables.prose_relations import ProseRelations
from drafter.tables.side import CellSelector, YesNo

__all__ = [
    "CellSelector",
    "ColumnEquation",
    "ColumnReading",
    "CrossRelation",
    "ItemRelation",
    "RateRule",
    "Relations",
    "RowEquation",
    "choices",
]


class RowEquation(Setting):
    """行间."""

    name: str = Field(alias="名称")
    tables: tuple[str, ...] = Field(default=(), alias="表", description="不写就不限")
    alone: YesNo = Field(default="否", alias="独占", description="表里另有别的行，就不适用")
    total: str = Field(alias="合")
    parts: tuple[str, ...] = Field(alias="分", min_length=1)
    below: YesNo = Field(default="否", alias="在下", description="各加数是合计下面的行")


class ColumnReading(Setting):
    """One way to get a column from others."""

    parts: tuple[str, ...] = Field(alias="分", min_length=1)
    minus: tuple[str, ...] = Field(default=(), alias="减")


class ColumnEquation(Setting):
    """栏间."""

    name: str = Field(alias="名称")
    tables: tuple[str, ...] = Field(default=(), alias="表")
    total: str = Field(alias="合")
    parts: tuple[str, ...] = Field(default=(), alias="分")
    minus: tuple[str, ...] = Field(default=(), alias="减")
    either: tuple[ColumnReading, ...] = Field(default=(), alias="或")
    least: int = Field(default=2, alias="至少", description="表里至少要有几个加数")
    required: YesNo = Field(default="否", alias="必填", description="合计栏空着、其他栏能算出来时，算错")

    @model_validator(mode="after")
    def _has_parts(self) -> ColumnEquation:
        if not self.parts and not self.either:
            raise ValueError("“分”和“或”要写一个")
        return self

    @property
    def readings(self) -> tuple[ColumnReading, ...]:
        """The ways to get the total."""
        return self.either or (ColumnReading(分=self.parts, 减=self.minus),)


class RateRule(Setting):
    """比率."""

    columns: tuple[str, ...] = Field(alias="栏")
    numerators: tuple[str, ...] = Field(alias="分子")
    denominators: tuple[str, ...] = Field(alias="分母", description="“合计行”指分子那一栏的合计，“左边各栏”指分子左边的金额栏")
    preferred: tuple[str, ...] = Field(default=(), alias="首选", description="有这样的分母就只用它")


class CrossRelation(Setting):
    """表间."""

    name: str = Field(alias="名称")
    left: CellSelector = Field(alias="左")
    right: tuple[CellSelector, ...] = Field(alias="右", min_length=1)
    sign: Literal["=", "≥"] = Field(default="=", alias="关系")
    told_at: Literal["左", "右"] = Field(default="左", alias="报在")
    otherwise: Literal["错误", "警告", "存疑"] = Field(default="错误", alias="不符时")


class ItemRelation(Setting):
    """逐项."""

    name: str = Field(alias="名称")
    left: CellSelector = Field(alias="左")
    right: CellSelector = Field(alias="右")
    more: tuple[CellSelector, ...] = Field(default=(), alias="另加", description="与“右”加在一起的各栏；表里没有数的不计")
    by: Literal["类名", "编码"] = Field(alias="按")
    if_totals_agree: YesNo = Field(default="否", alias="合计相等时")
    sign: Literal["=", "≥"] = Field(default="=", alias="关系")


class Scoring(Setting):
    """评分."""

    full: Number = Field(default=Decimal(100), alias="满分")


class Relations(Setting):
    """The content of configs/reconciliation.yaml."""

    rows: tuple[RowEquation, ...] = Field(default=(), alias="行间")
    economic: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="经济合计")
    columns: tuple[ColumnEquation, ...] = Field(default=(), alias="栏间")
    rates: tuple[RateRule, ...] = Field(default=(), alias="比率")
    cross: tuple[CrossRelation, ...] = Field(default=(), alias="表间")
    items: tuple[ItemRelation, ...] = Field(default=(), alias="逐项")
    prose: ProseRelations = Field(default_factory=ProseRelations, alias="文内")
    scoring: Scoring = Field(default_factory=Scoring, alias="评分")


def choices(names: str) -> tuple[str, ...]:
    """The names that a setting gives a thing.

    >>> choices("合计|小计")
    ('合计', '小计')
    """
    return tuple(name.strip() for name in names.split("|") if name.strip())
