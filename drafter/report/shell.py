"""What every HTML page of ours stands in: its style and script, and the policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

__all__ = ["asset", "policy"]


@cache
def asset(name: str) -> str:
    """A file that ships beside the reports."""
    return resources.files("drafter.report").joinpath(f"assets/{name}").read_text("utf-8")


def policy(style: str, script: str) -> str:
    """The content security policy under which only this one style and this one script run, and nothing is loaded."""
    parts = (f"style-src {_hash(style)}", f"script-src {_hash(script)}", "base-uri 'none'", "form-action 'none'")
    return "default-src 'none'; " + "; ".join(parts)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
