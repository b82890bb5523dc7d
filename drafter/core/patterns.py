"""Regular expressions that are compiled when the first text comes that they may be found in.

Most texts lack the words that most patterns need, and compiling all that modules and settings hold took a third of a short check.
What an office writes is tried at once, so that a fault is reported with its place; drafter's own patterns are tried by tests.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import cached_property
from typing import Any, AnyStr, cast

from drafter.core.needed_words import Words, has_needed, needed_words

__all__ = ["compiled_quietly", "is_trusted", "lazy_re", "tried_re", "trust"]

_OTHER_LETTERS = re.IGNORECASE | re.VERBOSE
"""Flags by which a pattern's letters are not those of the text."""
_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")
_trusted: set[str] = set()
"""Texts that are known to be right wherever they stand for a pattern."""


def lazy_re(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern that `re.compile` gives, compiled when it is needed; a fault in it shows there too.

    >>> lazy_re("支出(决算)?").search("财政拨款支出决算").group()
    '支出决算'
    """
    return cast("re.Pattern[AnyStr]", _Lazy(text, flags))


def tried_re(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a settings file: a fault in it shows at once, except where drafter ships the text."""
    return lazy_re(text, flags) if is_trusted(text) else compiled_quietly(text, flags)


def compiled_quietly(text: str, flags: int = 0) -> re.Pattern[str]:
    """Python warns in English of ``[[`` and ``--`` in a class, which may mean something else one day; a clerk can't do anything about it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(text, flags)


def trust(texts: Iterable[str]) -> None:
    """Remembers the texts of settings that drafter ships."""
    _trusted.update(texts)


def is_trusted(*texts: str) -> bool:
    """Whether drafter ships all of the texts."""
    return _trusted.issuperset(texts)


class _Lazy:
    """Answers like the compiled pattern; until it is compiled, a whole text without the words it needs is answered at once."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def search(self, text: Any, *span: int) -> Any:
        return self._compiled.search(text, *span) if span or self._may_be_in(text) else None

    def match(self, text: Any, *span: int) -> Any:
        return self._compiled.match(text, *span) if span or self._may_be_in(text) else None

    def fullmatch(self, text: Any, *span: int) -> Any:
        return self._compiled.fullmatch(text, *span) if span or self._may_be_in(text) else None

    def finditer(self, text: Any, *span: int) -> Any:
        return self._compiled.finditer(text, *span) if span or self._may_be_in(text) else iter(())

    def findall(self, text: Any, *span: int) -> Any:
        return self._compiled.findall(text, *span) if span or self._may_be_in(text) else []

    def __getattr__(self, name: str) -> Any:
        """Called for what only the compiled pattern has."""
        return getattr(self._compiled, name)

    def _may_be_in(self, text: Any) -> bool:
        return has_needed(text, self._needs)

    @cached_property
    def _needs(self) -> tuple[Words, ...]:
        plain = isinstance(self.pattern, str) and not self._flags & _OTHER_LETTERS
        return needed_words(str(self.pattern)) if plain else ()

    @cached_property
    def _compiled(self) -> re.Pattern[Any]:
        """The compiled pattern, whose methods take the place of those that look at the words first."""
        compiled = re.compile(self.pattern, self._flags)
        for name in _METHODS:
            setattr(self, name, getattr(compiled, name))
        return compiled

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lazy) and (self.pattern, self._flags) == (other.pattern, other._flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))

    def __repr__(self) -> str:
        return f"lazy_re({self.pattern!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return lazy_re, (self.pattern, self._flags)
