"""`drafter suggest`: where a note belongs and what is like it, measured on the notes of a case file, and what the command says."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from drafter.cli.commands import main
from drafter.report.suggest_report import render_suggest_json, render_suggest_text, suggest_schema
from drafter.resources import Packs
from drafter.verbs.suggest import LONGEST_NOTE
from drafter.wording.lexicon import load_lexicon
from drafter.wording.phrasebank import load_phrasebank
from drafter.wording.suggestions import Suggester, Suggestion
from tests.support.cases import read_cases
from tests.support.console import leaked_english, run
from tests.support.drafting import ROOT

NOTES = read_cases("suggest.yaml")
EXAMPLE = ROOT / "examples/small-library-2024/facts.yaml"
ENOUGH = {"first": 0.8, "three": 0.9}
"""Shares of the notes whose section and problem come first, and among the first three."""


@cache
def suggester() -> Suggester:
    return Suggester(load_phrasebank(Packs.find()), load_lexicon(Packs.find()))


def _shares(hits: list[list[bool]]) -> dict[str, float]:
    return {"first": sum(hit[:1] == [True] for hit in hits) / len(hits), "three": sum(map(any, hits)) / len(hits)}


@pytest.mark.parametrize("kept", [False, True], ids=["tuned", "kept aside"])
def test_notes_find_their_section_and_their_problem(kept: bool) -> None:
    cases: list[dict[str, Any]] = [case for case in NOTES if ("留" in case) == kept]
    found = [(case, suggester().suggest(case["名称"])) for case in cases]
    sections = [[guess.name == case["章节"] for guess in one.sections] for case, one in found]
    problems = [
        [bool(re.search(case["问题"], match.phrase.code + match.heading)) for match in one.matches["问题"]]
        for case, one in found
        if "问题" in case
    ]
    for hits in (sections, problems):
        assert all(share >= ENOUGH[name] for name, share in _shares(hits).items()), _shares(hits)


def test_a_third_of_the_notes_is_kept_aside() -> None:
    assert len(NOTES) >= 40
    assert sum("留" in case for case in NOTES) * 3 >= len(NOTES)


def _scores(one: Suggestion) -> list[list[float]]:
    return [[match.score for match in matches] for matches in one.matches.values()]


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    for case in NOTES:
        for count in (1, 3):
            for scores in _scores(suggester().suggest(case["名称"], count)):
                assert scores == sorted(scores, reverse=True)
                assert len(scores) <= count


def test_the_reasons_are_words_of_the_note_or_mean_the_same() -> None:
    match = suggester().suggest("两台设备还没验收").matches["问题"][0]
    assert "验收" in match.phrase.code
    assert all(weight > 0 for _, weight in match.words)
    assert match.words == tuple(sorted(match.words, key=lambda pair: (-pair[1], pair[0])))


def test_json_meets_its_schema_and_is_the_same_each_time() -> None:
    found = tuple(suggester().suggest(case["名称"]) for case in NOTES)
    text = render_suggest_json(found, frozenset({"执行率偏低"}))
    jsonschema.Draft202012Validator(suggest_schema()).validate(json.loads(text))
    assert text == render_suggest_json(tuple(suggester().suggest(case["名称"]) for case in NOTES), frozenset({"执行率偏低"}))


def test_text_is_chinese() -> None:
    shown = render_suggest_text(tuple(suggester().suggest(case["名称"]) for case in NOTES))
    assert leaked_english(shown) == []


def test_a_note_as_arguments_with_facts() -> None:
    result = run("suggest", "档案资料不全，", "验收单找不到", "--facts", EXAMPLE)
    assert result.exit_code == 0
    assert "写在  存在的问题" in result.output
    assert "事实不支持" in result.output


def test_notes_from_standard_input_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "找.json"
    arguments = ["suggest", "-", "-n", "1", "--output-format", "json", "--output", str(target)]
    result = CliRunner().invoke(main, arguments, input="执行率不到70%\n\n满意度没有做调查\n")
    assert (result.exit_code, result.output) == (0, f"已写好：{target}\n")
    assert [note["note"] for note in json.loads(target.read_text("utf-8"))["notes"]] == ["执行率不到70%", "满意度没有做调查"]


@pytest.mark.parametrize(
    ("note", "code", "message"),
    [("——", 1, "没有相近的"), ("  ", 2, "没有内容"), ("钱" * (LONGEST_NOTE + 1), 2, "太长")],
    ids=["nothing like it", "empty", "too long"],
)
def test_what_cannot_be_found_is_told(note: str, code: int, message: str) -> None:
    result = CliRunner().invoke(main, ["suggest"], input=note)
    assert result.exit_code == code
    assert message in result.output
