"""A project's facts and a plan to a `Draft`: title, forms, sections, signature, annexes, in the plan's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.claims.figures import Numbers
from drafter.config.plans import Annex, Plan, SectionPlan
from drafter.config.settings import read_numbers, read_texts
from drafter.core.provenance import Draft, Fragment, Segment
from drafter.draft.builder import Builder
from drafter.draft.forms import lay_out, load_form
from drafter.draft.issues import collect_issues
from drafter.draft.lines import parse_lines, tidy
from drafter.draft.phrases import PhraseChooser, PriorText
from drafter.facts.project import derive_project, scheme_problems
from drafter.facts.sheet import FactSheet
from drafter.facts.values import FactNode, Missing
from drafter.resources import Packs
from drafter.wording.environment import FragmentEnvironment, make_environment
from drafter.wording.phrasebank import FOLDER, THRESHOLDS, Phrasebank, load_phrasebank

__all__ = ["Composer", "load_composer"]

TEMPLATES = "templates/zh"
NOTES = "configs/指标说明.yaml"


@dataclass(frozen=True, slots=True)
class Composer:
    """Everything that drafting needs and that doesn't depend on the facts: loaded once, used for every report."""

    packs: Packs
    environment: FragmentEnvironment
    bank: Phrasebank
    numbers: Numbers
    thresholds: Mapping[str, Decimal]
    notes: Mapping[str, str]
    """Standard explanations of indicators."""

    def compose(self, sheet: FactSheet, project: FactNode, plan: Plan, prior: PriorText) -> Draft:
        """The report of one project.

        Raises `InputError` for a fault of the facts (weights, unknown phrases), of a template, form or phrase.
        """
        self.environment.budget.reset()
        return _Composition(self, sheet, project, plan, prior).draft()

    def file_name(self, sheet: FactSheet, project: FactNode, plan: Plan) -> str:
        """The report's file name without its ending, free of characters that Windows forbids."""
        values = {"单位": sheet.root["单位"], "年度": sheet.root["年度"], "项目": project, "文种": Fragment.of(plan.name)}
        name = self.environment.render_text(plan.file_name, values, f"文种 {plan.name}（文件名）").plain
        return "".join("_" if c in '\\/:*?"<>|\r\n\t' else c for c in name).strip(" .")[:100]

    def problems(self, sheet: FactSheet, plan: Plan) -> list[Any]:
        """What the plan asks of the facts and they don't give: weights that add up."""
        return scheme_problems(sheet, plan.scheme())


def load_composer(packs: Packs) -> Composer:
    """The composer with all templates, phrases and settings of the packs."""
    return Composer(
        packs,
        make_environment(packs.folders_of(TEMPLATES), packs.show),
        load_phrasebank(packs),
        Numbers.load(packs),
        read_numbers(packs.file(f"{FOLDER}/{THRESHOLDS}.yaml"), packs),
        read_texts(packs.file(NOTES), packs),
    )


class _Composition:
    """One report in the making."""

    def __init__(self, composer: Composer, sheet: FactSheet, project: FactNode, plan: Plan, prior: PriorText) -> None:
        self.composer = composer
        self.plan = plan
        self.sheet = sheet
        self.environment = composer.environment
        self.builder = Builder(composer.numbers, plan.numbering)
        derived = derive_project(project, sheet, plan.scheme(), composer.thresholds, composer.notes)
        self.values = self._values(derived)
        chooser = PhraseChooser(
            composer.bank, self.environment, self.values, seed=_seed(sheet), prior=prior
        )
        self.values |= {"短语": chooser.phrases, "一句": chooser.phrase}
        issues = collect_issues(derived, chooser, sheet.source)
        self.values["问题清单"] = tuple(issue.node() for issue in issues)

    def _values(self, project: FactNode) -> dict[str, Any]:
        """The names that templates, phrases and forms see."""
        root = self.sheet.root
        shared = {name: root[name] for name in ("单位", "年度")}
        parts = {name: project[name] for name in ("资金", "确认事项", "指标", "上年", "得分")}
        parts["资金"] = parts["资金"] if isinstance(parts["资金"], FactNode) else Missing((*project.path, "资金"), project.line)
        return {
            **shared,
            **parts,
            "项目": project,
            "阈值": dict(self.composer.thresholds),
            "文种": Fragment.of(self.plan.name),
            "原因": Missing(("原因",)),
        }

    def draft(self) -> Draft:
        """The finished report."""
        plan = self.plan
        if plan.cover:
            for line in parse_lines(self.environment.render(f"{plan.cover}.jinja", self.values)):
                self.builder.paragraph(line.segments, plan.cover, "封面")
        for annex in plan.front:
            self._form(annex, heading_kind="附件")
        title = self.builder.title(self._words(plan.title, "报告标题"))
        for section in plan.sections:
            self._section(section)
        if plan.signature == "是":
            self._signature()
        self._annexes()
        return self.builder.draft(title, Path(self.sheet.source).name)

    def _section(self, section: SectionPlan) -> None:
        where = f"{TEMPLATES}/{section.template}.jinja"
        lines = parse_lines(self.environment.render(f"{section.template}.jinja", self.values))
        heading = self._words(section.heading, where) if section.heading else ()
        if not lines and section.when_empty == "写明":
            lines = parse_lines(Fragment(self._words(section.empty_text or "无。", where)))
        if not lines:
            return
        if heading:
            self.builder.heading(heading, section.level, where)
        self.builder.lines(lines, where)

    def _signature(self) -> None:
        unit = self.values["单位"]["名称"]
        self.builder.paragraph(unit.segments, "落款", "落款")

    def _annexes(self) -> None:
        shown = [annex for annex in self.plan.annexes if self._wanted(annex)]
        if not shown:
            return
        for number, annex in enumerate(shown, 1):
            self._form(annex, heading_kind="附件", number=number if len(shown) > 1 else 0)

    def _wanted(self, annex: Annex) -> bool:
        return not annex.condition or self.environment.evaluate(
            annex.condition, self.values, f"文种 {self.plan.name}（附件条件）"
        )

    def _form(self, annex: Annex, *, heading_kind: str, number: int = 0) -> None:
        form, source = load_form(annex.form, self.composer.packs)
        self.builder.section(landscape=annex.landscape == "是")
        if annex.heading:
            mark = f"附件{number}" if number else "附件"
            self.builder.paragraph((Segment(mark),), source, "附件")
        if form.title:
            self.builder.paragraph(self._words(form.title, source), source, "表题")
        if form.unit:
            self.builder.paragraph((Segment(form.unit),), source, "单位")
        cells, shape = lay_out(form, self.values, self.environment, source)
        self.builder.table(cells, shape, source)
        for note in form.notes:
            self.builder.paragraph(self._words(note, source), source, "表注")

    def _words(self, source: str, where: str) -> tuple[Segment, ...]:
        return tidy(tuple(s for s in self.environment.render_text(source, self.values, where).segments if s.text))


def _seed(sheet: FactSheet) -> str:
    return f"{sheet.root['单位']['名称'].plain}|{sheet.root['年度'].plain}"
