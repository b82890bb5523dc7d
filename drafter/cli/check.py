"""`drafter check` and `drafter rule`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.console import ChineseCommand, ExitCode, fail, progress_bar, say
from drafter.cli.results import write_comments, write_result
from drafter.cli.shared_options import FILE, PACK, annotate_option, output_option, priors_option

if TYPE_CHECKING:
    from drafter.core.findings import Report, Severity
    from drafter.report.text import Order
    from drafter.verbs.check import Checked

__all__ = ["check", "rule"]

_LEVELS: dict[str, Severity] = {
    "错误": "error",
    "警告": "warning",
    "提示": "note",
    "error": "error",
    "warning": "warning",
    "note": "note",
}
_ORDERS: dict[str, Order] = {"轻重": "severity", "原文": "document", "severity": "severity", "document": "document"}
_FORMATS = ("text", "json", "sarif", "html", "xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What `drafter check` was asked for."""

    facts: Path | None
    priors: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_level: str
    output_format: str
    output: Path | None
    annotate: Path | None
    severity: str
    order: str
    verbose: bool
    claims: bool
    config: Path | None
    packs: tuple[Path, ...]


@click.command(cls=ChineseCommand)
@click.argument("documents", metavar="文件或文件夹…", nargs=-1, required=True, type=FILE)
@click.option("--facts", type=FILE, metavar="事实文件.yaml", help="同时与这份事实文件比较。")
@priors_option("，查出沿用了哪些（RU 规则）")
@click.option("--select", multiple=True, metavar="编号", help="只用这些规则（编号或编号的开头，例如 NU、TB01）；可多次给出。")
@click.option("--ignore", multiple=True, metavar="编号", help="不用这些规则；可多次给出。")
@click.option(
    "--fail-level", type=click.Choice(list(_LEVELS)), default="error", show_default=True, help="有这一级以上的发现时退出码为 1。"
)
@click.option("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="报告的格式。")
@output_option("报告")
@annotate_option("只能检查一个 .docx")
@click.option(
    "--severity",
    type=click.Choice(list(_LEVELS)),
    default="note",
    show_default=True,
    help="只列这一级以上的发现；退出码不受影响。",
)
@click.option(
    "--order",
    type=click.Choice(list(_ORDERS)),
    default="severity",
    show_default=True,
    help="屏幕上的次序：severity（轻重）先错误后提示，document（原文）按文件的先后。",
)
@click.option("--verbose", is_flag=True, help="屏幕上逐条列出原文、现值、应为、说明、算式、别处，提示也逐条列。")
@click.option("--claims", is_flag=True, help="连同读懂的每条说法一起列出。")
@click.option(
    "--config",
    type=FILE,
    metavar="drafter.yaml",
    help="忽略哪些发现及理由；不给时用当前文件夹里的 drafter.yaml。",
)
@PACK
def check(documents: tuple[Path, ...], **options: Any) -> None:
    """核对报告：正文的数字与表格、事实和别处的数字，表内表间关系，漏填和残留的文字。

    可以核对任何报告（.docx、.pdf、.xlsx、.txt；.doc、.wps 等要装有 LibreOffice），不论是不是用本工具起草的。

    退出码：0 没有 --fail-level 以上的发现；1 有；2 有文件读不了、有规则或说法没有查成（其余的照样核对，结果照样打印或写出），
    或者用法、事实文件、设置有错（这时什么也没有做）。
    """
    from drafter.verbs.check import CheckJob, find_documents
    from drafter.verbs.check import check as check_documents

    given = _Options(**options)
    _refuse_unwritable(documents, given)
    job = CheckJob(given.packs, given.select, given.ignore, given.facts, given.priors)
    checked = list(check_documents(find_documents(documents), job, progress=progress_bar()))
    reports, unused, count = _accepted([item.report for item in checked if item.report], given.config)
    _write(checked, reports, given)
    _say_rest(checked, unused, count, given.config)
    if not all(item.is_whole for item in checked):
        sys.exit(ExitCode.UNUSABLE)
    from drafter.report.levels import exit_code

    sys.exit(exit_code(reports, _LEVELS[given.fail_level]))


def _refuse_unwritable(documents: Sequence[Path], given: _Options) -> None:
    """What the options ask for and can't be given, said before any work."""
    from drafter.verbs.folders import pack_folders, refuse_unwritable
    from drafter.verbs.suppressions import FILE

    if given.output_format == "xlsx" and given.output is None:
        fail("xlsx 格式要用 --output 给出文件名")
    if given.annotate and (len(documents) != 1 or documents[0].suffix.lower() != ".docx"):
        fail("--annotate 一次只能用于一个 .docx 文件")
    if given.annotate and given.annotate.suffix.lower() != ".docx":
        fail("--annotate 另存的文件名要以 .docx 结尾")
    written = [path for path in (given.output, given.annotate) if path is not None]
    read = (*documents, *given.priors, given.facts, given.config or Path(FILE), *pack_folders(given.packs))
    refuse_unwritable(written, [path for path in read if path is not None])


def _accepted(reports: list[Any], config: Path | None) -> tuple[list[Any], list[Any], int]:
    """The reports without what the office accepts, the suppressions that hit nothing, and how many findings were passed over."""
    from drafter.verbs.suppressions import FILE, load_suppressions, suppressed

    path = config or Path(FILE)
    if config is None and not path.is_file():
        return reports, [], 0
    result = suppressed(reports, load_suppressions(path))
    return list(result.reports), list(result.unused), result.count


def _write(checked: list[Checked], reports: Sequence[Report], given: _Options) -> None:
    if given.output or reports:
        write_result(_rendered(checked, reports, given), given.output)
    if given.annotate and reports:
        write_comments(checked[0].path, reports[0].findings, given.annotate)


def _rendered(checked: list[Checked], reports: Sequence[Report], given: _Options) -> str | bytes:
    from drafter.report.levels import at_or_above

    kind, least = given.output_format, _LEVELS[given.severity]
    if kind == "text":
        from drafter.report.text import TextOptions, render_text

        return render_text(reports, TextOptions(_ORDERS[given.order], given.verbose, given.claims, least))
    reports = [at_or_above(report, least) for report in reports]
    if kind == "json":
        from drafter.report.json_report import render_json

        return render_json(reports, claims=given.claims)
    if kind == "sarif":
        from drafter.report.sarif import render_sarif
        from drafter.rules.registry import RULES

        return render_sarif(reports, rules=RULES)
    if kind == "html":
        from drafter.report.html import render_html

        documents = [item.document for item in checked if item.report and item.document is not None]
        return render_html(list(zip(documents, reports, strict=True)))
    from drafter.report.xlsx import render_xlsx

    return render_xlsx(reports)


def _say_rest(checked: list[Checked], unused: list[Any], count: int, config: Path | None) -> None:
    """What could not be read, what was passed over, and suppressions that hit nothing; beside the report, on standard error."""
    from drafter.verbs.suppressions import FILE

    settings = config.name if config else FILE
    for item in checked:
        for notice in item.notices:
            say(f"{item.path.name}：{notice}", err=True)
    if count:
        say(f"按 {settings} 忽略了 {count} 条发现。", err=True)
    for rule_ in unused:
        say(f"{settings} 里的忽略没有用到：{rule_.rule} {rule_.words}（{rule_.reason}）", err=True)
    for item in checked:
        if item.error:
            say(f"没有检查：{item.error}", err=True)
    for item in checked:
        for broken in item.report.broken if item.report else ():
            say(f"{item.path.name}：没有查完：{broken.name}：{broken.message}", err=True)
    for words in dict.fromkeys(words for item in checked for words in item.uncompared):
        say(f"没有比较：{words}", err=True)


@click.command(cls=ChineseCommand)
@click.argument("code", metavar="[编号]", required=False)
def rule(code: str | None) -> None:
    """列出全部规则，或打印一条规则的说明：做什么、为什么、依据、错误和正确的例子。"""
    from drafter.core.presentation import severity_word
    from drafter.rules.registry import RULES, find_rule

    if code is None:
        for known in RULES:
            say(f"{known.code}  {severity_word(known.severity)}  {known.title}  （{known.name}）")
        return
    found = find_rule(code)
    if found is None:
        from drafter.core.text import nearest

        guess = nearest(code.upper(), [known.code for known in RULES])
        fail(f"没有规则 {code}" + (f"，是不是 {guess}？" if guess else "；drafter rule 可以列出全部规则"))
    say(f"{found.code}  {found.title}（{found.name}，{severity_word(found.severity)}）\n\n{found.page.strip()}")
