"""How an office compares: which sections may stay, what is convention, from where on a passage counts as carried over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from drafter.claims.figures import Numbers
from drafter.config.settings import Pattern, Setting, load_settings
from drafter.resources import Packs

if TYPE_CHECKING:
    from drafter.reuse.convention import Convention

__all__ = ["ReuseSettings", "ReuseTools", "SectionSort", "Thresholds", "load_tools"]

FILE = "configs/reuse.yaml"
OPEN = "…"
"""Stands in the settings for what a report fills in."""


class SectionSort(Setting):
    """What a section is about, recognised by its heading."""

    sort: Literal["成效", "问题", "措施", "沿用", "其他"] = Field(alias="归类")
    heading: Pattern = Field(alias="标题")


class Thresholds(Setting):
    """From where on a passage counts as carried over; shares between 0 and 1, sizes in grams or characters."""

    containment: float = Field(default=0.3, alias="字组")
    ratio: float = Field(default=0.54, alias="相似")
    fewest: int = Field(default=8, alias="最少字组")
    short: int = Field(default=24, alias="短段")
    short_containment: float = Field(default=0.5, alias="短段字组")
    conventional: float = Field(default=0.6, alias="惯例为主")
    conventional_containment: float = Field(default=0.75, alias="惯例为主字组")
    mixed: float = Field(default=0.35, alias="部分惯例")
    mixed_words: int = Field(default=40, alias="部分惯例字数")
    sentence: int = Field(default=14, alias="整句")
    long_run: int = Field(default=30, alias="长串")
    lasting: float = Field(default=1.01, alias="沿用章节")


class ReuseSettings(Setting):
    """``configs/reuse.yaml``: what sections are about, from where on a passage counts, what everybody writes."""

    sections: tuple[SectionSort, ...] = Field(default=(), alias="章节")
    thresholds: Thresholds = Field(default_factory=Thresholds, alias="门槛")
    stock: tuple[str, ...] = Field(default=(), alias="惯用语")
    labels: tuple[str, ...] = Field(default=(), alias="表格用语")
    cited: Pattern | None = Field(default=None, alias="引用")
    unit_name: Pattern | None = Field(default=None, alias="单位名称")
    project_name: Pattern | None = Field(default=None, alias="项目名称")
    constant: tuple[Pattern, ...] = Field(default=(), alias="照例不变")
    constant_before: Pattern | None = Field(default=None, alias="不变前文")
    constant_behind: Pattern | None = Field(default=None, alias="不变后文")
    year_justified: Pattern | None = Field(default=None, alias="年份有据")
    solved: Pattern | None = Field(default=None, alias="已整改")
    learned: int = Field(default=20, alias="学来的惯例")

    def sort_of(self, heading: str) -> Literal["成效", "问题", "措施", "沿用", "其他"] | None:
        """What the section under a heading is about, if the heading tells."""
        return next((entry.sort for entry in self.sections if entry.heading.search(heading)), None)


@dataclass(frozen=True, slots=True)
class ReuseTools:
    """What every comparison needs beside the documents, loaded once."""

    settings: ReuseSettings
    numbers: Numbers
    convention: Convention


def load_tools(packs: Packs) -> ReuseTools:
    """Settings, the reader of figures, and the convention of the packs; `InputError` for a faulty file.

    Only a comparison needs arrays and templates: a check that asks whose report a file is reads the settings without them.
    """
    from drafter.reuse.convention import Convention
    from drafter.wording.literals import SLOT, standard_wording

    settings = load_settings(packs.file(FILE), ReuseSettings, packs)
    stock = [text.replace(OPEN, SLOT) for text in settings.stock]
    labels = [f"{SLOT}{label}{SLOT}" for label in settings.labels]
    wording = (*standard_wording(packs), *stock, *labels)
    numbers = Numbers.load(packs)
    return ReuseTools(settings, numbers, Convention.of(wording, numbers, settings.cited))
