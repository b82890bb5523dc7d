"""The facts' side of a check: what the file gives, and what a draft composed from it today would print for each fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter.claims.claim_settings import ClaimSettings
from drafter.config.plans import load_plan
from drafter.core.provenance import Draft
from drafter.core.text import fold_width
from drafter.drafting.composer import load_composer
from drafter.drafting.phrases import PriorText
from drafter.facts.loader import load_facts
from drafter.facts.project import derive_project
from drafter.facts.values import Fact, FactNode
from drafter.formats.read import ReadDocument
from drafter.formats.trace.read import TracedFigure, TracedFile, read_traced
from drafter.resources import Packs
from drafter.rules.against import AgainstFacts, AnchoredFigure, GivenFact
from drafter.rules.check_settings import claim_settings

__all__ = ["FactsSide", "facts_side"]

DEFAULT_TYPE = "项目支出绩效自评报告"
OPENING = 12
"""Texts at the beginning in which a report's title is."""
_FUNDS = ("年初预算", "全年预算", "到位金额", "支出", "结余")


@dataclass(frozen=True, slots=True)
class FactsSide:
    """A facts file, ready to hold documents against."""

    source: str
    shared: tuple[GivenFact, ...]
    """The named figures of the whole file."""
    projects: Mapping[str, tuple[GivenFact, ...]]
    """Project name → its funds and named figures."""
    claims: ClaimSettings
    """Which names in the prose mean which fact."""
    due: Mapping[str, frozenset[str]]
    """Fact path → every form in which today's draft prints it."""

    def against(self, path: Path, source: ReadDocument) -> AgainstFacts:
        """The facts against one document; its own anchors where it is a draft of ours."""
        anchored: tuple[AnchoredFigure, ...] = ()
        if source.kind == "docx":
            traced = _traced(path)
            anchored = tuple(self._anchored(figure) for figure in traced.figures) if traced else ()
        return AgainstFacts(self.source, self._of(source), self.claims, anchored)

    def _of(self, source: ReadDocument) -> tuple[GivenFact, ...]:
        """The facts of the projects that a report names, first in its title; of all, without their funds, where it names none."""
        texts = [_plain(text) for _, text in source.document.texts()]
        head = "\n".join([_plain(source.document.title), *texts[:OPENING]])
        for words in (head, "\n".join(texts)):
            named = [name for name in self.projects if _plain(name) in words]
            longest = [name for name in named if not any(name != other and name in other for other in named)]
            if longest:
                return (*self.shared, *self._facts(longest))
        return (*self.shared, *self._facts(list(self.projects)))

    def _facts(self, names: Sequence[str]) -> Iterator[GivenFact]:
        """The facts of some projects; of several the funds bear the same names, so only those of one are given."""
        for name in names:
            facts = self.projects[name]
            yield from facts if len(names) == 1 else (fact for fact in facts if fact.name not in _FUNDS)

    def _anchored(self, figure: TracedFigure) -> AnchoredFigure:
        forms = self.due.get(figure.path, frozenset({figure.printed}))
        due = next((text for text in (figure.text, figure.printed) if _is_form(text, forms, figure.printed)), "")
        if not due:
            alike = sorted(form for form in forms if _unit(form) == _unit(figure.printed))
            due = (alike or sorted(forms))[0]
        return AnchoredFigure(figure.text, figure.path, figure.line, figure.formula, figure.location, due)


def _plain(text: str) -> str:
    return "".join(fold_width(text).split())


def _is_form(text: str, forms: frozenset[str], printed: str) -> bool:
    """Whether a draft prints it so; one of another type may print the same digits with the unit in the head of a table."""
    return text in forms or (_unit(text) == _unit(printed) and _digits(text) in map(_digits, forms))


def _unit(text: str) -> str:
    return text.lstrip("-0123456789.,")


def _digits(text: str) -> str:
    return text.removesuffix(_unit(text)).replace(",", "")


def _traced(path: Path) -> TracedFile | None:
    """The anchors of a draft of ours; `None` for any other file."""
    from drafter.core.errors import InputError

    try:
        return read_traced(path)
    except InputError:
        return None


def facts_side(path: Path, packs: Packs) -> FactsSide:
    """A facts file with what its drafts would print. `InputError` for a faulty file."""
    sheet = load_facts(path)
    composer = load_composer(packs)
    plans = [load_plan(value.plain, packs) for value in sheet.root["文种"]] or [load_plan(DEFAULT_TYPE, packs)]
    drafts = [composer.compose(sheet, project, plan, PriorText()) for plan in plans for project in sheet.projects]
    projects = [
        derive_project(project, sheet, plans[0].scheme(), composer.thresholds, composer.notes) for project in sheet.projects
    ]
    shared = sheet.root["数据"]
    return FactsSide(
        path.name, tuple(_facts(shared)) if isinstance(shared, FactNode) else (),
        {project["名称"].plain: tuple(_given(project)) for project in projects}, claim_settings(packs), _due(drafts),
    )  # fmt: skip


def _due(drafts: list[Draft]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for draft in drafts:
        for anchor in draft.anchors:
            found.setdefault(anchor.origin.path, set()).add(anchor.text)
    return {path: frozenset(texts) for path, texts in found.items()}


def _given(project: FactNode) -> Iterator[GivenFact]:
    """The amounts of a project's funds, and its named figures."""
    if isinstance(project["资金"], FactNode):
        yield from _facts({name: project["资金"][name] for name in _FUNDS})
    if isinstance(project["数据"], FactNode):
        yield from _facts(project["数据"])


def _facts(values: Mapping[str, Any]) -> Iterator[GivenFact]:
    for name, value in values.items():
        if isinstance(value, Fact) and value.quantity is not None:
            yield GivenFact(name, value.quantity, value.origin.path, value.origin.line)
