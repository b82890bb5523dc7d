"""`drafter reuse`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.console import ChineseCommand, ExitCode, fail, say
from drafter.cli.results import write_comments, write_result
from drafter.cli.shared_options import FILE, PACK, annotate_option, output_option, priors_option

if TYPE_CHECKING:
    from drafter.verbs.earlier import ComparedReport, Units

__all__ = ["reuse"]

_FORMATS = ("text", "json", "html")
_UNITS = ("全部", "本单位", "其他单位")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What `drafter reuse` was asked for."""

    priors: tuple[Path, ...]
    archive: Path | None
    units: Units
    output_format: str
    output: Path | None
    annotate: Path | None
    packs: tuple[Path, ...]


@click.command(cls=ChineseCommand)
@click.argument("current", metavar="本年的报告", type=FILE)
@priors_option()
@click.option("--archive", type=FILE, metavar="档案", help="在这份档案里找以前的报告。")
@click.option("--units", type=click.Choice(_UNITS), default="全部", show_default=True, help="与谁的报告比较。")
@click.option("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="结果的格式。")
@output_option("结果")
@annotate_option("报告要是 .docx")
@PACK
def reuse(current: Path, **options: Any) -> None:
    """找出从上年（或别的）报告沿用的内容：哪一段、怎样沿用的、数字变了没有、上年的什么还留着。

    模板、常用语、法定表述和可以沿用的章节不算。退出码：0 没有要看的；1 有沿用的或没有改的；2 没有比较成，或有文件读不了。
    """
    from drafter.verbs.compare import ReuseJob, compare

    given = _Options(**options)
    _refuse_unwritable(current, given)
    compared = compare(current, ReuseJob(given.priors, given.archive, given.units, given.packs))
    _write(current, compared.comparison, given)
    for words in compared.skipped:
        say(f"没有比较：{words}", err=True)
    if compared.skipped:
        sys.exit(ExitCode.UNUSABLE)
    report = compared.comparison.report
    sys.exit(ExitCode.FINDINGS if report.matches or report.stale else ExitCode.CLEAN)


def _refuse_unwritable(current: Path, given: _Options) -> None:
    """What the options ask for and can't be given, said before any work."""
    from drafter.verbs.folders import pack_folders, refuse_unwritable

    if given.annotate and {current.suffix.lower(), given.annotate.suffix.lower()} != {".docx"}:
        fail("--annotate 只能用于 .docx 文件，另存的文件名也要以 .docx 结尾")
    written = [path for path in (given.output, given.annotate) if path is not None]
    read = (current, *given.priors, given.archive, *pack_folders(given.packs))
    refuse_unwritable(written, [path for path in read if path is not None])


def _write(current: Path, comparison: ComparedReport, given: _Options) -> None:
    write_result(_rendered(comparison, given.output_format), given.output)
    if given.annotate:
        from drafter.verbs.compare import findings_of

        write_comments(current, findings_of(comparison, given.packs), given.annotate)


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
