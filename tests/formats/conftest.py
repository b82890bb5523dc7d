"""LibreOffice as a second opinion, and the project's own style sheet."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx_samples import styles

from drafter.formats.styles import StyleSheet

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def sheet() -> StyleSheet:
    return styles()


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts a file with LibreOffice in a profile of its own; the answer is the new file."""
    program = shutil.which("soffice")
    if program is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(path: Path, extension: str) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        command = [program or "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", extension]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
        return folder / f"{path.stem}.{extension}"

    return run
