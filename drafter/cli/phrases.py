"""`drafter phrases`: the phrasebank, listed; and an office's own, learned from its earlier reports."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from drafter.cli.console import ChineseGroup, ExitCode, say
from drafter.cli.shared_options import FILE, PACK

__all__ = ["phrases"]


@click.group(cls=ChineseGroup, invoke_without_command=True, subcommand_metavar="[命令 …]")
@click.option("--kind", type=click.Choice(["常用语", "问题", "措施", "成效", "句式"]), help="只列这一种。")
@PACK
@click.pass_context
def phrases(context: click.Context, kind: str | None, packs: tuple[Path, ...]) -> None:
    """列出常用语库的条目：编号、标题、条件，问题由哪些措施回答；也可以从以前的报告学本单位的。"""
    if context.invoked_subcommand is not None:
        return
    from drafter.verbs.catalogue import list_phrases

    for entry in list_phrases(packs):
        if kind is None or entry.kind == kind:
            answers = f"　答以：{'、'.join(entry.answers)}" if entry.answers else ""
            say(f"{entry.kind}　{entry.code}　{entry.headings[0] if entry.headings else entry.slot}{answers}")
            if entry.condition:
                say(f"    条件：{entry.condition}")


@phrases.command()
@click.argument("documents", metavar="报告或文件夹…", nargs=-1, required=True, type=FILE)
@click.option("-o", "--output", required=True, type=FILE, metavar="文件夹", help="写成哪个模板包。")
@click.option("--least", type=click.IntRange(2), default=2, show_default=True, metavar="份数", help="至少在几份报告里出现才学。")
@click.option("--force", is_flag=True, help="文件夹是以前学来的，也重新写。")
@PACK
def learn(documents: tuple[Path, ...], output: Path, least: int, packs: tuple[Path, ...], *, force: bool) -> None:
    """从以前的报告学本单位的常用语，写成模板包：反复出现的话，问题和回答它的措施，都注明在哪几份报告里有。

    学来的要逐条看，不要的删去；用 --pack 给出这个文件夹，起草时用本单位的措辞，比较时不算沿用。
    """
    from drafter.verbs.learn import learn as learn_phrases

    learned = learn_phrases(documents, output, packs=packs, least=least, force=force)
    for words in learned.skipped:
        say(f"没有学：{words}", err=True)
    stock = sum(one.kind == "常用语" for one in learned.learned)
    problems = [one for one in learned.learned if one.kind == "问题"]
    say(f"已写好：{learned.path}（{learned.reports} 份报告，反复出现而自带里没有的话 {len(learned.learned)} 句）")
    say(f"  换了措辞的常用语、问题 {learned.phrases} 句，惯用语 {stock} 句，问题 {len(problems)} 条")
    say(f"  下一步：打开 {learned.path / '说明.md'} 逐条看，不要的在各文件里删去；然后用 --pack {learned.path} 起草、比较")
    sys.exit(ExitCode.UNUSABLE if learned.skipped else ExitCode.CLEAN)
