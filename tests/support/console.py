"""The commands as a console runs them, in the test's own empty folder."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from drafter.cli.commands import main
from drafter.formats.zip_file import pack
from tests.support.drafting import ROOT
from tests.support.word_package import read_package

SMALL = ROOT / "examples" / "small-library-2024" / "facts.yaml"
YUHUA = ROOT / "examples" / "yuhua-hall-2021" / "facts.yaml"
COMMANDS = sorted(main.commands)
KNOWN_WORDS = {
    *("pdf", "xlsx", "txt", "doc", "wps", "LibreOffice", "NU", "RU", "TB", "error", "warning", "note", "severity", "document"),
    *("text", "json", "sarif", "html", "init"),
    *("add", "list", "remove", "learn"),
    "drafter",
    "YAML",
    "Word",
    "WPS",
    "JSON",
    "Schema",
    "VS",
    "Code",
    "docx",
    "yaml",
    "json",
    "facts",
    "schema",
    "SHA",
    "GB",
}


def run(*arguments: str | Path) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(main, list(map(str, arguments)))


def leaked_english(output: str, *own: str) -> list[str]:
    """Words in Latin letters that are neither commands, options, values of the user's, nor names."""
    text = re.sub(r"(?<![\w-])--?[a-z][a-z-]*", " ", output)
    words = re.findall(r"[A-Za-z]{2,}", text)
    allowed = KNOWN_WORDS | set(COMMANDS) | {word for text in own for word in re.findall(r"[A-Za-z]+", text)}
    return [word for word in words if word not in allowed]


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def edit(path: Path) -> bytes:
    """Changes a word of a report, as a person would in Word."""
    parts = read_package(path)
    main_part = parts["word/document.xml"]
    parts["word/document.xml"] = main_part.replace("图书".encode(), "书籍".encode(), 1)
    assert parts["word/document.xml"] != main_part
    path.write_bytes(pack(parts))
    return path.read_bytes()


def files() -> list[str]:
    return sorted(path.relative_to(Path.cwd()).as_posix() for path in Path.cwd().rglob("*") if path.is_file())
