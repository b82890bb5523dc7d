"""The smaller commands: init, schema, types, phrases, trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.formats.zip_file import pack
from drafter.verbs.catalogue import facts_schema, list_phrases, skeleton
from tests.support.cases import filled
from tests.support.console import SMALL, YUHUA, edit, files, leaked_english, run, write
from tests.support.drafting import plans
from tests.support.word_package import read_package

DEFAULT = "项目支出绩效自评报告"


# init


def test_init_writes_a_skeleton_that_is_drafted_once_its_blanks_are_filled() -> None:
    result = run("init", "-o", "facts.yaml")
    assert result.exit_code == 0
    assert "drafter draft facts.yaml" in result.output
    text = Path("facts.yaml").read_text(encoding="utf-8")
    assert text == skeleton()
    assert run("draft", "facts.yaml").exit_code == 2
    write("facts.yaml", filled(text))
    assert run("draft", "facts.yaml", "-o", "报告.docx").exit_code == 1
    assert files() == ["facts.yaml", "报告.docx"]


def test_init_does_not_write_over_a_file_without_force() -> None:
    write("facts.yaml", "mine")
    result = run("init", "-o", "facts.yaml")
    assert result.exit_code == 2
    assert "文件已经存在，没有覆盖" in result.output
    assert Path("facts.yaml").read_text(encoding="utf-8") == "mine"
    assert run("init", "-o", "facts.yaml", "--force").exit_code == 0
    assert Path("facts.yaml").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("name", sorted(plans()))
def test_init_prepares_for_the_document_that_is_asked_for(name: str) -> None:
    assert run("init", "--type", name, "-o", "facts.yaml").exit_code == 0
    assert f"文种: [{name}]" in Path("facts.yaml").read_text(encoding="utf-8")


def test_init_for_an_unknown_document_names_the_nearest_and_writes_nothing() -> None:
    result = run("init", "--type", "项目支出自评", "-o", "facts.yaml")
    assert result.exit_code == 2
    assert f"是不是“{DEFAULT}”" in result.output
    assert files() == []


@pytest.mark.parametrize("target", ["没有这个文件夹/facts.yaml", "."])
def test_init_to_an_impossible_place_is_told(target: str) -> None:
    result = run("init", "-o", target, "--force")
    assert result.exit_code == 2
    assert "文件夹" in result.output
    assert leaked_english(result.output, target, str(Path.cwd())) == []
    assert files() == []


# schema


def test_schema_is_printed_or_written() -> None:
    printed = json.loads(run("schema").output)
    assert printed == facts_schema()
    assert run("schema", "-o", "facts.schema.json").exit_code == 0
    assert json.loads(Path("facts.schema.json").read_text(encoding="utf-8")) == printed


# types, phrases


def test_types_lists_every_document_with_what_it_is() -> None:
    result = run("types")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == sorted(plans())
    assert sum(line.startswith("    ") for line in lines) == len(plans())


def test_phrases_lists_every_entry_once() -> None:
    result = run("phrases")
    assert result.exit_code == 0
    codes = [line.split("　")[1] for line in result.output.splitlines() if not line.startswith(" ")]
    assert sorted(codes) == sorted(entry.code for entry in list_phrases())


@pytest.mark.parametrize("kind", ["常用语", "问题", "措施", "成效"])
def test_phrases_of_one_kind_can_be_listed(kind: str) -> None:
    lines = [line for line in run("phrases", "--kind", kind).output.splitlines() if not line.startswith(" ")]
    assert lines
    assert {line.split("　")[0] for line in lines} == {kind}


def test_a_pack_that_is_no_folder_is_told() -> None:
    for arguments in (["types"], ["phrases"], ["draft", str(SMALL)], ["init", "-o", "x.yaml"]):
        result = run(*arguments, "--pack", "没有")
        assert result.exit_code == 2
        assert "没有：找不到这个文件夹" in result.output
    assert files() == []


def test_an_office_s_own_document_is_listed_and_drafted() -> None:
    own = Path("本局", "configs", "plans")
    own.mkdir(parents=True)
    text = "名称: 简式报告\n说明: 只有概况\n报告标题: 简式报告\n文件名: 简式\n章节: [{标题: 概况, 模板: 项目概况}]\n评分: {分值: {预算执行率: 10, 产出指标: 50, 效益指标: 30, 满意度指标: 10}}\n"
    (own / "简式报告.yaml").write_text(text, encoding="utf-8")
    assert "简式报告\n    只有概况" in run("types", "--pack", "本局").output
    assert run("draft", SMALL, "--type", "简式报告", "--pack", "本局", "-o", "稿").exit_code == 0
    assert "稿/简式.docx" in files()
    assert run("init", "--type", "简式报告", "--pack", "本局", "-o", "facts.yaml").exit_code == 0


# trace


def test_trace_of_an_untouched_report_ends_with_0_and_names_facts_and_formulas() -> None:
    run("draft", SMALL, "-o", "报告.docx")
    result = run("trace", "报告.docx")
    assert result.exit_code == 0, result.output
    assert "＝ 支出 25.28 ÷ 全年预算 27.20" in result.output
    assert "0 个被改过，0 个找不到了；另有 0 个数字没有来源" in result.output


def test_trace_of_an_edited_report_ends_with_1() -> None:
    run("draft", YUHUA, "-o", "报告.docx")
    parts = read_package(Path("报告.docx"))
    assert b"74.36" in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"74.36", b"74.63", 1)
    Path("报告.docx").write_bytes(pack(parts))
    result = run("trace", "报告.docx", "--changed")
    assert result.exit_code == 1
    assert "← 已改，原为 74.36" in result.output


@pytest.mark.parametrize("content", [None, b"", b"x", b"PK\x03\x04"])
def test_trace_of_what_is_no_report_is_told(content: bytes | None) -> None:
    if content is not None:
        Path("报告.docx").write_bytes(content)
    result = run("trace", "报告.docx")
    assert result.exit_code == 2
    assert "报告.docx：" in result.output


def test_edit_is_seen_by_trace_only_where_a_figure_stands() -> None:
    run("draft", SMALL, "-o", "报告.docx")
    edit(Path("报告.docx"))
    assert run("trace", "报告.docx").exit_code == 0


def test_a_check_tells_of_the_documents_that_can_be_read_and_ends_with_2() -> None:
    good = Path("好.txt")
    good.write_text("全年召开会议3次。\n", encoding="utf-8")
    Path("坏.docx").write_bytes(b"x")
    result = run("check", "好.txt", "坏.docx", "--output", "结果.txt")
    assert result.exit_code == 2
    assert "没有检查：坏.docx" in result.output
    assert Path("结果.txt").read_text(encoding="utf-8").startswith("好.txt：未发现问题")
    assert "其余的照样核对" in "".join(run("check", "--help").output.split())
