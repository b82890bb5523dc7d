"""A project's facts and a plan to a `Draft`: title, forms, sections, signature, annexes, in the plan's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.claims.figures import Numbers
from drafter.config.plans import Annex, Plan, SectionPlan
from drafter.config.settings import read_numbers, read_settings, read_texts
from drafter.core.errors import InputError, Problem
from drafter.core.provenance import Draft, Fragment, Segment
from drafter.drafting.assurances import assurances
from drafter.drafting.builder import Builder
from drafter.drafting.diagnosis.doubts import doubts
from drafter.drafting.diagnosis.money import balance_kind
from drafter.drafting.diagnosis.same_causes import Causes
from drafter.drafting.draft_lines import parse_lines, tidy, without_empty_headings
from drafter.drafting.forms import lay_out, load_form
from drafter.drafting.issues import collect_issues
from drafter.drafting.phrases import PhraseChooser, PriorText
from drafter.drafting.telling import Teller
from drafter.facts.project import derive_project, scheme_problems
from drafter.facts.scoring import scheme_weights
from drafter.facts.sheet import FactSheet
from drafter.facts.values import Fact, FactNode, Missing, text_of
from drafter.resources import Packs
from drafter.wording.environment import FragmentEnvironment, make_environment
from drafter.wording.lexicon import load_lexicon
from drafter.wording.phrasebank import FOLDER, THRESHOLDS, Phrasebank, load_phrasebank

__all__ = ["Composer", "load_composer"]

TEMPLATES = "templates/zh"
NOTES = "configs/指标说明.yaml"
REASONS = "configs/diagnosis.yaml"
ASSURED = "configs/确认说法.yaml"


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
    reasons: Mapping[str, tuple[str, ...]]
    """Words by which a reason for money left over is known."""
    assured: Mapping[str, Mapping[str, str]]
    """By subject, how each of 确认事项 is said."""

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
        thresholds=read_numbers(packs.file(f"{FOLDER}/{THRESHOLDS}.yaml"), packs),
        notes=read_texts(packs.file(NOTES), packs),
        reasons=_word_lists(packs),
        assured=read_settings(packs.file(ASSURED), packs).data,
    )


def _word_lists(packs: Packs) -> dict[str, tuple[str, ...]]:
    """The words of configs/diagnosis.yaml by the kind of reason that they show."""
    raw = read_settings(packs.file(REASONS), packs)
    found = raw.data.get("结余原因") if isinstance(raw.data, dict) else None
    if not isinstance(found, dict) or not all(isinstance(words, list) for words in found.values()):
        raise InputError.of(raw.source, "应有“结余原因”，下面每一种原因一个词表")
    return {str(kind): tuple(map(str, words)) for kind, words in found.items()}


class _Composition:
    """A report while its sections are written one after the other."""

    def __init__(self, composer: Composer, sheet: FactSheet, project: FactNode, plan: Plan, prior: PriorText) -> None:
        self.composer = composer
        self.plan = plan
        self.sheet = sheet
        self.environment = composer.environment
        self.builder = Builder(composer.numbers, plan.numbering)
        derived = derive_project(project, sheet, plan.scheme(), composer.thresholds, composer.notes)
        _check_total(derived, sheet)
        self.values = self._values(derived)
        chooser = PhraseChooser(composer.bank, self.environment, self.values, seed=_seed(sheet, project), prior=prior)
        self.chooser = chooser
        self.values |= {"短语": chooser.phrases, "一句": chooser.phrase}
        self.teller = Teller(chooser, sheet.root["单位"], derived)
        causes = Causes(composer.reasons, lambda: load_lexicon(composer.packs))
        self.issues = collect_issues(derived, chooser, causes, sheet.source, self.teller)
        told = {
            "问题清单": tuple(issue.node() for issue in self.issues.issues),
            "问题种类": tuple(sorted(self.issues.kinds())),
            "未述超额": tuple(node for node in derived["超额指标"] if node.path not in self.issues.told()),
            "未述指标": tuple(node for node in derived["未达标指标"] if node.path not in self.issues.told()),
        }
        self.values |= told
        chooser.values |= told

    def _values(self, project: FactNode) -> dict[str, Any]:
        """The names that templates, phrases and forms see."""
        root = self.sheet.root
        shared = {name: root[name] for name in ("单位", "年度")}
        parts = {name: project[name] for name in ("资金", "确认事项", "指标", "指标组", "上年", "得分")}
        parts["资金"] = parts["资金"] if isinstance(parts["资金"], FactNode) else Missing((*project.path, "资金"), project.line)
        return {
            **shared,
            **parts,
            "项目": project,
            "阈值": dict(self.composer.thresholds),
            "文种": Fragment.of(self.plan.name),
            "评分项": tuple(scheme_weights(project, self.plan.scheme())),
            "原因": Missing(("原因",)),
            "管理": assurances(project, self.composer.assured),
            "余因": balance_kind(project, self.composer.reasons, self.composer.thresholds),
            "待写问题": Missing((*project.path, "问题"), project.line, asked=True),
        }

    def draft(self) -> Draft:
        """The report with all its sections and annexes."""
        plan = self.plan
        self._front()
        title = self.builder.title(self._words(plan.title, "报告标题"))
        for section in plan.sections:
            self._section(section)
        annexes = [annex for annex in plan.annexes if self._wanted(annex)]
        self._annex_note(annexes)
        if plan.signature == "是":
            self._signature()
        for number, annex in enumerate(annexes, 1):
            self._form(annex, mark=f"附件{number}" if len(annexes) > 1 else "附件")
        advice = (*doubts(self.values["项目"], self.sheet), *self.issues.advice)
        return self.builder.draft(title, Path(self.sheet.source).name, advice)

    def _section(self, section: SectionPlan) -> None:
        where = f"{TEMPLATES}/{section.template}.jinja"
        lines = without_empty_headings(parse_lines(self.environment.render(f"{section.template}.jinja", self.values)))
        heading = self._words(section.heading, where) if section.heading else ()
        if not lines and section.when_empty == "写明":
            lines = parse_lines(Fragment(self._words(section.empty_text or "无。", where)))
        if not lines:
            return
        if heading:
            self.builder.heading(heading, section.level, where)
        self.builder.lines(lines, where)

    def _front(self) -> None:
        """Cover and forms that stand before the report, each on pages of their own."""
        plan = self.plan
        if plan.cover:
            for line in parse_lines(self.environment.render(f"{plan.cover}.jinja", self.values)):
                self.builder.paragraph(line.segments, plan.cover, "封面")
            self.builder.page_break()
        for number, annex in enumerate(plan.front):
            landscape = annex.landscape == "是"
            if number or landscape:
                self.builder.section(landscape=landscape)
            self._form(annex, new_section=False)
        if plan.front:
            self.builder.section(landscape=False)

    def _annex_note(self, annexes: list[Annex]) -> None:
        """附件说明 under the text, where there are annexes with a name (GB/T 9704—2012, 7.3.4)."""
        named = [(annex, self._words(annex.heading or "", "附件")) for annex in annexes if annex.heading]
        for number, (_, words) in enumerate(named, 1):
            label = Segment("附件：" if number == 1 else "　　　")
            count = (Segment(f"{number}. "),) if len(named) > 1 else ()
            self.builder.paragraph((label, *count, *words), "附件说明")

    def _signature(self) -> None:
        """The unit's name, and the date where the facts give one."""
        self.builder.paragraph(self.values["单位"]["名称"].segments, "落款", "署名")
        day = self.sheet.root["报告日期"]
        if isinstance(day, Fragment) or day.asked:
            self.builder.paragraph(text_of(day).segments, "落款", "落款")

    def _wanted(self, annex: Annex) -> bool:
        return not annex.condition or self.environment.evaluate(
            annex.condition, self.values, f"文种 {self.plan.name}（附件条件）"
        )

    def _form(self, annex: Annex, *, mark: str = "", new_section: bool = True) -> None:
        form, source = load_form(annex.form, self.composer.packs)
        if new_section:
            self.builder.section(landscape=annex.landscape == "是")
        if mark:
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


def _seed(sheet: FactSheet, project: FactNode) -> str:
    return f"{sheet.root['单位']['名称'].plain}|{sheet.root['年度'].plain}|{project['名称'].plain}"


def _check_total(project: FactNode, sheet: FactSheet) -> None:
    """A total that the unit states must be that of its parts."""
    stated, computed = project["自评总分"], project["得分"]["总分"]
    parts = project["得分"]["有分项"] == "是"
    if parts and isinstance(stated, Fact) and isinstance(computed, Fact) and stated != computed:
        message = f"自评总分写的是 {stated.number} 分，各项得分（含预算执行率）合计为 {computed.number} 分；请改一致，或删去这一行由程序计算"
        raise InputError([Problem(sheet.source, stated.origin.line, 1, (*project.path, "自评总分"), message)])
