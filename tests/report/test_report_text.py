from __future__ import annotations

from report_samples import clean, document, finding, growth, leftover, report

from drafter.core.document import Location
from drafter.core.findings import Coverage, Finding, Place, Report
from drafter.core.presentation import in_order, one_line, place_words, safe, spot_words
from drafter.core.text import display_width
from drafter.report.levels import exit_code
from drafter.report.text import WIDTH, render_text


def test_a_finding_is_told_with_quote_values_reason_and_sum() -> None:
    text = render_text([report()])
    assert "  错误 NU07 把比率写成增长率\n    原文  机关运行经费支出34.00万元，比年初预算数增加16.00万元，增长212.50%。\n" in text
    for line in ("    现值  212.50%", "    应为  112.50%", "    算式  18.00 ÷ (34.00 − 18.00) = 112.50%", "    别处  十、其他"):
        assert line in text.splitlines()


def test_findings_stand_under_their_section_in_the_documents_order() -> None:
    lines = render_text([report()]).splitlines()
    order = [lines.index(section) for section in ("九、机关运行经费支出说明", "十、其他")]
    assert order == sorted(order)
    assert [line.split()[1] for line in lines if line.startswith(("  错误", "  警告", "  提示"))] == [
        "NU07",
        "TB01",
        "TB06",
        "TX01",
    ]


def test_a_cell_is_told_by_table_row_and_column() -> None:
    assert "  提示 TB01 明细与合计不符（表《公开06表》·工资福利支出·决算数）" in render_text([report()])


def test_a_clean_document_takes_two_lines() -> None:
    assert render_text([clean()]) == "另一份.docx：未发现问题\n看到 9 个数字，读懂 4 条说法，其中一致 4、不一致 0、无法判断 0\n"


def test_claims_that_fail_without_a_finding_are_no_clean_document() -> None:
    left_out = Report("另一份.docx", (), Coverage(9, 4, 2, 2, 0))
    text = render_text([left_out, clean()])
    assert text.startswith("另一份.docx：没有要列的发现，但有 2 条说法不一致")
    assert "合计 2 份文件，1 份未发现问题" in text


def test_what_was_not_understood_is_no_praise() -> None:
    assert "不能当作核对通过" in render_text([Report("扫描件.pdf", (), Coverage(40))])


def test_several_documents_end_with_a_summary() -> None:
    text = render_text([report(), clean()])
    assert text.startswith("决算.docx：错误 2，警告 1，提示 1\n")
    assert "\n\n另一份.docx：未发现问题\n" in text
    assert text.endswith(
        "合计 2 份文件，1 份未发现问题：错误 2，警告 1，提示 1\n看到 21 个数字，读懂 7 条说法，其中一致 5、不一致 1、无法判断 1\n"
    )


def test_no_documents_are_no_text() -> None:
    assert render_text([]) == ""


def test_claims_are_told_when_asked_for() -> None:
    assert "读懂的说法" not in render_text([report()])
    assert "  不一致 growth  机关运行经费支出34.00万元" in render_text([report()], verbose=True)


def test_the_first_further_places_are_named_and_the_rest_counted() -> None:
    places = tuple(Place(Location(2, 0, 1), f"第{number}节") for number in range(5))
    many = finding(document(), "212.50%", others=places)
    reports = [Report("决算.docx", (many,), Coverage())]
    assert "别处  第0节；第1节；第2节 等 5 处" in render_text(reports)
    assert "别处  第0节；第1节；第2节；第3节；第4节\n" in render_text(reports, verbose=True)


def test_no_line_is_wider_than_the_terminal_and_no_number_is_torn() -> None:
    words = "支出合计1,234.56万元，其中基本支出726.39万元；" * 12
    long = finding(document(), "212.50%", quote=words[:120], message=words)
    lines = render_text([Report("决算.docx", (long,), Coverage())]).splitlines()
    assert max(map(display_width, lines)) <= WIDTH + 2
    assert sum(line.count("1,234.56") for line in lines) == 12 + words[:120].count("1,234.56")
    assert not [line for line in lines if line.strip().startswith(("，", "。", "；"))]


def test_a_word_longer_than_a_line_is_broken() -> None:
    long = finding(document(), "212.50%", message="9" * 300)
    assert max(map(display_width, render_text([Report("决算.docx", (long,), Coverage())]).splitlines())) <= WIDTH


def test_lines_and_pages_are_told_where_the_source_has_them() -> None:
    assert spot_words(Place(Location(2, 0, 1), "一、", line=12)) == "第12行"
    assert place_words(Place(Location(2, 0, 1), "一、", page=3)) == "一、 › 第3页"
    assert spot_words(Place(Location(2, 0, 1, 4, 1), table="收入决算表")) == "表《收入决算表》·第5行·第2列"
    assert place_words(Place(Location(0, 0, 1))) == "正文"


def test_a_documents_words_cannot_steer_the_terminal() -> None:
    hostile = finding(document(), "212.50%", quote="\x1b[2J清屏\u202e倒\ud800", message="\x07响\r\n第二行")
    text = render_text([Report("a\x1b]0;x\x07.docx", (hostile,), Coverage())])
    assert not set(text) & {"\x1b", "\x07", "\u202e", "\ud800", "\r"}
    text.encode("utf-8")


def test_safe_text_keeps_line_breaks_and_tabs() -> None:
    assert safe("一\r\n二\r三\t四") == "一\n二\n三\t四"
    assert one_line(" 一\n\t二　三 ") == "一 二 三"


def test_the_order_given_does_not_matter() -> None:
    findings = list(report().findings)
    assert in_order(findings) == in_order(findings[::-1])
    assert render_text([report()]) == render_text(
        [Report("决算.docx", tuple(findings[::-1]), report().coverage, report().claims)]
    )


def test_the_exit_code_follows_the_level() -> None:
    def code(*findings: Finding, **level: object) -> int:
        return exit_code([Report("决算.docx", findings, Coverage())], **level)  # type: ignore[arg-type]

    assert (code(), code(leftover()), code(growth())) == (0, 0, 1)
    assert (code(leftover(), fail_level="warning"), code(leftover(), fail_level="note"), code(fail_level="note")) == (1, 1, 0)
    assert exit_code([]) == 0
