"""Several files of one unit and year: the prose of one is held against the tables of the other, and never another unit's."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.core.findings import Finding
from drafter.report.json_report import report_data
from drafter.verbs.check import Checked, CheckJob, check

REPORT = """青桐县水务局2024年度部门决算
一、支出决算情况说明
2024年度支出合计{}万元。
二、政府性基金预算支出情况
2024年度没有政府性基金预算财政拨款收入和支出，培训费支出1.20万元。
"""
TABLE = """支出决算表
编制单位：{unit}    {year}年度    单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| | 合计 | 300.00 | 210.00 | 90.00 |
| 213 | 农林水支出 | 300.00 | 210.00 | 90.00 |
"""


def checked(folder: Path, *texts: str) -> list[Checked]:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{'报告' if number == 0 else f'表{number}'}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return list(check(paths, CheckJob(select=("NU", "TB"))))


def errors(one: Checked) -> list[Finding]:
    assert one.report is not None
    return [finding for finding in one.report.findings if finding.severity == "error"]


def tables(unit: str = "青桐县水务局", year: int = 2024) -> str:
    return TABLE.format(unit=unit, year=year)


def test_prose_is_held_against_the_other_files_table_and_the_message_names_it(tmp_path: Path) -> None:
    report, table = checked(tmp_path, REPORT.format("310.00"), tables())
    (finding,) = errors(report)
    assert (finding.rule, finding.stated, finding.expected) == ("NU10", "310.00万元", "300.00万元")
    assert "表1.txt·支出决算表" in finding.message
    assert errors(table) == []


def test_files_that_agree_are_clean(tmp_path: Path) -> None:
    assert [errors(one) for one in checked(tmp_path, REPORT.format("300.00"), tables())] == [[], []]


@pytest.mark.parametrize("other", [tables("柳溪县教育局"), tables(year=2023)])
def test_another_units_or_years_tables_are_never_mixed_in(tmp_path: Path, other: str) -> None:
    assert [errors(one) for one in checked(tmp_path, REPORT.format("310.00"), other)] == [[], []]


def test_a_table_that_the_report_has_itself_is_not_looked_up_elsewhere(tmp_path: Path) -> None:
    own = REPORT.format("310.00") + tables().replace("300.00", "310.00").replace("90.00", "100.00")
    assert errors(checked(tmp_path, own, tables())[0]) == []


def test_tables_that_contradict_each_other_are_told_in_the_file_where_they_stand(tmp_path: Path) -> None:
    total = """
收入支出决算总表
单位：万元
| 项目 | 决算数 |
|---|---|
| 一、农林水支出 | 300.00 |
| 本年支出合计 | 300.00 |
"""
    other = tables().replace("300.00", "330.00").replace("90.00", "120.00")
    found = checked(tmp_path, REPORT.format("330.00") + total, other)
    (finding,) = errors(found[0])
    assert (finding.rule, finding.stated) == ("TB06", "300.00")
    (other_side,) = errors(found[1])
    assert (other_side.stated, other_side.expected) == ("330.00", "300.00")
    assert other_side.message.startswith("《支出决算表》")
    assert "报告.txt" in other_side.message
    assert found[0].report is not None
    data = report_data(found[0].report)["findings"]
    documents = {place["document"] for one in data for place in (one["location"], *one["others"])}
    assert documents <= {None, "表1.txt"}


def test_without_a_units_name_only_two_files_given_alone_belong_together(tmp_path: Path) -> None:
    bare = tables(unit="")
    assert len(errors(checked(tmp_path, REPORT.format("310.00"), bare)[0])) == 1
    assert errors(checked(tmp_path, REPORT.format("310.00"), bare, tables("柳溪县教育局"))[0]) == []
