"""The commands. Only they and `drafter.cli.console` print; heavy imports stay inside commands, so that --help answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from drafter import __version__
from drafter.cli.archive import archive
from drafter.cli.check import check, rule
from drafter.cli.console import ChineseGroup, ExitCode, fail, say
from drafter.cli.phrases import phrases
from drafter.cli.reuse import reuse
from drafter.cli.shared_options import FILE, PACK
from drafter.cli.suggest import suggest
from drafter.core.patterns import lazy_re

__all__ = ["main"]


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="drafter %(version)s", help="显示版本。")
def main() -> None:
    """绩效自评报告的起草和核对工具：把一份事实文件（YAML）写成可以在 Word、WPS 里编辑的报告；核对任何报告里的数字；找出从上年沿用的内容。

    退出码：0 完成；1 完成，但有要补填、要确认、被改过或不一致的地方；2 没有完成，没有写任何文件；check、reuse、archive add 有文件读不了也是 2，读得了的照样做，结果照样写出。
    """


@main.command()
@click.argument("facts", metavar="事实文件.yaml", type=FILE)
@click.option("--type", "types", multiple=True, metavar="文种", help="要起草的文种，见 drafter types；不给时用事实文件里写的。")
@click.option("--project", "projects", multiple=True, metavar="项目名称", help="只起草这个项目的报告；可多次给出。")
@click.option("-o", "--output", type=FILE, metavar="文件.docx|文件夹", help="写到哪里；不给时写到当前文件夹。")
@click.option("--base-doc", type=FILE, metavar="文件.docx", help="用这个文件的版式（样式、页面设置）。")
@click.option(
    "--prior",
    multiple=True,
    type=FILE,
    metavar="文件.docx",
    help="上年的报告，避开里面用过的套话；可多次给出。",
)
@click.option("--strict", is_flag=True, help="有待补或待确认的内容就不写文件。")
@click.option("--force", is_flag=True, help="目标文件被改过也覆盖。")
@PACK
def draft(facts: Path, types: tuple[str, ...], **options: Any) -> None:
    """从事实文件起草报告，写成 .docx。"""
    from drafter.verbs.draft import draft as draft_reports

    drafted = draft_reports(facts, types=types, **options)
    for report in drafted:
        _say_drafted(report, facts)
    if not any(report.written for report in drafted):
        _say_refused(drafted)
        sys.exit(ExitCode.UNUSABLE)
    errors = any(finding.severity == "error" for report in drafted for finding in report.report.findings)
    open_places = any(report.gaps or report.proposals or report.kept for report in drafted)
    sys.exit(ExitCode.FINDINGS if open_places or errors else ExitCode.CLEAN)


def _say_refused(drafted: Any) -> None:
    """What --strict refuses, and why; a report that is complete waits for the others."""
    say("按 --strict 的要求没有写任何文件：", err=True)
    for report in drafted:
        open_places = [f"待补 {len(report.gaps)} 处"] * bool(report.gaps) + [f"待确认 {len(report.proposals)} 个"] * bool(
            report.proposals
        )
        why = f"还有{'、'.join(open_places)}（见上）" if open_places else "已经齐全，等其他几份补齐以后一起写"
        say(f"  {report.path}：{why}", err=True)
    say("补齐、确认以后再起草；先看看样子的，去掉 --strict。", err=True)


def _say_drafted(report: Any, facts: Path) -> None:
    if report.kept:
        message = "生成以后被改过（或不是 drafter 生成的），留着没有动；要按现在的事实重写请加 --force，或用 -o 换一个文件夹"
        say(f"没有写 {report.path}：{message}")
        return
    figures = len(report.draft.anchors)
    done = f"已写好：{report.path}（{figures} 个数字，每个都能追溯到事实）"
    say(done if report.written else f"没有写 {report.path}：")
    if report.gaps:
        say(f"  待补 {len(report.gaps)} 处，在 Word 里以黄色标出；在 {facts.name} 里补上再起草：")
        for mark in report.gaps:
            say(f"    {facts.name}:{mark.origin.line}  {mark.origin.path}")
    if report.proposals:
        say(
            f"  待确认的问题 {len(report.proposals)} 个，事实里没有写明原因；属实的在“问题”里写“采用: 编号”和“原因”，不属实的写“不采用: 编号”："
        )
        for mark in report.proposals:
            say(f"    {mark.origin.path}")
    _say_advice(report.draft.advice, facts)
    _say_self_check(report.report)
    if report.written:
        say("  下一步：用 Word 或 WPS 打开核对、修改；改过以后可用 drafter trace 查看哪些数字与事实不同。")


def _say_advice(advice: Any, facts: Path) -> None:
    """What is for whoever drafts and not for the report: boxes to fill, things to think about."""
    for kind, head in (("疑问", "请先核对"), ("填报", "填报还缺"), ("建议", "可以看一看")):
        own = [note for note in advice if note.kind == kind]
        if own:
            say(f"  {head} {len(own)} 处（不写进报告）：")
        for note in own:
            say(f"    {facts.name}:{note.line}  {note.code}：{note.text}")


def _say_self_check(report: Any) -> None:
    """What the checker says of the draft: a clerk's own words can contradict the figures."""
    found = [finding for finding in report.findings if finding.severity != "note"]
    if not found:
        fails = report.coverage.all.fails
        rest = f"{fails} 条略有出入，drafter check 可以看到提示" if fails else "没有发现不一致"
        say(f"  自查：{report.coverage.understood.holds} 条说法一致，{rest}。")
        return
    say(f"  自查：{report.coverage.understood.holds} 条说法一致，另有 {len(found)} 处要看一看（drafter check 可以看到详情）：")
    for finding in found:
        say(f"    {finding.rule} {finding.title}：{finding.quote}")


@main.command()
@click.argument("file", metavar="文件.docx", type=FILE)
@click.option("--changed", "only_changed", is_flag=True, help="只列出改过、丢失和手工加进来的数字。")
def trace(file: Path, *, only_changed: bool) -> None:
    """列出起草的文件里每个数字的来源，指出哪些被手工改过。"""
    from drafter.verbs.trace import trace as trace_file

    found = trace_file(file)
    changed = [figure for figure in found.file.figures if figure.changed or figure.lost]
    section = None
    for figure in changed if only_changed else found.file.figures:
        if figure.section != section:
            section = figure.section
            say(f"\n{section or '（表和标题）'}")
        say(f"  {_figure_line(figure, found.file.facts_source)}")
    if found.loose:
        say("\n手工加进来、没有来源的数字")
        for where, number, around in found.loose:
            say(f"  {number}　…{around}…　（{where}）")
    say(
        f"\n共 {len(found.file.figures)} 个有来源的数字，其中 {sum(f.changed for f in changed)} 个被改过，"
        f"{sum(f.lost for f in changed)} 个找不到了；另有 {len(found.loose)} 个数字没有来源。"
    )
    sys.exit(ExitCode.FINDINGS if changed or found.loose else ExitCode.CLEAN)


_KINDS = {"fact": "事实", "formula": "计算", "text": "手写文字", "plan": "文种规定"}


_LAST_YEAR = lazy_re(r"上年（(.+?)） → ")
"""Where the path of a figure of last year's file begins."""


def _figure_line(figure: Any, source: str) -> str:
    last_year = _LAST_YEAR.match(figure.path)
    place = f"{last_year[1] if last_year else source}:{figure.line}" if figure.line else ""
    how = f"＝ {figure.formula}" if figure.formula else ""
    state = f"　← 已改，原为 {figure.printed}" if figure.changed else ("　← 找不到了" if figure.lost else "")
    shown = figure.text or figure.printed
    return "　".join(part for part in (shown, _KINDS.get(figure.kind, ""), figure.path, how, place) if part) + state


@main.command()
@click.option("--type", "kind", default="项目支出绩效自评报告", show_default=True, metavar="文种", help="为哪个文种准备。")
@click.option("-o", "--output", required=True, type=FILE, metavar="facts.yaml", help="写到哪个文件。")
@click.option("--force", is_flag=True, help="文件已存在也覆盖。")
@PACK
def init(kind: str, output: Path, packs: tuple[Path, ...], *, force: bool) -> None:
    """生成一份带说明的空白事实文件。"""
    from drafter.system.files import write_atomically
    from drafter.verbs.catalogue import skeleton

    text = skeleton(kind, packs)
    if output.exists() and not force:
        fail(f"{output}：文件已经存在，没有覆盖；确实要覆盖请加 --force")
    write_atomically(output, text.encode("utf-8"))
    say(f"已写好：{output}\n  下一步：用记事本或 VS Code 打开，把空着的填上；然后 drafter draft {output}")


@main.command()
@click.option("-o", "--output", type=FILE, metavar="facts.schema.json", help="写到哪个文件；不给时打印。")
def schema(output: Path | None) -> None:
    """输出事实文件的 JSON Schema，供编辑器提示和检查。"""
    import json

    from drafter.system.files import write_atomically
    from drafter.verbs.catalogue import facts_schema

    text = json.dumps(facts_schema(), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        say(text)
    else:
        write_atomically(output, text.encode("utf-8"))
        say(f"已写好：{output}")


@main.command()
@PACK
def types(packs: tuple[Path, ...]) -> None:
    """列出可以起草的文种。"""
    from drafter.verbs.catalogue import list_types

    for name, note in list_types(packs):
        say(f"{name}\n    {note}" if note else name)


main.add_command(check)
main.add_command(reuse)
main.add_command(rule)
main.add_command(archive)
main.add_command(phrases)
main.add_command(suggest)
