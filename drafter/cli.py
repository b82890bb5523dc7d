"""The commands. The only module that prints; heavy imports stay inside commands, so that --help answers at once."""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from drafter import __version__
from drafter.core.errors import DrafterError

__all__ = ["ExitCode", "main"]


class ExitCode(enum.IntEnum):
    """What the command's exit code says."""

    CLEAN = 0
    """Done, nothing left to look at."""
    FINDINGS = 1
    """Done; there are places to fill in, to confirm, or changed figures."""
    UNUSABLE = 2
    """Could not be done; nothing was written."""


_PACK = click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="本单位的模板包，先于自带的查找；可多次给出。",
)


def say(text: str = "") -> None:
    """Prints a line; a console that lacks a character gets a substitute instead of an error."""
    click.echo(text)


def fail(error: DrafterError | str) -> NoReturn:
    """Says what is wrong and ends with exit code 2."""
    click.echo(f"出错了，没有写任何文件：\n{error}", err=True)
    sys.exit(ExitCode.UNUSABLE)


_HELP_WORDS = {
    "Usage: ": "用法：",
    "[OPTIONS] COMMAND [ARGS]...": "[选项] 命令 …",
    "[OPTIONS]": "[选项]",
    "Options:": "选项：",
    "Commands:": "命令：",
    "Show this message and exit.": "显示这段说明。",
    "[default: ": "[默认：",
    "[required]": "[必填]",
}
"""Click's words in a help text."""


class _Command(click.Command):
    """A command whose help is all in Chinese."""

    def get_help(self, ctx: click.Context) -> str:
        return _help_in_chinese(super().get_help(ctx))


def _help_in_chinese(text: str) -> str:
    for words, chinese in _HELP_WORDS.items():
        text = text.replace(words, chinese)
    return text


class _Group(click.Group):
    """Turns input errors into messages, whatever the command; click's own words into Chinese."""

    command_class = _Command

    def get_help(self, ctx: click.Context) -> str:
        return _help_in_chinese(super().get_help(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DrafterError as error:
            fail(error)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        _survive_console()
        try:
            return super().main(*args, **kwargs)
        except click.UsageError as error:
            bare = error.message.startswith(_HELP_WORDS["Usage: "])  # no command at all: click answers with the help
            hint = f"用法不对：{_chinese(error)}\n用 drafter {_command(error)}--help 查看说明。"
            click.echo(error.message if bare else hint, err=True)
            sys.exit(ExitCode.UNUSABLE)
        except click.ClickException as error:
            fail(error.format_message())
        except (click.Abort, KeyboardInterrupt):
            click.echo("已中止，没有写任何文件。", err=True)
            sys.exit(ExitCode.UNUSABLE)


def _survive_console() -> None:
    """A console that lacks a character (GBK) gets a substitute instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _command(error: click.UsageError) -> str:
    name = error.ctx.info_name if error.ctx and error.ctx.parent else ""
    return f"{name} " if name else ""


def _chinese(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        known = "、".join(error.possibilities or ())
        return f"没有选项 {error.option_name}" + (f"，是不是 {known}？" if known else "")
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {_parameter(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        valued = "requires" in error.message
        return f"选项 {error.option_name} 后面要给出值" if valued else f"选项 {error.option_name} 后面不能有值"
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        return f"{_parameter(error.param)} 的值应为 {'、'.join(map(str, error.param.type.choices))} 之一"
    text = error.format_message()
    if text.startswith("No such command"):
        return _unknown_command(text.split(chr(39))[1], error.ctx)
    if "unexpected extra argument" in text:
        return f"多出来的参数（{text[text.find('(') + 1 : -1].strip(')')}）；路径里有空格时要加引号"
    return text


def _parameter(parameter: click.Parameter | None) -> str:
    """An option as it is typed, an argument as the help calls it."""
    if isinstance(parameter, click.Option):
        return "/".join(parameter.opts)
    return parameter.human_readable_name if parameter else ""


def _unknown_command(name: str, ctx: click.Context | None) -> str:
    from drafter.core.text import nearest

    known = ctx.command.list_commands(ctx) if ctx and isinstance(ctx.command, click.Group) else []
    guess = nearest(name, known)
    return f"没有这个命令：{name}，" + (f"是不是 {guess}？" if guess else f"可用的命令：{'、'.join(known)}")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="drafter %(version)s", help="显示版本。")
def main() -> None:
    """绩效自评报告的起草工具：把一份事实文件（YAML）写成可以在 Word、WPS 里编辑的报告。

    退出码：0 完成；1 完成，但有要补填、要确认或被改过的地方；2 没有完成，没有写任何文件。
    """


@main.command()
@click.argument("facts", metavar="事实文件.yaml", type=click.Path(path_type=Path))
@click.option("--type", "types", multiple=True, metavar="文种", help="要起草的文种，见 drafter types；不给时用事实文件里写的。")
@click.option("--project", "projects", multiple=True, metavar="项目名称", help="只起草这个项目的报告；可多次给出。")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件.docx|文件夹", help="写到哪里；不给时写到当前文件夹。"
)
@click.option("--base-doc", type=click.Path(path_type=Path), metavar="文件.docx", help="用这个文件的版式（样式、页面设置）。")
@click.option(
    "--prior",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="文件.docx",
    help="上年的报告，避开里面用过的套话；可多次给出。",
)
@click.option("--strict", is_flag=True, help="有待补或待确认的内容就不写文件。")
@click.option("--force", is_flag=True, help="目标文件被改过也覆盖。")
@_PACK
def draft(facts: Path, types: tuple[str, ...], **options: Any) -> None:
    """从事实文件起草报告，写成 .docx。"""
    from drafter import api

    drafted = api.draft_reports(facts, types=types, **options)
    for report in drafted:
        _say_drafted(report, facts)
    if not all(report.written for report in drafted):
        click.echo("有待补或待确认的内容，按 --strict 的要求没有写任何文件。", err=True)
        sys.exit(ExitCode.UNUSABLE)
    sys.exit(ExitCode.FINDINGS if any(report.gaps or report.proposals for report in drafted) else ExitCode.CLEAN)


def _say_drafted(report: Any, facts: Path) -> None:
    figures = len(report.draft.anchors)
    done = f"已写好：{report.path}（{figures} 个数字，每个都能追溯到事实）"
    say(done if report.written else f"没有写 {report.path}：")
    if report.gaps:
        say(f"  待补 {len(report.gaps)} 处，在 Word 里以黄色标出；在 {facts.name} 里补上再起草：")
        for mark in report.gaps:
            say(f"    {facts.name}:{mark.origin.line}  {mark.origin.path}")
    if report.proposals:
        say(
            f"  待确认的问题 {len(report.proposals)} 个，是程序按数字提出的；属实的在“问题”里写“采用: 编号”，不属实的写“不采用: 编号”："
        )
        for mark in report.proposals:
            say(f"    {mark.origin.path}")
    if report.written:
        say("  下一步：用 Word 或 WPS 打开核对、修改；改过以后可用 drafter trace 查看哪些数字与事实不同。")


@main.command()
@click.argument("file", metavar="文件.docx", type=click.Path(path_type=Path))
@click.option("--changed", "only_changed", is_flag=True, help="只列出改过、丢失和手工加进来的数字。")
def trace(file: Path, *, only_changed: bool) -> None:
    """列出起草的文件里每个数字的来源，指出哪些被手工改过。"""
    from drafter import api

    found = api.trace(file)
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


def _figure_line(figure: Any, source: str) -> str:
    place = f"{source}:{figure.line}" if figure.line else ""
    how = f"＝ {figure.formula}" if figure.formula else ""
    state = f"　← 已改，原为 {figure.printed}" if figure.changed else ("　← 找不到了" if figure.lost else "")
    shown = figure.text or figure.printed
    return "　".join(part for part in (shown, _KINDS.get(figure.kind, ""), figure.path, how, place) if part) + state


@main.command()
@click.option("--type", "kind", default="项目支出绩效自评报告", show_default=True, metavar="文种", help="为哪个文种准备。")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="facts.yaml", help="写到哪个文件。")
@click.option("--force", is_flag=True, help="文件已存在也覆盖。")
@_PACK
def init(kind: str, output: Path, packs: tuple[Path, ...], *, force: bool) -> None:
    """生成一份带说明的空白事实文件。"""
    from drafter import api
    from drafter.formats.package import write_atomically

    text = api.skeleton(kind, packs)
    if output.exists() and not force:
        fail(f"{output}：文件已经存在，没有覆盖；确实要覆盖请加 --force")
    write_atomically(output, text.encode("utf-8"))
    say(f"已写好：{output}\n  下一步：用记事本或 VS Code 打开，把空着的填上；然后 drafter draft {output}")


@main.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="facts.schema.json", help="写到哪个文件；不给时打印。")
def schema(output: Path | None) -> None:
    """输出事实文件的 JSON Schema，供编辑器提示和检查。"""
    import json

    from drafter import api
    from drafter.formats.package import write_atomically

    text = json.dumps(api.facts_schema(), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        say(text)
    else:
        write_atomically(output, text.encode("utf-8"))
        say(f"已写好：{output}")


@main.command()
@_PACK
def types(packs: tuple[Path, ...]) -> None:
    """列出可以起草的文种。"""
    from drafter import api

    for name, note in api.list_types(packs):
        say(f"{name}\n    {note}" if note else name)


@main.command()
@click.option("--kind", type=click.Choice(["常用语", "问题", "措施", "成效"]), help="只列这一种。")
@_PACK
def phrases(kind: str | None, packs: tuple[Path, ...]) -> None:
    """列出常用语库的条目：编号、标题、条件，问题由哪些措施回答。"""
    from drafter import api

    for entry in api.list_phrases(packs):
        if kind is None or entry.kind == kind:
            answers = f"　答以：{'、'.join(entry.answers)}" if entry.answers else ""
            say(f"{entry.kind}　{entry.code}　{entry.heading or entry.slot}{answers}")
            if entry.condition:
                say(f"    条件：{entry.condition}")
