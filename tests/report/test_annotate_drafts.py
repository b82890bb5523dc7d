"""A draft that drafter wrote keeps the way from each figure to its fact."""

from __future__ import annotations

from drafter.core.document import Cell, Document, Heading, Location, Paragraph, Table
from drafter.core.provenance import Anchor, Draft, Origin
from drafter.formats.docx.annotate import annotate_docx
from drafter.formats.docx.styles import load_styles
from drafter.formats.docx.write import write_docx
from drafter.formats.trace.read import read_traced
from tests.support.report_samples import ROOT
from tests.support.word_samples import on


def draft() -> Draft:
    cells = (Cell("合计", 0, 0, look="标签"), Cell("94.44", 0, 1, look="数值"))
    blocks = (Heading("报告", 0), Paragraph("年初预算127.00万元，支出94.44万元。"), Paragraph("表1", "表题"), Table(cells, 1, 2))
    origin = Origin("fact", "项目 → 1", 3, "")
    places = [Location(1, 4, 12), Location(1, 15, 22), Location(3, 0, 5, 0, 1)]
    document = Document(blocks, "报告")
    anchors = tuple(Anchor(f"F{n:04d}", place, document.text_at(place), origin) for n, place in enumerate(places, 1))
    return Draft(document, anchors, (), facts_source="facts.yaml")


def test_a_commented_draft_is_traced_like_the_draft_itself(tmp_path) -> None:  # type: ignore[no-untyped-def]
    data = write_docx(draft(), styles=load_styles(ROOT / "configs" / "styles.yaml"))
    path = tmp_path / "批注.docx"
    path.write_bytes(annotate_docx(data, [on(anchor.location) for anchor in draft().anchors]))
    traced = read_traced(path)
    assert [(figure.text, figure.lost, figure.changed) for figure in traced.figures] == [
        (anchor.text, False, False) for anchor in draft().anchors
    ]
