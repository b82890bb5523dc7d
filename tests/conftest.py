"""Makes `tests/` a place to import helpers from, whichever folder a test stands in; LibreOffice; settings of property tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("drafter", deadline=None)
settings.load_profile("drafter")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Converts a file with LibreOffice; the answer is the new file. Skips where it is missing, except in CI."""
    program = shutil.which("soffice")
    if program is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(path: Path, extension: str) -> Path:
        folder = tmp_path_factory.mktemp("made")
        command = [program or "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", extension]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
        return folder / f"{path.stem}.{extension}"

    return run
