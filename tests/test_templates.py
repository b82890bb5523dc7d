"""The shipped templates, forms and plans: no number written into them, none missing, none unused, each explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

from drafter.config.plans import load_plan
from drafter.config.reader import read_yaml
from drafter.core.errors import InputError
from drafter.drafting.forms import Form, FormRow, load_form
from drafter.resources import Packs
from tests.support.drafting import ROOT, composer, plans, shipped, written_numbers

TEMPLATES = ROOT / "templates" / "zh"
TEMPLATE_FILES = sorted(TEMPLATES.rglob("*.jinja"))
FORM_FILES = sorted((TEMPLATES / "forms").glob("*.yaml"))
PLAN_FILES = sorted((ROOT / "configs" / "plans").glob("*.yaml"))

SHORTEST_COMMENT = 6
TRIVIAL = 120
"""A template of fewer characters says what it does by its name."""

JINJA = Environment(autoescape=True)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def files(paths: list[Path]) -> Any:
    return pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])


def form_texts(form: Form) -> Iterator[str]:
    """Every text of a form that Jinja runs or that is printed as it stands."""
    yield from (form.title or "", form.unit or "", *form.notes)
    yield from _row_texts(form.rows)


def _row_texts(rows: list[FormRow]) -> Iterator[str]:
    for row in rows:
        yield from (cell.text for cell in row.cells)
        yield from _row_texts(row.inner)
        yield from _row_texts(row.otherwise)


def expressions(form: Form) -> Iterator[str]:
    """The lists and conditions of a form's rows."""
    pending = list(form.rows)
    while pending:
        row = pending.pop()
        yield from (text for text in (row.each, row.condition) if text)
        pending += [*row.inner, *row.otherwise]


def forms() -> dict[str, Form]:
    return {path.stem: load_form(path.stem, shipped())[0] for path in FORM_FILES}


def sources() -> dict[str, str]:
    """Every text of the shipped data that Jinja runs, by the file it stands in."""
    found = {shown(path): path.read_text("utf-8") for path in TEMPLATE_FILES}
    for name, form in forms().items():
        code = [f"{{{{ {expression} }}}}" for expression in expressions(form)]
        found[f"forms/{name}"] = "\n".join([*form_texts(form), *code])
    return found


def slots_asked_for(source: str) -> Iterator[str]:
    """The 用途 in 短语("…") and 一句("…")."""
    for call in JINJA.parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in {"短语", "一句"}:
            assert isinstance(call.args[0], nodes.Const), "用途应直接写出来，不能是变量"
            yield call.args[0].value


def included(source: str) -> Iterator[str]:
    for node in JINJA.parse(source).find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        assert isinstance(node.template, nodes.Const), "包含的模板应直接写出名称"
        yield str(node.template.value).removesuffix(".jinja")


# ---- No numbers ----


@files(TEMPLATE_FILES)
def test_no_number_is_written_into_a_template(path: Path) -> None:
    assert written_numbers(path.read_text("utf-8")) == []


@files(FORM_FILES)
def test_no_number_is_written_into_a_form(path: Path) -> None:
    form, _ = load_form(path.stem, shipped())
    assert [text for text in form_texts(form) if written_numbers(text)] == []


@pytest.mark.parametrize("name", plans())
def test_no_number_is_written_into_the_headings_of_a_plan(name: str) -> None:
    plan = plans()[name]
    annexes = [annex.heading or "" for annex in (*plan.front, *plan.annexes)]
    sections = [text or "" for section in plan.sections for text in (section.heading, section.empty_text)]
    assert [text for text in (plan.title, plan.file_name, *annexes, *sections) if written_numbers(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年预算127万元。", ["全年预算127万元。"]),
        ("{% if 资金.支出 > 0 %}有支出{% endif %}", []),
        ("{{ 句|列举('；') }}", []),
        ("{{ '共3项' }}", ["共3项"]),
        ("{# 财预〔2020〕10号，2020年 #}按规定", []),
        ("按照财预〔2020〕10号文件", []),
        ("全角１２也是数字", ["全角１２也是数字"]),
    ],
)
def test_the_search_for_written_numbers_sees_text_and_not_code(text: str, found: list[str]) -> None:
    assert written_numbers(text) == found


# ---- Nothing missing, nothing unused ----


@files(PLAN_FILES)
def test_a_plan_loads_under_the_name_of_its_file(path: Path) -> None:
    assert plans()[path.stem].name == path.stem


@pytest.mark.parametrize("name", plans())
def test_a_plan_scores_out_of_its_full_marks(name: str) -> None:
    scheme = plans()[name].scheme()
    assert sum(scheme.weights.values()) == scheme.full
    bounds = [bound for bound, _ in scheme.grades]
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[-1] == 0


@pytest.mark.parametrize("name", plans())
def test_each_template_and_form_that_a_plan_names_exists(name: str) -> None:
    plan = plans()[name]
    wanted = [section.template for section in plan.sections] + ([plan.cover] if plan.cover else [])
    assert [t for t in wanted if not (TEMPLATES / f"{t}.jinja").is_file()] == []
    assert [a.form for a in (*plan.front, *plan.annexes) if not (TEMPLATES / "forms" / f"{a.form}.yaml").is_file()] == []


def test_each_template_is_used_by_a_plan_or_another_template() -> None:
    used = {section.template for plan in plans().values() for section in plan.sections}
    used |= {plan.cover for plan in plans().values() if plan.cover}
    used |= {name for source in sources().values() for name in included(source)}
    assert {path.relative_to(TEMPLATES).with_suffix("").as_posix() for path in TEMPLATE_FILES} == used


def test_each_form_is_used_by_a_plan() -> None:
    used = {annex.form for plan in plans().values() for annex in (*plan.front, *plan.annexes)}
    assert {path.stem for path in FORM_FILES} == used


def test_each_use_that_templates_ask_for_is_in_the_phrasebank() -> None:
    known = {entry.slot for entry in composer().bank}
    asked = {(name, slot) for name, source in sources().items() for slot in slots_asked_for(source)}
    assert {(name, slot) for name, slot in asked if slot not in known} == set()


@pytest.mark.parametrize("slot", sorted({entry.slot for entry in composer().bank if entry.kind == "常用语"}))
def test_each_use_of_a_convention_is_asked_for_by_a_template(slot: str) -> None:
    assert slot in {asked for source in sources().values() for asked in slots_asked_for(source)}


@pytest.mark.parametrize("form", [path.stem for path in FORM_FILES])
def test_a_form_has_a_width_for_each_column_and_text_for_each_filled_cell(form: str) -> None:
    loaded, _ = load_form(form, shipped())
    assert all(width > 0 for width in loaded.widths)
    assert all(cell.columns <= len(loaded.widths) for row in loaded.rows for cell in row.cells)


# ---- Comments explain ----


@files([path for path in TEMPLATE_FILES if len(path.read_text("utf-8")) > TRIVIAL])
def test_a_template_of_any_size_begins_with_a_comment_in_chinese(path: Path) -> None:
    comment = re.match(r"\{#(.*?)#\}", path.read_text("utf-8"), re.DOTALL)
    assert comment, f"{shown(path)} 应以 {{# 说明 #}} 开头"
    assert len(CHINESE.findall(comment[1])) >= SHORTEST_COMMENT


@files([*FORM_FILES, *PLAN_FILES, *sorted((ROOT / "phrasebank").glob("*.yaml")), *sorted((ROOT / "configs").glob("*.yaml"))])
def test_a_settings_file_begins_with_a_comment_in_chinese(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("#")
    assert len(CHINESE.findall(first)) >= SHORTEST_COMMENT


@files([*FORM_FILES, *PLAN_FILES])
def test_settings_are_read_without_a_problem(path: Path) -> None:
    assert isinstance(read_yaml(path).data, dict)


def test_a_plan_for_the_whole_unit_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "configs" / "plans" / "单位报告.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("# 单位\n名称: 单位报告\n范围: 单位\n报告标题: 报告\n文件名: 报告\n章节: []\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"单位报告\.yaml:3:.*“单位”还不能用"):
        load_plan("单位报告", Packs.find([tmp_path]))
