"""One wrong figure is told once, with the other places; two wrong figures are told as two."""

from __future__ import annotations

import pytest

from drafter.core.findings import Finding
from drafter.rules.engine import check_document
from tests.support.claim_samples import check_settings
from tests.support.text_cases import context_of

BALANCE = "项目年初预算{}万元，实际支出94.44万元，执行率为74.36%，剩余32.56万元。"
LISTED = "本年支出合计{}万元，其中：基本支出{}万元，占{}%；项目支出246.42万元，占25.33%。"
TOTALS = [["项目", "金额（万元）"], ["办公用房租赁费", "61.25"], ["网络租赁费", "{}"], ["合计", "98.75"]]


def findings_of(*blocks: object, select: tuple[str, ...] = ("NU", "TB")) -> list[Finding]:
    found = check_document(context_of(list(blocks)).document, "例", check_settings()).findings
    return [finding for finding in found if finding.rule.startswith(select)]


@pytest.mark.parametrize("wrong", ["121", "172", "12", "1270"])
def test_a_wrong_base_is_told_once_for_its_rate_and_its_remainder(wrong: str) -> None:
    (finding,) = findings_of(BALANCE.format(wrong))
    assert f"{wrong}万元" in finding.message
    assert "改为 127万元 就都相符" in finding.message
    assert [place.location.block for place in finding.others] == [0]


def test_the_right_report_is_clean() -> None:
    assert findings_of(BALANCE.format("127"), LISTED.format("972.81", "726.39", "74.67")) == []


def test_a_wrong_part_is_told_once_for_its_sum_and_its_share() -> None:
    (finding,) = findings_of(LISTED.format("972.81", "762.39", "74.67"))
    assert finding.severity == "error"


def test_two_wrong_figures_are_two_findings() -> None:
    both = BALANCE.format("127").replace("74.36", "76.34").replace("32.56", "35.26")
    assert sorted(finding.stated for finding in findings_of(both)) == ["35.26万元", "76.34%"]
    apart = findings_of(BALANCE.format("121"), LISTED.format("972.81", "726.39", "76.47"))
    assert len(apart) == 2


def test_the_gravest_stays_and_the_rest_is_named() -> None:
    (finding,) = findings_of(BALANCE.format("121"))
    assert (finding.severity, finding.rule) == ("error", "NU04")
    assert "NU05" in finding.message


def test_a_cell_that_breaks_its_sum_and_the_prose_is_told_once() -> None:
    rows = [[cell.format("37.05") for cell in row] for row in TOTALS]
    (finding,) = findings_of(rows, "全年支付网络租赁费37.50万元。")
    assert finding.rule == "TB01"
    assert len(finding.others) == 1


SCORES = [["指标名称", "分值", "得分"], ["一、产出", "60", "58"], ["二、效益", "40", "39"], ["总分", "100", "99"]]


@pytest.mark.parametrize(("said", "told"), [("97", "改为 97分 就都相符"), ("95", "那里写的是 95分")])
def test_prose_and_table_are_never_corrected_in_opposite_ways(said: str, told: str) -> None:
    (finding,) = findings_of(f"2024年度项目绩效自评得分{said}分，自评等级为优。", "项目支出绩效自评表", SCORES)
    assert (finding.rule, finding.stated, finding.expected) == ("TB08", "99", "97")
    assert "正文与表格不符（NU10" in finding.message
    assert told in finding.message
    assert [place.location.block for place in finding.others] == [0]


def test_prose_that_differs_from_a_right_table_is_wrong_itself() -> None:
    rows = [*SCORES[:3], ["总分", "100", "97"]]
    (finding,) = findings_of("2024年度项目绩效自评得分95分，自评等级为优。", "项目支出绩效自评表", rows)
    assert (finding.rule, finding.stated, finding.expected) == ("NU10", "95分", "97分")


def test_what_is_left_of_a_cause_is_told_when_a_rule_is_not_used() -> None:
    from dataclasses import replace

    settings = check_settings()
    rules = tuple(rule for rule in settings.rules if rule.code == "NU05")
    document = context_of([BALANCE.format("121")]).document
    found = check_document(document, "例", replace(settings, rules=rules)).findings
    assert [finding.rule for finding in found] == ["NU05"]


def test_a_figure_that_a_share_bears_out_is_not_the_cause() -> None:
    words = "项目全年预算27.20万元，实际支出25.82万元，执行率92.94%，年末结余1.92万元。其中省级财政17.20万元，占实际支出的{}%。"
    assert len(findings_of(words.format("66.62"))) == 2
    assert len(findings_of(words.format("68.04"))) == 1
