"""What a command leaves behind: its result on the screen or in a file, and comments in a copy of a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli.console import put, say

if TYPE_CHECKING:
    from drafter.core.findings import Finding

__all__ = ["write_comments", "write_result"]


def write_result(rendered: str | bytes, output: Path | None) -> None:
    """Writes it to the file, or prints it where none is given and it is text."""
    from drafter.system.files import write_atomically

    if output is not None:
        write_atomically(output, rendered if isinstance(rendered, bytes) else rendered.encode("utf-8"))
        say(f"已写好：{output}")
    elif isinstance(rendered, str):
        put(rendered)


def write_comments(document: Path, findings: Sequence[Finding], target: Path) -> None:
    """A copy of the Word file with each finding as a comment."""
    from drafter.formats.docx.annotate import annotate_docx
    from drafter.system.boundary import boundary
    from drafter.system.files import write_atomically

    with boundary(document.name):
        annotated = annotate_docx(document, findings)
    write_atomically(target, annotated)
    say(f"已写好：{target}（{len(findings)} 条批注）")
