"""`drafter suggest`."""

from __future__ import annotations

import sys
from typing import Any

import click

from drafter.cli.console import ChineseCommand, ExitCode
from drafter.cli.results import write_result
from drafter.cli.shared_options import FILE, PACK, output_option

__all__ = ["suggest"]

_FORMATS = ("text", "json")
MOST = 20


@click.command(cls=ChineseCommand)
@click.argument("notes", metavar="笔记…", nargs=-1)
@click.option("--facts", type=FILE, metavar="事实文件.yaml", help="指出哪些写法这份事实文件支持。")
@click.option("-n", "--count", type=click.IntRange(1, MOST), default=3, show_default=True, metavar="个数", help="每种列几条。")
@click.option("--output-format", type=click.Choice(_FORMATS), default="text", show_default=True, help="结果的格式。")
@output_option("结果")
@PACK
def suggest(notes: tuple[str, ...], **options: Any) -> None:
    """给随手记的一句话找地方：该写在哪一节，常用语库里有哪些相近的问题、措施、成效，好的在前，并写明凭哪些词。

    一句话是一条；不给笔记（或只给一个“-”）时从标准输入读，一行一条。退出码：0 每条都找到了；1 有一条没有找到相近的；2 没有完成。
    """
    from drafter.report.suggest_report import render_suggest_json, render_suggest_text
    from drafter.verbs.suggest import suggest as suggest_phrases

    given = [" ".join(notes)] if notes and notes != ("-",) else sys.stdin.read().splitlines()
    found = suggest_phrases(given, facts=options["facts"], packs=options["packs"], count=options["count"])
    render = render_suggest_json if options["output_format"] == "json" else render_suggest_text
    write_result(render(found.suggestions, found.borne), options["output"])
    matched = all(any(one.matches.values()) for one in found.suggestions)
    sys.exit(ExitCode.CLEAN if matched else ExitCode.FINDINGS)
