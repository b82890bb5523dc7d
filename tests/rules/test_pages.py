"""A rule's page: its head is YAML and names what is there, and its two examples are run.

An example is what `drafter check` would read from a Markdown file. Lines that begin with 上年： or 事实： give what the document
is held against: last year's report, or a figure of the facts file (`事实：办件量 946件`); 本年： may stand before the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml

from drafter.claims.slips import SLIPS
from drafter.core.document import Document
from drafter.core.findings import Finding
from drafter.core.quantity import parse_quantity
from drafter.formats.read import ReadDocument, read_document
from drafter.rules.against import AgainstFacts, GivenFact
from drafter.rules.engine import check_document
from drafter.rules.judged_claims import TAIL
from drafter.rules.page import LISTS, PAGES, RulePage, read_page
from drafter.rules.registry import RULES, find_rule
from drafter.tables.judgement import Kind
from tests.support.claim_samples import check_settings
from tests.support.text_cases import compared

ROOT = PAGES.parents[2]
PAGES_READ = [read_page(rule.code) for rule in RULES]
SELECTING = [page for page in PAGES_READ if page.tables or page.shapes or page.slips]
DIAGNOSES = {"unsaid": ("",), "direction": ("direction",), "growth": ("", TAIL, *SLIPS)}
"""Of these shapes the only diagnoses, and the one that also has a direction."""
_every = pytest.mark.parametrize("page", PAGES_READ, ids=lambda page: page.code)


def test_every_page_is_a_rule_and_every_rule_has_its_page() -> None:
    assert sorted(path.stem for path in PAGES.iterdir()) == sorted(rule.code for rule in RULES)


@_every
def test_the_head_is_yaml_and_is_read_alike(page: RulePage) -> None:
    _, head, _ = (PAGES / f"{page.code}.md").read_text(encoding="utf-8").split("---\n", 2)
    for key, value in yaml.safe_load(head).items():
        assert getattr(page, key) == (tuple(value) if key in LISTS else value)


@_every
def test_the_code_that_computes_is_one_step_away(page: RulePage) -> None:
    module = ROOT / page.computed_by
    assert module.is_file()
    text = module.read_text(encoding="utf-8")
    own = PAGES.parent / f"{page.code}.py"
    assert own.exists() == (module == own)
    assert module != own or f"pages/{page.code}.md" in text


@_every
def test_options_of_the_head_are_those_of_the_code(page: RulePage) -> None:
    rule = find_rule(page.code)
    assert rule is not None
    fields = rule.options.model_fields.values() if rule.options else ()
    assert page.options == tuple(field.alias for field in fields)


def test_a_table_judgement_belongs_to_one_rule() -> None:
    assert sorted(kind for page in PAGES_READ for kind in page.tables) == sorted(get_args(Kind))


def test_a_claim_belongs_to_one_rule() -> None:
    shapes = sorted({shape for page in SELECTING for shape in page.shapes})
    for shape in shapes:
        for slip in DIAGNOSES.get(shape, ("", TAIL, *SLIPS.keys() - {"direction"})):
            assert len(takers(shape, slip)) == 1, (shape, slip, takers(shape, slip))


def takers(shape: str, slip: str) -> list[str]:
    claims = (page for page in SELECTING if not page.tables)
    fits = (page for page in claims if not page.shapes or shape in page.shapes)
    diagnosed = (page for page in fits if (slip in page.slips if page.slips else slip not in {*page.except_slips, TAIL}))
    return [page.code for page in diagnosed]


def example(page: RulePage, section: str) -> str:
    text = re.split(rf"^## {section}\n", page.manual, flags=re.MULTILINE)[1]
    lines = re.split(r"^## ", text, flags=re.MULTILINE)[0].splitlines()
    return "\n\n".join(_paragraphs(lines))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    table: list[str] = []
    for line in (*(line.removeprefix("> ") for line in lines), ""):
        if line.startswith("|"):
            table.append(line)
        elif table:
            yield "\n".join(table)
            table = []
        if line and not line.startswith("|"):
            yield line


def found(page: RulePage, section: str, folder: Path) -> list[Finding]:
    texts = example(page, section).split("\n\n")
    now = [text.removeprefix("本年：") for text in texts if not text.startswith(("上年：", "事实："))]
    last = [text.removeprefix("上年：") for text in example(page, "错误示例").split("\n\n") if text.startswith("上年：")]
    source = read(folder / "本年.md", now)
    reuse = compared(source.document, read(folder / "上年.md", last).document) if last else None
    report = check_document(source.document, "例", check_settings(), source=source, against=facts(texts), reuse=reuse)
    return [finding for finding in report.findings if finding.rule == page.code]


def read(path: Path, texts: list[str]) -> ReadDocument:
    path.write_text("\n\n".join(texts), encoding="utf-8")
    return read_document(path)


def facts(texts: list[str]) -> AgainstFacts | None:
    written = [text.removeprefix("事实：").split(" ") for text in texts if text.startswith("事实：")]
    given = [GivenFact(name, quantity, f"数据 → {name}", 1) for name, value in written if (quantity := parse_quantity(value))]
    return AgainstFacts("事实.yaml", tuple(given), check_settings().claims) if given else None


@_every
def test_the_wrong_example_is_found(page: RulePage, tmp_path: Path) -> None:
    assert found(page, "错误示例", tmp_path)


@_every
def test_the_right_example_is_clean(page: RulePage, tmp_path: Path) -> None:
    assert found(page, "正确示例", tmp_path) == []


def test_an_example_is_read_as_a_document(tmp_path: Path) -> None:
    document: Document = read(tmp_path / "例.md", ["本年支出合计5万元。"]).document
    assert len(document.blocks) == 1
