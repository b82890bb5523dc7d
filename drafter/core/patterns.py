"""Regular expressions that are compiled when they are first used.

A short check uses less than half of the patterns that modules and settings hold, and compiling all of them took a third of its time.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, cast

__all__ = ["lazy_re"]


def lazy_re(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern that `re.compile` gives, compiled at the first search; a fault in it shows there too.

    >>> lazy_re("支出(决算)?").search("财政拨款支出决算").group()
    '支出决算'
    """
    return cast("re.Pattern[AnyStr]", _Lazy(text, flags))


class _Lazy:
    """Answers like the compiled pattern; what it was asked for once, it has at hand."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[Any]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Called for what is not at hand yet: a method or attribute of the compiled pattern."""
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lazy) and (self.pattern, self._flags) == (other.pattern, other._flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))

    def __repr__(self) -> str:
        return f"lazy_re({self.pattern!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return lazy_re, (self.pattern, self._flags)
