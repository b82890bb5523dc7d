"""The wheel holds the program and its data, and works where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.drafting import EXAMPLES, ROOT

DATA = ("templates", "phrasebank", "configs")
TYPE = "项目支出绩效自评报告"


def shipped_files() -> set[str]:
    """The data files of the checkout, as they are named in the wheel."""
    files = (path for folder in DATA for path in (ROOT / folder).rglob("*") if path.is_file())
    return {f"drafter/_data/{path.relative_to(ROOT).as_posix()}" for path in files if not path.name.startswith(".")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built by the project's own build backend."""
    pytest.importorskip("hatchling.build")
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True, timeout=120
    )
    return folder / done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel is installed; what it depends on comes from the environment."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def names(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as archive:
        yield from archive.namelist()


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command, run in a folder that has nothing to do with the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    program = "import sys; from drafter.cli.commands import main; main(sys.argv[1:], prog_name='drafter')"
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_all_data_files_are_in_the_wheel(wheel: Path) -> None:
    assert {name for name in names(wheel) if name.startswith("drafter/_data/")} == shipped_files()


def test_all_modules_are_in_the_wheel(wheel: Path) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "drafter").rglob("*.py")}
    assert {name for name in names(wheel) if name.endswith(".py")} == modules


def test_the_pages_of_all_rules_are_in_the_wheel(wheel: Path) -> None:
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "drafter" / "rules" / "pages").iterdir()}
    assert {name for name in names(wheel) if name.startswith("drafter/rules/pages/")} == pages != set()


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    others = {name for name in names(wheel) if not name.startswith("drafter/") and ".dist-info/" not in name}
    assert others == set()
    assert not [name for name in names(wheel) if "__pycache__" in name or name.endswith(".pyc")]


def test_the_licence_is_in_the_wheel(wheel: Path) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in names(wheel))


def test_an_installed_drafter_uses_its_own_data(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    program = "import drafter.resources as r; print(r.__file__); print(r.Packs.find().folders[-1])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    module, data = done.stdout.splitlines()
    assert Path(module).is_relative_to(installed)
    assert Path(data) == installed / "drafter" / "_data"


def test_an_installed_drafter_lists_its_types(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "types")
    assert done.returncode == 0, done.stderr
    assert TYPE in done.stdout.splitlines()


def test_an_installed_drafter_drafts(installed: Path, tmp_path: Path) -> None:
    example = next(path for path in EXAMPLES if path.parent.name == "small-library-2024")
    done = run(installed, tmp_path, "draft", str(example), "-o", "报告.docx")
    assert done.returncode in {0, 1}, done.stderr
    assert zipfile.is_zipfile(tmp_path / "报告.docx")


def test_an_installed_drafter_prepares_a_facts_file(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "init", "-o", "facts.yaml")
    assert done.returncode == 0, done.stderr
    assert "单位:" in (tmp_path / "facts.yaml").read_text("utf-8")
