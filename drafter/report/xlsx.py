"""The reviewer's working table: a finding a row with room for the unit's answer, and a sheet that sums up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.core.findings import Basis, Coverage, Finding, Report
from drafter.core.presentation import SEVERITIES, in_order, one_line, place_words, severity_word
from drafter.formats.xlsx.write import SheetColumn, WorkingTable, write_workbook

__all__ = ["ANSWERS", "render_xlsx"]

ANSWERS = ("属实", "不属实", "已改")
_FINDINGS = (
    SheetColumn("序号", 6, centred=True),
    SheetColumn("文件", 16),
    SheetColumn("位置", 24),
    SheetColumn("严重程度", 10, centred=True),
    SheetColumn("规则", 20),
    SheetColumn("原文", 40),
    SheetColumn("现值", 12),
    SheetColumn("应为", 12),
    SheetColumn("计算过程", 28),
    SheetColumn("说明", 40),
    SheetColumn("处理意见", 10, choices=ANSWERS, centred=True),
)
_FILLS = (("错误", "FDE2DF"), ("警告", "FFF0CF"), ("提示", "DFECFB"))
_COVERAGE = ("看到的数字", "重算", "与表格比较", "别处重复", "没有读懂", "说法一致", "不一致", "无法判断", "没有查完")
_SUMMARY = (SheetColumn("文件", 40), *(SheetColumn(word, 12, centred=True) for word in ("错误", "警告", "提示", *_COVERAGE)))


def render_xlsx(reports: Sequence[Report]) -> bytes:
    """The .xlsx file: 核对意见 and 汇总."""
    rows = [(report.document, finding) for report in reports for finding in in_order(report.findings)]
    findings = tuple(_row(number, document, finding) for number, (document, finding) in enumerate(rows, 1))
    return write_workbook(
        [WorkingTable("核对意见", _FINDINGS, findings, _FILLS), WorkingTable("汇总", _SUMMARY, tuple(_summary(reports)))]
    )


def _row(number: int, document: str, finding: Finding) -> tuple[str | int, ...]:
    rule = f"{finding.rule} {finding.title}"
    values = (one_line(finding.quote), finding.stated, finding.expected, finding.derivation, _message(finding))
    return (number, document, place_words(finding.place), severity_word(finding.severity), rule, *values, "")


def _message(finding: Finding) -> str:
    others = "；".join(dict.fromkeys(place_words(place) for place in finding.others))
    return f"{finding.message}\n别处：{others}" if others else finding.message


def _summary(reports: Sequence[Report]) -> Iterator[tuple[str | int, ...]]:
    rows = [(*_counts(report), *_covered(report.coverage), len(report.broken)) for report in reports]
    for report, row in zip(reports, rows, strict=True):
        yield (report.document, *row)
    if len(rows) > 1:
        yield ("合计", *map(sum, zip(*rows, strict=True)))


def _counts(report: Report) -> Iterator[int]:
    severities = [finding.severity for finding in report.findings]
    return (severities.count(severity) for severity in SEVERITIES)


def _covered(coverage: Coverage) -> tuple[int, ...]:
    told = coverage.understood + coverage.none
    figures = (coverage.of(basis).figures for basis in Basis)
    return coverage.all.figures, *figures, told.holds, told.fails, told.undecided
