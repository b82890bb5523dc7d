"""What is wrong with an input, as records; and the one exception that carries them.

A finding about a report is data and never an exception. These exceptions are for input that drafter cannot use, and for what
was raised while a file was worked on (`drafter.system.boundary`); that names the exception's type, so that a bug stays visible.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["DrafterError", "InputError", "Problem"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with an input file, and where."""

    source: str
    """The file, as the user named it."""
    line: int = 0
    """1-based; 0 when the problem is the file as a whole."""
    column: int = 0
    """1-based, counted in characters."""
    path: tuple[str, ...] = ()
    """The labels that lead to the value, e.g. ``("项目", "1", "年初预算数")``."""
    message: str = ""
    """In Chinese: what is wrong and what would be right."""

    def __str__(self) -> str:
        place = self.source
        if self.line:
            place += f":{self.line}:{self.column}"
        label = " → ".join(self.path)
        return "：".join(part for part in (f"{place}: {label}" if label else place, self.message) if part)


class DrafterError(Exception):
    """An input that drafter cannot use. The text is Chinese and written for a clerk."""


class InputError(DrafterError):
    """All the problems of an input at once, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, source: str, message: str, *, line: int = 0, column: int = 0, path: tuple[str, ...] = ()) -> InputError:
        """An error with a single problem."""
        return cls([Problem(source, line, column, path, message)])
