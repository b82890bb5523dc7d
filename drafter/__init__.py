"""drafter: 绩效自评报告的起草、核对与重复比对。

The verbs, for other programs; each is a straight line over the packages below and prints nothing:

- `draft`: a facts file to .docx reports
- `check`: documents to reports of what does not add up
- `compare`: a document against earlier ones, what was carried over
- `trace`: a drafted file, figure by figure, back to its facts

Paths are `pathlib.Path`; what is wrong with an input is a `drafter.core.errors.InputError`, whose text is Chinese and written
for a clerk. A verb is loaded when it is first asked for, so that importing drafter costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafter.verbs.check import check
    from drafter.verbs.compare import compare
    from drafter.verbs.draft import draft
    from drafter.verbs.trace import trace

__all__ = ["__version__", "check", "compare", "draft", "trace"]

__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    if name not in {"check", "compare", "draft", "trace"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"drafter.verbs.{name}"), name)
