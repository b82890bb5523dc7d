"""facts.yaml to a `FactSheet`; everything that is wrong is said at once, in Chinese, with line and column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from drafter.config.messages import problems_of
from drafter.config.reader import YAML, Path_, RawFacts, label_path, read_yaml
from drafter.core.errors import InputError, Problem
from drafter.core.patterns import lazy_re
from drafter.facts.checks import check_facts
from drafter.facts.schema import Facts
from drafter.facts.sheet import FactSheet, build_sheet
from drafter.system.files import real_path

__all__ = ["load_facts"]

PENDING = "待补"
NONE = "无"
LAST_YEAR = "上年"
_YEAR = lazy_re(r"[0-9]{1,4}")


def load_facts(path: Path, source: str = "") -> FactSheet:
    """The facts of a file, last year's with them.

    Raises `InputError` with every problem of the file and of last year's file.
    """
    raw = read_yaml(path, source)
    if not isinstance(raw.data, dict):
        raise InputError.of(raw.source, "应为“键: 值”的分级内容，最外层要有 单位、年度、项目", line=1, column=1)
    problems: list[Problem] = []
    last_year = _load_last_year(raw, path, problems)
    sheet = _validated(raw, raw.data, (), problems, last_year)
    if problems or sheet is None:
        raise InputError(problems)
    return sheet


def _load_last_year(raw: RawFacts, path: Path, problems: list[Problem]) -> FactSheet | None:
    """Last year's facts, inline or from a file beside this one. Last year's own 上年 is not followed."""
    given = raw.data.get(LAST_YEAR)
    if isinstance(given, dict):
        return _load_inline(raw, given, problems)
    if not isinstance(given, str) or given.strip() in {"", PENDING, NONE}:
        return None
    try:
        earlier = _facts_file(path.parent / given, given)
    except InputError as error:
        line, column = raw.positions.of((LAST_YEAR,))
        problems += [Problem(raw.source, line, column, (LAST_YEAR,), f"上年的事实文件：{p}") for p in error.problems]
        return None
    data = {key: value for key, value in earlier.data.items() if key != LAST_YEAR} if isinstance(earlier.data, dict) else {}
    above = f"{LAST_YEAR}（{given.strip()}）"
    return _validated(replace(earlier, positions=earlier.positions.below(above)), data, (above,), problems, None)


def _facts_file(path: Path, source: str) -> RawFacts:
    """The content of a facts file; of any other file nothing is said but that it is none, so that no message shows its content."""
    if real_path(path).suffix.lower() not in YAML:
        raise InputError.of(source, "不是事实文件；事实文件是以 .yaml 结尾的文本文件")
    raw = read_yaml(path, source)
    if not isinstance(raw.data, dict) or not {"单位", "年度", "项目"} & raw.data.keys():
        raise InputError.of(source, "不是事实文件：里面没有 单位、年度、项目")
    return raw


def _load_inline(raw: RawFacts, given: dict[str, Any], problems: list[Problem]) -> FactSheet | None:
    """Last year's facts inside this file. Unit and year are this year's where they are not given; what is wrong with them is said there."""
    inherited = {"单位": raw.data.get("单位"), "年度": _year_before(raw.data.get("年度"))}
    found: list[Problem] = []
    sheet = _validated(raw, {**inherited, **given}, (LAST_YEAR,), found, None)
    elsewhere = {(LAST_YEAR, name) for name in inherited if name not in given}
    problems += [problem for problem in found if problem.path[:2] not in elsewhere]
    return sheet


def _year_before(year: object) -> str | None:
    return str(int(year) - 1) if isinstance(year, str) and _YEAR.fullmatch(year) else None


def _validated(
    raw: RawFacts, data: dict[str, Any], prefix: Path_, problems: list[Problem], last_year: FactSheet | None
) -> FactSheet | None:
    pending: dict[Path_, int] = {}
    stripped = _without_pending(data, prefix, raw, pending, problems)
    try:
        facts = Facts.model_validate(stripped)
    except ValidationError as error:
        asked = {label_path(path) for path in pending}
        found = problems_of(error, Facts, raw.positions, raw.source, prefix)
        problems += [replace(p, message="这一项必须填写，不能待补") if p.path in asked else p for p in found]
        return None
    sheet, found = build_sheet(facts, raw.positions, pending, raw.source, prefix=prefix, last_year=last_year)
    problems += found
    problems += check_facts(facts, sheet, pending, prefix)
    return sheet


def _without_pending(value: Any, path: Path_, raw: RawFacts, pending: dict[Path_, int], problems: list[Problem]) -> Any:
    """The data without what is marked 待补; where it stood is remembered."""
    if isinstance(value, list):
        filled = value[: max((index + 1 for index, item in enumerate(value) if not _is_blank(item)), default=0)]
        problems += [_pending_item(raw, (*path, index)) for index, item in enumerate(filled) if _is_pending(item)]
        return [_without_pending(item, (*path, index), raw, pending, problems) for index, item in enumerate(filled)]
    if not isinstance(value, dict):
        return value
    kept: dict[str, Any] = {}
    for key, item in value.items():
        if path and _is_blank(item):
            continue
        if _is_pending(item) or (isinstance(item, list) and item and all(map(_is_pending, item))):
            pending[(*path, key)] = raw.positions.of((*path, key))[0]
        else:
            kept[key] = _without_pending(item, (*path, key), raw, pending, problems)
    return {key: item for key, item in kept.items() if item is not None}


def _is_blank(value: object) -> bool:
    """Whether nothing is filled in: a record of a form whose boxes are all still empty is as good as absent."""
    if isinstance(value, dict):
        return bool(value) and all(map(_is_blank, value.values()))
    return value is None or (isinstance(value, list) and bool(value) and all(map(_is_blank, value)))


def _is_pending(value: object) -> bool:
    return isinstance(value, str) and value.strip() == PENDING


def _pending_item(raw: RawFacts, path: Path_) -> Problem:
    line, column = raw.positions.of(path)
    return Problem(raw.source, line, column, label_path(path), "列表里的一条不能写“待补”；先删掉这一条，或整项填“待补”")
