"""A cell or column of a table, as the settings name it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from drafter.config.settings import Setting

__all__ = ["CellSelector", "YesNo"]

YesNo = Literal["是", "否"]


class CellSelector(Setting):
    """One cell or column of a table."""

    table: str = Field(alias="表")
    row: str = Field(default="", alias="行")
    column: str = Field(default="", alias="栏")
    beside: str = Field(default="", alias="侧", description="这半边里还有的一行")
    code: str = Field(default="", alias="码")
    pair: str = Field(default="", alias="项", description="表头部分的一项，值在它右边")
    first: YesNo = Field(default="否", alias="首个", description="同名的行有几个时取第一个")
    above: str = Field(default="", alias="在上", description="只找这一行上面的行")
    below: str = Field(default="", alias="在下", description="只找这一行下面的行")
    needed: YesNo = Field(default="否", alias="必有", description="找不到，等式就不适用；不写的按 0 计")
