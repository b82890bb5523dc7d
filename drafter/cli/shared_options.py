"""Options that several commands share, and what stands for a file on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["FILE", "PACK", "annotate_option", "output_option", "priors_option"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _FilePath(click.Path):
    """A path, not looked at; an empty one would be the current folder, which nobody means by it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a message for an empty name, as of a variable that is not set."""
        if not str(value):
            self.fail("文件名是空的", param, ctx)
        return super().convert(value, param, ctx)


FILE = _FilePath(path_type=Path)

PACK = click.option(
    "--pack",
    "packs",
    multiple=True,
    type=FILE,
    metavar="文件夹",
    help="本单位的模板包，先于自带的查找；可多次给出。",
)


def priors_option(purpose: str = "") -> Callable[[_Command], _Command]:
    """``--prior``: the earlier reports that this one is compared with."""
    text = f"上年（或以前）的报告{purpose}；可多次给出。"
    return click.option("--prior", "priors", multiple=True, type=FILE, metavar="文件或文件夹", help=text)


def output_option(what: str) -> Callable[[_Command], _Command]:
    """``--output``: the file that the result is written to, in place of the screen."""
    return click.option("--output", type=FILE, metavar="文件", help=f"{what}写到哪个文件；不给时打印。")


def annotate_option(where: str) -> Callable[[_Command], _Command]:
    """``--annotate``: the copy of a Word file that gets the findings as comments."""
    return click.option("--annotate", type=FILE, metavar="批注.docx", help=f"另存一份加了批注的 Word 文件（{where}）。")
