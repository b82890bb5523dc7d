"""The commented file in LibreOffice's hands."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from drafter.formats.docx.annotate import annotate_docx
from drafter.formats.docx.ooxml import qn
from drafter.formats.docx.read import read_docx
from tests.support.note_files import noted_file
from tests.support.report_samples import SEED
from tests.support.word_samples import comment_words, commented, on_words, root_of

Convert = Callable[[Path, str], Path]
WORDS = ("972.81万元", "4.76%", "523.39%", "公开06表", "商品和服务支出", "湘易办")
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seeds are not here")


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    program = shutil.which("soffice")
    if program is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")

    def run(path: Path, extension: str) -> Path:
        command = [
            program or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            extension,
        ]
        subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
        return folder / f"{path.stem}.{extension}"

    return run


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("annotated") / "批注.docx"
    path.write_bytes(annotate_docx(SEED, on_words(SEED.read_bytes(), *WORDS)))
    return path


def test_the_comments_survive_in_odt(copy: Path, convert: Convert) -> None:
    with zipfile.ZipFile(convert(copy, "odt")) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    starts = {node.get(f"{office}name"): node for node in root.iter(f"{office}annotation")}
    ends = [node.get(f"{office}name") for node in root.iter(f"{office}annotation-end")]
    assert len(starts) == len(WORDS)
    assert sorted(ends) == sorted(starts)
    assert all("把比率写成增长率" in "".join(node.itertext()) for node in starts.values())


def test_the_comments_survive_a_save_as_docx_on_the_same_words(copy: Path, convert: Convert) -> None:
    document = read_docx(SEED).document
    saved = convert(copy, "docx").read_bytes()
    assert len(comment_words(saved)) == len(WORDS)
    again = read_docx(saved).document
    found = [again.text_at(place) for place in commented(saved).values() if place]
    assert sorted(found) == sorted(WORDS)
    assert [text for _, text in again.texts()][:20] == [text for _, text in document.texts()][:20]


def test_it_prints_as_many_pages_as_before(copy: Path, convert: Convert, tmp_path: Path) -> None:
    plain = tmp_path / "原件.docx"
    plain.write_bytes(SEED.read_bytes())
    pages = [convert(path, "pdf").read_bytes().count(b"/Type/Page/") for path in (plain, copy)]
    assert pages[0] == pages[1] > 0


def test_other_programs_count_the_same_comments(copy: Path) -> None:
    import docx

    opened = docx.Document(str(copy))
    assert len(list(opened.comments)) == len(WORDS) == len(list(root_of(copy.read_bytes()).iter(qn("w:commentReference"))))


def test_the_footnotes_of_a_commented_file_keep_their_words(convert: Convert, tmp_path: Path) -> None:
    body = "¶[预算27.20万元]{1}[，支出25.28万元，执行率95.94%]{2}[。]¶"
    path = tmp_path / "注.docx"
    data = noted_file(body, {1: "¶[省级财政17.20万元]¶", 2: "¶[尚有尾款没有结清]¶"})
    path.write_bytes(annotate_docx(data, on_words(data, "27.20万元", "95.94%")))
    saved = read_docx(convert(path, "docx")).document
    assert [text.strip() for _, text in saved.texts()][-2:] == ["省级财政17.20万元", "尚有尾款没有结清"]
