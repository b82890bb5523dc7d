"""What every HTML page of ours stands in: its template, style and script, and the policy that lets nothing else run or load.

The templates escape whatever is put into them; only our own style and script go in as they are.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from drafter.core.presentation import safe

__all__ = ["asset", "page"]


@cache
def asset(name: str) -> str:
    """A file that ships beside the reports."""
    return resources.files("drafter.report").joinpath(f"assets/{name}").read_text("utf-8")


def page(template: str, *, style: str, script: str, **values: object) -> str:
    """The page that a template makes of values; `style` and `script` are the only ones that run in it."""
    own = {"style": Markup(style), "script": Markup(script)}  # noqa: S704  # files of ours
    return _templates().get_template(template).render(**own, policy=_policy(style, script), **values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    """A value as it may be shown: control characters and marks of direction in a document's words do nothing to a page."""
    return safe(value) if type(value) is str else value


def _policy(style: str, script: str) -> Markup:
    """The content security policy under which only this one style and this one script run, and nothing is loaded."""
    parts = (f"style-src {_hash(style)}", f"script-src {_hash(script)}", "base-uri 'none'", "form-action 'none'")
    return Markup("default-src 'none'; " + "; ".join(parts))  # noqa: S704  # hashes of ours


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
