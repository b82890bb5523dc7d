"""An office's templates are data from outside: whatever they try ends in a message for their author, soon and cheaply."""

from __future__ import annotations

import json
import os
import re
import signal
import time
import traceback
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.core.errors import InputError
from drafter.facts.loader import load_facts
from drafter.wording import limits
from drafter.wording.environment import FragmentEnvironment, make_environment
from tests.support.cases import CASES
from tests.support.drafting import EXAMPLES, compose, composer, composition

resource = pytest.importorskip("resource", reason="只在有 fork 的系统上测")

NAME = "恶意.jinja"
MOST_SECONDS = 4.0
"""Of the processor; twice what the slowest case takes alone, for tests run beside each other on one core's two threads."""
MOST_MEGABYTES = 200
HANGS_AFTER = 20
"""Seconds after which a child process is killed; the test fails then."""
STACK_AND_HEAP = 3 * 1024**3

CHINESE = re.compile(r"[\u4e00-\u9fff]")

CASES: list[dict[str, Any]] = yaml.safe_load((CASES / "hostile_templates.yaml").read_text("utf-8"))["例"]
VALUES = composition(load_facts(EXAMPLES[-1])).values

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="measured in a forked process")


def source_of(case: dict[str, Any]) -> str:
    if "模板" in case:
        return str(case["模板"])
    return "".join(part if isinstance(part, str) else part[0] * part[1] for part in case["模板重复"])


def measured(run: Any) -> dict[str, Any]:
    """What came of running a function in a process of its own: outcome, problems, seconds of the processor, megabytes."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        signal.alarm(HANGS_AFTER)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        resource.setrlimit(resource.RLIMIT_AS, (STACK_AND_HEAP, STACK_AND_HEAP))
        begin = time.process_time()
        found: dict[str, Any] = {}
        try:
            found["output"] = run().plain[:200]
        except InputError as error:
            found["problems"] = [(p.source, p.line, p.message) for p in error.problems]
        except BaseException:  # noqa: BLE001 - whatever it is, the test tells
            found["crash"] = traceback.format_exc()[-2000:]
        found["seconds"] = time.process_time() - begin
        found["megabytes"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            json.dump(found, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return json.loads(told) if told else {"crash": f"进程被中止（{status}）"}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder of templates, with something outside of it that nobody may reach."""
    (tmp_path / "外面.jinja").write_text("外面的文字", encoding="utf-8")
    folder = tmp_path / "包" / "templates"
    folder.mkdir(parents=True)
    (tmp_path / "包" / "外面.jinja").write_text("外面的文字", encoding="utf-8")
    return folder


def environment_of(pack: Path) -> FragmentEnvironment:
    return make_environment([pack], lambda path: path.relative_to(pack.parent).as_posix())


def check_cost(found: dict[str, Any]) -> None:
    assert "crash" not in found, found["crash"]
    assert found["seconds"] < MOST_SECONDS
    assert found["megabytes"] < MOST_MEGABYTES


def check(found: dict[str, Any]) -> tuple[str, int, str]:
    """The one problem that was found, in Chinese and within bounds."""
    check_cost(found)
    assert "problems" in found, f"没有报错，输出了“{found['output']}”"
    source, line, message = found["problems"][0]
    assert len(CHINESE.findall(message)) >= 4, message
    assert "外面的文字" not in message
    return source, line, message


@pytest.mark.parametrize("case", CASES, ids=[case["名称"] for case in CASES])
def test_a_hostile_or_broken_template_ends_in_a_message_with_file_and_line(
    case: dict[str, Any], pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if case.get("限时"):
        monkeypatch.setattr(limits, "LONGEST_SECONDS", 0.5)
    for name, text in {NAME: source_of(case), **case.get("文件", {})}.items():
        (pack / name).write_text(text, encoding="utf-8")
    found = measured(lambda: environment_of(pack).render(NAME, VALUES))
    if case.get("可以没有错") and "output" in found:
        check_cost(found)
        return
    source, line, message = check(found)
    files = {f"templates/{name}" for name in (NAME, *case.get("文件", ()))}
    assert source in files or source.startswith("phrasebank/")  # the budget may run out inside a phrase that the template calls
    assert line == case.get("行", line)
    assert line > 0
    assert case.get("话", "") in message


EXPRESSIONS = [
    "''.__class__",
    "资金.__class__",
    "短语.__self__",
    "9 ** 9 ** 9 > 0",
    "'字' * 1000000000",
    "不存在 > 0",
    "资金.不存在",
    "资金.支出 >",
    "(" * 5000 + "1" + ")" * 5000,
    "资金|不存在",
    "资金.支出 + 1 > 0",
    "1 // 0",
    "1 % 0",
]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=[text[:20] for text in EXPRESSIONS])
def test_a_hostile_or_broken_condition_ends_in_a_message_with_its_place(expression: str, pack: Path) -> None:
    def run() -> Any:
        environment_of(pack).evaluate(expression, VALUES, "phrasebank/我的.yaml（某条·条件）", 12)
        raise AssertionError("没有报错")

    source, line, _ = check(measured(run))
    assert (source, line) == ("phrasebank/我的.yaml（某条·条件）", 12)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ '字' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 3 }}",
        "{% include '../外面.jinja' %}",
        "{{ 资金",
        "{{ 无名 }}",
    ],
)
def test_a_hostile_or_broken_wording_ends_in_a_message_with_its_place(text: str, pack: Path) -> None:
    found = measured(lambda: environment_of(pack).render_text(text, VALUES, "phrasebank/我的.yaml（某条·措辞 1）", 12))
    source, line, _ = check(found)
    assert (source, line) == ("phrasebank/我的.yaml（某条·措辞 1）", 12)


def test_the_bounds_begin_anew_with_each_report() -> None:
    budget = composer().environment.budget
    budget.steps, budget.characters, budget.seconds = limits.MOST_STEPS, limits.MOST_CHARACTERS, limits.LONGEST_SECONDS
    assert compose(load_facts(EXAMPLES[-1])).anchors
    assert budget.steps < limits.MOST_STEPS / 10
    assert budget.seconds < limits.LONGEST_SECONDS / 10


def test_only_time_inside_templates_counts() -> None:
    budget = limits.Budget()
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    with budget:
        budget.step()
    assert budget.seconds < 0.04
