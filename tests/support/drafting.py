"""Facts from plain data, through the real loader; the shipped composer and plans; a chooser for a project's phrases."""

from __future__ import annotations

import functools
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment

from drafter.config.plans import Plan, load_plan, plan_names
from drafter.core.document import Heading, Paragraph, Table
from drafter.core.provenance import Draft
from drafter.drafting.composer import Composer, _Composition, load_composer
from drafter.drafting.phrases import PhraseChooser, PriorText
from drafter.facts.loader import load_facts
from drafter.facts.sheet import FactSheet
from drafter.resources import Packs

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/facts.yaml"))


@functools.cache
def shipped() -> Packs:
    """The data folders of the checkout."""
    return Packs.find()


@functools.cache
def composer() -> Composer:
    """The composer over the shipped data."""
    return load_composer(shipped())


@functools.cache
def plans() -> dict[str, Plan]:
    """Every shipped plan by name."""
    return {name: load_plan(name, shipped()) for name in plan_names(shipped())}


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="drafter-tests-", ignore_cleanup_errors=True)


@functools.cache
def load_text(text: str) -> FactSheet:
    """The facts of a YAML text."""
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    path = Path(_folder().name) / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return load_facts(path, "facts.yaml")


def load_data(data: Mapping[str, Any]) -> FactSheet:
    """The facts of a mapping, written as YAML and read by the loader."""
    return load_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))


def facts_of(project: Mapping[str, Any], *, year: int = 2024, unit: str = "某单位") -> dict[str, Any]:
    """Facts of one project; 上年项目 inside it becomes last year's project of the same name."""
    own = {key: value for key, value in project.items() if key != "上年项目"}
    data: dict[str, Any] = {"单位": {"名称": unit}, "年度": year, "项目": [{"名称": "某项目", **own}]}
    if "上年项目" in project:
        data["上年"] = {"项目": [{"名称": "某项目", **project["上年项目"]}]}
    return data


def composition(sheet: FactSheet, plan: str = "", prior: str = "") -> _Composition:
    """A report in the making, for its derived values."""
    chosen = plans()[plan] if plan else next(iter(plans().values()))
    return _Composition(composer(), sheet, sheet.projects[0], chosen, PriorText(prior))


def chooser_of(sheet: FactSheet, plan: str = "", prior: str = "") -> PhraseChooser:
    """The phrase chooser of the first project's report."""
    found = composition(sheet, plan, prior).chooser
    composer().environment.budget.reset()
    return found


def compose(sheet: FactSheet, plan: str = "", prior: str = "") -> Draft:
    """The report of the first project."""
    chosen = plans()[plan] if plan else next(iter(plans().values()))
    return composer().compose(sheet, sheet.projects[0], chosen, PriorText(prior))


_LEXER = Environment(autoescape=True).lexer
_DIGIT = re.compile(r"[0-9０-９]")
_DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕\d+号")


def written_numbers(template: str) -> list[str]:
    """The words of a template text that hold a digit: its own text and its string constants, document numbers aside."""
    words = [str(token.value) for token in _LEXER.tokenize(template) if token.type in {"data", "string"}]
    return [word for word in words if _DIGIT.search(_DOCUMENT_NUMBER.sub("", word))]


def headings(draft: Draft) -> list[tuple[int, str]]:
    """Level and text of every heading."""
    return [(block.level, block.text) for block in draft.document.blocks if isinstance(block, Heading)]


def texts(draft: Draft) -> list[str]:
    """Every heading, paragraph and cell text."""
    return [text for _, text in draft.document.texts()]


def prose(draft: Draft) -> Iterator[str]:
    """The texts of headings and paragraphs."""
    for block in draft.document.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text


def tables(draft: Draft) -> list[Table]:
    """The tables in order."""
    return [block for block in draft.document.blocks if isinstance(block, Table)]
