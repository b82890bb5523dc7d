"""Plans of documents: which sections and forms, in which order, how numbered and scored. All of it is data in configs/plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import Field, field_validator

from drafter.config.settings import Number, Setting, load_settings
from drafter.core.errors import InputError
from drafter.core.text import nearest
from drafter.resources import Packs

__all__ = ["Annex", "Plan", "Scheme", "SectionPlan", "load_plan", "plan_names"]

PLANS = "configs/plans"
"""Where the plans of the documents are."""
YesNo = Literal["是", "否"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The weights and grades of a plan."""

    full: Decimal
    weights: Mapping[str, Decimal]
    """Points by first-level indicator; 预算执行率 among them where the form scores it."""
    grades: tuple[tuple[Decimal, str], ...]
    """Lower bound (included, in percent of `full`) and word, best first."""
    source: str
    """The plan's name, as the origin of its weights."""


class SectionPlan(Setting):
    """One section of a report."""

    heading: str | None = Field(default=None, alias="标题", description="不写就没有标题")
    template: str = Field(alias="模板", description="templates/zh 下的文件名，不带 .jinja")
    level: int = Field(default=1, alias="级别")
    when_empty: Literal["省略", "写明"] = Field(default="省略", alias="无内容时")
    empty_text: str | None = Field(default=None, alias="无内容写", description="“写明”时的一句话")


class Annex(Setting):
    """A form or table at the end, or at the head, of a report."""

    heading: str | None = Field(default=None, alias="标题")
    form: str = Field(alias="表", description="templates/zh/forms 下的文件名，不带 .yaml")
    landscape: YesNo = Field(default="否", alias="横向")
    condition: str | None = Field(default=None, alias="条件", description="不成立就不附")


class ScoreSetting(Setting):
    """分值和等级."""

    full: Number = Field(default=Decimal(100), alias="满分")
    weights: dict[str, Number] = Field(default_factory=dict, alias="分值")
    grades: list[dict[str, Number]] = Field(default_factory=list, alias="等级")


class Plan(Setting):
    """The plan of a document: what it is called, which sections and forms it has, how they are numbered and scored."""

    name: str = Field(alias="名称")
    basis: str | None = Field(default=None, alias="依据")
    note: str | None = Field(default=None, alias="说明")
    scope: Literal["项目", "单位"] = Field(default="项目", alias="范围", description="每个项目一份，或每个单位一份")
    title: str = Field(alias="报告标题", description="Jinja 文字")
    cover: str | None = Field(default=None, alias="封面", description="templates/zh 下的文件名")
    file_name: str = Field(alias="文件名", description="Jinja 文字，不带 .docx")
    numbering: tuple[str, ...] = Field(default=("一、", "（一）", "1.", "（1）"), alias="编号")
    front: list[Annex] = Field(default_factory=list, alias="前附表")
    sections: list[SectionPlan] = Field(alias="章节")
    signature: YesNo = Field(default="是", alias="落款")
    annexes: list[Annex] = Field(default_factory=list, alias="附件")
    scoring: ScoreSetting = Field(default_factory=ScoreSetting, alias="评分")

    @field_validator("scope")
    @classmethod
    def _written_for_each_project(cls, scope: str) -> str:
        if scope == "单位":
            raise ValueError("现在每个文种都是每个项目写一份，“单位”还不能用；请写“项目”，或去掉这一行")
        return scope

    def scheme(self) -> Scheme:
        """The weights and grades as numbers."""
        grades = tuple((bound, word) for grade in self.scoring.grades for word, bound in grade.items())
        return Scheme(self.scoring.full, self.scoring.weights, grades, f"文种 {self.name}")


def plan_names(packs: Packs) -> list[str]:
    """The documents that can be drafted."""
    return packs.names(PLANS, ".yaml")


def load_plan(name: str, packs: Packs) -> Plan:
    """The plan of a document; an unknown name is answered with the nearest known one."""
    names = plan_names(packs)
    if name not in names:
        guess = nearest(name, names)
        hint = f"，是不是“{guess}”？" if guess else "。"
        raise InputError.of(name, f"没有这个文种{hint}可用的文种：{'、'.join(names)}")
    return load_settings(packs.file(f"{PLANS}/{name}.yaml"), Plan, packs)
