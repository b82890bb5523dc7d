"""LibreOffice, Chromium; settings of property tests."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("drafter", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=300)  # pytest --hypothesis-profile=thorough
settings.load_profile("drafter")


def pytest_collection_finish() -> None:
    """Takes what stays to the end, thousands of tests among it, out of the garbage collector's rounds."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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


@pytest.fixture(scope="session")
def page_shown(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """The elements of a local page as Chromium shows it, scripts run. Skips where it is missing, except in CI."""
    program = shutil.which("chromium")
    if program is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    quiet = ("quic", "background-networking", "component-update", "sync")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", *(f"--disable-{part}" for part in quiet)]

    def run(path: Path) -> str:
        profile = f"--user-data-dir={tmp_path_factory.mktemp('browser')}"
        command = [program or "chromium", *options, profile, "--dump-dom", path.as_uri()]
        return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode("utf-8")

    return run
