"""`drafter reuse`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.console import PACK, ChineseCommand, ExitCode, fail, say

if TYPE_CHECKING:
    from drafter.verbs.earlier import ComparedReport

__all__ = ["reuse"]

_FORMATS = ("text", "json", "html")
_UNITS = ("全部", "本单位", "其他单位")


@click.command(cls=ChineseCommand)
@click.argument("current", metavar="本年的报告", type=click.Path(path_type=Path))
@click.option(
    "--prior",
    "priors",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件或文件夹",
    help="上年（或以前）的报告；可多次给出。",
)
@click.option("--archive", type=click.Path(path_type=Path), metavar="档案", help="在这份档案里找以前的报告。")
@click.option("--units", type=click.Choice(_UNITS), default="全部", show_default=True, help="与谁的报告比较。")
@click.option("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="结果的格式。")
@click.option("--output", type=click.Path(path_type=Path), metavar="文件", help="结果写到哪个文件；不给时打印。")
@click.option(
    "--annotate", type=click.Path(path_type=Path), metavar="批注.docx", help="另存一份加了批注的 Word 文件（报告要是 .docx）。"
)
@PACK
def reuse(current: Path, **options: Any) -> None:
    """找出从上年（或别的）报告沿用的内容：哪一段、怎样沿用的、数字变了没有、上年的什么还留着。

    模板、常用语、法定表述和可以沿用的章节不算。退出码：0 没有要看的；1 有沿用的或没有改的；2 没有比较成，或有文件读不了。
    """
    from drafter.verbs.compare import ReuseJob, compare

    _refuse_unwritable(current, options)
    job = ReuseJob(options["priors"], options["archive"], options["units"], options["packs"])
    compared = compare(current, job)
    _write(current, compared.comparison, options)
    for words in compared.skipped:
        say(f"没有比较：{words}", err=True)
    if compared.skipped:
        sys.exit(ExitCode.UNUSABLE)
    report = compared.comparison.report
    sys.exit(ExitCode.FINDINGS if report.matches or report.stale else ExitCode.CLEAN)


def _refuse_unwritable(current: Path, options: dict[str, Any]) -> None:
    """What the options ask for and can't be given, said before any work."""
    from drafter.verbs.folders import pack_folders, refuse_unwritable

    if options["annotate"] and {current.suffix.lower(), options["annotate"].suffix.lower()} != {".docx"}:
        fail("--annotate 只能用于 .docx 文件，另存的文件名也要以 .docx 结尾")
    written = [path for path in (options["output"], options["annotate"]) if path is not None]
    read = (current, *options["priors"], options["archive"], *pack_folders(options["packs"]))
    refuse_unwritable(written, [path for path in read if path is not None])


def _write(current: Path, comparison: ComparedReport, options: dict[str, Any]) -> None:
    from drafter.system.files import write_atomically

    rendered = _rendered(comparison, options["output_format"])
    if options["output"]:
        write_atomically(options["output"], rendered.encode("utf-8"))
        say(f"已写好：{options['output']}")
    else:
        click.echo(rendered, nl=not rendered.endswith("\n"))
    if options["annotate"]:
        from drafter.formats.docx.annotate import annotate_docx
        from drafter.system.boundary import boundary
        from drafter.verbs.compare import findings_of

        findings = findings_of(comparison, options["packs"])
        with boundary(current.name):
            annotated = annotate_docx(current, findings)
        write_atomically(options["annotate"], annotated)
        say(f"已写好：{options['annotate']}（{len(findings)} 条批注）")


def _rendered(comparison: ComparedReport, kind: str) -> str:
    from drafter.report.reuse_places import Places

    places = Places(comparison.source, comparison.sources)
    if kind == "json":
        from drafter.report.reuse_json import render_reuse_json

        return render_reuse_json(comparison.report, places)
    if kind == "html":
        from drafter.report.reuse_html import render_reuse_html

        return render_reuse_html(comparison.report, places)
    from drafter.report.reuse_text import render_reuse_text

    return render_reuse_text(comparison.report, places)
