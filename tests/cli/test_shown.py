"""File names and a document's words can't steer the terminal."""

from __future__ import annotations

from pathlib import Path

from tests.support.console import run


def test_escapes_and_direction_marks_in_names_are_shown() -> None:
    Path("报\u202e告\x1b[31m.docx").write_bytes(b"")
    result = run("check", "报\u202e告\x1b[31m.docx")
    assert result.exit_code == 2
    assert "\u202e" not in result.output
    assert "\x1b" not in result.output
    assert r"报\u202e告\x1b[31m.docx" in result.output
