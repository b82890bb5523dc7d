"""The phrasebank: standard wording with slots, each entry with the condition under which the facts bear it.

An entry is offered only where its condition holds, and it asserts nothing that no fact states. Files are ``phrasebank/*.yaml``;
an office's pack may replace a file or, with a file of another name, add entries; an entry of the same 编号 replaces ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError

from drafter.config.messages import problems_of
from drafter.config.settings import Setting, read_settings
from drafter.core.errors import InputError
from drafter.resources import Packs

__all__ = ["SEVERITIES", "SMALL", "Phrase", "Phrasebank", "load_phrasebank"]

FOLDER = "phrasebank"
THRESHOLDS = "阈值"
"""The file of numbers that conditions refer to."""


SMALL = "小处"
"""What could be done better: stated only where there are hardly any problems."""
SEVERITIES = ("资金安全", "任务未完成", "任务晚或贵", "计划", "基础资料", SMALL)
"""How serious a problem is: a report tells the most serious first."""


def _listed(written: object) -> object:
    return [written] if isinstance(written, str) else written


Texts = Annotated[list[str], BeforeValidator(_listed)]
"""Texts; a single one may stand without a dash."""


class Phrase(Setting):
    """One entry: several wordings of one statement, and when it may be made."""

    code: str = Field(alias="编号")
    kind: Literal["常用语", "问题", "措施", "成效", "句式"] = Field(alias="种类")
    slot: str = Field(alias="用途", description="模板按用途取用")
    headings: Texts = Field(default_factory=list, alias="标题", description="问题或措施的标题，可以有几种")
    joint: Texts = Field(default_factory=list, alias="合题", description="几项合成一个问题时的标题")
    each: str | None = Field(default=None, alias="逐项", description="对这个列表的每一项分别判断，该项叫“项”")
    condition: str = Field(default="", alias="条件", description="Jinja 表达式；不写表示不断言任何事实")
    wordings: list[str] = Field(alias="措辞", min_length=1)
    effects: list[str] = Field(default_factory=list, alias="影响", description="问题造成的影响，一句；事实不支持时应为空")
    attached: list[str] = Field(default_factory=list, alias="连带", description="随别的问题一起写时的说法")
    standing: Literal["问题", "填报", "建议"] = Field(default="问题", alias="归属", description="填报、建议只上屏幕，不写进报告")
    weight: Literal["资金安全", "任务未完成", "任务晚或贵", "计划", "基础资料", "小处"] = Field(default="计划", alias="轻重")
    matter: str = Field(default="", alias="事由", description="同一事由只说一条，在前的先说")
    silences: list[str] = Field(default_factory=list, alias="并入", description="说了这一条，就不再单独说的问题")
    follows: list[str] = Field(default_factory=list, alias="随", description="原因相同或自己没有原因时，并到哪些问题里一起说")
    told_with_cause: Literal["是", "否", "同因"] = Field(default="否", alias="总是随")
    pattern: str = Field(default="问题段", alias="段式", description="问题的一段怎样搭，句式的用途")
    causes: list[str] = Field(default_factory=list, alias="原因取自", description="原因在事实的哪里，Jinja 表达式")
    known_by: list[str] = Field(default_factory=list, alias="认词", description="单位自己写的问题里有这些词，就是已经说了")
    aliases: list[str] = Field(default_factory=list, alias="又名", description="以前的编号，采用、不采用里仍然可以写")
    answers: list[str] = Field(default_factory=list, alias="答以", description="回答这个问题的措施编号")
    goals: list[str] = Field(default_factory=list, alias="目标", description="措施做到什么程度；由事实得出，得不出的印待补")
    owner: Literal["财务", "项目"] = Field(default="项目", alias="责任", description="措施没有写责任部门时由哪个部门负责")
    basis: str | None = Field(default=None, alias="依据")


@dataclass(frozen=True, slots=True)
class Phrasebank:
    """All entries, in the order of the files."""

    entries: tuple[Phrase, ...]
    places: dict[str, tuple[str, int]]
    """File and line of each entry, by its code."""

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self.entries)

    def get(self, code: str) -> Phrase | None:
        """The phrase of a code, or of an earlier code; `None` where there is none."""
        exact = next((entry for entry in self.entries if entry.code == code), None)
        return exact or next((entry for entry in self.entries if code in entry.aliases), None)

    def slot(self, slot: str) -> list[Phrase]:
        """The phrases that templates ask for under one name (用途)."""
        return [entry for entry in self.entries if entry.slot == slot]

    def of_kind(self, kind: str) -> list[Phrase]:
        """The phrases that are 常用语, 问题, 措施, 成效 or 句式."""
        return [entry for entry in self.entries if entry.kind == kind]

    def codes(self, kind: str) -> list[str]:
        """The codes of a kind, sorted."""
        return sorted(entry.code for entry in self.of_kind(kind))


def load_phrasebank(packs: Packs) -> Phrasebank:
    """The entries of all packs; an office's own come first and win. `InputError` with every fault of a file."""
    entries: dict[str, Phrase] = {}
    places: dict[str, tuple[str, int]] = {}
    found: dict[str, Path] = {}
    for path in _files(packs):
        for entry, line in _read(path, packs):
            if entry.code not in entries:
                entries[entry.code] = entry
                places[entry.code] = (packs.show(path), line)
                found[entry.code] = path.parent
            elif found[entry.code] == path.parent:
                source, first = places[entry.code]
                message = f"编号“{entry.code}”重复了，{source} 第 {first} 行已经有一条"
                raise InputError.of(packs.show(path), message, line=line, column=1)
    bank = Phrasebank(tuple(entries.values()), places)
    _check_answers(bank)
    return bank


def _files(packs: Packs) -> list[Path]:
    """The files to read, the office's first; one of the same name replaces the shipped one."""
    found: dict[str, Path] = {}
    for folder in packs.folders_of(FOLDER):
        for path in sorted(folder.glob("*.yaml")):
            if path.stem != THRESHOLDS:
                found.setdefault(path.name, path)
    return list(found.values())


def _read(path: Path, packs: Packs) -> list[tuple[Phrase, int]]:
    raw = read_settings(path, packs)
    if not isinstance(raw.data, list):
        raise InputError.of(raw.source, "应为列表，每条常用语前面加“- ”", line=1, column=1)
    found = []
    problems = []
    for index, item in enumerate(raw.data):
        try:
            found.append((Phrase.model_validate(item), raw.positions.of((index,))[0]))
        except ValidationError as error:
            problems += problems_of(error, Phrase, raw.positions, raw.source, (index,))
    if problems:
        raise InputError(problems)
    return found


def _check_answers(bank: Phrasebank) -> None:
    """Every problem names measures that there are."""
    known = {entry.code for entry in bank.of_kind("措施")}
    for entry in bank.of_kind("问题"):
        source, line = bank.places[entry.code]
        wrong = [code for code in entry.answers if code not in known]
        if wrong or not entry.answers:
            message = (
                f"问题“{entry.code}”的“答以”里没有这些措施：{'、'.join(wrong)}" if wrong else f"问题“{entry.code}”没有写“答以”"
            )
            raise InputError.of(source, message, line=line, column=1)
