"""The terminal: exit codes, messages, and click's own words in Chinese. What the commands share."""

from __future__ import annotations

import codecs
import contextlib
import enum
import errno
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TextIO

import click

from drafter.core.errors import DrafterError

__all__ = ["ChineseCommand", "ChineseGroup", "ExitCode", "fail", "progress_bar", "put", "say"]


_NOBODY_READS = {errno.EPIPE} | ({errno.EINVAL} if sys.platform == "win32" else set())
"""What writing to a pipe that was closed at its other end gives."""


class ExitCode(enum.IntEnum):
    """What the command's exit code says."""

    CLEAN = 0
    """Done, nothing left to look at."""
    FINDINGS = 1
    """Done; there are places to fill in, to confirm, or changed figures."""
    UNUSABLE = 2
    """Could not be done and nothing was written; from a check of several files, one could not be read: the others are reported."""


def say(text: str = "", *, err: bool = False) -> None:
    """Prints a line; what would steer the terminal is shown, and a character that the console lacks gets a substitute."""
    from drafter.core.presentation import visible

    _print(f"{visible(text)}\n", err=err)


def put(text: str) -> None:
    """Prints a result as it is, with one line end behind it."""
    _print(text if text.endswith("\n") else f"{text}\n")


def _print(text: str, *, err: bool = False) -> None:
    """Where nobody reads any more (``drafter phrases | head``) the command goes on in silence: its exit code still counts."""
    try:
        click.echo(text, nl=False, err=err)
    except OSError as error:
        if error.errno not in _NOBODY_READS:
            raise
        _to_nowhere(sys.stderr if err else sys.stdout)


def _to_nowhere(stream: TextIO) -> None:
    """What is still in the stream's buffer, and what comes, goes to the null device; else the interpreter ends with 120."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def fail(error: DrafterError | str) -> NoReturn:
    """Says what is wrong and ends with exit code 2."""
    say(f"出错了，没有写任何文件：\n{error}", err=True)
    sys.exit(ExitCode.UNUSABLE)


def progress_bar() -> Callable[[int, int], None] | None:
    """A progress bar on a terminal, for more than a few files; nothing in a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total > 1:
            width = 30 * done // total
            click.echo(f"\r[{'#' * width}{'.' * (30 - width)}] {done}/{total}", nl=done == total, err=True)

    return show


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


class _ChineseHelp(click.Command):
    """Help that is all in Chinese, and printed as results are."""

    def get_help(self, ctx: click.Context) -> str:
        """Click's help with its own words in Chinese."""
        return _help_in_chinese(super().get_help(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's option, but a closed pipe is no fault."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        put(ctx.get_help())
        ctx.exit()


class ChineseCommand(_ChineseHelp):
    """A command whose help and errors are all in Chinese."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Click's parsing; an error that names no command gets this one, so that the right help is pointed at."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


def _help_in_chinese(text: str) -> str:
    for words, chinese in _HELP_WORDS.items():
        text = text.replace(words, chinese)
    return text


class ChineseGroup(_ChineseHelp, click.Group):
    """Turns input errors into messages, whatever the command; click's own words into Chinese."""

    command_class = ChineseCommand

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; what is wrong with an input becomes a message."""
        try:
            return super().invoke(ctx)
        except DrafterError as error:
            fail(error)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command line; whatever ends it is said in Chinese, and the exit code is 2."""
        kwargs["standalone_mode"] = False
        _survive_console()
        _end_tidily()
        try:
            return super().main(*args, **kwargs)
        except click.UsageError as error:
            bare = error.message.startswith(_HELP_WORDS["Usage: "])  # no command at all: click answers with the help
            hint = f"用法不对：{_chinese(error)}\n用 drafter {_command(error)}--help 查看说明。"
            say(error.message if bare else hint, err=True)
            sys.exit(ExitCode.UNUSABLE)
        except click.ClickException as error:
            fail(error.format_message())
        except (click.Abort, KeyboardInterrupt):
            say("已中止，没有写任何文件。", err=True)
            sys.exit(ExitCode.UNUSABLE)
        except Exception as error:  # noqa: BLE001 - the outermost boundary: a traceback would end with 1, "done, with findings"
            from drafter.system.boundary import failure_message

            _last_words(failure_message(error))


def _last_words(message: str) -> NoReturn:
    """Says why the command ended, if anybody still listens, and ends with exit code 2 whatever is left in the buffers."""
    with contextlib.suppress(Exception):
        say(f"没有做完：{message}", err=True)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _to_nowhere(stream)
    sys.exit(ExitCode.UNUSABLE)


def _end_tidily() -> None:
    """A request to end (kill, the system shutting down) is like Ctrl-C: workers end, half-written files are taken away."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with contextlib.suppress(ValueError):  # not in the main thread: the program around is asked instead
        signal.signal(signal.SIGTERM, interrupt)


_SUBSTITUTES = {"−": "－", "›": ">", "•": "·", "☐": "□", "☑": "√", "☒": "×", "✓": "√", "✔": "√"}
"""For characters that GBK lacks: a question mark for a minus would make a formula unreadable."""


def _substituted(error: UnicodeError) -> tuple[bytes, int]:
    """The bytes for characters that the console's encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_SUBSTITUTES.get(one, "?") for one in lacking).encode(error.encoding, "replace"), error.end


def _survive_console() -> None:
    """A console that lacks a character (GBK) gets a substitute instead of an error."""
    codecs.register_error("drafter", _substituted)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="drafter")


def _command(error: click.UsageError) -> str:
    """The command that was called, below `drafter`, with its group."""
    names: list[str] = []
    context = error.ctx
    while context and context.parent:
        names.insert(0, context.info_name or "")
        context = context.parent
    return "".join(f"{name} " for name in names)


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
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.IntRange):
        return f"{_parameter(error.param)} 的值应为 {error.param.type.min} 到 {error.param.type.max} 的整数"
    if isinstance(error, click.BadParameter) and error.param:  # what an option of ours says
        return f"{_parameter(error.param)}：{error.message}"
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
