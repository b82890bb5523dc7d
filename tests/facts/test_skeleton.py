"""The skeleton that `drafter init` writes: every key once, each explained; ready to be drafted once three blanks are filled."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.core.errors import InputError
from drafter.facts.json_schema import facts_json_schema
from drafter.verbs.catalogue import skeleton
from drafter.verbs.draft import draft
from tests.support.cases import filled
from tests.support.drafting import plans, shipped

TEXT = skeleton()
KEY = re.compile(r"\s*(?:- )*([^\s#:]+):(?:\s|$)")


def keys_of(node: Any, path: str = "") -> list[str]:
    if isinstance(node, list):
        return [key for item in node for key in keys_of(item, path)]
    if not isinstance(node, dict):
        return []
    return [found for key, value in node.items() for found in (f"{path}{key}", *keys_of(value, f"{path}{key}."))]


def keys_of_schema() -> list[str]:
    schema = facts_json_schema()

    def models(given: Any) -> list[dict[str, Any]]:
        if "$ref" in given:
            return [schema["$defs"][given["$ref"].rsplit("/", 1)[1]]]
        inner = [*given.get("anyOf", ()), *([given["items"]] if "items" in given else [])]
        return [model for option in inner for model in models(option)]

    def walk(model: dict[str, Any], path: str) -> list[str]:
        return [
            found
            for name, given in model["properties"].items()
            for found in (f"{path}{name}", *(key for inner in models(given) for key in walk(inner, f"{path}{name}.")))
        ]

    return walk(schema, "")


def test_it_begins_with_the_line_that_editors_look_for() -> None:
    assert TEXT.startswith("# yaml-language-server: $schema=facts.schema.json\n")


def test_every_key_of_the_schema_stands_there_once() -> None:
    assert sorted(keys_of(yaml.safe_load(TEXT))) == sorted(keys_of_schema())


def test_every_box_says_in_chinese_what_goes_in() -> None:
    """A key with boxes of its own below it may do without."""
    lines = TEXT.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        indentation = len(line) - len(line.lstrip(" -"))
        deeper = len(following) - len(following.lstrip(" -")) > indentation
        if KEY.match(line) and not deeper:
            assert re.search(r" # .*[\u4e00-\u9fff]", line), line
    explained = [line for line in lines if KEY.match(line) and " # " in line]
    examples = [line for line in explained if "例如" in line or "填 " in line]
    assert len(examples) > len(explained) * 0.7


def test_only_the_three_required_boxes_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        draft(path, output=tmp_path)
    places = Counter((problem.line, problem.message) for problem in caught.value.problems)
    marked = [number for number, line in enumerate(TEXT.splitlines(), 1) if "# 必填" in line]
    assert places == Counter((line, "缺少必填项") for line in marked)
    assert len(marked) == 3
    assert not list(tmp_path.glob("*.docx"))


@pytest.mark.parametrize("name", sorted(plans()))
def test_it_can_be_drafted_once_the_three_blanks_are_filled(name: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(filled(skeleton(name)), encoding="utf-8")
    (report,) = draft(path, output=tmp_path)
    assert report.written
    assert report.gaps
    assert not report.proposals
    assert "免费开放经费" in report.draft.document.title


def test_it_names_the_document_it_was_made_for() -> None:
    assert "文种: [项目支出绩效自评报告]" in TEXT
    for name in plans():
        assert f"\n文种: [{name}]" in skeleton(name)


def test_every_document_has_a_skeleton_and_an_unknown_one_is_answered_with_the_nearest() -> None:
    assert shipped().find_file("templates/zh/facts/项目支出绩效自评报告.yaml")
    with pytest.raises(InputError, match="是不是“项目支出绩效自评报告”"):
        skeleton("项目支出绩效自评")
