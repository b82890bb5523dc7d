"""What the settings give to wording rules: one mapping for each rule, under its code, in ``configs/wording_rules.yaml``.

An office replaces the file, or adds to it, without touching code. A pattern that is no regular expression is reported with its
line when the file is loaded with `drafter.config.settings.load_settings`.
"""

from __future__ import annotations

import re
from typing import TypeVar

from drafter.config.settings import Pattern, Setting
from drafter.rules.base import CheckContext

__all__ = ["Pattern", "first_match", "options_of"]

_S = TypeVar("_S", bound=Setting)


def options_of(context: CheckContext, code: str, model: type[_S]) -> _S:
    """The options of a rule; its defaults where the settings say nothing."""
    chosen = context.settings.options.get(code)
    return chosen if isinstance(chosen, model) else model()


def first_match(patterns: tuple[re.Pattern[str], ...], text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The first of several patterns that occurs in a text, or `None`."""
    stop = len(text) if end is None else end
    return next((match for pattern in patterns if (match := pattern.search(text, start, stop))), None)
