from __future__ import annotations

import re
from dataclasses import replace

from drafter.core.document import Location
from drafter.core.findings import Coverage, Finding, Place, Report, Share
from drafter.core.presentation import in_order, one_line, place_words, safe, spot_words
from drafter.core.text import display_width
from drafter.report.levels import exit_code
from drafter.report.text import LONGEST_QUOTE, TextOptions, render_text
from drafter.report.wrapping import WIDTH
from tests.support.report_samples import clean, covered, document, finding, growth, half, leftover, report, tail

FULL = TextOptions(verbose=True)
IN_ORDER = TextOptions(order="document")


def test_a_finding_is_told_in_two_lines() -> None:
    quote = "原文：机关运行经费支出34.00万元，比年初预算数增加16.00万元，增长212.50%。"
    lines = unfolded(render_text([report()]))
    place = lines.index("  NU07 九、机关运行经费支出说明：" + growth().message)
    assert lines[place + 1] == f"       {quote}　算式：18.00 ÷ (34.00 − 18.00) = 112.50%　别处：十、其他"


def unfolded(text: str) -> list[str]:
    """The lines as they were before they were folded: a line further in than the one above goes on with it."""
    lines: list[str] = []
    for line in text.splitlines():
        continues = line.startswith("       ") and not line.strip().startswith("原文")
        if continues:
            lines[-1] += line.strip()
        else:
            lines.append(line)
    return lines


def test_what_a_message_does_not_name_is_added() -> None:
    short = finding(document(), "212.50%", message="增长率写错了", stated="212.50%", expected="112.50%")
    assert "增长率写错了（写的是 212.50%，应为 112.50%）" in render_text([Report("a.docx", (short,), Coverage())])
    named = replace(short, message="212.50% 写错了")
    assert "212.50% 写错了（应为 112.50%）" in render_text([Report("a.docx", (named,), Coverage())])


def test_in_full_a_finding_has_a_line_for_each_thing_known() -> None:
    text = render_text([report()], FULL)
    assert "  NU07 把比率写成增长率（九、机关运行经费支出说明）\n    原文  机关运行经费支出34.00万元，比年初预算数" in text
    for line in ("    现值  212.50%", "    应为  112.50%", "    算式  18.00 ÷ (34.00 − 18.00) = 112.50%", "    别处  十、其他"):
        assert line in text.splitlines()


def codes(text: str) -> list[str]:
    return re.findall(r"^  (?:错误 |警告 |提示 )?([A-Z]{2}\d{2}) ", text, re.MULTILINE)


def test_the_gravest_findings_come_first() -> None:
    text = render_text([report()])
    assert codes(text) == ["NU07", "TB06", "TX01", "TB01"]
    places = [text.index(f"\n{word}\n") for word in ("错误", "警告", "提示")]
    assert places == sorted(places)


def test_on_demand_findings_stand_under_their_section_in_the_documents_order() -> None:
    text = render_text([report()], IN_ORDER)
    order = [text.splitlines().index(section) for section in ("九、机关运行经费支出说明", "十、其他")]
    assert order == sorted(order)
    assert codes(text) == ["NU07", "TB01", "TB06", "TX01"]


def test_only_findings_of_a_level_are_listed_and_all_are_counted() -> None:
    text = render_text([report()], TextOptions(least="error"))
    assert codes(text) == ["NU07", "TB06"]
    assert text.startswith("决算.docx：错误 2，警告 1，提示 1\n")
    assert codes(render_text([report()], TextOptions(least="warning"))) == ["NU07", "TB06", "TX01"]


def test_notes_of_a_rule_are_one_line() -> None:
    notes = tuple(replace(tail(), place=Place(Location(7, n, n + 1), f"第{n}节")) for n in range(5))
    several = [Report("决算.docx", notes, Coverage())]
    assert "  TB01 明细与合计不符 5 处：第0节；第1节；第2节 等 5 处\n" in render_text(several)
    assert codes(render_text(several, FULL)) == ["TB01"] * 5


def test_a_cell_is_told_by_table_row_and_column_unless_the_message_names_it() -> None:
    assert "表《公开06表》·工资福利支出·决算数：尾差0.01。" in render_text([report()])
    named = replace(tail(), message="《公开06表》“工资福利支出”行写的是 321.41")
    assert "TB01 九、机关运行经费支出说明：《公开06表》“工资福利" in render_text([Report("a", (named,), Coverage())])


def test_what_failed_is_told_with_its_place() -> None:
    lines = render_text([half()]).splitlines()
    place = lines.index("没有查完")
    assert lines[place + 1] == "  TB01：这条规则没有查成（KeyError）"
    assert lines[place + 2] == "  某种说法（九、机关运行经费支出说明）：没有算成"


def test_a_clean_document_takes_two_lines() -> None:
    assert render_text([clean()]) == (
        "另一份.docx：未发现问题\n看到 9 个数字：重算 4，与表格或事实比较 0，只见别处重复 0，没有读懂 5\n"
        "读出 4 条说法：一致 4，不一致 0，无法判断 0\n"
    )


def test_claims_that_fail_without_a_finding_are_no_clean_document() -> None:
    left_out = Report("另一份.docx", (), covered(9, holds=2, fails=2))
    text = render_text([left_out, clean()])
    assert text.startswith("另一份.docx：没有要列的发现，但有 2 条说法不一致")
    assert "合计 2 份文件，1 份未发现问题" in text


def test_what_was_not_understood_is_no_praise() -> None:
    assert "不能当作核对通过" in render_text([Report("扫描件.pdf", (), Coverage(none=Share(40)))])


def test_several_documents_end_with_a_summary() -> None:
    text = render_text([report(), clean()])
    assert text.startswith("决算.docx：错误 2，警告 1，提示 1\n")
    assert "\n\n另一份.docx：未发现问题\n" in text
    assert text.endswith(
        "合计 2 份文件，1 份未发现问题：错误 2，警告 1，提示 1\n看到 21 个数字：重算 10，与表格或事实比较 0，"
        "只见别处重复 0，没有读懂 11\n读出 7 条说法：一致 5，不一致 1，无法判断 1\n"
    )


def test_no_documents_are_no_text() -> None:
    assert render_text([]) == ""


def test_claims_are_told_when_asked_for() -> None:
    assert "读懂的说法" not in render_text([report()])
    assert "  不一致 growth  机关运行经费支出34.00万元" in render_text([report()], TextOptions(claims=True))


def test_the_first_further_places_are_named_and_the_rest_counted() -> None:
    places = tuple(Place(Location(2, 0, 1), f"第{number}节") for number in range(5))
    many = finding(document(), "212.50%", others=places)
    reports = [Report("决算.docx", (many,), Coverage())]
    assert "别处：第0节；第1节；第2节 等 5 处" in "".join(line.strip() for line in render_text(reports).splitlines())
    assert "别处  第0节；第1节；第2节；第3节；第4节\n" in render_text(reports, FULL)


def test_no_line_is_wider_than_the_terminal_and_no_number_is_torn() -> None:
    words = "支出合计1,234.56万元，其中基本支出726.39万元；" * 12
    long = finding(document(), "212.50%", quote=words[:120], message=words)
    lines = render_text([Report("决算.docx", (long,), Coverage())]).splitlines()
    assert max(map(display_width, lines)) <= WIDTH + 2
    assert sum(line.count("1,234.56") for line in lines) == 12 + words[:LONGEST_QUOTE].count("1,234.56")
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
