"""The docs say what is there: every command, key, filter and derived name; what is shown as an example is run.

A fence with an HTML comment above it is run or compared: `facts: complete` (drafts), `facts: wrong` (is refused), `output: …`
and `message` (each line is printed; a line of dots stands for what is left out), `pack: …` (the files of the worked example),
`add: FILE` (goes into that settings file of a pack) with `report: …` and `output: added` (what a check with this pack prints of that
report, and one without it does not). docs/rules.md is written by the test that compares it:
DRAFTER_WRITE_DOCS=1 python -m pytest tests/test_docs.py -k rules_page.
"""

from __future__ import annotations

import functools
import inspect
import os
import re
import shlex
import shutil
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from drafter.claims.equations import EQUATIONS
from drafter.cli.commands import main
from drafter.config.plans import Annex, Plan, ScoreSetting, SectionPlan
from drafter.config.settings import Setting
from drafter.core.presentation import severity_word
from drafter.drafting.forms import Form, FormCell, FormRow
from drafter.facts.loader import load_facts
from drafter.facts.record import Record
from drafter.facts.values import FactNode
from drafter.formats.docx.read import read_docx
from drafter.reuse.learning.learn_settings import LearnSettings, SlotRule
from drafter.reuse.reuse_settings import ReuseSettings, SectionSort, Thresholds
from drafter.reuse.terms import KIND_WORDS, STALE_WORDS
from drafter.rules import known_forms
from drafter.rules.base import Rule
from drafter.rules.page import read_page
from drafter.rules.registry import RULES
from drafter.tables import relations, table_words
from drafter.verbs.suppressions import Suppression, SuppressionFile
from drafter.wording import lexicon
from drafter.wording.filters import FILTERS, TESTS
from drafter.wording.phrasebank import Phrase
from tests.support.drafting import EXAMPLES, ROOT, composition, plans

README, CLERK, TEMPLATES, FACTS = "README.md", "docs/guide-clerk.md", "docs/guide-templates.md", "docs/facts.md"
CHECK, EXTENDING, RULES_PAGE = "docs/guide-check.md", "docs/extending-check.md", "docs/rules.md"
REUSE = "docs/guide-reuse.md"
PAGES = sorted(
    ["CHANGELOG.md", "CONTRIBUTING.md", README, *(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))]
)
RECORDS = Record.__subclasses__()
SETTINGS = [Plan, SectionPlan, Annex, ScoreSetting, Form, FormRow, FormCell, Phrase]
CHECK_SETTINGS = sorted(
    {
        model
        for module in (known_forms, relations, table_words, lexicon, *(inspect.getmodule(rule.check) for rule in RULES))
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, Setting) and model is not Setting
    },
    key=lambda model: (model.__module__, model.__name__),
)
CHECKED_REPORT = ("check", "examples/checked-report/report.md")
"""The report with planted mistakes, as the pages check it."""
REUSED_REPORT = ("examples/reused-report/2024.md", "--prior", "examples/reused-report/2023.md")
"""The report that was copied in part, and the one before it, as the pages compare them."""
COMMANDS = sorted(main.commands)
UNUSED_NAMES = {"计算得分"}
"""Names that templates may ask for and that never have a value."""
LEFT_OUT = {"", "…", "……"}

MOVING = re.compile(r"(?<=facts\.yaml):\d+(?=$|　)|(?<=^  自查：)\d+")
FENCE = re.compile(
    r"(?:^<!-- (?P<mark>[^>]+?) -->\n)?^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    mark: str
    language: str
    text: str
    line: int

    @property
    def name(self) -> str:
        return f"{self.page}:{self.line}"


@functools.cache
def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks() -> Iterator[Block]:
    for name in PAGES:
        for found in FENCE.finditer(page(name)):
            yield Block(name, found["mark"] or "", found["language"], found["text"], page(name).count("\n", 0, found.start()) + 1)


BLOCKS = list(blocks())


def marked(mark: str) -> list[Block]:
    return [block for block in BLOCKS if block.mark == mark or block.mark.startswith(f"{mark} ")]


def following(block: Block, mark: str) -> Block | None:
    """The block of that mark which belongs to the facts of `block`: the next one, before other facts."""
    for other in BLOCKS[BLOCKS.index(block) + 1 :]:
        if other.page != block.page or other.mark.startswith("facts:"):
            return None
        if other.mark == mark:
            return other
    return None


def run(*arguments: str) -> Result:
    """A command's result; a bug of the program stays a traceback of the test."""
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def lines_of(text: str) -> list[str]:
    """Lines to be compared; where a fact stands and how much of a draft the checker understands may change without the page."""
    return [MOVING.sub("", line.rstrip()) for line in text.splitlines() if line.strip() not in LEFT_OUT]


def assert_printed(block: Block, printed: str) -> None:
    there = lines_of(printed)
    assert [line for line in lines_of(block.text) if line not in there] == [], f"{block.name} 与实际输出不同：\n{printed}"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the examples in it, as the working folder."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---- completeness


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help(name: str) -> None:
    assert f"`drafter {name}" in page(README)
    assert main.commands[name].help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_docs(name: str) -> None:
    docs = page(README) + page(CLERK) + page(CHECK) + page(REUSE) + page(TEMPLATES)
    options = [o for p in main.commands[name].params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")]
    assert [option for option in options if not re.search(rf"{option}(?![\w-])", docs)] == []
    assert all(p.help for p in main.commands[name].params if isinstance(p, click.Option))


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language in {"sh", "bat"}], ids=lambda b: b.name)
def test_commands_in_the_docs_exist(block: Block) -> None:
    for line in block.text.splitlines():
        if not line.strip().startswith("drafter "):
            continue
        command: click.Command = main
        words = line.split()[1:]
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            command = command.commands[words.pop(0)]
        options = {o for p in command.params for o in p.opts} | {"--help"}
        assert {word for word in words if word.startswith("-")} <= options


@pytest.mark.parametrize("name", [name for name in COMMANDS if isinstance(main.commands[name], click.Group)])
def test_every_command_of_a_group_and_its_options_are_in_its_page(name: str) -> None:
    group = main.commands[name]
    assert isinstance(group, click.Group)
    text = page(f"docs/{name}.md")
    for below, command in group.commands.items():
        assert f"`drafter {name} {below} " in text
        options = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
        assert [option for option in options if not re.search(rf"{option}(?![\w-])", text)] == []


def test_every_filter_and_test_of_templates_is_in_the_guide() -> None:
    text = page(TEMPLATES)
    assert [name for name in FILTERS if f"\n| `{name}` |" not in text] == []
    assert [name for name in TESTS if f"\n| `is {name}` |" not in text] == []


def test_the_guide_names_no_filter_that_is_not_there() -> None:
    table = page(TEMPLATES).split("| 过滤器 |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(FILTERS)


@pytest.mark.parametrize("model", SETTINGS, ids=lambda m: m.__name__)
def test_every_key_of_plans_forms_and_phrases_is_in_the_guide(model: type[Plan]) -> None:
    assert [f.alias for f in model.model_fields.values() if f"`{f.alias}`" not in page(TEMPLATES)] == []


def test_every_name_that_templates_see_is_in_the_guide() -> None:
    values = composition(load_facts(EXAMPLES[0])).values
    assert [name for name in values if not re.search(rf"`{name}[`(]", page(TEMPLATES))] == []


@pytest.mark.parametrize("model", CHECK_SETTINGS, ids=lambda m: f"{m.__module__.rpartition('.')[2]}-{m.__name__}")
def test_every_key_of_the_settings_of_checking_is_in_the_page_on_extending(model: type[Setting]) -> None:
    assert [f.alias for f in model.model_fields.values() if f"`{f.alias}`" not in page(EXTENDING)] == []


@pytest.mark.parametrize("model", [LearnSettings, SlotRule], ids=lambda m: m.__name__)
def test_every_key_of_the_settings_of_learning_is_in_its_page(model: type[Setting]) -> None:
    assert [f.alias for f in model.model_fields.values() if f"`{f.alias}`" not in page("docs/phrases.md")] == []


def test_every_key_and_shape_of_the_claims_is_in_the_page_on_extending() -> None:
    shipped = yaml.safe_load((ROOT / "configs/claims.yaml").read_text(encoding="utf-8"))
    shapes = {entry["形态"] for entry in shipped["形态"]}
    assert [name for name in [*shipped, *shapes, *EQUATIONS] if f"`{name}`" not in page(EXTENDING)] == []


def test_every_key_of_the_suppressions_is_in_the_guide() -> None:
    keys = [f.alias for model in (SuppressionFile, Suppression) for f in model.model_fields.values()]
    table = page(CHECK).split("| 键 |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE) == [keys[0], *keys[1:]]


@pytest.mark.parametrize(
    ("command", "option", "guide"),
    [
        ("check", "--output-format", CHECK),
        ("check", "--fail-level", CHECK),
        ("reuse", "--output-format", REUSE),
        ("reuse", "--units", REUSE),
    ],
)
def test_every_choice_of_an_option_is_in_its_guide(command: str, option: str, guide: str) -> None:
    (parameter,) = [p for p in main.commands[command].params if option in p.opts]
    assert isinstance(parameter.type, click.Choice)
    assert [choice for choice in parameter.type.choices if not re.search(rf"(?<!\w){choice}(?!\w)", page(guide))] == []


@pytest.mark.parametrize("model", [ReuseSettings, Thresholds, SectionSort], ids=lambda m: m.__name__)
def test_every_key_of_the_settings_of_comparing_is_in_the_guide(model: type[Setting]) -> None:
    assert [f.alias for f in model.model_fields.values() if f"`{f.alias}`" not in page(REUSE)] == []


def test_every_word_for_what_was_carried_over_is_in_the_guide() -> None:
    assert [word for word in (*KIND_WORDS.values(), *STALE_WORDS.values()) if f"\n| {word} |" not in page(REUSE)] == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_the_reference_tables_exactly_the_keys_of_the_schema(record: type[Record]) -> None:
    section = page(FACTS).split(f"\n### {record.model_config['title']}\n")[1].split("\n## ")[0].split("\n### ")[0]
    assert re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE) == [f.alias for f in record.model_fields.values()]


def derived_names() -> set[str]:
    """Every name of the example's facts that the schema does not have."""
    values = composition(load_facts(EXAMPLES[1])).values
    funds, project = values["资金"], values["项目"]
    nodes: list[FactNode] = [project, funds, values["得分"], *funds["来源"], *funds["到位"], *funds["支出明细"], *values["指标"]]
    given = {str(field.alias) for record in RECORDS for field in record.model_fields.values()}
    return {name for node in nodes for name in node.names()} - given - UNUSED_NAMES


def test_every_derived_name_is_in_the_reference() -> None:
    section = page(FACTS).split("\n## 程序算出的数\n")[1]
    assert sorted(n for n in derived_names() if not re.search(rf"[`.]{n}`", section)) == []


def test_the_layers_of_the_import_contract_are_in_the_architecture_page() -> None:
    settings = tomllib.loads(page("pyproject.toml"))
    layers = [name for line in settings["tool"]["importlinter"]["contracts"][0]["layers"] for name in line.split(" | ")]
    text = page("docs/architecture.md")
    places = [text.find(f"`{name}`") for name in layers]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("group", ["dependencies", "test", "dev", "bench"])
def test_every_dependency_is_in_its_page(group: str) -> None:
    settings = tomllib.loads(page("pyproject.toml"))["project"]
    wanted = settings["dependencies"] if group == "dependencies" else settings["optional-dependencies"][group]
    names = [re.split(r"[\[<>=]", name)[0] for name in wanted]
    text = page("docs/dependencies.md").lower()
    assert [name for name in names if name.lower() not in text] == []


# ---- the page of rules


GROUPS = {"TB": "表", "NU": "正文的数字", "TX": "文字", "FM": "序号、标点、目录", "RU": "从以前的报告沿用"}


def rules_page(rules: tuple[Rule, ...]) -> str:
    """The page that lists all rules and holds the manual page of each."""
    intro = (
        "# 核对规则\n\n`drafter check` 的全部规则，由规则的说明生成，不要手改；`drafter rule 编号` 打印其中一条。"
        "“级别”是通常的级别，个别情形轻一级，说明里写着。怎样读结果，见[核对指南](guide-check.md)。\n"
    )
    parts = [intro]
    for group, title in GROUPS.items():
        rows = [
            f"| [{rule.code}](#{anchor(heading_of(rule))}) | {rule.title} | {severity_word(rule.severity)} | {first_line(rule)} |\n"
            for rule in rules
            if rule.code.startswith(group)
        ]
        parts.append(f"\n## {group} {title}\n\n| 编号 | 查出什么 | 级别 | 说明 |\n|---|---|---|---|\n{''.join(rows)}")
    for rule in rules:
        manual = re.sub(r"^## (.+)\n+", r"**\1**\n\n", rule.page.strip(), flags=re.MULTILINE)
        code = read_page(rule.code).computed_by
        head = f"{severity_word(rule.severity)} · `{rule.name}` · [怎样算](../{code}) · [改说明](../drafter/rules/pages/{rule.code}.md)"
        parts.append(f"\n### {heading_of(rule)}\n\n{head}\n\n{manual}\n")
    return "".join(parts)


def heading_of(rule: Rule) -> str:
    return f"{rule.code} {rule.title}"


def first_line(rule: Rule) -> str:
    return rule.page.strip().splitlines()[0].replace("|", "\\|")


def test_the_rules_page_is_what_the_rules_say() -> None:
    written = rules_page(RULES)
    if os.environ.get("DRAFTER_WRITE_DOCS"):
        (ROOT / RULES_PAGE).write_text(written, encoding="utf-8")
    assert (ROOT / RULES_PAGE).read_text(encoding="utf-8") == written, "write it anew: DRAFTER_WRITE_DOCS=1"
    assert {rule.code[:2] for rule in RULES} == set(GROUPS)


# ---- links


def anchor(heading: str) -> str:
    """The anchor of a heading, as repository sites make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(text: str) -> set[str]:
    return {anchor(heading) for heading in HEADING.findall(text)}


@pytest.mark.parametrize("name", PAGES)
def test_relative_links_resolve(name: str) -> None:
    for target in LINK.findall(page(name)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", PAGES)
def test_pages_name_no_machine_and_no_registry(name: str) -> None:
    assert not re.search(r"/(?:work|tmp|home|root|Users)/|pypi|[\w.]+@[\w.]+\.\w+|1[3-9]\d{9}", page(name))


# ---- examples are run


def command_line(mark: str) -> str:
    """The one line under a marker of the README, read as .ci/run reads it: the marker alone on its line, the fence below it."""
    found = re.findall(rf"^<!-- {mark} -->\n```\w*\n(.*)\n```$", page(README), re.MULTILINE)
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize("block", marked("output: check"), ids=lambda b: b.name)
def test_the_check_of_the_example_prints_what_is_shown(block: Block, here: Path) -> None:
    done = run(*CHECKED_REPORT)
    assert done.exit_code == 1
    assert_printed(block, done.stdout)


@pytest.mark.parametrize("block", marked("output: reuse"), ids=lambda b: b.name)
def test_the_comparison_of_the_example_prints_what_is_shown(block: Block, here: Path) -> None:
    done = run("reuse", *REUSED_REPORT)
    assert done.exit_code == 1
    assert_printed(block, done.stdout)


def test_the_check_with_last_years_report_prints_what_is_shown(here: Path) -> None:
    (shown,) = marked("output: reuse-check")
    assert_printed(shown, run("check", *REUSED_REPORT).stdout)


@pytest.mark.parametrize(
    ("mark", "options"),
    [
        ("output: claims", ["--claims"]),
        ("output: facts-check", ["--facts", "examples/small-library-2024/facts.yaml"]),
        ("output: suppressed", ["--config", "examples/checked-report/drafter.yaml"]),
    ],
)
def test_the_example_checked_otherwise_prints_what_is_shown(mark: str, options: list[str], here: Path) -> None:
    done = run(*CHECKED_REPORT, *options)
    (shown,) = marked(mark)
    assert_printed(shown, done.stdout + done.stderr)


def test_the_suppressions_of_the_guide_are_those_of_the_example() -> None:
    (shown,) = marked("suppress: drafter.yaml")
    assert shown.text == page("examples/checked-report/drafter.yaml")


def additions(report: Block) -> list[Block]:
    """The additions to settings right above a report."""
    found: list[Block] = []
    for other in reversed(BLOCKS[: BLOCKS.index(report)]):
        if other.page != report.page or not other.mark.startswith("add: "):
            break
        found.append(other)
    return found


@pytest.mark.parametrize("block", marked("report:"), ids=lambda b: b.name)
def test_additions_to_the_settings_find_what_is_shown(block: Block, here: Path) -> None:
    added = additions(block)
    assert added
    for addition in added:
        path = here / "pack" / addition.mark.removeprefix("add: ")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(addition.text)
    Path("report.txt").write_text(block.text, encoding="utf-8")
    shown = following(block, "output: added")
    assert shown is not None
    assert_printed(shown, run("check", "report.txt", "--pack", "pack").stdout)
    assert lines_of(shown.text)[0] not in run("check", "report.txt").stdout


def test_the_readmes_first_command_drafts(here: Path) -> None:
    words = shlex.split(command_line("ci:main").split("&&")[-1])
    assert words[0].endswith("/drafter")
    done = run(*words[1:])
    assert done.exit_code == 0, done.output
    assert (here / "out.docx").stat().st_size > 0
    (shown,) = marked("output: draft")
    assert_printed(shown, done.stdout)
    (traced,) = marked("output: trace")
    assert_printed(traced, run("trace", "out.docx").stdout)


@pytest.mark.parametrize("kind", sorted(plans()))
def test_the_blank_facts_draft_once_the_three_required_values_are_filled_in(kind: str, here: Path) -> None:
    assert run("init", "--type", kind, "-o", "facts.yaml").exit_code == 0
    path = here / "facts.yaml"
    text = path.read_text(encoding="utf-8")
    for value in ("2024", "清溪县图书馆", "免费开放经费"):
        text = re.sub(r"^([^#\n]*:) (?=# 必填)", rf"\1 {value} ", text, count=1, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")
    done = run("draft", "facts.yaml", "-o", "out.docx")
    assert done.exit_code == 1, done.output
    assert (here / "out.docx").exists()


def edit(path: Path, old: str, new: str, sentence: str) -> None:
    """Another program's edit: a figure typed over where it first stands, a sentence added to its paragraph."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, after = parts["word/document.xml"].decode("utf-8").split(old, 1)
    rest = after.replace("</w:p>", f"<w:r><w:t>{sentence}</w:t></w:r></w:p>", 1)
    parts["word/document.xml"] = f"{before}{new}{rest}".encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_the_edited_report_of_the_guide_is_traced_and_not_overwritten(here: Path) -> None:
    draft = ("draft", "examples/small-library-2024/facts.yaml", "-o", "out.docx")
    run(*draft)
    edit(here / "out.docx", "25.28", "25.82", "另有3家单位参加。")
    traced = run("trace", "out.docx", "--changed")
    assert traced.exit_code == 1
    (shown,) = marked("output: changed")
    assert_printed(shown, traced.stdout)
    refused = run(*draft)
    assert refused.exit_code == 2
    (shown,) = marked("output: refused")
    assert_printed(shown, refused.stderr)
    assert run(*draft, "--force").exit_code == 0


def test_the_readmes_second_command_installs_the_tests_and_runs_them() -> None:
    assert command_line("ci:test").endswith(".venv/bin/python -m pytest -n auto")
    assert '".[test]"' in command_line("ci:test")


@pytest.mark.parametrize("block", marked("facts: complete"), ids=lambda b: b.name)
def test_complete_facts_of_the_docs_draft(block: Block, here: Path) -> None:
    Path("facts.yaml").write_text(block.text, encoding="utf-8")
    done = run("draft", "facts.yaml", "-o", "out.docx")
    assert done.exit_code in {0, 1}, done.output
    assert (here / "out.docx").exists()
    shown = following(block, "output: facts")
    if shown:
        assert_printed(shown, done.stdout)


@pytest.mark.parametrize("block", marked("facts: wrong"), ids=lambda b: b.name)
def test_wrong_facts_of_the_docs_are_refused_with_the_message_shown(block: Block, here: Path) -> None:
    Path("facts.yaml").write_text(block.text, encoding="utf-8")
    done = run("draft", "facts.yaml", "-o", "out.docx")
    assert done.exit_code == 2
    assert not (here / "out.docx").exists()
    shown = following(block, "message")
    assert shown is not None
    missing = [line for line in shown.text.splitlines() if line not in done.stderr]
    assert missing == [], done.stderr


def test_the_worked_example_of_a_pack_drafts(here: Path) -> None:
    (command,) = marked("pack: command")
    words = shlex.split(command.text)
    pack = Path(words[words.index("--pack") + 1])
    for block in BLOCKS:
        if block.mark.startswith("pack: ") and "/" in block.mark:
            path = pack / block.mark.removeprefix("pack: ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    done = run(*words[1:])
    assert done.exit_code == 0, done.output
    written = "\n".join(text for _, text in read_docx(here / words[-1]).document.texts())
    (shown,) = marked("pack: text")
    assert_printed(shown, written)
    kind = words[words.index("--type") + 1]
    assert kind in run("types", "--pack", str(pack)).stdout
