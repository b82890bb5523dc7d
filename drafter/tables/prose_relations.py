"""What must hold in the prose, and between it and the tables: the part 文内 of ``configs/reconciliation.yaml``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from drafter.config.settings import Pattern, Setting
from drafter.tables.side import CellSelector, YesNo

__all__ = ["Bound", "Ceiling", "EmptyTable", "LastYear", "ListedItems", "Presence", "ProseRelations", "Targets", "UnitList"]


class Ceiling(Setting):
    """Cells whose sum an amount does not exceed; all must be there."""

    cells: tuple[CellSelector, ...] = Field(alias="格", min_length=1)


class Bound(Setting):
    """不大于."""

    name: str = Field(alias="名称")
    small: tuple[Pattern, ...] = Field(alias="小", min_length=1, description="名称的写法；写了几个的，加起来不大于")
    large: tuple[Pattern, ...] = Field(default=(), alias="大", description="正文里的名称")
    tables: tuple[Ceiling, ...] = Field(default=(), alias="表格", description="表里的数，各格相加")
    by_sentence: YesNo = Field(default="否", alias="看句子", description="“小”匹配数字前面整句的话，不只是名称")
    scope: Literal["段", "节", "全文"] = Field(default="节", alias="范围")
    without: Pattern | None = Field(default=None, alias="不看", description="名称里有这些字样的不算")
    alone: Pattern | None = Field(default=None, alias="相等", description="全文没有这些字样时应当相等，不等作警告")


class Presence(Setting):
    """有无."""

    name: str = Field(alias="名称")
    topic: Pattern = Field(alias="事项", description="个数所在句子里的字样")
    amount: Pattern = Field(alias="金额", description="金额的名称")
    units: tuple[str, ...] = Field(alias="单位", min_length=1)
    counted: Pattern | None = Field(default=None, alias="个数", description="个数前面的名称")
    excused: Pattern | None = Field(default=None, alias="说明", description="句子里有这些字样，两者可以不一致")


class EmptyTable(Setting):
    """空表."""

    name: str = Field(alias="名称")
    table: str = Field(alias="表")
    none: tuple[Pattern, ...] = Field(alias="没有", min_length=1, description="说没有的写法")
    amount: Pattern = Field(alias="金额", description="金额的名称")


class UnitList(Setting):
    """单位个数."""

    said: Pattern = Field(alias="式", description="说个数的句子，到数字为止")
    listed: Pattern = Field(alias="在下", description="个数后面说明列在下面的话")
    columns: tuple[str, ...] = Field(alias="名称列")
    own: Pattern = Field(alias="本级", description="这些名称是本级，不是下属单位")
    below: Pattern = Field(alias="下属", description="句子里有这些字样，说的是下属单位")


class LastYear(Setting):
    """上年数."""

    against: Pattern = Field(alias="与", description="与什么比较才是上年")
    without: Pattern | None = Field(default=None, alias="不看")


class ItemGroup(Setting):
    """A group of 经济分类 as the prose lists it."""

    said: Pattern = Field(alias="式", description="要有 (?P<lead>主要包括) 和 (?P<list>列出的名称)")
    codes: tuple[str, ...] = Field(alias="编码", min_length=1)


class ListedItems(Setting):
    """列举."""

    table: str = Field(alias="表")
    groups: tuple[ItemGroup, ...] = Field(alias="类别", min_length=1)
    without: Pattern = Field(alias="不看", description="句子里有这些字样的列举不比")


class Targets(Setting):
    """指标值."""

    names: tuple[str, ...] = Field(alias="名称列", min_length=1)
    targets: tuple[str, ...] = Field(alias="目标列", min_length=1)
    outcomes: tuple[str, ...] = Field(alias="完成列", min_length=1)
    between: Pattern = Field(alias="之间", description="名称和它的数之间可以有的话")
    target: Pattern = Field(alias="目标", description="说明后面的数是目标的字样")
    outcome: Pattern = Field(alias="完成", description="说明后面的数是完成值的字样")


class ProseRelations(Setting):
    """文内."""

    bounds: tuple[Bound, ...] = Field(default=(), alias="不大于")
    presence: tuple[Presence, ...] = Field(default=(), alias="有无")
    empty: tuple[EmptyTable, ...] = Field(default=(), alias="空表")
    units: UnitList | None = Field(default=None, alias="单位个数")
    last_year: LastYear | None = Field(default=None, alias="上年数")
    listed: ListedItems | None = Field(default=None, alias="列举")
    targets: Targets | None = Field(default=None, alias="指标值")
    described: str = Field(default="", alias="逐项说明", description="正文逐项说明的表")
