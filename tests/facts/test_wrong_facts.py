"""Whatever is wrong with a facts file is told all at once, in Chinese, with line and column; never as a traceback."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.config.reader import read_yaml_text
from drafter.core.errors import InputError, Problem
from drafter.facts.loader import load_facts
from tests.support.cases import HEAD, MARK, marked_places, marked_text, parametrised, read_cases
from tests.support.drafting import EXAMPLES, facts_of, load_data, load_text
from tests.support.laws import examples

SOURCE = "facts.yaml"
KNOWN_WORDS = {"Word", "Excel", "PDF", "YAML", "UTF", "Tab", "drafter", "init", "NaN", "MB", "facts", "yaml"}


def problems_of(path: Path) -> list[Problem]:
    try:
        load_facts(path, SOURCE)
    except InputError as error:
        return list(error.problems)
    return []


def leaked_english(problem: Problem, text: str) -> list[str]:
    """Words in Latin letters that are neither the clerk's own nor names."""
    words = re.findall(r"[A-Za-z_]{2,}", str(problem))
    return [word for word in words if word not in KNOWN_WORDS and word not in text]


@parametrised("wrong_facts.yaml")
def test_everything_wrong_is_told_at_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    marked = marked_text(case)
    text = marked.replace(MARK, "")
    path = tmp_path / SOURCE
    path.write_bytes(text.encode("utf-8"))
    problems = problems_of(path)
    told = [str(problem) for problem in problems]
    assert [(problem.line, problem.column) for problem in problems if problem.line] == marked_places(marked), told
    assert len(told) == len(case["说"] or []), told
    for line, part in zip(told, case["说"] or [], strict=True):
        assert part in line
    for problem in problems:
        assert problem.source == SOURCE
        assert not leaked_english(problem, text), str(problem)


def test_no_two_cases_have_the_same_name() -> None:
    names = [case["名称"] for case in read_cases("wrong_facts.yaml")]
    assert len(names) == len(set(names))


FILES = [
    ("GBK 编码", HEAD.encode("gbk"), 1, "不是 UTF-8 编码"),
    ("GBK 在第三行", b"a: 1\nb: 2\nc: " + "甲".encode("gbk"), 3, "不是 UTF-8 编码"),
    ("UTF-16 编码", HEAD.encode("utf-16"), 1, "不是 UTF-8 编码"),
    ("Word 文件", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xff\xfe\xfd", 0, "这是 Word、Excel 或 PDF 文件"),
    ("图片", b"\x89PNG\r\n\x1a\n\x00\x00", 1, "不是 UTF-8 编码"),
    ("十兆字节", b"#" * (10 * 1024 * 1024), 0, "文件过大（10 MB，上限 8 MB）"),
    ("十万层方括号", b"[" * 100_000, 0, "嵌套超过 40 层"),
    ("十万层花括号", b"{a: " * 100_000, 0, "嵌套超过 40 层"),
    ("六百层缩进", "".join(" " * depth + "a:\n" for depth in range(600)).encode(), 42, "嵌套超过 40 层"),
    ("一行九百个横线", b"- " * 900 + b"a\n", 1, "嵌套超过 40 层"),
    ("缩进一万格", (" " * 10_000 + "a: 1\n").encode(), 0, "嵌套超过 40 层"),
]


@pytest.mark.parametrize(("content", "line", "says"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_a_file_that_is_no_facts_file_is_refused(content: bytes, line: int, says: str, tmp_path: Path) -> None:
    path = tmp_path / SOURCE
    path.write_bytes(content)
    (problem,) = problems_of(path)
    assert problem.line == line
    assert says in str(problem)
    assert not leaked_english(problem, "")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / SOURCE
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert load_facts(path).root["单位"]["名称"] == "甲局"


def test_a_missing_file_a_folder_and_an_unusable_name_are_told(tmp_path: Path) -> None:
    assert "找不到这个文件" in str(problems_of(tmp_path / "没有.yaml")[0])
    assert "这是一个文件夹" in str(problems_of(tmp_path)[0])
    assert "文件读不出来" in str(problems_of(tmp_path / ("长" * 3000))[0])


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / SOURCE
    path.write_text(HEAD, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = problems_of(path)
    assert "没有读取权限" in str(problem)
    assert not leaked_english(problem, "")


def test_problems_of_last_year_s_file_name_that_file(tmp_path: Path) -> None:
    (tmp_path / "2023.yaml").write_text("单位: {名称: 甲局}\n年度: 2023\n项目: 五\n", encoding="utf-8")
    path = tmp_path / SOURCE
    path.write_text("单位: {名称: 甲局}\n年度: 2024\n项目: 六\n上年: 2023.yaml\n", encoding="utf-8")
    assert [(p.source, p.line, p.column) for p in problems_of(path)] == [("2023.yaml", 3, 5), (SOURCE, 3, 5)]


def test_last_year_s_file_of_another_format_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "2023.docx").write_bytes(b"PK\x03\x04\xff\xff")
    path = tmp_path / SOURCE
    path.write_text("单位: {名称: 甲局}\n年度: 2024\n上年: 2023.docx\n", encoding="utf-8")
    (problem,) = problems_of(path)
    assert (problem.line, problem.column) == (3, 5)
    assert "上年的事实文件：2023.docx：不是事实文件" in str(problem)


def test_last_year_s_file_is_found_beside_this_one_and_not_followed_further(tmp_path: Path) -> None:
    folder = tmp_path / "2023 年"
    folder.mkdir()
    text = "单位: {名称: 甲局}\n年度: 2023\n上年: 没有这个文件.yaml\n项目: [{名称: 乙}]\n"
    (folder / "facts.yaml").write_text(text, encoding="utf-8")
    path = tmp_path / SOURCE
    path.write_text("单位: {名称: 甲局}\n年度: 2024\n上年: 2023 年/facts.yaml\n", encoding="utf-8")
    sheet = load_facts(path)
    assert sheet.last_year is not None
    assert [project["名称"].plain for project in sheet.last_year.projects] == ["乙"]


def test_figures_of_last_years_file_name_that_file_in_their_path(tmp_path: Path) -> None:
    funds = "资金: {来源: [{来源: 甲, 年初预算: 9, 支出: 5}]}"
    (tmp_path / "2023.yaml").write_text(f"单位: {{名称: 甲局}}\n年度: 2023\n项目:\n  - 名称: 乙\n    {funds}\n", encoding="utf-8")
    path = tmp_path / SOURCE
    path.write_text("单位: {名称: 甲局}\n年度: 2024\n项目: [{名称: 乙}]\n上年: 2023.yaml\n", encoding="utf-8")
    last = load_facts(path).last_year
    assert last is not None
    spent = last.projects[0]["资金"]["来源"][0]["支出"]
    assert (spent.origin.path, spent.origin.line) == ("上年（2023.yaml） → 项目 → 1 → 资金 → 来源 → 1 → 支出", 5)
    assert last.projects[0]["资金"]["支出明细"].label == "上年支出明细"


def test_an_absent_last_year_inside_the_file_takes_unit_and_year_from_this_one() -> None:
    sheet = load_data({**facts_of({}), "上年": {"项目": [{"名称": "乙"}]}})
    assert sheet.last_year is not None
    assert (sheet.last_year.root["单位"]["名称"], sheet.last_year.root["年度"]) == ("某单位", "2023")


@given(st.text(alphabet=st.sampled_from("单位年度: -{}[]&*!|>'\"%@`#\n\t，甲1?~，：\\"), max_size=60))
@example("? " * 60)
@example("a: &x [*x]")
@example("%YAML 1.1\n---\n!!python/object:os.system {}")
def test_any_text_is_read_or_refused_in_chinese(text: str) -> None:
    try:
        read_yaml_text(text, SOURCE)
    except InputError as error:
        for problem in error.problems:
            assert not leaked_english(problem, text), str(problem)


EXAMPLE = next(path for path in EXAMPLES if "small" in path.parent.name).read_text(encoding="utf-8")
LINES = [line for line in EXAMPLE.splitlines() if line.strip() and not line.lstrip().startswith("#")]
BROKEN = [
    "：",
    ":",
    "\t",
    "  ",
    "-",
    "[",
    "}",
    '"',
    "待补",
    "无",
    "&",
    "*",
    "!",
    "|",
    "【=",
    "-1",
    "²",
    "\u3000",
    "。。",
    "99999999999999999999999",
]


@examples(60)
@given(st.integers(0, len(LINES) - 1), st.floats(0, 1), st.sampled_from(BROKEN), st.booleans())
def test_a_real_file_with_one_slip_is_read_or_refused_in_chinese(row: int, share: float, slip: str, drop: bool) -> None:
    """A slip of the hand anywhere in a real file: something put in, or a character put in its stead."""
    line = LINES[row]
    place = round(share * len(line))
    text = "\n".join([*LINES[:row], line[:place] + slip + line[place + drop :], *LINES[row + 1 :]])
    try:
        load_text(text)
    except InputError as error:
        for problem in error.problems:
            assert problem.line <= len(LINES) + 1
            assert not leaked_english(problem, text), str(problem)


def test_the_reader_s_loader_is_the_fast_one_or_behaves_like_it() -> None:
    """Both YAML parsers must see an empty value as nothing; the one in C reports another style for plain text."""
    assert read_yaml_text("甲:\n乙: ~\n丙: null\n丁: '~'\n戊: 5\n", SOURCE).data == {
        "甲": None,
        "乙": None,
        "丙": None,
        "丁": "~",
        "戊": "5",
    }


def test_a_recursion_limit_is_never_reached(tmp_path: Path) -> None:
    limit = sys.getrecursionlimit()
    path = tmp_path / SOURCE
    path.write_text("".join(" " * depth + "a:\n" for depth in range(1990)), encoding="utf-8")
    assert len(problems_of(path)) == 1
    assert sys.getrecursionlimit() == limit
