"""LibreOffice as a second opinion, and the project's own style sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.formats.docx.styles import StyleSheet
from tests.support.docx_samples import styles

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def sheet() -> StyleSheet:
    return styles()


@pytest.fixture(scope="session")
def convert(office: Convert) -> Convert:
    """Converts a file with LibreOffice in a profile of its own; the answer is the new file."""
    return office
