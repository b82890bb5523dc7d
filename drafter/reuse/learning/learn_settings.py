"""How sentences are learned, from ``configs/learn.yaml``."""

from __future__ import annotations

from pydantic import Field

from drafter.config.settings import Pattern, Setting, load_settings
from drafter.resources import Packs

__all__ = ["LearnSettings", "SlotRule", "load_learn_settings"]

FILE = "configs/learn.yaml"


class SlotRule(Setting):
    """Which fact a figure is, found from the words around it."""

    before: Pattern | None = Field(default=None, alias="前")
    after: Pattern | None = Field(default=None, alias="后")
    unit: str = Field(default="", alias="单位")
    slot: str = Field(alias="槽")

    def fits(self, before: str, figure: str, after: str) -> bool:
        """Whether a figure between two texts is this fact."""
        sides = (not self.before or self.before.search(before)) and (not self.after or self.after.match(after))
        return bool(sides) and figure.rstrip().endswith(self.unit)


class LearnSettings(Setting):
    """``configs/learn.yaml``."""

    slots: tuple[SlotRule, ...] = Field(default=(), alias="槽")
    year: str = Field(default="年度", alias="年度")
    unit: str = Field(default="单位.名称", alias="单位名称")
    project: str = Field(default="项目.名称", alias="项目名称")
    cause: Pattern | None = Field(default=None, alias="原因")
    shortest: int = Field(default=12, alias="最少字数")
    alike: int = Field(default=55, alias="相像")
    alike_bare: int = Field(default=70, alias="无数相像")
    same: int = Field(default=85, alias="同一句")


def load_learn_settings(packs: Packs) -> LearnSettings:
    """The settings of the packs; `InputError` for a faulty file."""
    return load_settings(packs.file(FILE), LearnSettings, packs)
