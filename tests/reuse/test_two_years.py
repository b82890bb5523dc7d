"""The drafts of one unit for two years: what is drafter's own wording, or the unit's name, is nobody's copying."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.formats.read import read_document
from drafter.reuse.passages import Given, given
from drafter.reuse.records import ReuseReport
from drafter.verbs.draft import draft
from tests.support.reuse_samples import compared, tools

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TELLING = {"成效", "问题", "措施"}


def _drafted(path: Path, facts: str, *prior: Path) -> Given:
    draft(EXAMPLES / facts / "facts.yaml", output=path, prior=prior)
    return given(read_document(path).document, path.name, tools().settings)


def _share(found: ReuseReport) -> float:
    sections = [section for section in found.sections if section.sort in TELLING]
    return sum(sum(s.reused.values()) for s in sections) / sum(s.characters - s.convention for s in sections)


@pytest.fixture(scope="module")
def last_year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Given]:
    path = tmp_path_factory.mktemp("drafts") / "2024.docx"
    return path, _drafted(path, "small-library-2024")


def test_a_draft_from_new_facts_repeats_hardly_anything(last_year: tuple[Path, Given], tmp_path: Path) -> None:
    path, prior = last_year
    found = compared(_drafted(tmp_path / "2025.docx", "small-library-2025", path), prior)
    assert _share(found) <= 0.10
    assert not any(match.figures_unchanged for match in found.matches)


def test_a_draft_from_last_years_facts_repeats_nearly_all(last_year: tuple[Path, Given], tmp_path: Path) -> None:
    _, prior = last_year
    found = compared(_drafted(tmp_path / "again.docx", "small-library-2024"), prior)
    assert _share(found) >= 0.95
    assert found.priors[0].identical
