"""`drafter archive`: the file of earlier reports that `drafter reuse` can ask."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.console import ChineseGroup, ExitCode, fail, progress_bar, say
from drafter.cli.shared_options import FILE, PACK
from drafter.core.errors import DrafterError

if TYPE_CHECKING:
    from drafter.reuse.archive.intake import Intake
    from drafter.reuse.archive.store import Kept

__all__ = ["archive"]

_ARCHIVE = click.argument("path", metavar="档案.db", type=FILE)
_HEADS = ("编号", "名称", "单位", "年度", "字数")


@click.group(cls=ChineseGroup)
def archive() -> None:
    """以前的报告的档案：加入、列出、移除、检查。比较时可以用它找出沿用了哪一份的文字。

    档案是一个文件，可以复制、备份；里面有报告的全文，请像原文件一样保管。
    """


@archive.command()
@click.argument("documents", metavar="文件或文件夹…", nargs=-1, required=True, type=FILE)
@click.option("--to", "target", required=True, type=FILE, metavar="档案.db", help="加到哪个档案；没有就新建。")
@PACK
def add(documents: tuple[Path, ...], target: Path, packs: tuple[Path, ...]) -> None:
    """把报告加入档案；已经在档案里的跳过，读不出来的指出来，其余照加。中断了可以再来一次。"""
    from drafter.reuse.archive.intake import add_files
    from drafter.verbs.check import find_documents

    outcomes: list[Intake] = []
    files = [(path, _name(path, documents)) for path in find_documents(documents)]
    try:
        outcomes.extend(add_files(files, target, packs, progress=progress_bar()))
    except (DrafterError, KeyboardInterrupt) as error:
        if not any(outcome.state == "added" for outcome in outcomes):
            raise
        _say_added(target, outcomes)
        reason = f"{error}\n" if isinstance(error, DrafterError) else ""
        say(f"\n{reason}没有做完；已加入的都在档案里，再来一次会跳过它们。", err=True)
        sys.exit(ExitCode.UNUSABLE)
    _say_added(target, outcomes)
    sys.exit(ExitCode.UNUSABLE if any(outcome.state == "unusable" for outcome in outcomes) else ExitCode.CLEAN)


def _say_added(target: Path, outcomes: Sequence[Intake]) -> None:
    for outcome in outcomes:
        if outcome.state == "known":
            say(f"已在档案里，跳过：{outcome.name}", err=True)
    for outcome in outcomes:
        if outcome.state == "unusable":
            say(f"没有加入：{outcome.error}", err=True)
    states = [outcome.state for outcome in outcomes]
    known, unusable = states.count("known"), states.count("unusable")
    parts = [f"加入 {states.count('added')} 份", f"跳过 {known} 份" * bool(known), f"读不出来 {unusable} 份" * bool(unusable)]
    say(f"{target}：{'，'.join(filter(None, parts))}")


def _name(path: Path, given: Sequence[Path]) -> str:
    """A file's name; one out of a folder keeps the folders within."""
    folder = next((root for root in given if root != path and path.is_relative_to(root)), path.parent)
    return path.relative_to(folder).as_posix()


@archive.command(name="list")
@_ARCHIVE
def list_(path: Path) -> None:
    """列出档案里的报告：编号、名称、单位、年度、字数。"""
    from drafter.reuse.archive import Archive

    with Archive(path) as opened:
        kept = opened.kept()
    rows = [(str(r.id), r.name, r.unit or "（不明）", str(r.year or "（不明）"), f"{r.characters:,}") for r in kept]
    for line in _table([_HEADS, *rows]):
        say(line)
    say(f"共 {len(kept)} 份，{sum(report.characters for report in kept):,} 字。")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    from drafter.core.presentation import one_line
    from drafter.core.text import display_width

    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


@archive.command()
@_ARCHIVE
@click.argument("wanted", metavar="编号或名称…", nargs=-1, required=True)
def remove(path: Path, wanted: tuple[str, ...]) -> None:
    """从档案里移除报告，连同它的文字；有一个找不到就都不移除。"""
    from drafter.reuse.archive import Archive

    with Archive(path) as opened:
        kept = opened.kept()
    chosen = {report.id: report for word in wanted for report in (_named(word, kept),)}
    with Archive(path, write=True) as opened:
        opened.remove(list(chosen.values()))
    for report in chosen.values():
        say(f"已移除：{report.id}  {report.name}")


def _named(word: str, kept: Sequence[Kept]) -> Kept:
    """The report of that number, or the only one of that name."""
    from drafter.core.text import nearest

    found = [report for report in kept if word == str(report.id)] or [report for report in kept if word == report.name]
    if not found:
        guess = nearest(word, [report.name for report in kept])
        fail(f"档案里没有“{word}”" + (f"，是不是“{guess}”？" if guess else "；drafter archive list 可以列出全部"))
    if len(found) > 1:
        fail(f"有 {len(found)} 份报告叫“{word}”，请用编号：{'、'.join(str(report.id) for report in found)}")
    return found[0]


@archive.command()
@_ARCHIVE
def check(path: Path) -> None:
    """检查档案是否完整：文件、每份报告的文字、索引是否一致。完整时退出码为 0，有问题为 1。"""
    from drafter.reuse.archive.integrity import faults

    found = faults(path)
    for line in found:
        say(line)
    say(f"{path}：" + (f"有 {len(found)} 处问题；请用备份，或用 drafter archive add 重新建立" if found else "完整"))
    sys.exit(ExitCode.FINDINGS if found else ExitCode.CLEAN)
