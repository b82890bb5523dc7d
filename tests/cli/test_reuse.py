"""`drafter reuse` and `drafter check --prior`: every option, and what is wrong with an input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from drafter.core.document import Location
from drafter.formats.docx.read import read_docx
from drafter.formats.zip_file import pack
from drafter.reuse.passages import Given
from drafter.reuse.records import Passage, Profile
from tests.support.console import leaked_english, run, write
from tests.support.drafting import ROOT
from tests.support.note_files import noted_parts

NOW, THEN = ROOT / "examples/reused-report/2024.md", ROOT / "examples/reused-report/2023.md"
RESULTS = "全年接待读者55000人次，新增图书2860册，举办讲座和亲子阅读活动38场，周末的场次最受欢迎，馆里把多数活动排到了周末。"
FRESH = "馆舍东侧的消防通道重新划线，堆放的旧书架全部清走，值班员每晚闭馆前巡查一遍并签字。"


def said(text: str, year: int = 2024, unit: str = "清溪县图书馆") -> str:
    return f"# {unit}{year}年度项目绩效自评报告\n\n## 三、绩效完成情况\n\n{text}\n"


def word_file(name: str, *texts: str) -> Path:
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    made.save(name)
    return Path(name)


def test_a_report_that_took_passages_over() -> None:
    done = run("reuse", NOW, "--prior", THEN)
    assert done.exit_code == 1
    assert done.stdout.startswith("2024.md：沿用 8 段，其中数字没有变的 1 段")
    assert "55000人次、2860册、38场，都没有变" in done.stdout
    assert leaked_english(done.output, "2023.md") == []


def test_a_report_of_its_own_takes_two_lines() -> None:
    done = run("reuse", write("今.md", said(RESULTS)), "--prior", write("去.md", said(FRESH, 2023)))
    assert done.exit_code == 0
    assert done.stdout == "今.md：没有发现沿用以前报告的内容\n比较了  2023年的报告（去.md）\n"


def test_json_goes_to_a_file() -> None:
    done = run("reuse", NOW, "--prior", THEN, "--output-format", "json", "--output", "结果.json")
    assert (done.exit_code, done.stdout) == (1, "已写好：结果.json\n")
    assert json.loads(Path("结果.json").read_text("utf-8"))["schema"] == "drafter.reuse/1"


def test_html_is_printed_where_no_file_is_named() -> None:
    assert run("reuse", NOW, "--prior", THEN, "--output-format", "html").stdout.startswith("<!DOCTYPE html>")


def test_a_copy_with_comments() -> None:
    current = word_file("今.docx", "清溪县图书馆2024年度项目绩效自评报告", "三、绩效完成情况", RESULTS)
    done = run("reuse", current, "--prior", write("去.md", said(RESULTS, 2023)), "--annotate", "批注.docx")
    assert done.exit_code == 1
    assert "已写好：批注.docx（1 条批注）" in done.stdout
    assert [text for _, text in read_docx(Path("批注.docx")).document.texts()][-1] == RESULTS


def test_a_folder_of_earlier_reports_is_read_whole_and_the_report_itself_left_out() -> None:
    Path("历年").mkdir()
    write("历年/2023.md", said(RESULTS, 2023))
    write("历年/2022.md", said(FRESH, 2022))
    current = write("历年/2024.md", said(RESULTS))
    done = run("reuse", current, "--prior", "历年")
    assert done.exit_code == 1
    assert "2022年的报告（2022.md）、2023年的报告（2023.md）" in done.stdout
    assert "文件夹里的2024.md就是这份报告自己，没有比较" in done.stdout


def test_several_files_of_one_name_are_told_apart() -> None:
    for year in (2022, 2023, 2024):
        Path(str(year)).mkdir()
        write(f"{year}/报告.md", said(RESULTS if year == 2023 else FRESH, year))
    write("2024/报告.md", said(RESULTS))
    assert "2023/报告.md" in run("reuse", "2024/报告.md", "--prior", "2023", "--prior", "2022").stdout
    assert "2023/报告.md" in run("reuse", "2024/报告.md", "--prior", "2023/报告.md").stdout


@pytest.mark.parametrize(
    ("units", "compared", "left_out"),
    [("全部", "（甲.md）、", ""), ("本单位", "2023年的报告（甲.md）\n", "没有比较"), ("其他单位", "（乙.md）\n", "没有比较")],
)
def test_units_choose_whose_reports(units: str, compared: str, left_out: str) -> None:
    own, other = write("甲.md", said(FRESH, 2023)), write("乙.md", said(FRESH, 2023, "石桥县文化馆"))
    done = run("reuse", write("今.md", said(RESULTS)), "--prior", own, "--prior", other, "--units", units)
    assert compared in done.stdout
    assert left_out in done.stdout


def test_the_settings_of_a_pack_are_used() -> None:
    Path("本局/configs").mkdir(parents=True)
    write("本局/configs/reuse.yaml", f"惯用语+:\n  - {FRESH}\n")
    pair = ("reuse", write("今.md", said(FRESH)), "--prior", write("去.md", said(FRESH, 2023)))
    assert run(*pair).exit_code == 1
    assert run(*pair, "--pack", "本局").exit_code == 0


def test_an_office_chooses_what_is_reported() -> None:
    for name, kind in (("本局", "逐字照抄"), ("错的", "抄袭")):
        Path(f"{name}/configs").mkdir(parents=True)
        write(f"{name}/configs/wording_rules.yaml", f"RU02: {{不报: [{kind}]}}\n")
    pair = ("check", write("今.md", said(FRESH)), "--prior", write("去.md", said(FRESH, 2023)))
    assert "RU02" in run(*pair).stdout
    assert "RU02" not in run(*pair, "--pack", "本局").stdout
    wrong = run(*pair, "--pack", "错的")
    assert wrong.exit_code == 2
    assert "没有这种沿用办法：抄袭；有：逐字照抄、" in wrong.stderr
    assert "wording_rules.yaml:1:" in wrong.stderr


# ---- what a reader must know


def test_another_units_report_is_called_that_and_its_figures_are_copied() -> None:
    done = run("reuse", write("今.md", said(RESULTS)), "--prior", write("馆.md", said(RESULTS, 2024, "石桥县文化馆")))
    assert "馆.md：这是另一单位（石桥县文化馆）的报告；数字相同就是抄来的" in done.stdout.replace("\n          ", "")
    checked = run("check", "今.md", "--prior", "馆.md", "--select", "RU")
    assert "RU01" in checked.stdout
    assert "另一单位（石桥县文化馆）2024年的报告（馆.md）" in checked.stdout.replace("\n          ", "")


@pytest.mark.parametrize(
    ("text", "year", "notice"),
    [
        (RESULTS, 2025, "去.md是2025年的，上年文件的年度比本报告（2024年）晚"),
        (FRESH, 2024, "去.md与本报告同是2024年的"),
        (RESULTS, 2024, "去.md的文字与本报告完全相同"),
        (RESULTS, 2023, "去.md比较的段落与本报告一字不差，只有标题、表头等处的年度不同"),
    ],
)
def test_an_earlier_report_that_is_no_earlier_one(text: str, year: int, notice: str) -> None:
    done = run("reuse", write("今.md", said(RESULTS)), "--prior", write("去.md", said(text, year)))
    assert notice in done.stdout
    assert done.exit_code == int(text == RESULTS)


def test_reports_without_a_year() -> None:
    done = run("reuse", write("今.txt", f"情况\n{RESULTS}"), "--prior", write("去.txt", f"情况\n{FRESH}"))
    assert done.exit_code == 0
    assert "看不出去.txt是哪一年的" in done.stdout
    assert "看不出本报告是哪一年的" in done.stdout


def test_what_could_not_be_read_is_said_of_both_sides() -> None:
    noted = noted_parts(f"¶[2024年度报告]¶¶[{RESULTS}]{{1}}¶", {1: "¶[注]¶"})
    for name in ("今.docx", "去.docx"):
        Path(name).write_bytes(pack({part: data for part, data in noted.items() if part != "word/footnotes.xml"}))
    shown = run("reuse", "今.docx", "--prior", "去.docx").stdout.replace("\n        ", "")
    assert "注意    有1处脚注没有读到" in shown
    assert "注意    去.docx：有1处脚注没有读到" in shown


def test_a_folder_of_other_units_reports_is_not_told_of_one_by_one() -> None:
    Path("各单位").mkdir()
    write("各单位/馆.md", said(FRESH, 2025, "石桥县文化馆"))
    write("各单位/去.md", said(RESULTS, 2023))
    done = run("reuse", write("今.md", said(RESULTS)), "--prior", "各单位")
    assert "另一单位（石桥县文化馆）2025年的报告（馆.md）" in done.stdout
    assert "注意    馆.md" not in done.stdout


def test_an_empty_earlier_report_beside_another() -> None:
    priors = ("--prior", write("短.md", "# 报告\n"), "--prior", write("去.md", said(RESULTS, 2023)))
    done = run("reuse", write("今.md", said(RESULTS)), *priors)
    assert done.exit_code == 1
    assert "短.md里没有可以比较的段落，没有比较" in done.stdout


# ---- what can't be done


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("今.md",), "没有给出要比较的报告；请用 --prior 给出上年的文件或文件夹，或用 --archive 给出档案"),
        (("没有.md", "--prior", "去.md"), "没有.md"),
        ((".", "--prior", "去.md"), "这是一个文件夹；一次比较一份报告"),
        (("今.md", "--prior", "今.md"), "要比较的上年报告就是这份报告自己"),
        (("今.md", "--prior", "./今.md"), "要比较的上年报告就是这份报告自己"),
        (("短.md", "--prior", "去.md"), "没有可以比较的段落：文件是空的，或只有标题和很短的文字"),
        (("空.docx", "--prior", "去.md"), "没有可以比较的段落"),
        (("今.md", "--prior", "短.md"), "没有可以比较的以前的报告；短.md里没有可以比较的段落"),
        (("今.md", "--prior", "空.txt"), "以前的报告一份也读不了"),
        (("今.md", "--prior", "夹"), "文件夹里没有可以检查的文件"),
        (("今.md", "--prior", "去.md", "--units", "其他单位"), "没有可以比较的以前的报告；按 --units 其他单位"),
        (("今.md", "--archive", "没有.db"), "找不到这份档案"),
        (("今.md", "--prior", "去.md", "--units", "外地"), "--units 的值应为 全部、本单位、其他单位 之一"),
        (("今.md", "--prior", "去.md", "--annotate", "批注.docx"), "--annotate 只能用于 .docx 文件"),
        (("今.md", "--prior", "去.md", "--output", "去.md"), "去.md：这是要读的文件，不能写回去"),
        (("今.md", "--archive", "夹"), "夹：这是一个文件夹，需要的是档案文件"),
        (("今.md", "--prior", "去.md", "--pack", "没有"), "没有"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: tuple[str, ...], message: str) -> None:
    Path("夹").mkdir()
    write("今.md", said(RESULTS))
    before = write("去.md", said(FRESH, 2023)).read_bytes()
    write("短.md", "# 报告\n")
    write("空.txt", "")
    word_file("空.docx")
    done = run("reuse", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stdout == ""
    assert Path("去.md").read_bytes() == before
    assert leaked_english(done.output, *arguments, "add templates phrasebank configs db") == []


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_compared() -> None:
    priors = ("--prior", write("坏.docx", "不是 Word"), "--prior", write("去.md", said(RESULTS, 2023)))
    done = run("reuse", write("今.md", said(RESULTS)), *priors)
    assert done.exit_code == 2
    assert "沿用 1 段" in done.stdout
    assert "没有比较：坏.docx" in done.stderr


def archive_of(monkeypatch: pytest.MonkeyPatch, *sources: Given) -> list[tuple[Path, str]]:
    """An archive that gives these; what it was asked."""
    asked: list[tuple[Path, str]] = []

    def find_sources(archive: Path, current: Given, tools: object, *, units: str) -> list[Given]:
        asked.append((archive, units))
        return list(sources)

    stub = type(sys)("drafter.reuse.archive")
    stub.find_sources = find_sources  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "drafter.reuse.archive", stub)
    return asked


def kept(name: str, text: str) -> Given:
    place = Location(0, 0, len(text))
    return Given(name, (Passage(text, place, "三、绩效完成情况", "成效"),), Profile("清溪县图书馆", 2022))


def test_a_report_out_of_the_archive_is_compared_and_one_that_was_given_too_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    archive_of(monkeypatch, kept("旧.docx", RESULTS), kept("去.md", FRESH))
    prior = write("去.md", said(FRESH, 2023))
    done = run("reuse", write("今.md", said(RESULTS)), "--archive", write("a.db", ""), "--prior", prior)
    assert done.exit_code == 1
    assert "比较了  2023年的报告（去.md）、2022年的报告（旧.docx）\n" in done.stdout
    assert "出自  2022年的报告（旧.docx） › 三、绩效完成情况\n" in done.stdout


def test_the_archive_is_asked_for_the_units_that_are_wanted_and_nothing_found_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = archive_of(monkeypatch)
    done = run("reuse", write("今.md", said(RESULTS)), "--archive", write("a.db", ""), "--units", "其他单位")
    assert done.exit_code == 0
    assert asked == [(Path("a.db"), "其他单位")]
    assert "档案里没有与本报告有相同段落的报告" in done.stdout


# ---- the check


def test_a_check_with_earlier_reports_tells_what_was_carried_over() -> None:
    done = run("check", NOW, "--prior", THEN)
    assert done.exit_code == 0
    assert [code for code in ("RU01", "RU02", "RU03", "RU04", "RU05", "RU06") if code not in done.stdout] == []
    assert run("check", NOW, "--prior", THEN, "--fail-level", "警告").exit_code == 1


def test_a_check_without_them_has_no_such_rules_and_loads_no_arrays() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom drafter.cli.commands import main\n"
        f"done = CliRunner().invoke(main, ['check', {str(NOW)!r}])\n"
        "assert 'RU0' not in done.output, done.output\nCliRunner().invoke(main, ['reuse', '--help'])\n"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_stale_year_is_told_once() -> None:
    stale = "2023年度单位整体支出绩效良好，新办读者证{}个，外地户籍读者凭身份证就可以办，馆里为老人准备了大字表格。"
    write("今.md", said(stale.format(1512)))
    done = run("check", "今.md", "--prior", write("去.md", said(stale.format(1460), 2023)))
    alone = run("check", "今.md", "--prior", "去.md", "--select", "RU")
    assert "TX03" in done.stdout
    assert "RU04" not in done.stdout
    assert "RU04" in alone.stdout


def test_a_check_of_many_files_is_the_same_as_of_each() -> None:
    names = [write(f"{number}.md", said(RESULTS)) for number in range(8)]
    prior = write("去.md", said(RESULTS, 2023))
    many = run("check", *names, "--prior", prior, "--output-format", "json", "--select", "RU")
    assert [[f["rule"] for f in report["findings"]] for report in json.loads(many.stdout)] == [["RU01"]] * 8


def test_a_check_tells_what_could_not_be_compared_and_checks_all_the_same() -> None:
    write("今.md", said(RESULTS))
    itself = run("check", "今.md", "--prior", "今.md")
    assert itself.exit_code == 2
    assert "今.md：" in itself.stdout
    assert "没有比较：今.md：要比较的上年报告就是这份报告自己" in itself.stderr
    bad = run("check", "今.md", "--prior", write("坏.docx", "不是 Word"), "--prior", write("去.md", said(RESULTS, 2023)))
    assert bad.exit_code == 2
    assert "RU01" in bad.stdout
    assert "没有比较：坏.docx" in bad.stderr
