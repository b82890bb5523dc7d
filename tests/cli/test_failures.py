"""A fault inside drafter costs the file, or the rule, that it met; the exit code is 2, never 1, and nobody sees a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from drafter.rules import registry
from tests.support.console import SMALL, run, write

FINE = "支出合计30万元，其中：甲10万元，乙10万元，丙15万元。"


def broken(*_: Any, **__: Any) -> Iterator[Any]:
    raise KeyError("某个键")


def test_a_reader_that_fails_costs_its_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from drafter.formats.text import read

    whole = read.read_text
    monkeypatch.setattr(read, "read_text", lambda data, **more: broken() if b"bad" in data else whole(data, **more))
    write("好.txt", FINE)
    write("坏.txt", "bad")
    result = run("check", ".", "--output-format", "json")
    assert result.exit_code == 2
    assert '"rule": "NU01"' in result.output
    assert "没有检查：坏.txt：" in result.output
    assert "KeyError" in result.output


def test_a_rule_that_fails_is_named_and_the_others_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tuple(replace(rule, check=broken) if rule.code == "TX01" else rule for rule in registry.RULES)
    monkeypatch.setattr(registry, "RULES", rules)
    write("某报告.txt", FINE)
    result = run("check", "某报告.txt")
    assert result.exit_code == 2
    assert "NU01" in result.output
    assert "某报告.txt：没有查完：规则 TX01（" in result.output


def test_a_passage_that_fails_is_quoted_and_the_others_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    from drafter.claims import engine

    whole = engine.recognise
    monkeypatch.setattr(engine, "recognise", lambda p, *more: broken() if "坏" in p.text else whole(p, *more))
    write("某报告.txt", f"坏的一段有5万元。\n\n{FINE}\n")
    result = run("check", "某报告.txt")
    assert result.exit_code == 2
    assert "NU01" in result.output
    assert "某报告.txt：没有查完：这一段：“坏的一段有5万元。”：" in result.output


@pytest.mark.parametrize("debug", [False, True])
def test_a_command_that_fails_ends_with_2(monkeypatch: pytest.MonkeyPatch, debug: bool) -> None:
    if debug:
        monkeypatch.setenv("DRAFTER_DEBUG", "1")
    monkeypatch.setattr("drafter.drafting.composer.load_composer", broken)
    result = run("draft", SMALL)
    assert result.exit_code == 2
    assert "KeyError" in result.output
    assert ("Traceback" in result.output) is debug


def test_what_no_verb_foresaw_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.verbs.catalogue.list_types", broken)
    result = run("types")
    assert result.exit_code == 2
    assert "没有做完" in result.output
    assert "Traceback" not in result.output
