"""The written file in another program's hands: LibreOffice saves it in its own way and prints it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.core.document import Table
from drafter.formats.docx.read import read_docx
from drafter.formats.docx.styles import StyleSheet
from drafter.formats.docx.write import write_docx
from drafter.formats.trace.read import TracedFile, read_traced
from tests.support.docx_edits import edited, replace_anywhere, replace_under, rewrite
from tests.support.docx_samples import DraftBuilder, sample

Convert = Callable[[Path, str], Path]
ROUTES = [("docx",), ("odt", "docx"), ("doc", "docx")]


@pytest.fixture(scope="module", params=ROUTES, ids=" → ".join)
def travelled(
    request: pytest.FixtureRequest, convert: Convert, sheet: StyleSheet, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The sample, saved by LibreOffice once or twice."""
    path = tmp_path_factory.mktemp("written") / "报告.docx"
    path.write_bytes(write_docx(sample(), styles=sheet))
    for extension in request.param:
        path = convert(path, extension)
    return path


def changes(traced: TracedFile) -> dict[str, str]:
    assert not [figure.name for figure in traced.figures if figure.lost]
    return {figure.name: figure.text for figure in traced.figures if figure.changed}


def test_every_figure_is_found_after_the_journey(travelled: Path) -> None:
    traced = read_traced(travelled)
    assert (len(traced.figures), changes(traced), traced.edited) == (len(sample().anchors), {}, True)
    assert traced.facts_source == "facts.yaml"
    assert {"_T01", "_T02", "_F0001"} <= set(traced.read.bookmarks)


@pytest.mark.parametrize(
    ("name", "old", "new", "text"),
    [
        ("F0002", "94.44", "95.00", "95.00万元"),
        ("F0002", "出94.44万元，", "出1,300.00万元，", "1,300.00万元"),
        ("F0005", "12", "13", "13"),
        ("F0007", "5人", "6人", "6人"),
        ("F0008", "946件", "950件", "950件"),
        ("F0013", "98.5", "99.1", "99.1%"),
    ],
)
def test_an_edit_after_the_journey_is_named_and_no_other(travelled: Path, name: str, old: str, new: str, text: str) -> None:
    assert changes(read_traced(edited(travelled, lambda root: replace_under(root, f"_{name}", old, new)))) == {name: text}


def test_an_edited_cell_is_named_after_the_journey(travelled: Path) -> None:
    assert changes(read_traced(edited(travelled, lambda root: replace_anywhere(root, "69.44", "70.01")))) == {"F0022": "70.01"}


def test_a_rewritten_sentence_is_found_after_the_journey(travelled: Path) -> None:
    new = "支出进度较慢，年末结转30.00万元，占年初预算的23.62%。"
    assert changes(read_traced(edited(travelled, lambda root: rewrite(root, "占年初预算的", new)))) == {
        "F0028": "30.00万元",
        "F0029": "23.62%",
    }


def test_the_text_is_the_same_after_the_journey(travelled: Path, sheet: StyleSheet) -> None:
    found, expected = read_docx(travelled, styles=sheet).document, sample().document
    assert [type(block) for block in found.blocks] == [type(block) for block in expected.blocks]
    for block, other in zip(found.blocks, expected.blocks, strict=True):
        if isinstance(block, Table) and isinstance(other, Table):
            assert (block.cells, block.header_rows) == (other.cells, other.header_rows)
        else:
            assert block == other


def printed(*command: str | Path) -> str:
    """What a program prints."""
    return subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=60).stdout.decode("utf-8")


def pages(path: Path, convert: Convert) -> list[list[str]]:
    """The lines of each page, as printed."""
    program = shutil.which("pdftotext") or pytest.skip("pdftotext is not installed")
    text = printed(program, "-layout", convert(path, "pdf"), "-")
    return [[line for line in page.splitlines() if line.strip()] for page in text.split("\f")[:-1]]


def test_a_page_has_22_lines_of_28_characters(convert: Convert, sheet: StyleSheet, tmp_path: Path) -> None:
    path = tmp_path / "长文.docx"
    path.write_bytes(write_docx(DraftBuilder().paragraph("绩效" * 1000).draft(), styles=sheet))
    first, second = pages(path, convert)[:2]
    assert len(first) == len(second) == 22 + 1
    assert len(second[0].strip()) == 28


def test_page_numbers_stand_at_the_outer_side(convert: Convert, sheet: StyleSheet, tmp_path: Path) -> None:
    path = tmp_path / "长文.docx"
    path.write_bytes(write_docx(DraftBuilder().paragraph("绩效" * 1000).draft(), styles=sheet))
    first, second = (page[-1] for page in pages(path, convert)[:2])
    assert first.replace(" ", "") == "—1—"
    assert second.replace(" ", "") == "—2—"
    assert len(first) - len(first.lstrip()) > 15 > len(second) - len(second.lstrip())


def test_the_landscape_section_is_printed_in_landscape(convert: Convert, sheet: StyleSheet, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(write_docx(sample(), styles=sheet))
    program = shutil.which("pdfinfo") or pytest.skip("pdfinfo is not installed")
    lines = printed(program, "-l", "9", convert(path, "pdf")).splitlines()
    sizes = [line.split()[3:6:2] for line in lines if "size:" in line and "Page" in line and "File" not in line]
    assert [float(width) > float(height) for width, height in sizes] == [False, True, False, False]
